"""Making reports in the background, as the person who asked. The report's row is the truth; messages may come twice.

A message means "make one report": whose turn it is, is decided by the database when a worker is free. Nothing personal
is logged: a report's number, what was being done, the kind of error and where in the code.
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.actor import Actor, acting_as, narrow_to
from accounts.outbox.asking import enqueue
from reviews.reports import Faulty, Order, TooMuch, limited_memory, maker_of, order_of
from reviews.reports.kinds import ReportStatus
from reviews.reports.models import MOST_ATTEMPTS, Report
from reviews.reports.operations import (
    FAILED_TOO_OFTEN,
    LEASE,
    TASK,
    Claim,
    claim_next_report,
    expire_reports,
    fail_report,
    finish_report,
    show_progress,
)

log = logging.getLogger(__name__)

AT_ONCE = 100
RECOVERY = Actor(job="reports")
STEPS = {1: "reading the review", 2: "writing the report", 3: "laying out the pages", 4: "checking the file"}
AGAIN = "Please try again later; if it fails again, tell us."
TOO_LONG = f"It took too long and was stopped. {AGAIN}"
TOO_BIG = "It needed too much memory and was stopped. Leave out the notes, or choose a spreadsheet."
NOT_FIT = f"It was made but did not pass its checks. {AGAIN}"
LEFT = "Whoever asked for it may no longer see what would be in it, so it was not made."
Result = TypeVar("Result")


@dataclass
class _Work:
    """A report in this worker's hands; `step` is what is being done."""

    claim: Claim
    trust: str
    order: Order
    step: int = 1


@shared_task(name=TASK)
def render_report(**_: int) -> None:
    """Make the report whose turn it is, as the person who asked for it. With none waiting it does nothing.

    A failure puts it back for another attempt, or after the last one marks it failed with words for the person. (A
    message of an earlier release named a report; it now means one report like any other.)
    """
    work = _claimed()
    if work is None:
        return
    try:
        with limited_memory():
            _make(work)
    except SoftTimeLimitExceeded as error:
        _failed(work, TOO_LONG, error)
    except MemoryError as error:
        _failed(work, TOO_BIG, error)
    except TooMuch as error:
        _failed(work, str(error), error, final=True)
    except Faulty as error:
        _failed(work, NOT_FIT, error)
    except Exception as error:
        _failed(work, f"Something went wrong while {STEPS[work.step]}. {AGAIN}", error)


@shared_task(name="reviews.recover_reports")
def recover_reports() -> None:
    """Ask again for reports whose worker died or whose message was lost; after the last attempt say that they failed.

    The lease is renewed, so that a report is asked for once in five minutes and not at every run.
    """
    now = timezone.now()
    with acting_as(RECOVERY):
        lost = Report.objects.filter(status__in=[ReportStatus.QUEUED, ReportStatus.RUNNING], lease_until__lt=now)
        for report in lost.order_by("lease_until").select_for_update(skip_locked=True)[:AT_ONCE]:
            row = Report.objects.filter(pk=report.pk)
            if report.attempts >= MOST_ATTEMPTS:
                row.update(
                    status=ReportStatus.FAILED, failure=FAILED_TOO_OFTEN, lease=None, lease_until=None, finished_at=now
                )
                log.warning("report %s: failed after %s attempts", report.pk, report.attempts)
            else:
                row.update(status=ReportStatus.QUEUED, step=0, lease=None, lease_until=now + LEASE)
                enqueue(TASK)


@shared_task(name="reviews.expire_reports")
def expire_old_reports() -> None:
    """Delete files that have been kept long enough."""
    with acting_as(RECOVERY):
        expire_reports(at=timezone.now())


def _claimed() -> _Work | None:
    """The report whose turn it is; the attempt is counted before any work is done."""
    while True:
        with acting_as(RECOVERY):
            claim = claim_next_report(at=timezone.now())
        if claim is None:
            return None
        with acting_as(Actor(user_id=claim.user_id)):
            report = Report.objects.select_related("trust").filter(pk=claim.report_id).first()
            if report is not None:
                return _Work(claim, report.trust.slug, order_of(report))
        _close(claim)  # and take the next instead


def _make(work: _Work) -> None:
    """Read, write, lay out, check, store. No transaction is open but while the database is asked something."""
    order = work.order
    maker = maker_of(order.kind, order.format)
    with _acting_for(work):
        content = maker.read(order)
    written = _step(work, 2, lambda: maker.write(content))
    made = _step(work, 3, lambda: maker.lay_out(written))
    finished = _step(work, 4, lambda: maker.finish(made))
    with _acting_for(work):
        stored = finish_report(
            report_id=work.claim.report_id, trust_id=order.trust_id, lease=work.claim.lease, content=finished.content,
            pages=finished.pages, at=timezone.now(),
        )  # fmt: skip
    if not stored:  # another worker has it, or the person may no longer see it
        _close(work.claim)


def _step(work: _Work, step: int, do: Callable[[], Result]) -> Result:
    """Show that this step is being done, and do it."""
    work.step = step
    with _acting_for(work):
        show_progress(report_id=work.claim.report_id, lease=work.claim.lease, step=step, at=timezone.now())
    return do()


@contextmanager
def _acting_for(work: _Work) -> Iterator[None]:
    """One short transaction as the person who asked, in the report's trust only."""
    with acting_as(Actor(user_id=work.claim.user_id)):
        narrow_to(work.trust)
        yield


def _failed(work: _Work, words: str, error: Exception, *, final: bool = False) -> None:
    """Put the report back, or mark it failed with these words. Should that not work either, the lease runs out."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    claim, kind = work.claim, type(error).__name__
    log.warning("report %s: %s while %s (%s)", claim.report_id, kind, STEPS[work.step], where)
    try:
        with _acting_for(work):
            fail_report(report_id=claim.report_id, lease=claim.lease, words=words, at=timezone.now(), final=final)
            status = Report.objects.filter(pk=claim.report_id).values_list("status", flat=True).first()
            if status == ReportStatus.QUEUED:
                enqueue(TASK)
        if status is None:
            _close(claim)
    except DatabaseError as worse:
        log.warning("report %s: its failure could not be stored: %s", claim.report_id, type(worse).__name__)


def _close(claim: Claim) -> None:
    """End a report that its requester no longer sees: they have left the trust, or may not read it any more."""
    with acting_as(RECOVERY):
        Report.objects.filter(Q(status=ReportStatus.RUNNING), pk=claim.report_id, lease=claim.lease).update(
            status=ReportStatus.FAILED, failure=LEFT, lease=None, lease_until=None, finished_at=timezone.now()
        )
