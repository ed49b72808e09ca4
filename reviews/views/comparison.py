"""The comparison: by level, and by person where names are shown; most split first, or by domain."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.views.answers import page
from reviews.access import standing_for
from reviews.agreement import Band
from reviews.comparison import Comparison, ComparisonRow, comparison_of
from reviews.models import Meeting, Review
from reviews.permissions import can_agree, can_head, can_lead, can_run_meeting, check_can_compare
from reviews.views.charts import gaps_chart
from reviews.views.comparison_table import comparison_table

GROUP_TITLES = {
    Band.WIDE: "Emerging v Embedded: talk about these first",
    Band.NEAR: "One level apart",
    Band.SAME: "All agree",
    Band.FEW: "Too few ratings to compare",
}


@require_safe
def comparison_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Every statement with every submitted rating."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_compare(standing)
    comparison = comparison_of(standing.review)
    by_person = request.GET.get("by") == "person" and standing.review.names_shown
    order = "domain" if request.GET.get("order") == "domain" else "gap"
    groups = grouped(comparison, order)
    member, base = standing.member, f"{standing.review.get_absolute_url()}comparison/"
    first_open = next((row for row in comparison.most_split_first if not row.is_settled), None)
    return page(
        request, "reviews/comparison_detail.html", member, review=standing.review, comparison=comparison,
        heading=heading(comparison), lede=lede(comparison), left_out_words=left_out_words(comparison),
        tiles=tiles(comparison, order), chart=gaps_chart(comparison), total=len(comparison.rows),
        tables=[comparison_table(standing, comparison, *group, by_person=by_person) for group in groups],
        can_agree=can_agree(standing), can_lead=can_lead(member), can_head=can_head(member),
        can_run=can_run_meeting(standing), **meetings_of(standing.review),
        together=comparison.confirmed_together if can_run_meeting(standing) else 0,
        proposed=len(comparison.proposed), view_links=view_links(standing.review, base, by_person, order),
        order_links=order_links(base, by_person, order),
        first_open=f"{standing.review.get_absolute_url()}statements/{first_open.statement.code}/" if first_open else "",
    )  # fmt: skip


def meetings_of(review: Review) -> dict[str, Any]:
    """The open meeting, and those whose minutes can be read."""
    meetings = list(Meeting.objects.filter(review=review).order_by("-opened_at"))
    return {
        "meeting": next((m for m in meetings if m.is_open), None),
        "meetings": [m for m in meetings if not m.is_open],
    }


def heading(comparison: Comparison) -> str:
    """What the page is about, in the plainest true words."""
    if comparison.is_one_persons_view:
        return "One person’s view"
    apart = comparison.counts[Band.WIDE] + comparison.counts[Band.NEAR]
    return "Where your team sees it differently" if apart else "Your team sees it the same way"


def lede(comparison: Comparison) -> str:
    """How many rated, and where to begin."""
    if comparison.is_one_persons_view:
        return "One colleague has rated, so there is nothing to compare. Agree a level for each statement together."
    return (
        f"{comparison.submitted} colleagues have rated all {len(comparison.rows)} statements. Start with those "
        "furthest apart: a difference is a prompt for a conversation, not a mistake."
    )


def left_out_words(comparison: Comparison) -> str:
    """Who is left out, by name only where names are shown."""
    if comparison.left_out:
        return f"Not submitted, so left out: {', '.join(comparison.left_out)}. What they rated stays private."
    count = comparison.left_out_count
    people = "One reviewer has" if count == 1 else f"{count} reviewers have"
    return f"{people} not submitted and {'is' if count == 1 else 'are'} left out. What was rated stays private."


def tiles(comparison: Comparison, order: str) -> list[dict[str, Any]]:
    """How many statements are in each band, leading to them when they are grouped so."""
    shown = [Band.WIDE, Band.NEAR, Band.SAME, *([Band.FEW] if comparison.counts[Band.FEW] else [])]
    return [
        {
            "figure": comparison.counts[band],
            "words": band.words,
            "kind": "talk" if band is Band.WIDE and comparison.counts[band] else "",
            "url": f"#{band.value}" if comparison.counts[band] and order == "gap" else "",
        }
        for band in shown
    ]


def view_links(review: Review, base: str, by_person: bool, order: str) -> list[dict[str, Any]]:
    """By level or by person; where names are hidden there is no by-person view."""
    if not review.names_shown:
        return []
    return [
        {"words": "By level", "url": f"{base}?order={order}", "current": not by_person},
        {"words": "By person", "url": f"{base}?by=person&order={order}", "current": by_person},
    ]


def order_links(base: str, by_person: bool, order: str) -> list[dict[str, Any]]:
    """Most split first, or by domain."""
    by = "by=person&" if by_person else ""
    return [
        {"words": "Most split first", "url": f"{base}?{by}order=gap", "current": order == "gap"},
        {"words": "By domain", "url": f"{base}?{by}order=domain", "current": order == "domain"},
    ]


def grouped(comparison: Comparison, order: str) -> list[tuple[str, str, list[ComparisonRow]]]:
    """Groups of rows with a key and a title: by band, widest first, or by domain."""
    if order == "domain":
        return [
            (f"domain-{d.number}", f"{d.number}. {d.short_title}", comparison.in_domain(d))
            for d in comparison.content.domains
        ]
    rows = comparison.most_split_first
    groups = [(band.value, title, [r for r in rows if r.band is band]) for band, title in GROUP_TITLES.items()]
    return [group for group in groups if group[2]]
