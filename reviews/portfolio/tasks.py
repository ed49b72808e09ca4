"""Making the portfolio as a file in the background, as the person who asked."""

from celery import shared_task
from django.utils import timezone

from accounts.models import YstPerson
from accounts.outbox.jobs import Held, expire, recover, run
from reviews.documents.limits import limited_memory
from reviews.documents.pdf import lay_out
from reviews.documents.pdf_finishing import finish
from reviews.documents.spreadsheets import check_workbook, write_workbook
from reviews.portfolio.export_job import EXPORTS
from reviews.portfolio.export_models import ExportFormat, PortfolioExport
from reviews.portfolio.export_operations import store_export
from reviews.portfolio.exporting import PortfolioContent, as_book, as_pages, read_portfolio


@shared_task(name=EXPORTS.task)
def make_portfolio_export(export_id: int, user_id: int) -> None:
    """Make one file, for whoever asked for it: the row says who, whatever the message does."""
    run(EXPORTS, make_export, pk=export_id)


@shared_task(name="reviews.tend_portfolio_exports")
def tend_portfolio_exports() -> None:
    """Take up files whose worker died or whose message was lost, and delete what has been kept long enough."""
    recover(EXPORTS, at=timezone.now())
    expire(EXPORTS, at=timezone.now())


def make_export(held: Held[PortfolioExport]) -> None:
    """Read, make and store one file. Making it, no transaction is open."""
    with held.acting():
        person = YstPerson.objects.get(user_id=held.user_id)
        content = read_portfolio(person, held.row.filters, today=timezone.localdate())
    with limited_memory():
        made = _made(content, held.row.format)
    store_export(held, content=made, trust_ids=content.trust_ids, snapshot_ids=content.snapshot_ids, at=timezone.now())


def _made(content: PortfolioContent, format: str) -> bytes:
    if format == ExportFormat.XLSX:
        return check_workbook(write_workbook(as_book(content))).content
    return finish(lay_out(as_pages(content))).content
