"""Charts for pages: both geometries, of which the style sheet shows one, and the same numbers as a table.

Each is drawn once for the same numbers; of words there are only those of the framework.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString

from frameworks.scale import Scale
from reviews.design.chart_rows import ChartTable, DomainChange, DomainGaps, DomainKnowledge, DomainLevels, as_table
from reviews.design.charts import change_by_domain, gaps_by_domain, knowledge_by_domain, levels_by_domain
from reviews.design.components import component

MOST = 256  # of each kind that a process remembers, of some 20 kB


@lru_cache(maxsize=MOST)
def figure(title: str, chart: "Chart", name: str) -> SafeString:
    """The component around a chart, for a page that draws everything else quickly."""
    return component("chart")(title, chart, id=name)


@dataclass(frozen=True)
class Chart:
    """One chart as a page shows it."""

    wide: SafeString
    slim: SafeString
    table: ChartTable


def levels_chart(rows: Iterable[DomainLevels], scale: Scale) -> Chart:
    """Agreed levels, by domain."""
    return _levels(tuple(rows), scale)


def gaps_chart(rows: Iterable[DomainGaps], scale: Scale) -> Chart:
    """How far apart ratings are, by domain."""
    return _gaps(tuple(rows), scale)


def knowledge_chart(rows: Iterable[DomainKnowledge], scale: Scale) -> Chart:
    """How many statements colleagues could say something of, by domain."""
    return _knowledge(tuple(rows), scale)


def change_chart(rows: Iterable[DomainChange], scale: Scale) -> Chart:
    """What was in place last time and is now, by domain."""
    return _change(tuple(rows), scale)


@lru_cache(maxsize=MOST)
def _levels(rows: tuple[DomainLevels, ...], scale: Scale) -> Chart:
    wide, slim = (levels_by_domain(rows, scale, wide=is_wide) for is_wide in (True, False))
    return Chart(wide, slim, as_table(rows, scale))


@lru_cache(maxsize=MOST)
def _gaps(rows: tuple[DomainGaps, ...], scale: Scale) -> Chart:
    wide, slim = (gaps_by_domain(rows, scale, wide=is_wide) for is_wide in (True, False))
    return Chart(wide, slim, as_table(rows, scale))


@lru_cache(maxsize=MOST)
def _knowledge(rows: tuple[DomainKnowledge, ...], scale: Scale) -> Chart:
    wide, slim = (knowledge_by_domain(rows, wide=is_wide) for is_wide in (True, False))
    return Chart(wide, slim, as_table(rows, scale))


@lru_cache(maxsize=MOST)
def _change(rows: tuple[DomainChange, ...], scale: Scale) -> Chart:
    wide, slim = (change_by_domain(rows, scale, wide=is_wide) for is_wide in (True, False))
    return Chart(wide, slim, as_table(rows, scale))
