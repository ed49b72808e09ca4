"""Emails: rendered where they are asked for, sent by the worker. A rating is in none of them."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from accounts.isolation.actor import current_actor
from accounts.outbox.models import OutboxEmail, a_week_from_now


def queue_email(
    *,
    to: str,
    template: str,
    good_until: datetime | None = None,
    once: str | None = None,
    invitation_id: int | None = None,
    **context: object,
) -> None:
    """Send `templates/emails/<template>` soon after this transaction commits.

    `once` is a key (person, kind, day): an email with the same key is sent no second time. `good_until` is how long
    it is of use, and so how long it is tried: as long as its link works, or else a week.
    """
    context = {"site_url": settings.SITE_URL, **context}
    subject = " ".join(render_to_string(f"emails/{template}.subject.txt", context).split())
    add_to_outbox(
        to=to,
        subject=subject,
        text=render_to_string(f"emails/{template}.txt", context),
        html=render_to_string(f"emails/{template}.html", {"subject": subject, **context}),
        good_until=good_until,
        once=once,
        invitation_id=invitation_id,
    )


def add_to_outbox(
    *,
    to: str,
    subject: str,
    text: str,
    html: str,
    good_until: datetime | None = None,
    once: str | None = None,
    invitation_id: int | None = None,
) -> None:
    """Put one rendered email into the outbox."""
    email = OutboxEmail(
        to=to,
        subject=subject[:200],
        text=text,
        html=html,
        good_until=good_until or a_week_from_now(),
        once=once,
        invitation_id=invitation_id,
        actor_id=current_actor().user_id,
    )
    OutboxEmail.objects.bulk_create([email], ignore_conflicts=once is not None)
