"""The comparison's tables, drawn by Jinja2: the page's inner loop. What a table is drawn of says all that it shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.utils.safestring import SafeString

from frameworks.content import content_of
from frameworks.scale import LevelContent
from reviews.agreement import Band
from reviews.design.components import drawn_with, macro_in
from reviews.design.memory import remembered
from reviews.design.steps import drawn_steps
from reviews.review.blinding import ShownRating
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.permissions import Standing

PEOPLE = "review/_comparison_people.html"


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
    """What the template of a row asks for. `cells` are by person, `lanes` by level: of one of them there are none."""

    row: ComparisonRow
    agreed: LevelContent | None
    is_settled: bool
    cells: list[tuple[str, SafeString]]  # by name
    lanes: list[tuple[LevelContent, SafeString]]
    apart: str
    cannot_say: str
    voices: list[tuple[SafeString, str, str]]  # who, a note, an idea for a next step


@dataclass(frozen=True)
class ComparisonTable:
    """One group of statements, by level or by person."""

    key: str
    title: str
    rows: list[RowParts]
    people: tuple[tuple[int, str, str], ...]
    levels: tuple[LevelContent, ...]
    base: str
    across: int  # columns between the statement and how far apart
    steps: Callable[[LevelContent | None], SafeString] = drawn_steps


def comparison_table(look: Look, key: str, title: str, rows: Iterable[ComparisonRow]) -> SafeString:
    """One group's table, by level or by person, with each statement's notes folded away."""
    return table_html(DrawnTable(look, key, title, tuple(map(DrawnRow.of, rows))))


@remembered
def table_html(drawn: DrawnTable) -> SafeString:
    """The same of nothing but what it shows."""
    look, levels = drawn.look, content_of(drawn.look.version_id).levels
    draw = RowDrawing(look)
    across = 2 + (len(look.people) or len(levels))
    rows = [draw.parts_of(row) for row in drawn.rows]
    shown = ComparisonTable(drawn.key, drawn.title, rows, look.people, levels, look.base, across)
    return drawn_with("review/_comparison_table.html", shown)


class RowDrawing:
    """Draws the rows of one table. What somebody's choice of a level looks like is drawn once for all of them."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.content = content_of(look.version_id)
        self.chip, self.cell, self.voice = (cache(macro_in(PEOPLE, name)) for name in ("chip", "cell", "voice"))

    def parts_of(self, drawn: DrawnRow) -> RowParts:
        """One statement: who chose what, what was agreed, and the notes."""
        look, content, level_of = self.look, self.content, self.content.scale.level
        statement = content.by_id[drawn.statement_id]
        row = ComparisonRow(statement, drawn.ratings, drawn.cant_say, None, drawn.submitted, content.scale)
        return RowParts(
            row=row,
            agreed=level_of(drawn.level),
            is_settled=drawn.is_settled,
            cells=[(name, self.cell_of(row.by_reviewer.get(id))) for id, name, _ in look.people],
            lanes=[(lv, self.chips_of(row.at(lv.value), lv)) for lv in content.levels if not look.people],
            apart=apart_words(row),
            cannot_say=", ".join(row.cannot_say) if look.names_shown else str(row.cant_say),
            voices=[
                (self.voice(r.who, level_of(r.level)), r.note, r.suggestion)
                for r in drawn.ratings if r.note or r.suggestion
            ],
        )  # fmt: skip

    def cell_of(self, rating: ShownRating | None) -> SafeString:
        """What one person chose; nothing where they gave no answer."""
        return self.cell(self.content.scale.level(rating.level)) if rating else SafeString()

    def chips_of(self, chosen: Iterable[ShownRating], level: LevelContent) -> SafeString:
        """Those who chose a level, beside each other."""
        return SafeString("".join([self.chip(r.who, level) for r in chosen]))
