"""Charts of one review: how far apart ratings are, who could say, what was agreed, what moved since last time."""

from collections import Counter

from frameworks.content import Content
from reviews.agreement import Band
from reviews.design.chart_rows import DomainChange, DomainGaps, DomainKnowledge, DomainLevels, as_table
from reviews.design.charts import change_by_domain, gaps_by_domain, knowledge_by_domain
from reviews.design.page_charts import Chart, levels_chart
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.results import Results


def gaps_chart(comparison: Comparison, *, by_pillar: bool = False) -> Chart:
    """How far apart ratings are, by domain or by pillar."""
    content = comparison.content
    groups: list[tuple[int, str, list[ComparisonRow]]] = (
        [(0, p.name, comparison.in_pillar(p)) for p in content.pillars]
        if by_pillar
        else [(d.number, d.short_title, comparison.in_domain(d)) for d in content.domains]
    )
    rows = []
    for number, title, found in groups:
        counts = Counter(row.band for row in found)
        wide, near, same, few = (counts[band] for band in (Band.WIDE, Band.NEAR, Band.SAME, Band.FEW))
        rows.append(DomainGaps(number, title, wide, near, same, few))
    return Chart(gaps_by_domain(rows), gaps_by_domain(rows, wide=False), as_table(rows))


def knowledge_chart(comparison: Comparison) -> Chart | None:
    """On how many statements of each domain colleagues can't say from their role; None where everyone could."""
    if not any(row.cant_say for row in comparison.rows):
        return None
    rows = []
    for d in comparison.content.domains:
        found = comparison.in_domain(d)
        few = sum(2 * row.cant_say >= row.submitted for row in found if row.cant_say)
        some = sum(row.cant_say > 0 for row in found) - few
        rows.append(DomainKnowledge(d.number, d.short_title, len(found) - some - few, some, few))
    return Chart(knowledge_by_domain(rows), knowledge_by_domain(rows, wide=False), as_table(rows))


def chart_of_results(results: Results) -> Chart:
    """Agreed levels as signed off."""
    return levels_chart(
        [
            DomainLevels(d.domain.number, d.domain.short_title, (d.counts[1], d.counts[2], d.counts[3]), d.counts[None])
            for d in results.domains
        ]
    )


def change_chart(content: Content, before: dict[int, int], now: dict[int, int | None]) -> Chart | None:
    """Established or Embedded last time and this time, over statements with a level both times; None without any."""
    rows = []
    for d in content.domains:
        both = [i for i in d.statement_ids if i in before and now.get(i)]
        then, today = sum(before[i] > 1 for i in both), sum((now[i] or 0) > 1 for i in both)
        rows.append(DomainChange(d.number, d.short_title, then, today, len(both)))
    if not any(row.of for row in rows):
        return None
    return Chart(change_by_domain(rows), change_by_domain(rows, wide=False), as_table(rows))
