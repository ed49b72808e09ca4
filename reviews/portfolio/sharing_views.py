"""What YST sees: the executive's choice, with a preview, for each choice, of exactly what YST's own page would show."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answering import Link, attempt, in_turn, page, status_of
from reviews.portfolio import TrustSeen, trust_previewed
from reviews.releases.reading import was_counted
from reviews.review.access import standing_for
from reviews.review.charts import Chart, chart_of_profile
from reviews.review.forms.sharing import SharingForm
from reviews.review.models.consent import Choice, Consent
from reviews.review.models.review import Review
from reviews.review.operations.sharing import choose_sharing
from reviews.review.permissions import can_head, check_can_head


@dataclass(frozen=True)
class Showing:
    """A choice that can be looked at before it is made; `name` is in the address."""

    name: str
    words: str
    choice: str
    steps: bool = False


SHOWINGS = (
    Showing("nothing", "Nothing", Choice.NOTHING),
    Showing("releases", "National figures only", Choice.RELEASES),
    Showing("agreed", "Agreed results", Choice.AGREED),
    Showing("agreed-steps", "With next steps", Choice.AGREED, steps=True),
)
SAVED = "Your choice is saved and holds from now on."


@dataclass(frozen=True)
class SharingPage:
    """What is shared of a review and what was before; what each choice would show; choosing, for executives."""

    review: Review
    form: SharingForm
    held: Consent | None
    history: list[Consent]
    counted: bool  # in national figures
    can_head: bool
    can_choose: bool
    showing: Showing
    showings: list[Link]
    seen: TrustSeen
    chart: Chart | None


@require_http_methods(["GET", "POST"])
@in_turn
def sharing_update(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """The choice, its history and what each choice shows, for every member; choosing, for executives."""
    standing = standing_for(request, trust_slug, review_id)
    review, member = standing.review, standing.member
    history = list(Consent.objects.filter(review=review).order_by("-chosen_at", "-pk"))
    held = next((c for c in history if c.withdrawn_at is None), None)
    now: str = held.choice if held else Choice.NOTHING
    initial = {"choice": now, "steps_shared": bool(held and held.steps_shared)}
    counted = was_counted(review)
    widest = now if counted or member.trust.is_closed else Choice.AGREED
    stops = "stop" in request.POST
    form = SharingForm(
        None if stops else request.POST or None, initial=initial,
        widest=widest, changed_by=held.chosen_by_name if held else "",
    )  # fmt: skip
    if request.method == "POST":
        check_can_head(member)
        chosen = {"choice": Choice.NOTHING} if stops else form.cleaned_data if form.is_valid() else None
        if chosen and attempt(request, choose_sharing, by=standing, at=timezone.now(), success=SAVED, **chosen):
            return redirect("reviews:sharing_update", trust_slug, review_id)
    showing = chosen_showing(request, held)
    seen = trust_previewed(member.trust, review, choice=showing.choice, steps=showing.steps)
    shown = SharingPage(
        review, form, held, history, counted, can_head=can_head(member),
        can_choose=can_head(member) and widest != Choice.NOTHING, showing=showing, showings=links_to(showing),
        seen=seen, chart=chart_of_profile(seen.results.profile) if seen.results else None,
    )  # fmt: skip
    return page(request, "portfolio/sharing_update.html", member, shown, status=status_of(form))


def chosen_showing(request: HttpRequest, held: Consent | None) -> Showing:
    """The choice that the address asks to look at; else the one that holds."""
    asked = request.GET.get("show")
    now = (held.choice, held.steps_shared) if held else (Choice.NOTHING, False)
    found = next((s for s in SHOWINGS if s.name == asked), None)
    return found or next(s for s in SHOWINGS if (s.choice, s.steps) == now)


def links_to(showing: Showing) -> list[Link]:
    """Every choice, to look at."""
    return [Link(s.words, f"?{urlencode({'show': s.name})}#preview", current=s is showing) for s in SHOWINGS]
