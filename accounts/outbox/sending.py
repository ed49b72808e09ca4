"""The outbox's emails on their way: claimed, sent, put off or given up; and the state of sending. For the job alone."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.isolation.actor import Actor, acting_as
from accounts.models import Delivery, Invitation
from accounts.outbox.faults import Blame, Fault
from accounts.outbox.models import OutboxEmail
from accounts.outbox.service_models import AFTER, THE_ONE, MailService

MAIL = Actor(job="mail")
LEASE = timedelta(minutes=4)  # of a run, and of an email; longer than the task's hard time limit
SEEN_EVERY = timedelta(minutes=1)
PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=5)  # between tries while nothing goes out
WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)  # between tries of one email
WAIT_IF_UNSURE = timedelta(minutes=15)  # and four times as long each time: it may have arrived
TELL_AFTER = timedelta(minutes=30)  # an invitation that has not gone by then is shown as delayed
REFUSED = "The mail server refused the address."
TOO_LATE = "It could not be sent while it was of use."
NOT_WANTED = "It was not wanted any more."

log = logging.getLogger(__name__)


# -- runs: one at a time, and none while the service has a pause -------------------------------------------------------


def claim_run(*, at: datetime) -> MailService | None:
    """Be the one that sends, if something is due, nobody else is at it, and no pause is on."""
    with acting_as(MAIL):
        kept = MailService.objects.filter(pk=THE_ONE)
        service = kept.first()
        if service is None:
            MailService.objects.bulk_create([MailService(seen_at=at)], ignore_conflicts=True)
        elif service.seen_at is None or service.seen_at < at - SEEN_EVERY:
            kept.update(seen_at=at)
        if not due(at).exists():
            return None
        free = Q(busy_until__isnull=True) | Q(busy_until__lt=at)
        may = Q(next_run_at__isnull=True) | Q(next_run_at__lte=at)
        return kept.get() if kept.filter(free, may).update(busy_until=at + LEASE, seen_at=at) else None


def release_run(service: MailService) -> None:
    """Let the next run begin; a run that was too slow leaves the one that has taken over alone."""
    with acting_as(MAIL):
        MailService.objects.filter(pk=service.pk, busy_until=service.busy_until).update(busy_until=None)


def note_success(service: MailService, *, at: datetime) -> None:
    """An email was taken: whatever was wrong is over."""
    if not service.failures:
        return
    if service.is_failing:
        log.warning("Emails go out again. They did not since %s.", service.failing_since)
    service.failures, service.failing_since, service.next_run_at = 0, None, None
    _keep(service, reason="", waiting=0)


def note_failure(service: MailService, fault: Fault, *, at: datetime) -> None:
    """An email was not taken, and perhaps none is: an error is logged once, and the next run waits a while."""
    was_failing = service.is_failing
    service.failing_since = service.failing_since or at
    service.failures = min(max(service.failures + 1, AFTER if fault.blame is Blame.SERVICE else 0), 1000)
    if service.is_failing:
        service.next_run_at = at + min(PAUSE * 2 ** min(service.failures - AFTER, 10), LONGEST_PAUSE)
        if not was_failing:
            log.error("Emails do not go out since %s. The mail server: %s", service.failing_since, fault.words)
    with acting_as(MAIL):
        waiting = OutboxEmail.objects.filter(sent_at__isnull=True, refused="")
        _keep(service, reason=fault.words, waiting=waiting.count())
        late = waiting.filter(created_at__lt=at - TELL_AFTER, invitation_id__isnull=False)
        told = Invitation.objects.pending().filter(pk__in=late.values("invitation_id"), delivery=Delivery.WAITING)
        told.update(delivery=Delivery.DELAYED)


def _keep(service: MailService, *, reason: str, waiting: int) -> None:
    with acting_as(MAIL):
        MailService.objects.filter(pk=service.pk).update(
            failures=service.failures, failing_since=service.failing_since, next_run_at=service.next_run_at,
            reason=reason, waiting=waiting,
        )  # fmt: skip


# -- emails ------------------------------------------------------------------------------------------------------------


def due(at: datetime) -> "QuerySet[OutboxEmail]":
    """Emails that should go now."""
    return OutboxEmail.objects.filter(sent_at__isnull=True, refused="", next_try_at__lte=at)


def claim_email(*, at: datetime) -> OutboxEmail | None:
    """The email whose turn it is, held for a while, should this process die. What is of no use any more is given up."""
    while True:
        with acting_as(MAIL):
            email = due(at).order_by("next_try_at").select_for_update(skip_locked=True).first()
            if email is None:
                return None
            if email.good_until > at and _is_wanted(email):
                email.attempts = min(email.attempts + 1, 1000)
                email.next_try_at = at + LEASE
                email.save(update_fields=["attempts", "next_try_at"])
                return email
            is_lost = _is_wanted(email) and email.created_at < email.good_until
            give_up(email, words=TOO_LATE if is_lost else NOT_WANTED)
        if is_lost:
            log.error("An email could not be sent while it was of use, in %s tries.", email.attempts)


def _is_wanted(email: OutboxEmail) -> bool:
    """An invitation that was accepted or withdrawn meanwhile, or sent again with a new link, is not sent any more."""
    if email.invitation_id is None:
        return True
    newer = OutboxEmail.objects.filter(invitation_id=email.invitation_id, created_at__gt=email.created_at)
    return Invitation.objects.pending().filter(pk=email.invitation_id).exists() and not newer.exists()


def put_off(email: OutboxEmail, fault: Fault, *, at: datetime) -> None:
    """Try it again later; one that could not be tried at all counts as not tried, and is due at once."""
    tried = email.attempts
    wait = min(WAIT * 2 ** min(tried - 1, 10), LONGEST_WAIT)
    if fault.blame is Blame.UNSURE:
        wait = WAIT_IF_UNSURE * 4 ** min(tried - 1, 6)
    if fault.blame is Blame.SERVICE:
        tried, wait = tried - 1, timedelta(0)
    with acting_as(MAIL):
        next_try_at = min(at + wait, max(email.good_until, at))  # when it is given up, and its words are deleted
        OutboxEmail.objects.filter(pk=email.pk).update(attempts=tried, next_try_at=next_try_at)
        if email.invitation_id and at - email.created_at > TELL_AFTER:
            _tell_invitation(email, Delivery.DELAYED)


def finish_email(email: OutboxEmail, *, at: datetime) -> None:
    """It was taken: empty the text (it may hold a link that opens an account), tell the invitation."""
    with acting_as(MAIL):
        OutboxEmail.objects.filter(pk=email.pk).update(sent_at=at, text="", html="")
        _tell_invitation(email, Delivery.SENT)


def refuse_email(email: OutboxEmail) -> None:
    """The address is wrong. The text stays while it is of use: `send_again` sends it, should the server be wrong."""
    with acting_as(MAIL):
        OutboxEmail.objects.filter(pk=email.pk).update(refused=REFUSED)
        _tell_invitation(email, Delivery.REFUSED)


def give_up(email: OutboxEmail, *, words: str) -> None:
    """It is of no use any more; within the job's own transaction."""
    OutboxEmail.objects.filter(pk=email.pk).update(refused=words, text="", html="")


