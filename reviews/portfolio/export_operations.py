"""Asking for the portfolio as a file, and storing what a worker made of it.

The worker acts as the person who asked, so a file holds what they see, and nothing of anybody who has left YST.
"""

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import YstPerson
from accounts.outbox.job_kinds import LEASE
from accounts.outbox.jobs import Held, ask
from accounts.refusals import Refused
from reviews.portfolio.export_job import EXPORTS
from reviews.portfolio.export_models import ExportFormat, PortfolioExport, PortfolioFile
from reviews.reports.kinds import IN_WORK, ReportStatus

MOST_AT_ONCE = 3  # exports of one person that wait or are being made


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
    ask(EXPORTS, pk=export.pk, by=by.user_id)
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


def store_export(
    held: Held[PortfolioExport], *, content: bytes, trust_ids: list[int], snapshot_ids: list[int], at: datetime
) -> None:
    """Store the file with what is in it, in the transaction that marks it done. Raises `TakenOver`."""
    with held.acting():
        held.finish(ReportStatus.DONE, finished_at=at)
        file = PortfolioFile(
            export_id=held.pk, requested_by_id=held.user_id, trust_ids=trust_ids, snapshot_ids=snapshot_ids,
            content=content,
        )  # fmt: skip
        PortfolioFile.objects.bulk_create([file])
