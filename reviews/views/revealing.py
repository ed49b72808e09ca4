"""Showing everyone's ratings, and asking about names when that is early."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.refusals import Refused
from accounts.views.answers import attempt, page, status_of
from reviews.access import standing_for
from reviews.forms.deciding import ShowEarlyForm, ShowForm
from reviews.guidance import facts_of
from reviews.lifecycle import Stage
from reviews.models.review import FEWEST_FOR_HIDDEN_NAMES
from reviews.operations import answer_about_names, ask_about_names, hold_still, reveal_ratings
from reviews.permissions import check_can_lead


@require_http_methods(["GET", "POST"])
def reveal_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Show everyone's ratings, once and for good; early only with a reason."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_lead(standing.member)
    if standing.review.stage != Stage.RATING:
        return redirect("reviews:review_detail", trust_slug, review_id)
    is_showing = request.method == "POST"
    if is_showing:
        hold_still(standing.review)
    facts = facts_of(standing)
    is_early = not facts.everyone_submitted
    shown = {"who": [(r.membership_id, r.submitted) for r in facts.reviewers]}
    form = (ShowEarlyForm if is_early else ShowForm)(request.POST if is_showing else None, shown=shown)
    if form.is_valid():
        given = form.cleaned_data
        try:
            reveal_ratings(
                by=standing, at=timezone.now(), early_reason=given.get("reason", ""), note=given.get("note", "")
            )
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return redirect("reviews:comparison_detail", trust_slug, review_id)
    waiting = [r for r in facts.reviewers if not r.submitted]
    names_block = is_early and not standing.review.names_shown and facts.submitted < FEWEST_FOR_HIDDEN_NAMES
    return page(
        request, "reviews/reveal_create.html", standing.member, review=standing.review, facts=facts, form=form,
        waiting=waiting, waiting_title=waiting_words(len(waiting)), is_early=is_early, names_block=names_block,
        consenting=[r for r in facts.reviewers if r.names_consent], status=status_of(form),
    )  # fmt: skip


def waiting_words(count: int) -> str:
    """How many have not submitted, as a title."""
    return "One person has not submitted" if count == 1 else f"{count} people have not submitted"


@require_POST
def names_request_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Ask those who have submitted whether their names may be shown."""
    standing = standing_for(request, trust_slug, review_id)
    words = "Everyone who has submitted has been asked by email."
    attempt(request, ask_about_names, by=standing, at=timezone.now(), success=words)
    return redirect("reviews:reveal_create", trust_slug, review_id)


@require_POST
def names_answer_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Agree, or not, to one's name being shown."""
    standing = standing_for(request, trust_slug, review_id)
    agrees = request.POST.get("agrees") == "yes"
    words = "You have agreed to names being shown." if agrees else "You have not agreed to names being shown."
    attempt(request, answer_about_names, by=standing, at=timezone.now(), agrees=agrees, success=words)
    return redirect("reviews:review_detail", trust_slug, review_id)
