"""What YST sees: the executive's choice, with a preview of exactly that."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.views.answers import attempt, page
from reviews.access import standing_for
from reviews.forms.agreeing import SharingForm
from reviews.models import Choice, Consent, Snapshot
from reviews.operations import choose_sharing
from reviews.permissions import can_head, check_can_head
from reviews.portfolio.national import was_counted
from reviews.results import results_of


@require_http_methods(["GET", "POST"])
def sharing_update(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """The choice and its history, for every member; choosing, for executives."""
    standing = standing_for(request, trust_slug, review_id)
    history = list(Consent.objects.filter(review=standing.review).order_by("-chosen_at", "-pk"))
    held = next((c for c in history if c.withdrawn_at is None), None)
    initial = {"choice": held.choice if held else Choice.NOTHING, "steps_shared": bool(held and held.steps_shared)}
    counted = was_counted(standing.review)
    widest = (held.choice if held else Choice.NOTHING) if counted else Choice.AGREED
    form = SharingForm(request.POST or None, initial=initial, widest=widest)
    if request.method == "POST":
        check_can_head(standing.member)
        if form.is_valid() and attempt(
            request,
            choose_sharing,
            by=standing,
            at=timezone.now(),
            success="Your choice is saved and holds from now on.",
            **form.cleaned_data,
        ):
            return redirect("reviews:sharing_update", trust_slug, review_id)
    snapshot = Snapshot.objects.filter(review=standing.review).order_by("-number").first()
    return page(
        request, "reviews/sharing_update.html", standing.member, review=standing.review, form=form,
        held=held, counted=counted, history=history, can_head=can_head(standing.member), snapshot=snapshot,
        results=results_of(snapshot, standing.review) if snapshot else None,
        status=422 if form.is_bound else 200,
    )  # fmt: skip
