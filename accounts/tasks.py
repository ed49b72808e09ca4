"""Publishing what requests asked for, sending mail, tidying up: named jobs that see only their own tables."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from celery import current_app, shared_task
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from accounts.actor import Actor, acting_as
from accounts.models import Delivery, Invitation, OutboxEmail, OutboxTask
from accounts.register_tasks import apply_register, check_register, recover_imports

__all__ = ["apply_register", "check_register", "publish_outbox", "recover_imports", "send_mail", "tidy_up"]

log = logging.getLogger(__name__)

AT_ONCE = 100
CLAIM = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(hours=24)
OUTBOX, MAIL = Actor(job="outbox"), Actor(job="mail")


@shared_task(name="accounts.publish_outbox")
def publish_outbox() -> None:
    """Publish waiting tasks. With the broker down this raises, the rows stay, and the next run tries again.

    Published before the commit: a crash in between publishes twice, which tasks must bear.
    """
    with acting_as(OUTBOX):
        waiting = OutboxTask.objects.filter(published_at__isnull=True).order_by("created_at")
        for row in waiting.select_for_update(skip_locked=True)[:AT_ONCE]:
            current_app.send_task(row.name, kwargs=row.arguments)
            row.published_at = timezone.now()
            row.save(update_fields=["published_at"])


@shared_task(name="accounts.send_mail")
def send_mail() -> None:
    """Send due emails, each claimed first, so that a second worker does not send it as well."""
    for email in _claim_due():
        _send(email)


def _claim_due() -> list[OutboxEmail]:
    now = timezone.now()
    with acting_as(MAIL):
        due = OutboxEmail.objects.filter(sent_at__isnull=True, refused="", next_try_at__lte=now).order_by("next_try_at")
        claimed = list(due.select_for_update(skip_locked=True)[:AT_ONCE])
        for email in claimed:
            email.attempts += 1
            email.next_try_at = now + CLAIM
            email.save(update_fields=["attempts", "next_try_at"])
    return claimed


def _send(email: OutboxEmail) -> None:
    message = EmailMultiAlternatives(email.subject, email.text, to=[email.to])
    if email.html:
        message.attach_alternative(email.html, "text/html")
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        if _is_final(error):
            _finish(email, refused="The mail server refused the address.")
            return
        _try_later(email)
    except OSError:
        _try_later(email)
    else:
        _finish(email)


def _is_final(error: SMTPRecipientsRefused | SMTPResponseException) -> bool:
    codes = (
        [code for code, _ in error.recipients.values()]
        if isinstance(error, SMTPRecipientsRefused)
        else [error.smtp_code]
    )
    return all(500 <= code < 600 for code in codes)


def _try_later(email: OutboxEmail) -> None:
    now = timezone.now()
    if now - email.created_at > GIVE_UP_AFTER:
        _finish(email, refused="The mail server did not take it for a day.")
        return
    with acting_as(MAIL):
        wait = min(timedelta(minutes=2**email.attempts), timedelta(hours=1))
        OutboxEmail.objects.filter(pk=email.pk).update(next_try_at=now + wait)


def _finish(email: OutboxEmail, refused: str = "") -> None:
    """Note the outcome, empty the text (it may hold a link that opens an account), tell the invitation."""
    with acting_as(MAIL):
        OutboxEmail.objects.filter(pk=email.pk).update(
            sent_at=None if refused else timezone.now(), refused=refused, text="", html=""
        )
        if email.invitation_id:
            delivery = Delivery.REFUSED if refused else Delivery.SENT
            Invitation.objects.filter(pk=email.invitation_id).update(delivery=delivery)


@shared_task(name="accounts.tidy_up")
def tidy_up() -> None:
    """Remove what is done with: published tasks, sent mail after 30 days, sessions that ran out."""
    now = timezone.now()
    with acting_as(OUTBOX):
        OutboxTask.objects.filter(published_at__lt=now - timedelta(days=2)).delete()
    with acting_as(MAIL):
        OutboxEmail.objects.filter(created_at__lt=now - timedelta(days=30)).delete()
    Session.objects.filter(expire_date__lt=now).delete()
