"""Showing everyone's ratings, and asking about names when that is early."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.answering import attempt, page, status_of
from accounts.refusals import Busy, Refused
from reviews.lifecycle import Stage
from reviews.review.access import standing_for
from reviews.review.forms.deciding import ShowEarlyForm, ShowForm
from reviews.review.models.review import Review
from reviews.review.operations.revealing import answer_about_names, ask_about_names, reveal_ratings
from reviews.review.operations.stages import MOVED_ON, hold_still
from reviews.review.permissions import Standing, check_can_lead
from reviews.review.showing import Showing, showing_of


@dataclass(frozen=True)
class RevealPage:
    """What showing everyone's ratings takes, and who has not submitted."""

    review: Review
    showing: Showing
    form: ShowForm
    is_mine: bool  # this person is asked about names
    waiting_title: str


@require_http_methods(["GET", "POST"])
def reveal_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Show everyone's ratings, once and for good; early only with a reason."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_lead(standing.member)
    is_posted = request.method == "POST"
    if is_posted:
        hold_still(standing.review)
    if standing.review.stage != Stage.RATING:
        if is_posted:
            messages.error(request, MOVED_ON)
        return redirect(standing.review)
    showing = showing_of(standing.review)
    seen = {"who": [(r.membership_id, r.submitted) for r in showing.taking_part], "names": showing.shows_names}
    form = (ShowEarlyForm if showing.waiting else ShowForm)(request.POST if is_posted else None, shown=seen)
    if form.is_valid() and shows(form, standing):
        return redirect("reviews:comparison_detail", trust_slug, review_id)
    shown = RevealPage(
        review=standing.review,
        showing=showing,
        form=form,
        is_mine=bool(standing.review.names_asked_at) and standing.reviewer in showing.unanswered,
        waiting_title=waiting_words(len(showing.waiting)),
    )
    return page(request, "review/reveal_create.html", standing.member, shown, status=status_of(form))


def shows(form: ShowForm, standing: Standing) -> bool:
    """Show them, or say on the form why that cannot be."""
    given = form.cleaned_data
    try:
        reveal_ratings(by=standing, at=timezone.now(), early_reason=given.get("reason", ""), note=given.get("note", ""))
    except (Refused, Busy) as refused:
        form.add_error(None, refused.words)
        return False
    return True


def waiting_words(count: int) -> str:
    """How many have not submitted, as a title."""
    return "One person has not submitted" if count == 1 else f"{count} people have not submitted"


@require_POST
def names_request_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Ask those who have submitted whether their names may be shown."""
    standing = standing_for(request, trust_slug, review_id)
    words = "Everyone who has submitted and not answered has been asked by email today."
    attempt(request, ask_about_names, by=standing, at=timezone.now(), success=words)
    return redirect("reviews:reveal_create", trust_slug, review_id)


@require_POST
def names_answer_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Agree, or not, to one's name being shown."""
    standing = standing_for(request, trust_slug, review_id)
    said = request.POST.get("agrees")
    if said not in ("yes", "no"):
        messages.error(request, "Say whether you agree. Nothing was recorded.")
        return redirect(standing.review)
    agrees = said == "yes"
    words = "You have agreed to names being shown." if agrees else "You have not agreed to names being shown."
    attempt(request, answer_about_names, by=standing, at=timezone.now(), agrees=agrees, success=words)
    return redirect("reviews:review_detail", trust_slug, review_id)
