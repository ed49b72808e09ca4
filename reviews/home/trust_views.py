"""The first page after signing in, and a trust's own first page."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import membership_for
from accounts.answering import page
from accounts.models import Invitation, Membership
from accounts.permissions import can_steer
from frameworks.content import content_of
from reviews.design.parts import Milestone
from reviews.home.guidance import NextThing, facts_of, next_thing, stages_of
from reviews.home.overview import Overview, overview_of, since_sign_off
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.plan.models import NextStep
from reviews.plan.reading import PlanRow, row_for
from reviews.review.comparison import comparison_of
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.setting_up import free_frameworks
from reviews.review.permissions import Standing, can_agree, can_lead
from reviews.review.profile import Profile
from reviews.review.steps import UNFINISHED


@login_not_required
@require_safe
def home_detail(request: HttpRequest) -> HttpResponse:
    """What this is, to strangers; the portfolio, to YST; one's trust or trusts, to everybody else."""
    if not request.user.is_authenticated:
        return page(request, "home/welcome.html")
    if request.user.is_yst:
        return redirect("reviews:portfolio_detail")
    memberships = list(
        Membership.objects.joined()
        .filter(user_id=request.user.pk)
        .select_related("trust")
        .order_by("trust__name_key", "pk")
    )
    if len(memberships) == 1:
        return redirect("reviews:trust_detail", memberships[0].trust.slug)
    return page(request, "home/home_detail.html", memberships=memberships)


@dataclass(frozen=True)
class TrustPage:
    """Where the trust's self-review stands, what to do next, and earlier reviews."""

    review: Review | None
    earlier: list[Review]
    can_steer: bool
    can_create: bool
    my_steps: list[PlanRow]
    waiting: int  # invitations
    next: NextThing | None = None
    stages: list[Milestone] = field(default_factory=list)
    meeting_began: datetime | None = None
    overview: Overview | None = None
    since: Profile | None = None


@require_safe
def trust_detail(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Where the trust's self-review stands, what to do next, and earlier reviews."""
    member = membership_for(request, trust_slug)
    reviews = list(Review.objects.for_trust(member.trust_id).order_by("-created_at", "-pk"))
    current = next((r for r in reviews if r.stage in OPEN_STAGES), None) or next(
        (r for r in reviews if r.stage == Stage.AGREED), None
    )
    shown = TrustPage(
        review=current,
        earlier=[r for r in reviews if r is not current],
        can_steer=can_steer(member),
        can_create=can_lead(member) and bool(free_frameworks(member)),
        my_steps=my_open_steps(member, timezone.localdate()),
        waiting=waiting_invitations(member),
    )
    return page(request, "home/trust_detail.html", member, with_current(shown, member, current) if current else shown)


def with_current(shown: TrustPage, member: Membership, review: Review) -> TrustPage:
    """The trust's page with where its current review stands."""
    review.trust = member.trust
    standing = Standing(member, review, Reviewer.objects.filter(review=review, membership=member).first())
    facts, (overview, since) = facts_of(standing), at_a_glance(standing)
    return replace(
        shown, next=next_thing(standing, facts), stages=stages_of(review), meeting_began=facts.meeting_began,
        overview=overview, since=since,
    )  # fmt: skip


def at_a_glance(standing: Standing) -> tuple[Overview | None, Profile | None]:
    """For executives: the comparison in three cards, and, once signed off, what changed since the last cycle."""
    if not standing.member.is_executive:
        return None, None
    if can_agree(standing):
        overview = overview_of(comparison_of(standing.review))
        return overview, overview.since
    return None, since_sign_off(standing.review) if standing.review.stage == Stage.AGREED else None


def my_open_steps(member: Membership, today: date) -> list[PlanRow]:
    """Next steps that this person leads and that are not finished, soonest first."""
    rows = NextStep.objects.filter(owner=member, status__in=UNFINISHED)
    rows = rows.select_related("review", "owner").order_by("due_on", "half_term", "pk")[:10]
    return [row_for(step, content_of(step.review.version_id), today) for step in rows]


def waiting_invitations(member: Membership) -> int:
    """How many invitations are open, for those who look after them."""
    if not can_steer(member):
        return 0
    return Invitation.objects.pending().filter(trust_id=member.trust_id, expires_at__gt=timezone.now()).count()
