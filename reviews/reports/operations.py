"""Asking for a report, trying it again, and storing what a worker made of it."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from accounts import audit
from accounts.outbox.job_kinds import LEASE
from accounts.outbox.jobs import Held, ask, ask_again
from accounts.refusals import Refused
from reviews.reports.choices import OFFERS, Choices, audience_of, settled
from reviews.reports.job import REPORTS
from reviews.reports.kinds import IN_WORK, SIGNED_OFF, Audience, Format, Kind, ReportStatus
from reviews.reports.models import Report, ReportFile
from reviews.reports.permissions import check_can_make_report
from reviews.review.models.snapshot import Snapshot
from reviews.review.permissions import Standing

MOST_AT_ONCE = 5  # reports of one person that wait or are being made


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
    ask(REPORTS, pk=report.pk, by=by.member.user_id)
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
    me = by.member.user_id
    if not ask_again(REPORTS, pk=report.pk, by=me, at=at, requested_by_id=me):
        raise Refused("Only a report of yours that failed can be tried again.")


def make_report_again(*, report: Report, by: Standing, at: datetime) -> Report:
    """The same report with the same choices, whose file is no longer kept; for anybody who may ask for it."""
    choices = Choices.from_json(report.choices)
    return request_report(wanted=Wanted(report.kind, report.format, choices, report.is_draft), by=by, at=at)


def store_report(held: Held, *, content: bytes, pages: int | None, at: datetime) -> None:
    """Store the file and mark the report done, in one transaction. Raises `TakenOver`."""
    digest = sha256(content).hexdigest()
    with held.acting():
        held.finish(ReportStatus.DONE, finished_at=at, sha256=digest, size=len(content), pages=pages)
        ReportFile.objects.bulk_create([ReportFile(report_id=held.pk, trust_id=held.row.trust_id, content=content)])
