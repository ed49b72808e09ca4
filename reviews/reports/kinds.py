"""What can be made of a review, as which file, and who may open it."""

from typing import TypedDict

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    """What a report is."""

    FULL = "full", "Full report"
    BOARD = "board", "Board summary"
    ANSWERS = "answers", "My answers"
    BLANK = "blank", "Blank form"
    LEVELS = "levels", "Agreed levels"
    RATINGS = "ratings", "Individual ratings"
    PLAN = "plan", "Next steps"
    PROGRESS = "progress", "Progress over cycles"
    WHOLE = "whole", "Whole review as data"


class Format(models.TextChoices):
    """What kind of file it is."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


class Audience(models.TextChoices):
    """Who may open it. The database enforces it, for the row and for the file."""

    MEMBERS = "members", "Everyone in your trust"
    COMPARISON = "comparison", "Those who may see the comparison"
    OWN = "own", "Only you"


class ReportStatus(models.TextChoices):
    """How far a report has got."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Being made"
    DONE = "done", "Ready"
    FAILED = "failed", "Could not be made"
    EXPIRED = "expired", "No longer kept"


IN_WORK = (ReportStatus.QUEUED, ReportStatus.RUNNING)

SIGNED_OFF = (Kind.FULL, Kind.BOARD, Kind.LEVELS, Kind.PLAN, Kind.WHOLE)  # of a sign-off, or drafts of one
TELLING = {"ratings": False, "notes": False, "differences": False}  # what only those of the comparison may read


class KeptChoices(TypedDict):
    """What was chosen, as a report's row keeps it."""

    parts: list[str]
    ratings: bool
    notes: bool
    differences: bool
    names: bool
    large: bool
    logo: bool


def plain_choices() -> KeptChoices:
    """Nothing chosen: no rating, note or starting gap."""
    return KeptChoices(
        parts=[], ratings=False, notes=False, differences=False, names=False, large=False, logo=False
    )  # fmt: skip


# What everyone may open holds no rating, note or starting gap, and was signed off; answers are their writer's alone.
AUDIENCE_FITS = (
    Q(audience=Audience.OWN, kind=Kind.ANSWERS)
    | (Q(audience=Audience.COMPARISON) & ~Q(kind=Kind.ANSWERS))
    | Q(audience=Audience.MEMBERS, kind=Kind.BLANK)
    | Q(
        audience=Audience.MEMBERS,
        kind__in=[*SIGNED_OFF, Kind.PROGRESS],
        snapshot__isnull=False,
        choices__contains=TELLING,
    )
)
