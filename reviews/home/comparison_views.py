"""The comparison: by level, and by person where names are shown; most split first, by domain or by pillar; filtered."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from accounts.answering import Link, page
from frameworks.content import Content, DomainContent
from reviews.agreement import Band, band_words
from reviews.design.page_charts import figure
from reviews.design.parts import Tile
from reviews.meeting.permissions import can_run_meeting
from reviews.review.access import Told, frame_of, told_of_review
from reviews.review.charts import gaps_chart, knowledge_chart
from reviews.review.closeness import Closeness, closeness_of
from reviews.review.comparison import Comparison, ComparisonRow, comparison_from
from reviews.review.forms.comparing import Filters, filter_fields, filters_in
from reviews.review.models.review import Review
from reviews.review.permissions import Standing, can_agree, can_finish, can_lead, check_can_compare
from reviews.review.views.comparison_table import Look, comparison_table
from reviews.review.views.comparison_words import heading, lede, left_out_words

FRAME = "select isolation.comparison_frame(%s, %s)"
ORDERS = {"gap": "Most split first", "domain": "By domain", "pillar": "By pillar"}


@dataclass(frozen=True)
class Shown:
    """How somebody looks at the comparison. Everything is in the address."""

    base: str
    by_person: bool
    order: str
    filters: Filters
    fields: SafeString  # by which others are chosen

    def url(self, *, by_person: bool, order: str) -> str:
        """The same rows, looked at otherwise."""
        parts = ["by=person"] * by_person + [f"order={order}"] + [self.filters.query] * self.filters.is_on
        return f"{self.base}?{'&'.join(parts)}"

    @property
    def without_filters(self) -> str:
        return f"{self.base}?{'by=person&' * self.by_person}order={self.order}"


class Held(NamedTuple):
    """A review meeting, as the comparison leads to it."""

    uuid: UUID
    opened_at: datetime
    is_open: bool


def held_in(told: Told) -> list[Held]:
    """The meetings of a review, the latest first; none for whoever may not compare."""
    found = told.get("meetings", ())
    return [Held(UUID(uuid), datetime.fromisoformat(opened), is_open) for uuid, opened, is_open in found]


@dataclass(frozen=True)
class DomainAgreed:
    """How many statements of a domain are agreed, and how many are settled: agreed, or left open."""

    domain: DomainContent
    settled: int
    agreed: int
    total: int


@dataclass(frozen=True)
class Agreeing:
    """How far agreeing has got, and what this person may do about it."""

    can_agree: bool
    can_lead: bool
    can_finish: bool
    can_run: bool
    together: int  # confirmed together, which can be taken back
    proposed: int
    first_open: str  # the code of the first statement that is not settled
    progress: list[DomainAgreed]
    meeting: Held | None  # the open one
    meetings: list[Held]  # those whose minutes can be read

    @property
    def is_for_an_executive(self) -> bool:
        """All is settled, and somebody else signs off."""
        return not self.first_open and not self.can_finish


@dataclass(frozen=True)
class ComparisonPage:
    """Every statement with every submitted rating, and what comes next."""

    review: Review
    comparison: Comparison
    total: int
    heading: str
    lede: str
    left_out_words: str
    tiles: list[Tile]
    gaps: SafeString
    closeness: Closeness
    knowledge: SafeString | str
    tables: list[SafeString]
    shown: Shown
    found: int
    view_links: list[Link]
    order_links: list[Link]
    agreeing: Agreeing
    meeting_began: datetime | None


@require_safe
def comparison_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Every statement with every submitted rating."""
    told = told_of_review(request, FRAME, review_id, trust_slug)
    frame, meetings = frame_of(told), held_in(told)
    standing = frame.standing
    check_can_compare(standing)
    comparison = comparison_from(standing.review, frame.people, frame.agreed)
    filters = filters_in(request.GET, comparison.content)
    asked = request.GET.get("order", "gap")
    shown = Shown(
        base=f"{standing.review.get_absolute_url()}comparison/",
        by_person=request.GET.get("by") == "person" and standing.review.names_shown,
        order=asked if asked in orders_of(comparison.content) else "gap",
        filters=filters,
        fields=filter_fields(request.GET, comparison.content, filters),
    )
    all_of_it = comparison_page(frame.standing, comparison, meetings, shown)
    return page(request, "home/comparison_detail.html", standing.member, all_of_it)


