"""Asking for a report, and its way through the worker: claimed, done, failed or expired. The row is the truth."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts import audit
from accounts.outbox.asking import enqueue
from accounts.refusals import Refused
from reviews.reports.choices import OFFERS, Choices, audience_of, settled
from reviews.reports.kinds import SIGNED_OFF, Audience, Format, Kind, ReportStatus
from reviews.reports.models import KEPT, MOST_ATTEMPTS, Report, ReportFile
from reviews.reports.permissions import check_can_make_report
from reviews.review.models.snapshot import Snapshot
from reviews.review.permissions import Standing

LEASE = timedelta(minutes=5)
TASK = "reviews.render_report"
FAILED_TOO_OFTEN = "It did not work three times. Please try again later; if it fails again, tell us."
IN_WORK = (ReportStatus.QUEUED, ReportStatus.RUNNING)
MOST_AT_ONCE = 5  # reports of one person that wait or are being made
ONE_CLAIM_AT_A_TIME = 5_023_117  # PostgreSQL's number for our advisory lock


@dataclass(frozen=True)
class Wanted:
    """A report to be made: what, as which file, with which choices; a draft of what is not signed off yet."""

    kind: str = Kind.FULL
    format: str = Format.PDF
    choices: Choices = field(default_factory=Choices)
    draft: bool = False


@transaction.atomic
def request_report(*, wanted: Wanted, by: Standing, at: datetime) -> Report:
    """Ask for a report. The same that is being made already is returned instead.

    It names its audience, which the database then enforces. One's own answers write no audit row: leads and executives
    read its time.
    """
    if wanted.format not in OFFERS[wanted.kind].formats:
        raise Refused("This report cannot be made as that kind of file.")
    choices = settled(wanted.kind, wanted.choices, names_shown=by.review.names_shown)
    check_can_make_report(by, wanted.kind, telling=choices.is_telling, draft=wanted.draft)
    snapshot = None if wanted.draft else _snapshot_for(wanted.kind, by)
    asked = {
        "review_id": by.review.pk, "snapshot": snapshot, "kind": wanted.kind, "format": wanted.format,
        "choices": choices.to_json(), "requested_by_id": by.member.user_id,
    }  # fmt: skip
    in_work = list(Report.objects.filter(requested_by_id=by.member.user_id, status__in=IN_WORK).order_by("pk"))
    for report in in_work:
        if all(getattr(report, name) == value for name, value in asked.items()):
            return report
    if len(in_work) >= MOST_AT_ONCE:
        raise Refused("Five reports of yours are being made. Ask again when one of them is ready.")
    report = Report.objects.create(
        trust_id=by.review.trust_id, audience=audience_of(wanted.kind, choices, draft=wanted.draft),
        requested_by_name=by.member.name, requested_at=at, lease_until=at + LEASE, **asked,
    )  # fmt: skip
    enqueue(TASK)
    if report.audience != Audience.OWN:
        target = f"report {report.uuid}"
        audit.record(
            "report.requested", by=by.member, at=at, trust_id=report.trust_id, target=target, kind=report.kind
        )  # fmt: skip
    return report


def _snapshot_for(kind: str, by: Standing) -> Snapshot | None:
    """What was signed off last, for a report of that; Refused before the first sign-off."""
    if kind not in SIGNED_OFF and kind != Kind.PROGRESS:
        return None
    snapshot = Snapshot.objects.filter(review=by.review).order_by("-number").first()
    if snapshot is None:
        raise Refused("There is no report before the first sign-off.")
    return snapshot


@transaction.atomic
def retry_report(*, report: Report, by: Standing, at: datetime) -> None:
    """Try a failed report again, for the person who asked for it."""
    changed = Report.objects.filter(pk=report.pk, status=ReportStatus.FAILED, requested_by_id=by.member.user_id).update(
        status=ReportStatus.QUEUED, step=0, attempts=0, failure="", lease=None, lease_until=at + LEASE
    )
    if not changed:
        raise Refused("Only a report of yours that failed can be tried again.")
    enqueue(TASK)


def make_report_again(*, report: Report, by: Standing, at: datetime) -> Report:
    """The same report with the same choices, whose file is no longer kept; for anybody who may ask for it."""
    choices = Choices.from_json(report.choices)
    return request_report(wanted=Wanted(report.kind, report.format, choices, report.is_draft), by=by, at=at)


# -- the job's side: whose turn it is, and what is kept no longer ------------------------------------------------------


@dataclass(frozen=True)
class Claim:
    """A report in a worker's hands, and the person for whom it is made."""

    report_id: int
    user_id: int
    lease: UUID


