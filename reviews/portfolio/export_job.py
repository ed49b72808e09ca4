"""A file of the portfolio as a job: made as the person who asked, with what they see, and gone after a day."""

from celery.exceptions import SoftTimeLimitExceeded

from accounts.isolation.actor import Actor
from accounts.outbox.job_kinds import AGAIN, JobKind, Keeping, Words
from reviews.portfolio.export_models import KEPT, PortfolioExport, PortfolioFile

TOO_LONG = f"It took too long and was stopped. Choose fewer trusts, or the spreadsheet. {AGAIN}"
EXPORTS = JobKind(
    name="portfolio export",
    model=PortfolioExport,
    tended_by=Actor(job="exports"),
    acts=Actor(yst=True),
    asked_by="requested_by_id",
    task="reviews.make_portfolio_export",
    carries="export_id",
    failed_at="finished_at",
    words=Words(f"Something went wrong. {AGAIN}", of={SoftTimeLimitExceeded: TOO_LONG, MemoryError: TOO_LONG}),
    keeping=Keeping(PortfolioFile, KEPT, ended=("done", "failed"), rows_too=True),
)