def comparison_page(standing: Standing, comparison: Comparison, meetings: list[Held], shown: Shown) -> ComparisonPage:
    """The comparison as this person looks at it."""
    review, content = comparison.review, comparison.content
    look = Look.of(standing, comparison, by_person=shown.by_person)
    groups = [(key, title, shown.filters.of(rows)) for key, title, rows in grouped(comparison, shown.order)]
    agreeing, knowledge = agreeing_of(standing, comparison, meetings), knowledge_chart(comparison)
    each = "pillar" if shown.order == "pillar" else "domain"
    return ComparisonPage(
        review=review,
        comparison=comparison,
        total=len(comparison.rows),
        heading=heading(comparison),
        lede=lede(comparison),
        left_out_words=left_out_words(comparison),
        tiles=tiles(comparison, shown),
        gaps=figure(f"How far apart you are, by {each}", gaps_chart(comparison, by_pillar=each == "pillar"), "gaps"),
        closeness=closeness_of(comparison),
        knowledge=figure("Who could say, by domain", knowledge, "knowledge") if knowledge else "",
        tables=[comparison_table(look, *group) for group in groups if group[2]],
        shown=shown,
        found=sum(len(group[2]) for group in groups),
        view_links=view_links(review, shown),
        order_links=order_links(content, shown),
        agreeing=agreeing,
        meeting_began=agreeing.meeting.opened_at if agreeing.meeting and agreeing.can_agree else None,
    )


def agreeing_of(standing: Standing, comparison: Comparison, meetings: list[Held]) -> Agreeing:
    """How far agreeing has got, and what this person may do about it."""
    first_open = next((row for row in comparison.most_split_first if not row.is_settled), None)
    can_run = can_run_meeting(standing)
    return Agreeing(
        can_agree=can_agree(standing),
        can_lead=can_lead(standing.member),
        can_finish=can_finish(standing.member),
        can_run=can_run,
        together=comparison.confirmed_together if can_run else 0,
        proposed=len(comparison.proposed),
        first_open=first_open.statement.code if first_open else "",
        progress=progress_of(comparison),
        meeting=next((m for m in meetings if m.is_open), None),
        meetings=[m for m in meetings if not m.is_open],
    )


def progress_of(comparison: Comparison) -> list[DomainAgreed]:
    """How far agreeing has got in each domain."""
    found = []
    for domain in comparison.content.domains:
        rows = comparison.in_domain(domain)
        settled, agreed = (sum(getattr(row, kind) for row in rows) for kind in ("is_settled", "is_agreed"))
        found.append(DomainAgreed(domain, settled, agreed, len(rows)))
    return found


def tiles(comparison: Comparison, shown: Shown) -> list[Tile]:
    """How many statements are in each band, leading to them: to their group, or to them alone."""
    bands = [Band.WIDE, Band.NEAR, Band.SAME, *([Band.FEW] if comparison.counts[Band.FEW] else [])]
    plain = shown.order == "gap" and not shown.filters.is_on
    words = band_words(comparison.content.scale.names)

    def tile(band: Band) -> Tile:
        count = comparison.counts[band]
        if not count:
            return Tile(count, words[band])
        url = f"#{band.value}" if plain else f"{shown.base}?band={band.value}#{band.value}"
        return Tile(count, words[band], kind="talk" if band is Band.WIDE else "", url=url)

    return [tile(band) for band in bands]


def view_links(review: Review, shown: Shown) -> list[Link]:
    """By level or by person; where names are hidden there is no by-person view."""
    if not review.names_shown:
        return []
    return [
        Link(words, shown.url(by_person=by_person, order=shown.order), current=shown.by_person == by_person)
        for words, by_person in (("By level", False), ("By person", True))
    ]


def orders_of(content: Content) -> dict[str, str]:
    """The orders that this framework has."""
    return {order: words for order, words in ORDERS.items() if order != "pillar" or content.pillars}


def order_links(content: Content, shown: Shown) -> list[Link]:
    """Most split first, by domain, or by pillar where there are any."""
    return [
        Link(words, shown.url(by_person=shown.by_person, order=order), current=shown.order == order)
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
    return [(band.value, capfirst(words[band]) + after_band(band, found), found) for band, found in groups]


def after_band(band: Band, found: list[ComparisonRow]) -> str:
    """What a group's title adds: where to begin, while something of it is still to agree."""
    if band is Band.WIDE and not all(row.is_settled for row in found):
        return ": talk about these first"
    return " to compare" if band is Band.FEW else ""
