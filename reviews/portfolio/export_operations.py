"""Asking for the portfolio as a file, and its way through the worker: claimed, done, failed, gone.

The worker acts as the person who asked, so a file holds what they see, and nothing of anybody who has left YST.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q

from accounts import audit
from accounts.models import YstPerson
from accounts.outbox.asking import enqueue
from accounts.refusals import Refused
from reviews.portfolio.export_models import KEPT, ExportFormat, PortfolioExport, PortfolioFile
from reviews.reports.kinds import ReportStatus

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
MOST_AT_ONCE = 3  # exports of one person that wait or are being made
TASK = "reviews.make_portfolio_export"
IN_WORK = (ReportStatus.QUEUED, ReportStatus.RUNNING)
FAILED_TOO_OFTEN = "It did not work three times. Please try again later; if it fails again, tell us."


@transaction.atomic
def request_export(*, format: str, filters: str, by: YstPerson, at: datetime) -> PortfolioExport:
    """Ask for a file of the trusts that these filters leave. The same that is being made is returned instead."""
    in_work = list(PortfolioExport.objects.filter(requested_by_id=by.user_id, status__in=IN_WORK).order_by("pk"))
    for export in in_work:
        if (export.format, export.filters) == (format, filters):
            return export
    if len(in_work) >= MOST_AT_ONCE:
        raise Refused("Three files of yours are being made. Ask again when one of them is ready.")
    export = PortfolioExport.objects.create(
        requested_by_id=by.user_id, requested_at=at, format=ExportFormat(format), filters=filters,
        lease_until=at + LEASE,
    )  # fmt: skip
    enqueue(TASK, export_id=export.pk, user_id=by.user_id)
    audit.record(
        "portfolio.exported",
        by=by,
        at=at,
        trust_id=None,
        target=f"export {export.uuid}",
        format=format,
        filters=filters,
    )
    return export


@transaction.atomic
def claim_export(*, export_id: int, at: datetime) -> UUID | None:
    """Take an export of the acting person's; None when somebody has it, or it is done. Attempts count beforehand."""
    free = Q(status=ReportStatus.QUEUED) | Q(status=ReportStatus.RUNNING, lease_until__lt=at)
    lease = uuid4()
    taken = PortfolioExport.objects.filter(free, pk=export_id, attempts__lt=MOST_ATTEMPTS).update(
        status=ReportStatus.RUNNING, attempts=F("attempts") + 1, lease=lease, lease_until=at + LEASE
    )
    return lease if taken else None


@transaction.atomic
def finish_export(
    *, export: PortfolioExport, lease: UUID, content: bytes, trust_ids: list[int], snapshot_ids: list[int], at: datetime
) -> bool:
    """Store the file with what is in it, in the transaction that marks it done; False when another worker has it."""
    done = PortfolioExport.objects.filter(pk=export.pk, lease=lease, status=ReportStatus.RUNNING).update(
        status=ReportStatus.DONE, lease=None, lease_until=None, finished_at=at
    )
    if done:
        file = PortfolioFile(
            export=export, requested_by_id=export.requested_by_id, trust_ids=trust_ids, snapshot_ids=snapshot_ids,
            content=content,
        )  # fmt: skip
        PortfolioFile.objects.bulk_create([file])
    return bool(done)


@transaction.atomic
def fail_export(*, export: PortfolioExport, lease: UUID, words: str, at: datetime) -> None:
    """Put it back for another attempt, or after the last one say why it failed."""
    held = PortfolioExport.objects.filter(pk=export.pk, lease=lease)
    gone = held.filter(attempts__gte=MOST_ATTEMPTS).update(
        status=ReportStatus.FAILED, failure=words, lease=None, lease_until=None, finished_at=at
    )
    if not gone and held.update(status=ReportStatus.QUEUED, lease=None, lease_until=at + LEASE):
        enqueue(TASK, export_id=export.pk, user_id=export.requested_by_id)


# -- the job's side ----------------------------------------------------------------------------------------------------


@transaction.atomic
def recover_exports(*, at: datetime) -> None:
    """Ask again for those whose worker died or whose message was lost; after the last attempt say that they failed."""
    lost = PortfolioExport.objects.filter(status__in=IN_WORK, lease_until__lt=at)
    lost.filter(attempts__gte=MOST_ATTEMPTS).update(
        status=ReportStatus.FAILED, failure=FAILED_TOO_OFTEN, lease=None, lease_until=None, finished_at=at
    )
    for export in lost.order_by("pk").select_for_update(skip_locked=True):
        waited = export.status == ReportStatus.QUEUED  # lost, or of somebody who has left: not for ever
        PortfolioExport.objects.filter(pk=export.pk).update(
            status=ReportStatus.QUEUED, lease=None, lease_until=at + LEASE, attempts=F("attempts") + int(waited)
        )
        enqueue(TASK, export_id=export.pk, user_id=export.requested_by_id)


@transaction.atomic
def expire_exports(*, at: datetime) -> int:
    """Delete what has been kept long enough, files first: a portfolio moves on, so nothing is made again."""
    old = Q(finished_at__lt=at - KEPT)
    PortfolioExport.objects.filter(old).update(status=ReportStatus.EXPIRED)
    PortfolioFile.objects.all().delete()  # the database deletes those of expired exports only
    gone, _ = PortfolioExport.objects.filter(status=ReportStatus.EXPIRED).delete()
    return gone
