"""The plan: next steps of a review, changing them and following them up."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answering import attempt, in_turn, page, status_of
from accounts.refusals import Refused
from frameworks.content import content_of
from reviews.plan.forms import FollowUpForm, NextStepForm, PlannedStepForm
from reviews.plan.models import NextStep, StepUpdate
from reviews.plan.operations import StepChangedElsewhere, add_next_step, follow_up, update_next_step
from reviews.plan.permissions import can_plan, check_can_plan
from reviews.plan.reading import Plan, PlanRow, owners_in, plan_of, row_for, steps_for, updates_for
from reviews.review.access import standing_for
from reviews.review.models.review import Review
from reviews.review.permissions import Standing, check_can_read_results


@require_safe
def plan_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """All next steps, soonest first, overdue ones said in words."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_read_results(standing)
    plan = plan_of(standing, today=timezone.localdate())
    return page(
        request, "plan/plan_detail.html", standing.member, review=standing.review, plan=plan, lede=plan_words(plan),
        can_plan=can_plan(standing),
    )  # fmt: skip


def plan_words(plan: Plan) -> str:
    """How many there are, and how many are overdue."""
    count = len(plan.open)
    words = "No open next steps." if not count else f"{count} next step{'s' if count > 1 else ''} to do"
    return words if not count else f"{words}, {plan.overdue} of them overdue." if plan.overdue else f"{words}."


@require_http_methods(["GET", "POST"])
def next_step_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Add a next step for any statement or a whole domain."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_plan(standing)
    content = content_of(standing.review.version_id)
    form = PlannedStepForm(
        request.POST or None, people=owners_in(standing), today=timezone.localdate(), content=content
    )
    if request.method == "POST" and form.is_valid():
        step = form.content(**form.about_ids())
        if attempt(
            request, add_next_step, content=step, by=standing, at=timezone.now(), success="The next step is added."
        ):
            return redirect("reviews:plan_detail", trust_slug, review_id)
    return page(
        request, "plan/next_step_form.html", standing.member, review=standing.review, form=form,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def step_or_404(standing: Standing, step_id: UUID) -> NextStep:
    """A next step of this review that this person reads."""
    step = steps_for(standing).filter(uuid=step_id).select_related("owner", "statement__domain", "domain").first()
    if step is None:
        raise Http404
    return step


@require_http_methods(["GET", "POST"])
@in_turn
def next_step_update(request: HttpRequest, trust_slug: str, review_id: UUID, step_id: UUID) -> HttpResponse:
    """Change a next step. What somebody else changed meanwhile is shown, never overwritten."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_plan(standing)
    step = step_or_404(standing, step_id)
    form = NextStepForm(
        request.POST or None, people=owners_in(standing), today=timezone.localdate(), initial=stored(step)
    )
    if request.method == "POST" and form.is_valid():
        content = form.content(statement_id=step.statement_id, domain_id=step.domain_id)
        try:
            update_next_step(step=step, content=content, expected=step.version, by=standing, at=timezone.now())
        except StepChangedElsewhere:
            form.read_again(initial=stored(step_or_404(standing, step_id)))
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, "The next step is saved.")
            return redirect("reviews:plan_detail", trust_slug, review_id)
    return page(
        request, "plan/next_step_form.html", standing.member, review=standing.review, form=form, step=step,
        status=status_of(form),
    )  # fmt: skip


def stored(step: NextStep) -> dict[str, object]:
    """What the form of a step begins with."""
    columns = ("text", "owner_name", "due_on", "half_term", "priority")
    return {"owner": step.owner_id, **{name: getattr(step, name) for name in columns}}


@dataclass(frozen=True)
class StepPage:
    """How a next step gets on: its history, and a form for a new word on it."""

    review: Review
    step: NextStep
    form: FollowUpForm
    row: PlanRow
    updates: list[StepUpdate]
    can_plan: bool


@require_http_methods(["GET", "POST"])
@in_turn
def step_update_create(request: HttpRequest, trust_slug: str, review_id: UUID, step_id: UUID) -> HttpResponse:
    """How a next step gets on: its history, and a new word on it."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_read_results(standing)
    step = step_or_404(standing, step_id)
    form = FollowUpForm(request.POST or None, initial={"status": step.status})
    if request.method == "POST":
        check_can_plan(standing)
        if form.is_valid() and attempt(
            request,
            follow_up,
            step=step,
            by=standing,
            at=timezone.now(),
            success="It is recorded.",
            **form.cleaned_data,
        ):
            return redirect("reviews:plan_detail", trust_slug, review_id)
    shown = StepPage(
        review=standing.review,
        step=step,
        form=form,
        row=row_for(step, content_of(standing.review.version_id), timezone.localdate()),
        updates=list(updates_for(standing, step)),
        can_plan=can_plan(standing),
    )
    return page(request, "plan/step_update_create.html", standing.member, shown, status=status_of(form))
