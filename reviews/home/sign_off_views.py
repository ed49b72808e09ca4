"""Signing off, reopening, and what was agreed."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answering import attempt, page, status_of
from frameworks.content import DomainContent
from frameworks.scale import LevelContent
from reviews.design.page_charts import Chart
from reviews.documents.wording import day
from reviews.lifecycle import Stage
from reviews.plan.models import StepStatus
from reviews.plan.reading import PlanRow, plan_of, unshown_elsewhere
from reviews.review.access import standing_for
from reviews.review.charts import change_chart, chart_of_profile
from reviews.review.comparison import Comparison, ComparisonRow, comparison_of
from reviews.review.forms.deciding import ReopeningForm, SignOffForm
from reviews.review.independence import Independence, independence_of, independence_sentences
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot
from reviews.review.operations.signing_off import reopen_review, sign_off
from reviews.review.operations.stages import hold_still
from reviews.review.permissions import Standing, check_can_compare, check_can_finish, check_can_read_results
from reviews.review.profile import Profile, profile_of

EXACTLY = (
    "Exactly this is frozen: agreed levels, rationales, reasons for what stays open, next steps, and how the review "
    "was done. No rating, note or starting gap."
)


@dataclass(frozen=True)
class DomainSigned:
    """A domain of what will be frozen; `is_changed` where something of it is other than on the page that was open."""

    domain: DomainContent
    rows: list[ComparisonRow]
    is_changed: bool


@dataclass(frozen=True)
class SignOffPage:
    """Exactly what will be frozen, above the executive's signature."""

    review: Review
    comparison: Comparison
    unsettled: list[ComparisonRow]
    left_open: list[ComparisonRow]
    levels: list[tuple[LevelContent, int]]
    steps: list[PlanRow]
    independence: str
    form: SignOffForm
    steps_changed: bool
    others: int
    domains: list[DomainSigned]
    lede: str = EXACTLY


@require_http_methods(["GET", "POST"])
def sign_off_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Exactly what will be frozen; then the executive's signature."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_finish(standing.member)
    is_signing = request.method == "POST"
    if is_signing:
        hold_still(standing.review)
        if standing.review.stage != Stage.COMPARING:
            return signed_off(request, standing)
    check_can_compare(standing)
    if standing.review.stage != Stage.COMPARING:
        return redirect(standing.review)
    comparison = comparison_of(standing.review)
    plan = plan_of(standing, today=timezone.localdate())
    steps = [row for row in (*plan.open, *plan.finished) if row.step.status != StepStatus.DROPPED]
    how = independence_words(independence_of(standing.review), len(comparison.rows))
    others = unshown_elsewhere(standing.review)
    seen = {**frozen(comparison, steps, how), "others": others}
    form = SignOffForm(request.POST if is_signing else None, shown=seen)
    if form.is_valid():
        return signed_off(request, standing)
    shown = SignOffPage(
        review=standing.review, comparison=comparison, form=form, steps=steps, independence=how, others=others,
        steps_changed="steps" in form.changes,
        unsettled=[row for row in comparison.rows if not row.is_settled],
        left_open=[row for row in comparison.rows if row.agreed and row.agreed.left_open_reason],
        levels=[(level, comparison.agreed_at(level.value)) for level in comparison.content.levels],
        domains=[domain_signed(comparison, domain, form.changes) for domain in comparison.content.domains],
    )  # fmt: skip
    return page(request, "home/sign_off_create.html", standing.member, shown, status=status_of(form))


def domain_signed(comparison: Comparison, domain: DomainContent, changes: list[str]) -> DomainSigned:
    """A domain of what will be frozen."""
    rows = comparison.in_domain(domain)
    return DomainSigned(domain, rows, any(row.statement.code in changes for row in rows))


def signed_off(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Sign off, or say why that cannot be."""
    words = "The self-review is signed off. Everyone in your trust can read what was agreed."
    attempt(request, sign_off, by=standing, at=timezone.now(), success=words)
    return redirect(standing.review)


def frozen(comparison: Comparison, steps: list[PlanRow], how: str) -> dict[str, object]:
    """What a sign-off freezes, by the names under which its page says that it changed."""
    agreed = {row.statement.code: row.agreed for row in comparison.rows}
    levels = {code: a and (a.level, a.rationale, a.left_open_reason) for code, a in agreed.items()}
    return {**levels, "steps": [row.read for row in steps], "how": how}


@require_http_methods(["GET", "POST"])
def reopening_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Open a signed-off review again, with a reason."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_finish(standing.member)
    form = ReopeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = "The self-review is open for comparing and agreeing again. What was signed off stays readable."
        attempt(
            request, reopen_review, by=standing, at=timezone.now(), success=words, reason=form.cleaned_data["reason"]
        )
        return redirect("reviews:review_detail", trust_slug, review_id)
    if standing.review.stage != Stage.AGREED:
        return redirect("reviews:review_detail", trust_slug, review_id)
    return page(
        request, "home/reopening_create.html", standing.member, review=standing.review, form=form,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@dataclass(frozen=True)
class ResultsPage:
    """What was signed off."""

    review: Review
    profile: Profile
    snapshot: Snapshot
    change: Chart | None
    chart: Chart
    lede: str
    independence: str
    is_reopened: bool


@require_safe
def results_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """What was signed off: levels by domain, rationales, next steps, and how the review was done."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_read_results(standing)
    snapshot = Snapshot.objects.filter(review=standing.review).order_by("-number").first()
    if snapshot is None:
        return redirect("reviews:comparison_detail", trust_slug, review_id)
    profile = profile_of(standing.review, snapshot)
    shown = ResultsPage(
        review=standing.review,
        profile=profile,
        snapshot=snapshot,
        change=change_chart(profile),
        chart=chart_of_profile(profile),
        lede=signed_off_words(snapshot),
        independence=independence_words(snapshot.independence, len(profile.content.statements)),
        is_reopened=standing.review.stage == Stage.COMPARING,
    )
    return page(request, "home/results_detail.html", standing.member, shown)


def independence_words(independence: Independence, statements: int) -> str:
    """The independence statement as one paragraph."""
    return " ".join(independence_sentences(independence, statements=statements))


def signed_off_words(snapshot: Snapshot) -> str:
    """By whom and when."""
    by = f" by {snapshot.signed_off_by_name}" if snapshot.signed_off_by_name else ""
    return f"Signed off{by} on {day(snapshot.signed_off_at)}."
