"""A report as a job: made in its trust as the person who asked, whose turn it is first, and kept for 30 days."""

from celery.exceptions import SoftTimeLimitExceeded

from accounts.isolation.actor import Actor
from accounts.outbox.job_kinds import AGAIN, JobKind, Keeping, Words
from reviews.documents.pdf_finishing import Faulty
from reviews.reports.models import KEPT, Report, ReportFile
from reviews.reports.turns import in_turn

STEPS = {1: "reading the review", 2: "writing the report", 3: "laying out the pages", 4: "checking the file"}
REPORTS = JobKind(
    name="report",
    model=Report,
    tended_by=Actor(job="reports"),
    acts=Actor(),
    trust=lambda report: report.trust.slug,
    asked_by="requested_by_id",
    task="reviews.render_report",
    in_turn=in_turn,
    doing=STEPS[1],
    started={"step": 1},
    unstarted={"step": 0},
    started_at="claimed_at",
    failed_at="finished_at",
    words=Words(
        wrong=f"Something went wrong while {{doing}}. {AGAIN}",
        of={
            SoftTimeLimitExceeded: f"It took too long and was stopped. {AGAIN}",
            MemoryError: "It needed too much memory and was stopped. Leave out the notes, or choose a spreadsheet.",
            Faulty: f"It was made but did not pass its checks. {AGAIN}",
        },
    ),
    keeping=Keeping(ReportFile, KEPT, emptied={"size": None, "pages": None, "sha256": ""}),
)
