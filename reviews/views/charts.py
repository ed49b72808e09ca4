"""Charts for pages: both geometries, of which the style sheet shows one, and the same numbers as a table."""

from collections import Counter
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reviews.agreement import Band
from reviews.comparison import Comparison
from reviews.design.chart_rows import ChartTable, DomainGaps, DomainLevels, as_table
from reviews.design.charts import gaps_by_domain, levels_by_domain
from reviews.portfolio import SharedResults
from reviews.results import Results


@dataclass(frozen=True)
class Chart:
    """One chart as a page shows it."""

    wide: SafeString
    slim: SafeString
    table: ChartTable


def gaps_chart(comparison: Comparison) -> Chart:
    """How far apart ratings are, by domain."""
    rows = []
    for d in comparison.content.domains:
        counts = Counter(row.band for row in comparison.in_domain(d))
        wide, near, same, few = (counts[band] for band in (Band.WIDE, Band.NEAR, Band.SAME, Band.FEW))
        rows.append(DomainGaps(d.number, d.short_title, wide, near, same, few))
    return Chart(gaps_by_domain(rows), gaps_by_domain(rows, wide=False), as_table(rows))


def levels_chart(rows: list[DomainLevels]) -> Chart:
    """Agreed levels, by domain."""
    return Chart(levels_by_domain(rows), levels_by_domain(rows, wide=False), as_table(rows))


def chart_of_results(results: Results) -> Chart:
    """Agreed levels as signed off."""
    return levels_chart(
        [
            DomainLevels(d.domain.number, d.domain.short_title, (d.counts[1], d.counts[2], d.counts[3]), d.counts[None])
            for d in results.domains
        ]
    )


def chart_of_shared(shared: SharedResults) -> Chart:
    """Agreed levels of a trust that shares them with YST."""
    rows = []
    for d in shared.content.domains:
        counts = shared.counts(d)
        rows.append(DomainLevels(d.number, d.short_title, (counts[1], counts[2], counts[3]), counts[None]))
    return levels_chart(rows)
