"""Charts of one review: how far apart ratings are, who could say, what was agreed, what moved since last time."""

from collections import Counter

from frameworks.scale import Scale
from reviews.agreement import Band
from reviews.design import page_charts
from reviews.design.chart_rows import DomainChange, DomainGaps, DomainKnowledge, levels_row
from reviews.design.page_charts import Chart, levels_chart
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.profile import Profile, ProfileDomain


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
    return page_charts.gaps_chart(rows, content.scale)


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
    return page_charts.knowledge_chart(rows, comparison.content.scale)


def chart_of_profile(profile: Profile) -> Chart:
    """Agreed levels."""
    scale = profile.content.scale
    return levels_chart([levels_row(d.domain, d.counts, scale) for d in profile.domains], scale)


def changes_in(profile: Profile) -> tuple[DomainChange, ...]:
    """What was in place last time and is now, by domain, over statements with a level both times."""
    return tuple(_change(d, profile.content.scale) for d in profile.domains)


def _change(found: ProfileDomain, scale: Scale) -> DomainChange:
    both = [row for row in found.rows if row.is_both_times]
    then = sum(scale.is_in_place(row.last.value) for row in both if row.last)
    now = sum(scale.is_in_place(row.agreed.value) for row in both if row.agreed)
    return DomainChange(found.domain.number, found.domain.short_title, then, now, len(both))


def change_chart(profile: Profile) -> Chart | None:
    """What changed since last time; None without a statement that has a level both times."""
    if not profile.both_times:
        return None
    return page_charts.change_chart(changes_in(profile), profile.content.scale)
