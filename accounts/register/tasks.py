"""Checking and applying the register's extracts in the background, for the programme manager who asked.

Nothing of a file is logged: an import's number, what was being done, the kind of error and where in the code.
"""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError
from django.utils import timezone

from accounts.isolation.actor import acting_as
from accounts.models import JoinRequest, RequestStatus
from accounts.register.applying import apply_checked
from accounts.register.checking import TakenOver, check_import, clear_ended, clear_staged
from accounts.register.extracts import Faulty
from accounts.register.import_models import ImportStatus
from accounts.register.operations import APPLY, CHECK
from accounts.register.work import JOB, Work, claim_import, end_import, put_back, recover_lost

log = logging.getLogger(__name__)

SOFT_LIMIT, HARD_LIMIT = 540, 600  # seconds; shorter than the broker's visibility timeout
AGAIN = "Try it again later; if it fails again, tell us."
TOO_LONG = f"It took too long and was stopped. {AGAIN}"
KEEP_ROWS, KEEP_REQUESTS = timedelta(days=180), timedelta(days=90)


@shared_task(name=CHECK, soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def check_register(import_id: int, user_id: int) -> None:
    """Check an uploaded import. Delivered twice, or for one that is checked, it does nothing."""
    _work_at(import_id, user_id, ImportStatus.WAITING, ImportStatus.CHECKING, check_import)


@shared_task(name=APPLY, soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def apply_register(import_id: int, user_id: int) -> None:
    """Apply a checked import: all of it, or nothing."""
    _work_at(import_id, user_id, ImportStatus.ASKED, ImportStatus.APPLYING, apply_checked)


def _work_at(import_id: int, user_id: int, waiting: str, working: str, do: Callable[[Work], object]) -> None:
    work = claim_import(import_id=import_id, user_id=user_id, waiting=waiting, working=working, at=timezone.now())
    if work is None:
        return
    try:
        do(work)
    except Faulty as fault:
        with work.acting():
            if end_import(work, status=ImportStatus.REFUSED, at=timezone.now(), failure=fault.words):
                clear_staged(work.import_id)
    except TakenOver:
        return
    except SoftTimeLimitExceeded as error:
        _failed(work, working, TOO_LONG, error)
    except Exception as error:
        _failed(
            work, working, f"Something went wrong while it was {ImportStatus(working).label.lower()}. {AGAIN}", error
        )


def _failed(work: Work, working: str, words: str, error: Exception) -> None:
    """Put the import back, or mark it failed with these words. Should that not work either, the lease runs out."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    log.warning("register import %s: %s while %s (%s)", work.import_id, type(error).__name__, working, where)
    try:
        with work.acting():
            put_back(work, words=words, at=timezone.now())
    except DatabaseError as worse:
        log.warning("register import %s: its failure could not be stored: %s", work.import_id, type(worse).__name__)


@shared_task(name="accounts.recover_imports")
def recover_imports() -> None:
    """Ask again for imports whose worker died; clear what has ended, and requests that were answered long ago."""
    now = timezone.now()
    with acting_as(JOB):
        for import_id in recover_lost(at=now):
            log.warning("register import %s: failed for good", import_id)
        clear_ended(older_than=now - KEEP_ROWS)
        answered = JoinRequest.objects.exclude(status=RequestStatus.WAITING)
        answered.filter(decided_at__lt=now - KEEP_REQUESTS).delete()
