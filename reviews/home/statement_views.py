"""A statement's page: what everyone chose and wrote, what is agreed, and the next steps for it."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answering import attempt, in_turn, page, status_of
from accounts.refusals import Refused
from frameworks.content import DomainContent, StatementContent
from frameworks.scale import LevelContent
from reviews.documents.wording import listed
from reviews.plan.forms import NextStepForm
from reviews.plan.models import NextStep
from reviews.plan.operations import add_next_step
from reviews.plan.permissions import can_plan, check_can_plan
from reviews.plan.reading import owners_in, steps_about
from reviews.review.access import standing_for
from reviews.review.blinding import ShownRating
from reviews.review.comparison import Comparison, ComparisonRow, comparison_of
from reviews.review.forms.agreeing import AgreedLevelForm, stored_level
from reviews.review.models.review import Review
from reviews.review.operations.agreeing import AgreedElsewhere, agree_statement
from reviews.review.permissions import Standing, can_agree, check_can_agree, check_can_compare


def row_or_404(standing: Standing, code: str) -> tuple[Comparison, ComparisonRow]:
    """The statement's row in the comparison."""
    check_can_compare(standing)
    comparison = comparison_of(standing.review)
    row = comparison.row_for(code)
    if row is None:
        raise Http404
    return comparison, row


@require_http_methods(["GET", "POST"])
@in_turn
def agreed_level_update(request: HttpRequest, trust_slug: str, review_id: UUID, code: str) -> HttpResponse:
    """One statement: what everyone chose and wrote, and what is agreed."""
    standing = standing_for(request, trust_slug, review_id)
    comparison, row = row_or_404(standing, code)
    if request.method == "POST":
        check_can_agree(standing)
    stored = stored_level(standing, row.statement, row.agreed)
    form = AgreedLevelForm(request.POST or None, content=comparison.content, stored=stored)
    if request.method == "POST" and form.is_valid():
        try:
            agree(standing, row, form)
        except AgreedElsewhere as changed:
            now = stored_level(standing, row.statement, changed.now)
            form.read_again(initial=now.initial, changed_by=now.changed_by)
        except Refused as refused:
            form.add_error("rationale", refused.words)
        else:
            messages.success(request, f"Statement {code} is recorded.")
            return redirect(after(request, standing, comparison, row))
    return statement_page(request, standing, comparison, row, form)


def agree(standing: Standing, row: ComparisonRow, form: AgreedLevelForm) -> None:
    """Store what the form says."""
    c = form.cleaned_data
    agree_statement(
        statement=row.statement, level=form.chosen_level, rationale=c["rationale"].strip(),
        left_open_reason=c["left_open_reason"].strip(), why=c["why"], dissent=c["dissent"].strip(),
        expected=row.agreed.version if row.agreed else 0,
        by=standing, at=timezone.now(),
    )  # fmt: skip


def after(request: HttpRequest, standing: Standing, comparison: Comparison, row: ComparisonRow) -> str:
    """Where to go after a statement: back to it, or to the next one that is not settled, most split first."""
    if "next" in request.POST:
        rest = [r for r in comparison.most_split_first if not r.is_settled and r is not row]
        later = [r for r in rest if r.sort_key > row.sort_key] or rest
        if later:
            return statement_url(standing, later[0].statement.code)
        return f"{standing.review.get_absolute_url()}comparison/"
    return statement_url(standing, row.statement.code)


def statement_url(standing: Standing, code: str) -> str:
    return f"{standing.review.get_absolute_url()}statements/{code}/"


@dataclass(frozen=True)
class Suggestion:
    """A colleague's suggested next step; `who` made it is known only where names are shown."""

    text: str
    who: str


@dataclass(frozen=True)
class StatementPage:
    """One statement: what everyone chose and wrote, what is agreed, its next steps, and its neighbours."""

    review: Review
    comparison: Comparison
    row: ComparisonRow
    form: AgreedLevelForm
    statement: StatementContent
    domain: DomainContent | None
    lanes: list[tuple[LevelContent, tuple[ShownRating, ...]]]
    cant_say: list[ShownRating]
    suggestions: list[Suggestion]
    before: ComparisonRow | None
    following: ComparisonRow | None
    position: int
    steps: list[NextStep]
    can_agree: bool
    can_plan: bool


def statement_page(
    request: HttpRequest,
    standing: Standing,
    comparison: Comparison,
    row: ComparisonRow,
    form: AgreedLevelForm,
) -> HttpResponse:
    """The page of one statement, with its neighbours in the order of the comparison."""
    order = comparison.most_split_first
    at = order.index(row)
    shown = StatementPage(
        review=standing.review,
        comparison=comparison,
        row=row,
        form=form,
        statement=row.statement,
        domain=comparison.content.domain(row.statement.domain_number),
        lanes=row.lanes(comparison.content.levels),
        cant_say=row.without_level,
        suggestions=suggestions_in(row, names_shown=standing.review.names_shown),
        before=order[at - 1] if at else None,
        following=order[at + 1] if at + 1 < len(order) else None,
        position=at + 1,
        steps=steps_about(standing.review, row.statement),
        can_agree=can_agree(standing),
        can_plan=can_plan(standing),
    )
    return page(request, "home/agreed_level_update.html", standing.member, shown, status=status_of(form))


def suggestions_in(row: ComparisonRow, *, names_shown: bool) -> list[Suggestion]:
    """Colleagues' suggested next steps, the same words once."""
    made: dict[str, list[str]] = {}
    for rating in row.ratings:
        if rating.suggestion:
            made.setdefault(rating.suggestion, []).append(rating.who)
    return [Suggestion(text, listed(who) if names_shown else "") for text, who in made.items()]


def taken(asked: list[str], suggestions: list[Suggestion]) -> str:
    """The text of one suggestion, or the texts of several, one under the other: nothing is lost in a merger."""
    numbers = [int(n) for n in dict.fromkeys(asked) if re.fullmatch("[0-9]{1,2}", n)]
    return "\n".join(suggestions[n].text for n in numbers if n < len(suggestions))


@require_http_methods(["GET", "POST"])
def statement_step_create(request: HttpRequest, trust_slug: str, review_id: UUID, code: str) -> HttpResponse:
    """Add a next step to a statement; `?from=`, once or more, copies colleagues' suggestions into the form."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_plan(standing)
    _, row = row_or_404(standing, code)
    suggestions = suggestions_in(row, names_shown=standing.review.names_shown)
    text = taken(request.GET.getlist("from"), suggestions)
    form = NextStepForm(
        request.POST or None, people=owners_in(standing), today=timezone.localdate(), initial={"text": text}, new=True
    )
    if request.method == "POST" and form.is_valid():
        content = form.content(statement_id=row.statement.id)
        if attempt(
            request, add_next_step, content=content, by=standing, at=timezone.now(), success="The next step is added."
        ):
            return redirect(f"{statement_url(standing, code)}#next-steps")
    return page(
        request, "home/statement_step_create.html", standing.member, review=standing.review, form=form,
        statement=row.statement, status=422 if form.is_bound else 200,
    )  # fmt: skip
