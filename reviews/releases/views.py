"""YST's releases: the list, asking for one, watching it being made, looking, publishing or discarding."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import yst_person_for
from accounts.answering import Link, attempt, page
from accounts.listing import wants_part
from accounts.models import YstPerson, YstRole
from accounts.permissions import check_can_manage
from accounts.progress import progress_page
from accounts.refusals import Refused
from frameworks.content import DomainContent
from reviews.design.page_charts import Chart
from reviews.design.parts import Milestone, milestones
from reviews.releases.charts import StatementShares, domains_chart, groups_chart, pillars_chart, statements_of
from reviews.releases.forms import ReleaseForm
from reviews.releases.models import Breakdown, Measure, Release, ReleaseState
from reviews.releases.operations import decide_release, request_release, retry_release
from reviews.releases.reading import Group, Picture, picture_of, seen_release, seen_releases

STEPS = ("Waiting for its turn", "Counting trusts and keeping to the rules", "Ready to look at")


def release_or_404(release_id: UUID) -> Release:
    """A release that the acting person may see."""
    release = seen_release(release_id)
    if release is None:
        raise Http404
    return release


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    """Releases: published ones for advisors, every one for programme managers."""
    person = yst_person_for(request)
    is_manager = person.role == YstRole.MANAGER
    return page(request, "releases/release_list.html", person, releases=seen_releases(), is_manager=is_manager)


@require_http_methods(["GET", "POST"])
def release_create(request: HttpRequest) -> HttpResponse:
    """Ask for the release of a year that is over. What will happen stands on the page; no figure does."""
    person = yst_person_for(request)
    check_can_manage(person)
    form = ReleaseForm(request.POST or None, today=timezone.localdate(), made=seen_releases())
    if request.method == "POST" and form.is_valid():
        year, version_id = form.year_and_version()
        try:
            release = request_release(academic_year=year, version_id=version_id, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error("what", refused.words)
        else:
            return redirect("reviews:release_detail", release.uuid)
    return page(request, "releases/release_create.html", person, form=form, status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class MakingPage:
    """How far a release has got, and why it failed."""

    release: Release
    steps: list[Milestone]
    failure: str


@dataclass(frozen=True)
class ReleasePage:
    """The figures of all trusts or of one group: charts, and every statement; or groups side by side."""

    release: Release
    groups: list[Group]
    chosen: Group | None
    links: list[Link]
    breakdown_words: str
    levels: Chart | None = None
    pillars: Chart | None = None
    change: Chart | None = None  # where it may be shown
    domains: list[tuple[DomainContent, list[StatementShares]]] = field(default_factory=list)
    has_statements: bool = False
    side_by_side: list[tuple[DomainContent, Chart]] = field(default_factory=list)


@require_safe
def release_detail(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """How far a release has got, or its figures. While it is made the fragment is polled: 204, and 286 at the end."""
    person = yst_person_for(request)
    release = release_or_404(release_id)
    if release.has_figures and not wants_part(request):
        return page(request, "releases/release_detail.html", person, pictured(request, release))
    template, state, is_over = "releases/release_making.html", release.state, not release.is_in_work
    return progress_page(request, template, "progress", person, making(release), state=state, is_over=is_over)


def making(release: Release) -> MakingPage:
    """The steps of a release in the making."""
    step = (ReleaseState.QUEUED, ReleaseState.MAKING).index(release.state) if release.is_in_work else len(STEPS)
    failure = release.failure if release.state == ReleaseState.FAILED else ""
    return MakingPage(release, milestones(STEPS, step), failure)


def pictured(request: HttpRequest, release: Release) -> ReleasePage:
    """Everything of all trusts or of one group; or groups side by side."""
    asked = request.GET.get("by", "")
    breakdown = asked if asked in Breakdown.values else Breakdown.ALL.value
    place = request.GET.get("group", "")
    position = int(place) if place.isascii() and place.isdigit() and len(place) < 3 else None
    picture = picture_of(release, breakdown, 0 if breakdown == Breakdown.ALL else position)
    groups = picture.in_breakdown(breakdown)
    chosen = next((g for g in groups if position == g.position or breakdown == Breakdown.ALL), None)
    shown = ReleasePage(
        release=release,
        groups=groups,
        chosen=chosen,
        links=[Link(b.label, f"?by={b.value}", current=b.value == breakdown) for b in Breakdown],
        breakdown_words=Breakdown(breakdown).label.lower(),
    )
    if chosen:
        return with_group(shown, picture, chosen)
    return replace(shown, side_by_side=side_by_side(picture, groups))


def with_group(shown: ReleasePage, picture: Picture, group: Group) -> ReleasePage:
    """The page with charts by domain and pillar, change where it may be shown, and every statement of a group."""
    return replace(
        shown,
        levels=domains_chart(picture, group, Measure.LEVELS),
        pillars=pillars_chart(picture, group, Measure.LEVELS) if picture.content.pillars else None,
        change=domains_chart(picture, group, Measure.CHANGE) if group.change_base else None,
        domains=[(d, statements_of(picture, group, d)) for d in picture.content.domains],
        has_statements=bool(picture.shown(group, Measure.LEVELS, picture.content.statements)),
    )


def side_by_side(picture: Picture, groups: list[Group]) -> list[tuple[DomainContent, Chart]]:
    """Each domain with the groups of a breakdown."""
    return [(d, groups_chart(picture, groups, d)) for d in picture.content.domains] if groups else []


def _decide(request: HttpRequest, release_id: UUID, *, publish: bool, words: str) -> HttpResponse:
    person: YstPerson = yst_person_for(request)
    check_can_manage(person)
    release = release_or_404(release_id)
    if attempt(request, decide_release, release=release, publish=publish, by=person, at=timezone.now()):
        messages.success(request, words)
    return redirect("reviews:release_detail" if publish else "reviews:release_list", *([release_id] if publish else []))


@require_POST
def release_publication_create(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Publish the figures, for good."""
    words = "The release is published. Advisors can read it, and trusts see it beside what they signed off."
    return _decide(request, release_id, publish=True, words=words)


@require_POST
def release_discarding_create(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Discard the figures, for good."""
    words = "The release is discarded. Its figures are not shown any more, and what it counted is not counted again."
    return _decide(request, release_id, publish=False, words=words)


@require_POST
def release_retry_create(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Try again what could not be made."""
    person = yst_person_for(request)
    check_can_manage(person)
    attempt(request, retry_release, release=release_or_404(release_id), by=person, at=timezone.now())
    return redirect(reverse("reviews:release_detail", args=[release_id]))
