"""The comparison's tables, drawn by Jinja2: the page's inner loop."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from accounts.answering import names_of
from frameworks.scale import LevelContent
from reviews.agreement import Band
from reviews.design.steps import drawn_steps
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.permissions import Standing


def apart_words(row: ComparisonRow) -> str:
    """How far apart, for the last column."""
    if row.band is Band.WIDE:
        return f"{max(row.levels) - min(row.levels)} levels"
    return {Band.NEAR: "1 level", Band.SAME: "Same", Band.FEW: "Too few"}[row.band]


@dataclass(frozen=True)
class ComparisonTable:
    """One group of statements, by level or by person, with what its template asks of each row."""

    key: str
    title: str
    rows: list[ComparisonRow]
    by_person: bool
    people: tuple[tuple[int, str, str], ...]
    across: int  # columns between the statement and how far apart
    levels: tuple[LevelContent, ...]
    names_shown: bool
    level_of: Callable[[int | None], LevelContent | None]
    base: str
    steps: Callable[[LevelContent | None], SafeString] = drawn_steps
    apart: Callable[[ComparisonRow], str] = apart_words


def comparison_table(
    standing: Standing, comparison: Comparison, key: str, title: str, rows: list[ComparisonRow], *, by_person: bool
) -> SafeString:
    """One group's table, by level or by person, with each statement's notes folded away."""
    template = engines["jinja2"].get_template("comparison_table.html")
    table = ComparisonTable(
        key=key,
        title=title,
        rows=rows,
        by_person=by_person,
        people=comparison.people,
        across=2 + (len(comparison.people) if by_person else len(comparison.content.levels)),
        levels=comparison.content.levels,
        names_shown=comparison.review.names_shown,
        level_of=comparison.content.scale.level,
        base=f"{standing.review.get_absolute_url()}statements/",
    )
    return mark_safe(template.render(names_of(table)))  # noqa: S308 Jinja2 has escaped it
