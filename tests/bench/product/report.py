"""A full report's content: a second cycle with rationales, next steps and change since the first."""

from datetime import datetime

from accounts.models import YstPerson
from frameworks.content import StatementContent
from reviews.reports import ReportContent
from tests.builders import trust_with
from tests.reviews.reports.worlds import RATIONALES, STEPS, Agreed, read, signed_off


def content(manager: YstPerson) -> ReportContent:
    """The latest snapshot as a trustee reads it."""
    cast = trust_with(manager, "thistledown", name="Thistledown Schools Trust")
    signed_off(cast, before, year=2025, on=datetime.fromisoformat("2025-11-20T15:00Z"))
    snapshot = signed_off(
        cast,
        now,
        on=datetime.fromisoformat("2026-11-21T11:00Z"),
        reviewers=("lead", "colleague", "second"),
        steps=STEPS,
    )
    return read(cast, snapshot)


def before(n: int, statement: StatementContent) -> Agreed:
    """A year ago: Emerging and Established."""
    return Agreed(1 + n % 3 // 2)


def now(n: int, statement: StatementContent) -> Agreed | None:
    """Two statements in three with a rationale, three left open."""
    return (
        None if n in (11, 25, 40) else Agreed(1 + (n * 7 % 5 > 1) + (n % 13 == 3), RATIONALES[n % 4] if n % 3 else "")
    )
