"""Setting a review up, choosing its reviewers, starting and cancelling it."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import membership_for
from accounts.answering import attempt, in_turn, page, status_of
from accounts.models import Membership, look_up_invitations
from accounts.refusals import Refused
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.review.access import standing_for
from reviews.review.forms.deciding import CancelForm, StartForm
from reviews.review.forms.setting_up import EarlyForm, ReviewerForm, ReviewForm, SetUpForm
from reviews.review.models.review import FEWEST_FOR_HIDDEN_NAMES, Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.setting_up import (
    add_reviewer,
    create_review,
    free_frameworks,
    remove_reviewer,
    set_up_draft,
    start_rating,
    update_review,
)
from reviews.review.operations.signing_off import cancel_review
from reviews.review.operations.stages import hold_still
from reviews.review.permissions import (
    Standing,
    check_can_lead,
)


def possible_reviewers(member: Membership) -> QuerySet[Membership]:
    """Everybody who may be chosen, by name."""
    return Membership.objects.possible_reviewers().filter(trust_id=member.trust_id).order_by("name_key", "pk")


def reviewers_of(review: Review) -> list[Reviewer]:
    """Who takes part, by name, with where their invitations are."""
    rows = list(
        Reviewer.objects.filter(review=review)
        .taking_part()
        .select_related("membership")
        .order_by("membership__name_key", "pk")
    )
    look_up_invitations(row.membership for row in rows)
    return rows


def wants_to_invite(request: HttpRequest) -> bool:
    """Whether the set-up was saved in order to invite somebody first."""
    return request.POST.get("then") == "invite"


def to_invitations(trust_slug: str, review_id: UUID) -> HttpResponse:
    """To where several are invited, and from there back to the set-up."""
    back = reverse("reviews:review_update", args=[trust_slug, review_id])
    return redirect(f"{reverse('accounts:several_create', args=[trust_slug])}?{urlencode({'next': back})}")


@require_http_methods(["GET", "POST"])
@in_turn
def review_create(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Set up a new review."""
    member = membership_for(request, trust_slug)
    check_can_lead(member)
    free = free_frameworks(member)
    form = ReviewForm(
        request.POST or None, people=possible_reviewers(member), today=timezone.localdate(), frameworks=free, new=True
    )
    if request.method == "POST" and form.is_valid():
        try:
            review = create_review(by=member, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            if wants_to_invite(request):
                return to_invitations(trust_slug, review.uuid)
            messages.success(request, "The self-review is set up. Check it, then start rating for everyone.")
            return redirect("reviews:start_create", trust_slug, review.uuid)
    return page(request, "review/review_form.html", member, form=form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@in_turn
def review_update(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Change the set-up: everything in a draft, title and due date afterwards, nothing once it is finished."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_lead(standing.member)
    if request.method == "POST":
        hold_still(standing.review)
    if standing.review.stage not in OPEN_STAGES:
        return redirect("reviews:review_detail", trust_slug, review_id)
    is_draft = standing.review.stage == Stage.DRAFT
    form = _draft_form(request, standing) if is_draft else _later_form(request, standing)
    if request.method == "POST" and form.is_valid():
        operation = set_up_draft if is_draft else update_review
        if attempt(
            request, operation, by=standing, at=timezone.now(), success="The set-up is saved.", **form.cleaned_data
        ):
            if is_draft and wants_to_invite(request):
                return to_invitations(trust_slug, review_id)
            return redirect("reviews:start_create" if is_draft else "reviews:review_detail", trust_slug, review_id)
    return page(
        request, "review/review_form.html", standing.member, review=standing.review, form=form, is_draft=is_draft,
        status=status_of(form),
    )  # fmt: skip


def _draft_form(request: HttpRequest, standing: Standing) -> ReviewForm:
    review = standing.review
    chosen = Reviewer.objects.filter(review=review).taking_part().values_list("membership_id", flat=True)
    initial = {
        "title": review.title, "academic_year": review.academic_year, "term": review.term, "due_on": review.due_on,
        "reviewers": list(chosen), "names_shown": "shown" if review.names_shown else "hidden",
    }  # fmt: skip
    people = possible_reviewers(standing.member)
    return ReviewForm(request.POST or None, initial=initial, people=people, today=timezone.localdate())


def _later_form(request: HttpRequest, standing: Standing) -> SetUpForm:
    initial: dict[str, object] = {"title": standing.review.title, "due_on": standing.review.due_on}
    return SetUpForm(request.POST or None, initial=initial, today=timezone.localdate())


@dataclass(frozen=True)
class StartPage:
    """The set-up as rating would begin with it."""

    review: Review
    reviewers: list[Reviewer]
    names_will_show: bool
    reviewer_names: str
    form: StartForm


@require_http_methods(["GET", "POST"])
def start_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Check the set-up, then start rating."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_lead(standing.member)
    is_starting = request.method == "POST"
    if is_starting:
        hold_still(standing.review)
    reviewers = reviewers_of(standing.review)
    form = StartForm(request.POST if is_starting else None, shown=settled_by_starting(standing.review, reviewers))
    if form.is_valid() or (is_starting and standing.review.stage != Stage.DRAFT):
        words = "Rating has started. Every reviewer has been sent an email."
        attempt(request, start_rating, by=standing, at=timezone.now(), success=words)
    if form.is_valid() or standing.review.stage != Stage.DRAFT:
        return redirect(standing.review)
    shown = StartPage(
        review=standing.review,
        reviewers=reviewers,
        names_will_show=standing.review.names_shown or len(reviewers) < FEWEST_FOR_HIDDEN_NAMES,
        reviewer_names=", ".join(r.membership.name for r in reviewers),
        form=form,
    )
    return page(request, "review/start_create.html", standing.member, shown, status=status_of(form))


def settled_by_starting(review: Review, reviewers: list[Reviewer]) -> dict[str, object]:
    """What the page shows of the set-up, by the names under which it says that it changed."""
    return {
        "title": review.title, "year": review.year_words, "due": review.due_on, "names": review.names_shown,
        "reviewers": sorted(r.membership_id for r in reviewers),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def reviewer_list(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Who rates; add somebody, also once rating has begun."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_lead(standing.member)
    if request.method == "POST":
        hold_still(standing.review)
    rows = reviewers_of(standing.review)
    people = possible_reviewers(standing.member).exclude(pk__in=[r.membership_id for r in rows])
    form = ReviewerForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        member = form.cleaned_data["member"]
        words = f"{member.name} is a reviewer now."
        if attempt(request, add_reviewer, member=member, by=standing, at=timezone.now(), success=words):
            return redirect("reviews:reviewer_list", trust_slug, review_id)
    return page(
        request, "review/reviewer_list.html", standing.member, review=standing.review, reviewers=rows, form=form,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reviewer_removal_create(request: HttpRequest, trust_slug: str, review_id: UUID, reviewer_id: int) -> HttpResponse:
    """Ask, with a reason once rating has begun, then remove a reviewer."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_lead(standing.member)
    if request.method == "POST":
        hold_still(standing.review)
    rows = Reviewer.objects.filter(review=standing.review).taking_part().select_related("membership")
    reviewer = rows.filter(pk=reviewer_id).first()
    if reviewer is None:
        raise Http404
    needs_reason = standing.review.stage == Stage.RATING
    form = EarlyForm(request.POST or None)
    if request.method == "POST" and (not needs_reason or form.is_valid()):
        words = f"{reviewer.membership.name} no longer takes part."
        given = form.cleaned_data if needs_reason else {}
        attempt(request, remove_reviewer, reviewer=reviewer, by=standing, at=timezone.now(), success=words, **given)
        return redirect("reviews:reviewer_list", trust_slug, review_id)
    return page(
        request, "review/reviewer_removal_create.html", standing.member, review=standing.review, reviewer=reviewer,
        form=form, needs_reason=needs_reason, status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def cancellation_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Ask, then cancel the review."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_lead(standing.member)
    is_cancelling = request.method == "POST"
    if is_cancelling:
        hold_still(standing.review)
    form = CancelForm(request.POST if is_cancelling else None, shown={"stage": standing.review.stage})
    is_open = standing.review.stage in OPEN_STAGES
    if form.is_valid() or (is_cancelling and not is_open):
        attempt(request, cancel_review, by=standing, at=timezone.now(), success="The self-review is cancelled.")
    if form.is_valid() or not is_open:
        return redirect(standing.review)
    return page(
        request, "review/cancellation_create.html", standing.member, review=standing.review, form=form,
        status=status_of(form),
    )  # fmt: skip
