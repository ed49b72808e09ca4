"""Making the portfolio as a file in the background, as the person who asked. Its row is the truth."""

import logging
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from accounts.isolation.actor import Actor, acting_as
from accounts.models import YstPerson
from reviews.documents.pdf import lay_out
from reviews.documents.pdf_finishing import finish
from reviews.documents.spreadsheets import check_workbook, write_workbook
from reviews.portfolio.export_models import ExportFormat, PortfolioExport
from reviews.portfolio.export_operations import (
    TASK,
    claim_export,
    expire_exports,
    fail_export,
    finish_export,
    recover_exports,
)
from reviews.portfolio.exporting import PortfolioContent, as_book, as_pages, read_portfolio
from reviews.reports import TooMuch, limited_memory

log = logging.getLogger(__name__)

JOB = Actor(job="exports")
AGAIN = "Please try again later; if it fails again, tell us."
WENT_WRONG = f"Something went wrong. {AGAIN}"
TOO_LONG = f"It took too long and was stopped. Choose fewer trusts, or the spreadsheet. {AGAIN}"


@shared_task(name=TASK)
def make_portfolio_export(export_id: int, user_id: int) -> None:
    """Make one file. Delivered twice, or for a file that is made, it does nothing."""
    person = Actor(user_id=user_id, yst=True)
    with acting_as(person):
        export = PortfolioExport.objects.filter(pk=export_id).first()
        lease = claim_export(export_id=export_id, at=timezone.now()) if export else None
    if export is None or lease is None:
        return
    try:
        with acting_as(person):
            content = read_portfolio(YstPerson.objects.get(user_id=user_id), export.filters, today=timezone.localdate())
        with limited_memory():
            made = _made(content, export.format)
        with acting_as(person):
            finish_export(
                export=export, lease=lease, content=made, trust_ids=content.trust_ids,
                snapshot_ids=content.snapshot_ids, at=timezone.now(),
            )  # fmt: skip
    except (SoftTimeLimitExceeded, MemoryError) as error:
        _failed(person, export, lease, TOO_LONG, error)
    except TooMuch as error:
        _failed(person, export, lease, str(error), error)
    except Exception as error:
        _failed(person, export, lease, WENT_WRONG, error)


def _made(content: PortfolioContent, format: str) -> bytes:
    if format == ExportFormat.XLSX:
        return check_workbook(write_workbook(as_book(content))).content
    return finish(lay_out(as_pages(content))).content


def _failed(person: Actor, export: PortfolioExport, lease: UUID, words: str, error: BaseException) -> None:
    """Put it back, or mark it failed with these words; only the kind of error is logged."""
    log.warning("portfolio export %s: %s", export.pk, type(error).__name__)
    with acting_as(person):
        fail_export(export=export, lease=lease, words=words, at=timezone.now())


@shared_task(name="reviews.tend_portfolio_exports")
def tend_portfolio_exports() -> None:
    """Recover what a worker has lost, and delete what has been kept long enough."""
    with acting_as(JOB):
        recover_exports(at=timezone.now())
    with acting_as(JOB):
        expire_exports(at=timezone.now())
