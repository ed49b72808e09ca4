"""Publishing what requests asked for, tidying up: named jobs that see only their own tables."""

from datetime import timedelta

from celery import current_app, shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.isolation.actor import Actor, acting_as
from accounts.outbox.models import OutboxTask
from accounts.outbox.sending import tidy_emails

AT_ONCE = 100
OUTBOX = Actor(job="outbox")


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


@shared_task(name="accounts.tidy_up")
def tidy_up() -> None:
    """Remove what is done with: published tasks, sent mail after 30 days, sessions that ran out."""
    now = timezone.now()
    with acting_as(OUTBOX):
        OutboxTask.objects.filter(published_at__lt=now - timedelta(days=2)).delete()
    tidy_emails(at=now)
    Session.objects.filter(expire_date__lt=now).delete()
