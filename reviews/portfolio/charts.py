"""Charts of what a trust shares with YST."""

from reviews.design.chart_rows import DomainLevels
from reviews.design.page_charts import Chart, levels_chart
from reviews.portfolio.seen import SharedResults


def chart_of_shared(shared: SharedResults) -> Chart:
    """Agreed levels of a trust that shares them with YST."""
    rows = []
    for d in shared.content.domains:
        counts = shared.counts(d)
        rows.append(DomainLevels(d.number, d.short_title, (counts[1], counts[2], counts[3]), counts[None]))
    return levels_chart(rows)
