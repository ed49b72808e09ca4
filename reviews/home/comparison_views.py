"""The comparison: by level, and by person where names are shown; most split first, by domain or by pillar; filtered."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.answering import page
from frameworks.content import Content
from reviews.agreement import Band, band_words
from reviews.documents.wording import capital
from reviews.meeting.models import Meeting
from reviews.review.access import standing_for
from reviews.review.charts import gaps_chart, knowledge_chart
from reviews.review.closeness import closeness_of
from reviews.review.comparison import Comparison, ComparisonRow, comparison_of
from reviews.review.forms.comparing import Filters, filters_in
from reviews.review.models.review import Review
from reviews.review.permissions import Standing, can_agree, can_finish, can_lead, can_run_meeting, check_can_compare
from reviews.review.views.comparison_table import comparison_table
from reviews.review.views.comparison_words import heading, lede, left_out_words

ORDERS = {"gap": "Most split first", "domain": "By domain", "pillar": "By pillar"}


@dataclass(frozen=True)
class Shown:
    """How somebody looks at the comparison. Everything is in the address."""

    base: str
    by_person: bool
    order: str
    filters: Filters

    def url(self, *, by_person: bool, order: str) -> str:
        """The same rows, looked at otherwise."""
        parts = ["by=person"] * by_person + [f"order={order}"] + [self.filters.query] * self.filters.is_on
        return f"{self.base}?{'&'.join(parts)}"

    @property
    def without_filters(self) -> str:
        return f"{self.base}?{'by=person&' * self.by_person}order={self.order}"


@require_safe
def comparison_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Every statement with every submitted rating."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_compare(standing)
    review, member = standing.review, standing.member
    comparison = comparison_of(review)
    form, filters = filters_in(request.GET, comparison.content)
    asked = request.GET.get("order", "gap")
    shown = Shown(
        base=f"{review.get_absolute_url()}comparison/",
        by_person=request.GET.get("by") == "person" and review.names_shown,
        order=asked if asked in orders_of(comparison.content) else "gap",
        filters=filters,
    )
    groups = [(key, title, filters.of(rows)) for key, title, rows in grouped(comparison, shown.order)]
    tables = [comparison_table(standing, comparison, *group, by_person=shown.by_person) for group in groups if group[2]]
    return page(
        request, "home/comparison_detail.html", member, review=review, comparison=comparison,
        total=len(comparison.rows), heading=heading(comparison), lede=lede(comparison),
        left_out_words=left_out_words(comparison),
        pillars=comparison.content.pillars, tiles=tiles(comparison, shown),
        chart=gaps_chart(comparison, by_pillar=shown.order == "pillar"),
        closeness=closeness_of(comparison), knowledge=knowledge_chart(comparison), tables=tables,
        shown=shown, filter_form=form, found=sum(len(group[2]) for group in groups),
        view_links=view_links(review, shown), order_links=order_links(comparison.content, shown),
        **what_next(standing, comparison),
    )  # fmt: skip


def what_next(standing: Any, comparison: Comparison) -> dict[str, Any]:
    """How far agreeing has got, and what this person may do about it."""
    first_open = next((row for row in comparison.most_split_first if not row.is_settled), None)
    can_run = can_run_meeting(standing)
    return {
        "can_agree": can_agree(standing),
        "can_lead": can_lead(standing.member),
        "can_finish": can_finish(standing.member),
        "can_run": can_run,
        "together": comparison.confirmed_together if can_run else 0,
        "proposed": len(comparison.proposed),
        "first_open": first_open.statement.code if first_open else "",
        "progress": progress_of(comparison),
        **meetings_of(standing),
    }


def progress_of(comparison: Comparison) -> list[dict[str, Any]]:
    """How many statements of each domain are agreed, and how many are settled: agreed, or left open."""
    found = []
    for domain in comparison.content.domains:
        rows = comparison.in_domain(domain)
        settled, agreed = (sum(getattr(row, kind) for row in rows) for kind in ("is_settled", "is_agreed"))
        found.append({"domain": domain, "settled": settled, "agreed": agreed, "total": len(rows)})
    return found


def meetings_of(standing: Standing) -> dict[str, Any]:
    """The open meeting, and those whose minutes can be read."""
    meetings = list(Meeting.objects.filter(review=standing.review).order_by("-opened_at"))
    meeting = next((m for m in meetings if m.is_open), None)
    return {
        "meeting": meeting,
        "meeting_began": meeting.opened_at if meeting and can_agree(standing) else None,
        "meetings": [m for m in meetings if not m.is_open],
    }


def tiles(comparison: Comparison, shown: Shown) -> list[dict[str, Any]]:
    """How many statements are in each band, leading to them: to their group, or to them alone."""
    bands = [Band.WIDE, Band.NEAR, Band.SAME, *([Band.FEW] if comparison.counts[Band.FEW] else [])]
    plain = shown.order == "gap" and not shown.filters.is_on
    words = band_words(comparison.content.scale.names)
    return [
        {
            "figure": comparison.counts[band],
            "words": words[band],
            "kind": "talk" if band is Band.WIDE and comparison.counts[band] else "",
            "url": ("" if plain else f"{shown.base}?band={band.value}") + f"#{band.value}"
            if comparison.counts[band]
            else "",
        }
        for band in bands
    ]


def view_links(review: Review, shown: Shown) -> list[dict[str, Any]]:
    """By level or by person; where names are hidden there is no by-person view."""
    if not review.names_shown:
        return []
    return [
        {
            "words": words,
            "url": shown.url(by_person=by_person, order=shown.order),
            "current": shown.by_person == by_person,
        }
        for words, by_person in (("By level", False), ("By person", True))
    ]


def orders_of(content: Content) -> dict[str, str]:
    """The orders that this framework has."""
    return {order: words for order, words in ORDERS.items() if order != "pillar" or content.pillars}


def order_links(content: Content, shown: Shown) -> list[dict[str, Any]]:
    """Most split first, by domain, or by pillar where there are any."""
    return [
        {"words": words, "url": shown.url(by_person=shown.by_person, order=order), "current": shown.order == order}
        for order, words in orders_of(content).items()
    ]


def grouped(comparison: Comparison, order: str) -> list[tuple[str, str, list[ComparisonRow]]]:
    """Groups of rows with a key and a title: by band, widest first; by domain; or by pillar."""
    content = comparison.content
    if order == "domain":
        return [
            (f"domain-{d.number}", f"{d.number}. {d.short_title}", comparison.in_domain(d)) for d in content.domains
        ]
    if order == "pillar":
        return [(p.slug, p.name, comparison.in_pillar(p)) for p in content.pillars]
    rows, words = comparison.most_split_first, band_words(content.scale.names)
    groups = [(band, [r for r in rows if r.band is band]) for band in words]
    return [(band.value, capital(words[band]) + after_band(band, found), found) for band, found in groups]


def after_band(band: Band, found: list[ComparisonRow]) -> str:
    """What a group's title adds: where to begin, while something of it is still to agree."""
    if band is Band.WIDE and not all(row.is_settled for row in found):
        return ": talk about these first"
    return " to compare" if band is Band.FEW else ""
