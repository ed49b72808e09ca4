"""Checking and applying the register's extracts in the background, for the programme manager who asked."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.isolation.actor import acting_as
from accounts.models import JoinRequest, RequestStatus
from accounts.outbox.jobs import recover, run
from accounts.register.applying import apply_checked
from accounts.register.checking import check_import, clear_ended
from accounts.register.jobs import APPLYING, CHECKING

SOFT_LIMIT, HARD_LIMIT = 540, 600  # seconds; shorter than the broker's visibility timeout
KEEP_ROWS, KEEP_REQUESTS = timedelta(days=180), timedelta(days=90)


@shared_task(name=CHECKING.task, soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def check_register(import_id: int, user_id: int) -> None:
    """Check an uploaded import."""
    run(CHECKING, check_import, pk=import_id, by=user_id)


@shared_task(name=APPLYING.task, soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def apply_register(import_id: int, user_id: int) -> None:
    """Apply a checked import: all of it, or nothing."""
    run(APPLYING, apply_checked, pk=import_id, by=user_id)


@shared_task(name="accounts.recover_imports")
def recover_imports() -> None:
    """Take up imports whose worker died; clear what has ended, and requests that were answered long ago."""
    now = timezone.now()
    for kind in (CHECKING, APPLYING):
        recover(kind, at=now)
    with acting_as(CHECKING.tended_by):
        clear_ended(older_than=now - KEEP_ROWS)
        answered = JoinRequest.objects.exclude(status=RequestStatus.WAITING)
        answered.filter(decided_at__lt=now - KEEP_REQUESTS).delete()