def _tell_invitation(email: OutboxEmail, delivery: str) -> None:
    if email.invitation_id:
        Invitation.objects.filter(pk=email.invitation_id).update(delivery=delivery)


# -- by hand, and at night ---------------------------------------------------------------------------------------------


def send_again(*, at: datetime) -> tuple[int, int]:
    """Have every email tried now whose address was refused and whose text is still there; then those that wait, too.

    Returns how many had been refused, and how many waited. Any pause is over.
    """
    with acting_as(MAIL):
        refused = OutboxEmail.objects.filter(refused=REFUSED, good_until__gt=at).exclude(text="")
        invitations = [i for i in refused.values_list("invitation_id", flat=True) if i]
        waiting = OutboxEmail.objects.filter(sent_at__isnull=True, refused="").update(next_try_at=at)
        again = refused.update(refused="", next_try_at=at)
        told = Invitation.objects.filter(pk__in=invitations, delivery=Delivery.REFUSED)
        told.update(delivery=Delivery.WAITING)
        MailService.objects.filter(pk=THE_ONE).update(next_run_at=None)
    return again, waiting


def tidy_emails(*, at: datetime) -> None:
    """Empty what was refused and is of no use any more; delete what is a month old and done with."""
    with acting_as(MAIL):
        OutboxEmail.objects.filter(good_until__lt=at).exclude(refused="").exclude(text="").update(text="", html="")
        done = Q(sent_at__isnull=False) | ~Q(refused="")
        OutboxEmail.objects.filter(done, created_at__lt=at - timedelta(days=30)).delete()
