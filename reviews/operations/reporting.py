"""Asking for a report, and its way through the worker: claimed, done or failed. The row is the truth."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q

from accounts import audit
from accounts.outbox import enqueue
from accounts.refusals import Refused
from reviews.models import Report, ReportFile, ReportStatus, Snapshot
from reviews.models.report import MOST_ATTEMPTS
from reviews.permissions import Standing, check_can_read_results

LEASE = timedelta(minutes=5)
TASK = "reviews.render_report"
FAILED_TOO_OFTEN = "It did not work three times. Please try again later; if it fails again, tell us."


@transaction.atomic
def request_report(*, snapshot: Snapshot, by: Standing, at: datetime) -> Report:
    """Ask for the full report of a signed-off review. One that is being made already is returned instead."""
    check_can_read_results(by)
    running = Report.objects.filter(
        snapshot=snapshot, requested_by_id=by.member.user_id, status__in=[ReportStatus.QUEUED, ReportStatus.RUNNING]
    ).first()
    if running:
        return running
    assert by.member.user_id is not None  # noqa: S101 whoever acts has an account
    report = Report.objects.create(
        trust_id=snapshot.trust_id,
        review_id=snapshot.review_id,
        snapshot=snapshot,
        requested_by_id=by.member.user_id,
        requested_by_name=by.member.name,
        requested_at=at,
        lease_until=at + LEASE,
    )
    enqueue(TASK, report_id=report.pk, user_id=report.requested_by_id)
    audit.record("report.requested", by=by.member, at=at, trust_id=snapshot.trust_id, target=f"report {report.uuid}")
    return report


@transaction.atomic
def retry_report(*, report: Report, by: Standing, at: datetime) -> None:
    """Try a failed report again, for the person who asked for it."""
    changed = Report.objects.filter(pk=report.pk, status=ReportStatus.FAILED, requested_by_id=by.member.user_id).update(
        status=ReportStatus.QUEUED, step=0, attempts=0, failure="", lease=None, lease_until=at + LEASE
    )
    if not changed:
        raise Refused("Only a report of yours that failed can be tried again.")
    enqueue(TASK, report_id=report.pk, user_id=report.requested_by_id)


# -- the worker's side, acting as the person who asked -----------------------------------------------------------------


def claim_report(*, report_id: int, at: datetime) -> UUID | None:
    """Take a report to make it; None when it is done, failed, or in another worker's hands.

    Attempts are counted before the work: a report that kills its worker fails after three.
    """
    lease = uuid4()
    free = Q(status=ReportStatus.QUEUED) | Q(status=ReportStatus.RUNNING, lease_until__lt=at)
    with transaction.atomic():
        report = Report.objects.select_for_update().filter(free, pk=report_id).first()
        if report is None:
            return None
        if report.attempts >= MOST_ATTEMPTS:
            Report.objects.filter(pk=report_id).update(
                status=ReportStatus.FAILED, failure=FAILED_TOO_OFTEN, lease=None, finished_at=at
            )
            return None
        Report.objects.filter(pk=report_id).update(
            status=ReportStatus.RUNNING, step=1, attempts=F("attempts") + 1, lease=lease, lease_until=at + LEASE
        )
    return lease


def show_progress(*, report_id: int, lease: UUID, step: int, at: datetime) -> None:
    """Say which step is being done, and hold the lease longer."""
    Report.objects.filter(pk=report_id, lease=lease).update(step=step, lease_until=at + LEASE)


@transaction.atomic
def finish_report(*, report_id: int, trust_id: int, lease: UUID, content: bytes, pages: int, at: datetime) -> bool:
    """Store the file and mark the report done, in one transaction; False when another worker has taken over."""
    changed = Report.objects.filter(pk=report_id, lease=lease, status=ReportStatus.RUNNING).update(
        status=ReportStatus.DONE, lease=None, lease_until=None, finished_at=at,
        sha256=sha256(content).hexdigest(), size=len(content), pages=pages,
    )  # fmt: skip
    if changed:
        ReportFile.objects.bulk_create([ReportFile(report_id=report_id, trust_id=trust_id, content=content)])
    return bool(changed)


def fail_report(*, report_id: int, lease: UUID, words: str, at: datetime) -> None:
    """Put the report back for another attempt, or, after the last one, mark it failed with the reason."""
    held = Report.objects.filter(pk=report_id, lease=lease)
    gone = held.filter(attempts__gte=MOST_ATTEMPTS).update(
        status=ReportStatus.FAILED, failure=words, lease=None, lease_until=None, finished_at=at
    )
    if not gone:
        held.update(status=ReportStatus.QUEUED, step=0, lease=None, lease_until=at)
