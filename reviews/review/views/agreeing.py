"""Agreeing several at once: the unanimous together, the rest left open."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.answering import attempt, in_turn, page, status_of
from reviews.review.access import standing_for
from reviews.review.comparison import comparison_of
from reviews.review.forms.deciding import RestOpenForm
from reviews.review.operations.agreeing import (
    confirm_unanimous,
    leave_rest_open,
    take_back_unanimous,
)
from reviews.review.permissions import check_can_agree


@require_POST
def unanimous_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Confirm together the statements on which all agree."""
    standing = standing_for(request, trust_slug, review_id)
    attempt(
        request,
        confirm_unanimous,
        by=standing,
        at=timezone.now(),
        success="The statements on which you all agree are confirmed.",
    )
    if "in_meeting" in request.POST:
        return redirect(f"{standing.review.get_absolute_url()}meeting/?at=agenda")
    return redirect("reviews:comparison_detail", trust_slug, review_id)


@require_POST
def unanimous_undo_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Take back the confirmation of the statements that were confirmed together."""
    standing = standing_for(request, trust_slug, review_id)
    words = "The confirmation is taken back. You can confirm them again, or agree them one at a time."
    attempt(request, take_back_unanimous, by=standing, at=timezone.now(), success=words)
    return redirect("reviews:comparison_detail", trust_slug, review_id)


@require_http_methods(["GET", "POST"])
@in_turn
def rest_open_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Leave what is not settled open, for one reason."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_agree(standing)
    rest = [row for row in comparison_of(standing.review).rows if not row.is_settled]
    codes = [row.statement.code for row in rest]
    form = RestOpenForm(request.POST or None, shown=dict.fromkeys(codes, "open"))
    if request.method == "POST" and form.is_valid():
        words = "The remaining statements are left open."
        reason = form.cleaned_data["reason"]
        if attempt(request, leave_rest_open, reason=reason, seen=codes, by=standing, at=timezone.now(), success=words):
            return redirect("reviews:comparison_detail", trust_slug, review_id)
    return page(
        request, "review/rest_open_create.html", standing.member, review=standing.review, form=form, rest=rest,
        status=status_of(form),
    )  # fmt: skip
