"""The comparison's tables, drawn by Jinja2: the page's inner loop. What a table is drawn of says all that it shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString

from frameworks.content import content_of
from frameworks.scale import LevelContent
from reviews.agreement import Band
from reviews.design.components import drawn_with
from reviews.design.memory import remembered
from reviews.design.steps import drawn_steps
from reviews.review.blinding import ShownRating
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.permissions import Standing


def apart_words(row: ComparisonRow) -> str:
    """How far apart, for the last column."""
    if row.band is Band.WIDE:
        return f"{max(row.levels) - min(row.levels)} levels"
    return {Band.NEAR: "1 level", Band.SAME: "Same", Band.FEW: "Too few"}[row.band]


class Look(NamedTuple):
    """How somebody looks at a comparison: the same for all its tables. `people` are columns, if there are any.

    `erasures` is the trust's number: what was drawn of somebody who has been erased is not found any more.
    """

    version_id: int
    names_shown: bool
    people: tuple[tuple[int, str, str], ...]
    base: str
    erasures: int

    @classmethod
    def of(cls, standing: Standing, comparison: Comparison, *, by_person: bool) -> "Look":
        return cls(
            comparison.content.version_id,
            comparison.review.names_shown,
            comparison.people if by_person else (),
            f"{standing.review.get_absolute_url()}statements/",
            standing.member.trust.erasures,
        )


class DrawnRow(NamedTuple):
    """All that a row of a table is drawn of, besides how it is looked at."""

    statement_id: int
    ratings: tuple[ShownRating, ...]
    cant_say: int
    submitted: int
    level: int | None
    is_settled: bool

    @classmethod
    def of(cls, row: ComparisonRow) -> "DrawnRow":
        level = row.agreed.level if row.agreed else None
        return cls(row.statement.id, row.ratings, row.cant_say, row.submitted, level, row.is_settled)


class DrawnTable(NamedTuple):
    """All that a group's table is drawn of."""

    look: Look
    key: str
    title: str
    rows: tuple[DrawnRow, ...]


@dataclass(frozen=True)
class RowParts:
    """What the template of a row asks for."""

    row: ComparisonRow
    agreed: LevelContent | None
    is_settled: bool
    people: tuple[tuple[int, str, str], ...]
    across: int  # columns between the statement and how far apart
    levels: tuple[LevelContent, ...]
    names_shown: bool
    level_of: Callable[[int | None], LevelContent | None]
    base: str
    apart: str
    steps: Callable[[LevelContent | None], SafeString] = drawn_steps


@dataclass(frozen=True)
class ComparisonTable:
    """One group of statements, by level or by person."""

    key: str
    title: str
    rows: list[SafeString]
    people: tuple[tuple[int, str, str], ...]
    levels: tuple[LevelContent, ...]
    steps: Callable[[LevelContent | None], SafeString] = drawn_steps


def comparison_table(look: Look, key: str, title: str, rows: Iterable[ComparisonRow]) -> SafeString:
    """One group's table, by level or by person, with each statement's notes folded away."""
    return table_html(DrawnTable(look, key, title, tuple(map(DrawnRow.of, rows))))


@remembered
def table_html(drawn: DrawnTable) -> SafeString:
    """The same of nothing but what it shows."""
    look = drawn.look
    levels = content_of(look.version_id).levels
    rows = [row_html(look, row) for row in drawn.rows]
    shown = ComparisonTable(drawn.key, drawn.title, rows, look.people, levels)
    return drawn_with("review/_comparison_table.html", shown)


def row_html(look: Look, drawn: DrawnRow) -> SafeString:
    """One statement: who chose what, what was agreed, and the notes."""
    content = content_of(look.version_id)
    statement = content.by_id[drawn.statement_id]
    row = ComparisonRow(statement, drawn.ratings, drawn.cant_say, None, drawn.submitted, content.scale)
    return drawn_with(
        "review/_comparison_row.html",
        RowParts(
            row=row,
            agreed=content.scale.level(drawn.level),
            is_settled=drawn.is_settled,
            people=look.people,
            across=2 + (len(look.people) or len(content.levels)),
            levels=content.levels,
            names_shown=look.names_shown,
            level_of=content.scale.level,
            base=look.base,
            apart=apart_words(row),
        ),
    )
