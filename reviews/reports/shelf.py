"""The shelf of reports: what there is for one person in one review, and what was made."""

from dataclasses import dataclass

from accounts.refusals import Refused
from reviews.reports.kinds import SIGNED_OFF, Kind, ReportStatus
from reviews.reports.models import Report
from reviews.reports.permissions import can_draft_report, can_make_report, check_can_make_report
from reviews.review.permissions import Standing

MOST_LISTED = 30


@dataclass(frozen=True)
class OnShelf:
    """One kind of report in words for a headteacher."""

    kind: Kind
    lede: str
    for_whom: str

    @property
    def title(self) -> str:
        return self.kind.label


EVERYONE = "For everyone in your trust"
COMPARERS = "Only for those who may see the comparison"
SHELVES: tuple[tuple[str, tuple[OnShelf, ...]], ...] = (
    (
        "To put before a board",
        (
            OnShelf(
                Kind.FULL,
                "Levels with reasons for every statement, charts, next steps, and how the review was done. You choose"
                " the parts.",
                EVERYONE,
            ),
            OnShelf(Kind.BOARD, "One page: the results, what comes next, and questions a trustee might ask.", EVERYONE),
        ),
    ),
    (
        "To work with",
        (
            OnShelf(Kind.LEVELS, "A spreadsheet of every statement, its level, reasons and next steps.", EVERYONE),
            OnShelf(Kind.PLAN, "A spreadsheet of who does what by when, as it stands now.", EVERYONE),
            OnShelf(Kind.PROGRESS, "A spreadsheet of levels in each review, and what moved.", EVERYONE),
            OnShelf(Kind.RATINGS, "A spreadsheet of what each reviewer gave, as the review shows it.", COMPARERS),
            OnShelf(Kind.WHOLE, "All of the review as data (JSON), for another system to read.", EVERYONE),
        ),
    ),
    (
        "For a reviewer",
        (
            OnShelf(Kind.ANSWERS, "Your own ratings and notes, to keep or to bring to the meeting.", "Only for you"),
            OnShelf(Kind.BLANK, "All statements with space to write, for those who start on paper.", EVERYONE),
        ),
    ),
)
SHORT = {entry.kind: entry for _, entries in SHELVES for entry in entries}


def is_open(standing: Standing, kind: Kind) -> bool:
    """Whether this person can make one now, signed off or as a draft."""
    if kind in SIGNED_OFF and can_draft_report(standing):
        return True
    has_signed = standing.review.signed_off_at is not None or kind not in (*SIGNED_OFF, Kind.PROGRESS)
    return has_signed and can_make_report(standing, kind, telling=False, draft=False)


def check_can_open(standing: Standing, kind: Kind) -> None:
    """Refuse, in words, a kind that this person cannot make now."""
    if is_open(standing, kind):
        return
    check_can_make_report(standing, kind, telling=False, draft=False)
    raise Refused("There is no report before the first sign-off.")


def shelves(standing: Standing) -> list[tuple[str, list[OnShelf]]]:
    """What this person can make now, shelf by shelf."""
    found = [(title, [entry for entry in entries if is_open(standing, entry.kind)]) for title, entries in SHELVES]
    return [(title, entries) for title, entries in found if entries]


def made_so_far(standing: Standing) -> list[Report]:
    """Reports that are open to this person, newest first; one that expired only if it was not made anew since."""
    reports = Report.objects.filter(review=standing.review).select_related("snapshot").order_by("-requested_at", "-pk")
    seen, listed = set(), []
    for report in reports[: 2 * MOST_LISTED]:
        key = (report.kind, report.format, report.snapshot_id, str(report.choices))
        if report.status != ReportStatus.EXPIRED or key not in seen:
            listed.append(report)
        seen.add(key)
    return listed[:MOST_LISTED]