@transaction.atomic
def claim_next_report(*, at: datetime) -> Claim | None:
    """Take the report whose turn it is. None: nothing waits.

    It is the oldest of a trust for which fewest are being made; among those, of the one whose last turn is longest ago,
    so that trusts take turns however many each has asked for. Attempts are counted before the work: a report that kills
    its worker fails after three.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_CLAIM_AT_A_TIME])
    running = Report.objects.filter(trust_id=OuterRef("trust_id"), status=ReportStatus.RUNNING, lease_until__gte=at)
    many = Subquery(running.order_by().values("trust_id").annotate(many=Count("pk")).values("many"))
    turns = Report.objects.filter(trust_id=OuterRef("trust_id"), claimed_at__isnull=False).order_by("-claimed_at")
    last = Subquery(turns.values("claimed_at")[:1])
    free = Q(status=ReportStatus.QUEUED) | Q(status=ReportStatus.RUNNING, lease_until__lt=at)
    waiting = Report.objects.filter(free, attempts__lt=MOST_ATTEMPTS).annotate(many=Coalesce(many, 0), last=last)
    in_turn = waiting.order_by("many", F("last").asc(nulls_first=True), "requested_at", "pk")
    report = in_turn.select_for_update(skip_locked=True, of=("self",)).first()
    if report is None:
        return None
    lease = uuid4()
    Report.objects.filter(pk=report.pk).update(
        status=ReportStatus.RUNNING, step=1, attempts=F("attempts") + 1, claimed_at=at, lease=lease,
        lease_until=at + LEASE,
    )  # fmt: skip
    return Claim(report.pk, report.requested_by_id, lease)


@transaction.atomic
def expire_reports(*, at: datetime) -> int:
    """Delete the files that have been kept long enough; their rows stay, so that they can be made again."""
    expired = Report.objects.filter(status=ReportStatus.DONE, finished_at__lt=at - KEPT).update(
        status=ReportStatus.EXPIRED, size=None, pages=None, sha256=""
    )
    ReportFile.objects.all().delete()  # the database deletes those of expired reports only
    return expired


# -- the worker's side, acting as the person who asked -----------------------------------------------------------------


def show_progress(*, report_id: int, lease: UUID, step: int, at: datetime) -> None:
    """Say which step is being done, and hold the lease longer."""
    Report.objects.filter(pk=report_id, lease=lease).update(step=step, lease_until=at + LEASE)


@transaction.atomic
def finish_report(
    *, report_id: int, trust_id: int, lease: UUID, content: bytes, pages: int | None, at: datetime
) -> bool:
    """Store the file and mark the report done, in one transaction; False when another worker has taken over."""
    changed = Report.objects.filter(pk=report_id, lease=lease, status=ReportStatus.RUNNING).update(
        status=ReportStatus.DONE, lease=None, lease_until=None, finished_at=at,
        sha256=sha256(content).hexdigest(), size=len(content), pages=pages,
    )  # fmt: skip
    if changed:
        ReportFile.objects.bulk_create([ReportFile(report_id=report_id, trust_id=trust_id, content=content)])
    return bool(changed)


def fail_report(*, report_id: int, lease: UUID, words: str, at: datetime, final: bool = False) -> None:
    """Put the report back for another attempt, or, after the last one or a `final` failure, say why it failed."""
    held = Report.objects.filter(pk=report_id, lease=lease)
    gone = (held if final else held.filter(attempts__gte=MOST_ATTEMPTS)).update(
        status=ReportStatus.FAILED, failure=words, lease=None, lease_until=None, finished_at=at
    )
    if not gone:
        held.update(status=ReportStatus.QUEUED, step=0, lease=None, lease_until=at + LEASE)
