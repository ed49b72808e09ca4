"""Where Django finds the models of all rooms; code imports them from their room."""

from reviews.calendar import HalfTerm, Term
from reviews.meeting.models import LENGTHS, ItemState, Meeting, MeetingItem, MeetingPresence
from reviews.plan.models import NextStep, Priority, StepStatus, StepUpdate
from reviews.portfolio.export_models import ExportFormat, PortfolioExport, PortfolioFile
from reviews.portfolio.models import NoteKind, Support, SupportLevel, SupportNote
from reviews.releases.models import Breakdown, Measure, Release, ReleaseCell, ReleaseCount, ReleaseGroup, ReleaseState
from reviews.reports.kinds import Audience, Format, Kind, ReportStatus
from reviews.reports.models import Report, ReportFile
from reviews.review.models.agreed_level import AgreedLevel, AgreementNote, Why
from reviews.review.models.consent import Choice, Consent
from reviews.review.models.rating import Rating
from reviews.review.models.review import Review
from reviews.review.models.reviewer import EarlyReason, EarlyShowing, EarlyShowingNote, Reviewer, Submission
from reviews.review.models.snapshot import Reopening, Snapshot, SnapshotLevel, SnapshotStep

__all__ = [
    "LENGTHS",
    "AgreedLevel",
    "AgreementNote",
    "Audience",
    "Breakdown",
    "Choice",
    "Consent",
    "EarlyReason",
    "EarlyShowing",
    "EarlyShowingNote",
    "ExportFormat",
    "Format",
    "HalfTerm",
    "ItemState",
    "Kind",
    "Measure",
    "Meeting",
    "MeetingItem",
    "MeetingPresence",
    "NextStep",
    "NoteKind",
    "PortfolioExport",
    "PortfolioFile",
    "Priority",
    "Rating",
    "Release",
    "ReleaseCell",
    "ReleaseCount",
    "ReleaseGroup",
    "ReleaseState",
    "Reopening",
    "Report",
    "ReportFile",
    "ReportStatus",
    "Review",
    "Reviewer",
    "Snapshot",
    "SnapshotLevel",
    "SnapshotStep",
    "StepStatus",
    "StepUpdate",
    "Submission",
    "Support",
    "SupportLevel",
    "SupportNote",
    "Term",
    "Why",
]
