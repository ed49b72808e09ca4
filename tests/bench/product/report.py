"""What reports are made of: a second cycle with notes, next steps and change since the first; and ten cycles."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import YstPerson
from frameworks.content import StatementContent, content_of
from reviews.documents.tables import Book
from reviews.reports import Choices, read_content
from reviews.reports.books import Cycle, book_of_progress
from reviews.reports.reading import read_blank
from tests.builders import acting, trust_with
from tests.reviews.reports.worlds import RATIONALES, STEPS, Agreed, order, signed_off

CYCLES = 10
TELLING = Choices(ratings=True, notes=True, differences=True, names=True)
NOTE = "Seen in nine schools of ten, with minutes of the board."


def contents(manager: YstPerson) -> dict[str, Any]:
    """The full report with ratings and notes as the lead reads it, the blank form, and progress over ten cycles."""
    cast = trust_with(manager, "thistledown", name="Thistledown Schools Trust")
    signed_off(cast, before, year=2025, on=datetime.fromisoformat("2025-11-20T15:00Z"))
    snapshot = signed_off(
        cast,
        now,
        on=datetime.fromisoformat("2026-11-21T11:00Z"),
        reviewers=("lead", "colleague", "second"),
        steps=STEPS,
        secret=NOTE,
    )
    with acting(cast.lead):
        full = read_content(order(cast, snapshot, audience="comparison", choices=TELLING))
        blank = read_blank(order(cast, snapshot, kind="blank"))
    return {"full": full, "blank": blank, "progress": progress(cast.review.version_id)}


def progress(version_id: int) -> Book:
    """Every statement in ten signed-off reviews."""
    content = content_of(version_id)
    first = date(2017, 11, 20)
    cycles = [Cycle(n, version_id, f"{2017 + n}/{18 + n}", first + timedelta(days=364 * n)) for n in range(CYCLES)]
    levels = {(c.snapshot_id, s.id): 1 + (c.snapshot_id + s.id) % 3 for c in cycles for s in content.statements}
    return Book("Progress", "Thistledown", (), book_of_progress(content, cycles, levels), cycles[-1].signed_off)


def before(n: int, statement: StatementContent) -> Agreed:
    """A year ago: Emerging and Established."""
    return Agreed(1 + n % 3 // 2)


def now(n: int, statement: StatementContent) -> Agreed | None:
    """Two statements in three with a rationale, three left open."""
    return (
        None if n in (11, 25, 40) else Agreed(1 + (n * 7 % 5 > 1) + (n % 13 == 3), RATIONALES[n % 4] if n % 3 else "")
    )
