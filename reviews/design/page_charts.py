"""Charts for pages: both geometries, of which the style sheet shows one, and the same numbers as a table."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from frameworks.scale import Scale
from reviews.design.chart_rows import ChartTable, DomainGaps, DomainLevels, as_table
from reviews.design.charts import gaps_by_domain, levels_by_domain


@dataclass(frozen=True)
class Chart:
    """One chart as a page shows it."""

    wide: SafeString
    slim: SafeString
    table: ChartTable


def levels_chart(rows: list[DomainLevels], scale: Scale) -> Chart:
    """Agreed levels, by domain."""
    wide, slim = (levels_by_domain(rows, scale, wide=is_wide) for is_wide in (True, False))
    return Chart(wide, slim, as_table(rows, scale))


def gaps_chart(rows: list[DomainGaps], scale: Scale) -> Chart:
    """How far apart ratings are, by domain."""
    return Chart(gaps_by_domain(rows, scale), gaps_by_domain(rows, scale, wide=False), as_table(rows, scale))
