"""Making reports in the background, as the person who asked. The report's row is the truth; messages may come twice.

Nothing personal is logged: a report's number, what was being done, the kind of error and where in the code.
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from accounts.actor import Actor, acting_as, narrow_to
from accounts.outbox import enqueue
from reviews.models import Report, ReportStatus
from reviews.models.report import MOST_ATTEMPTS
from reviews.operations.reporting import (
    FAILED_TOO_OFTEN,
    LEASE,
    TASK,
    claim_report,
    fail_report,
    finish_report,
    show_progress,
)
from reviews.reports import Faulty, finish, lay_out, read_content, write_html

log = logging.getLogger(__name__)

AT_ONCE = 100
RECOVERY = Actor(job="reports")
STEPS = {1: "reading the review", 2: "drawing the charts", 3: "laying out the pages", 4: "checking the file"}
AGAIN = "Please try again later; if it fails again, tell us."
TOO_LONG = f"It took too long and was stopped. {AGAIN}"
NOT_FIT = f"It was made but did not pass its checks. {AGAIN}"
LEFT = "Whoever asked for it is no longer in this trust, so it was not made."
Result = TypeVar("Result")


@dataclass
class _Work:
    """A report in this worker's hands; `step` is what is being done."""

    report_id: int
    user_id: int
    trust_id: int
    trust: str
    snapshot_id: int
    lease: UUID
    step: int = 1


@shared_task(name=TASK)
def render_report(report_id: int, user_id: int) -> None:
    """Make a report for the person who asked. Delivered twice, or for a report that is made, it does nothing.

    A failure puts it back for another attempt, or after the last one marks it failed with words for the person.
    """
    work = _claimed(report_id, user_id)
    if work is None:
        return
    try:
        _make(work)
    except SoftTimeLimitExceeded as error:
        _failed(work, TOO_LONG, error)
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
                enqueue(TASK, report_id=report.pk, user_id=report.requested_by_id)


def _claimed(report_id: int, user_id: int) -> _Work | None:
    """The report, if this worker may make it now; the attempt is counted before any work is done."""
    with acting_as(Actor(user_id=user_id)):
        report = Report.objects.select_related("trust").filter(pk=report_id).first()
        if report is not None:
            narrow_to(report.trust.slug)
            lease = claim_report(report_id=report_id, at=timezone.now())
            if lease is None:
                return None
            return _Work(report_id, user_id, report.trust_id, report.trust.slug, report.snapshot_id, lease)
    idle = Q(status=ReportStatus.QUEUED) | Q(status=ReportStatus.RUNNING, lease_until__lt=timezone.now())
    _close(report_id, user_id, idle)
    return None


def _make(work: _Work) -> None:
    """Read, draw, lay out, check, store. No transaction is open but while the database is asked something."""
    with _acting_for(work):
        content = read_content(snapshot_id=work.snapshot_id, trust_id=work.trust_id)
    html = _step(work, 2, lambda: write_html(content))
    made = _step(work, 3, lambda: lay_out(html))
    finished = _step(work, 4, lambda: finish(made))
    with _acting_for(work):
        stored = finish_report(
            report_id=work.report_id, trust_id=work.trust_id, lease=work.lease, content=finished.content,
            pages=finished.pages, at=timezone.now(),
        )  # fmt: skip
    if not stored:  # another worker has it, or the person has left meanwhile
        _close(work.report_id, work.user_id, Q(status=ReportStatus.RUNNING, lease=work.lease))


def _step(work: _Work, step: int, do: Callable[[], Result]) -> Result:
    """Show that this step is being done, and do it."""
    work.step = step
    with _acting_for(work):
        show_progress(report_id=work.report_id, lease=work.lease, step=step, at=timezone.now())
    return do()


@contextmanager
def _acting_for(work: _Work) -> Iterator[None]:
    """One short transaction as the person who asked, in the report's trust only."""
    with acting_as(Actor(user_id=work.user_id)):
        narrow_to(work.trust)
        yield


def _failed(work: _Work, words: str, error: Exception) -> None:
    """Put the report back, or mark it failed with these words. Should that not work either, the lease runs out."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    kind = type(error).__name__
    log.warning("report %s: %s while %s (%s)", work.report_id, kind, STEPS[work.step], where)
    try:
        with _acting_for(work):
            fail_report(report_id=work.report_id, lease=work.lease, words=words, at=timezone.now())
            status = Report.objects.filter(pk=work.report_id).values_list("status", flat=True).first()
            if status == ReportStatus.QUEUED:
                enqueue(TASK, report_id=work.report_id, user_id=work.user_id)
        if status is None:
            _close(work.report_id, work.user_id, Q(status=ReportStatus.RUNNING, lease=work.lease))
    except DatabaseError as worse:
        log.warning("report %s: its failure could not be stored: %s", work.report_id, type(worse).__name__)


def _close(report_id: int, user_id: int, state: Q) -> None:
    """End a report, if it is in this state, whose requester no longer sees it: they have left the trust."""
    with acting_as(RECOVERY):
        Report.objects.filter(state, pk=report_id, requested_by_id=user_id).update(
            status=ReportStatus.FAILED, failure=LEFT, lease=None, lease_until=None, finished_at=timezone.now()
        )
