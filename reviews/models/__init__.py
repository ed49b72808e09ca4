"""Everything in one review. Policies and constraints stand beside each model."""

from reviews.models.agreement import AgreedLevel, AgreementNote, Why
from reviews.models.consent import Choice, Consent
from reviews.models.meeting import LENGTHS, ItemState, Meeting, MeetingItem, MeetingPresence
from reviews.models.next_step import HalfTerm, NextStep, Priority, StepStatus, StepUpdate
from reviews.models.portfolio_export import ExportFormat, PortfolioExport, PortfolioFile
from reviews.models.rating import Rating
from reviews.models.release import Breakdown, Measure, Release, ReleaseCell, ReleaseCount, ReleaseGroup, ReleaseState
from reviews.models.report import Report, ReportFile
from reviews.models.report_kinds import Audience, Format, Kind, ReportStatus
from reviews.models.review import Review, Term
from reviews.models.reviewer import EarlyReason, EarlyShowing, EarlyShowingNote, Reviewer, Submission
from reviews.models.snapshot import Reopening, Snapshot, SnapshotLevel, SnapshotStep
from reviews.models.support import NoteKind, Support, SupportLevel, SupportNote

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
