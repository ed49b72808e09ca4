"""The first page after signing in, and a trust's own first page."""

from datetime import date
from typing import Any

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
from reviews.home.guidance import facts_of, next_thing, stages_of
from reviews.home.overview import overview_of, since_sign_off
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.plan.models import NextStep
from reviews.plan.reading import PlanRow, row_for
from reviews.review.comparison import comparison_of
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.setting_up import free_frameworks
from reviews.review.permissions import Standing, can_agree, can_lead
from reviews.review.steps import UNFINISHED


@login_not_required
@require_safe
def home_detail(request: HttpRequest) -> HttpResponse:
    """What this is, to strangers; the portfolio, to YST; one's trust or trusts, to everybody else."""
    if not request.user.is_authenticated:
        return page(request, "pages/welcome.html")
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


@require_safe
def trust_detail(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Where the trust's self-review stands, what to do next, and earlier reviews."""
    member = membership_for(request, trust_slug)
    reviews = list(Review.objects.for_trust(member.trust_id).order_by("-created_at", "-pk"))
    current = next((r for r in reviews if r.stage in OPEN_STAGES), None) or next(
        (r for r in reviews if r.stage == Stage.AGREED), None
    )
    context: dict[str, Any] = {}
    if current is not None:
        current.trust = member.trust
        own = Reviewer.objects.filter(review=current, membership=member).first()
        standing = Standing(member, current, own)
        facts = facts_of(standing)
        context = {
            "next": next_thing(standing, facts), "stages": stages_of(current), "meeting_began": facts.meeting_began,
            **at_a_glance(standing),
        }  # fmt: skip
    return page(
        request, "home/trust_detail.html", member,
        review=current, earlier=[r for r in reviews if r is not current], can_steer=can_steer(member),
        can_create=can_lead(member) and bool(free_frameworks(member)),
        my_steps=my_open_steps(member, timezone.localdate()), waiting=waiting_invitations(member), **context,
    )  # fmt: skip


def at_a_glance(standing: Standing) -> dict[str, Any]:
    """For executives: the comparison in three cards, and, once signed off, what changed since the last cycle."""
    if not standing.member.is_executive:
        return {}
    if can_agree(standing):
        overview = overview_of(comparison_of(standing.review))
        return {"overview": overview, "since": overview.since}
    return {"since": since_sign_off(standing.review)} if standing.review.stage == Stage.AGREED else {}


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
