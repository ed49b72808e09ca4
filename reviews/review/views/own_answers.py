"""One's own answers: checking and submitting them, taking that back, printing."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.answering import attempt, page
from frameworks.content import Content, DomainContent, StatementContent, content_of
from frameworks.scale import LevelContent
from reviews.lifecycle import Stage
from reviews.review.access import standing_for
from reviews.review.blinding import OwnRating, own_ratings
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.rating import recall_submission, submit_ratings
from reviews.review.permissions import can_rate, check_can_see_own_ratings


@require_safe
def answer_list(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """One's own answers: to check before submitting, to look at afterwards."""
    return _answers(request, trust_slug, review_id, "review/answer_list.html")


@require_safe
def answer_print(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """One's own answers, or the empty form, on paper."""
    return _answers(request, trust_slug, review_id, "review/answer_print.html")


@dataclass(frozen=True)
class AnswersPage:
    """One's own answers, by domain, with what is still missing and how many were given at each level."""

    review: Review
    reviewer: Reviewer
    content: Content
    domains: list[tuple[DomainContent, list[tuple[StatementContent, OwnRating | None, LevelContent | None]]]]
    missing: list[StatementContent]
    missing_title: str
    all_title: str
    totals: list[tuple[LevelContent, int]]
    cant_say: int
    can_rate: bool
    can_recall: bool


def _answers(request: HttpRequest, trust_slug: str, review_id: UUID, template: str) -> HttpResponse:
    standing = standing_for(request, trust_slug, review_id)
    check_can_see_own_ratings(standing)
    assert standing.reviewer is not None  # noqa: S101 check_can_see_own_ratings
    content = content_of(standing.review.version_id)
    mine = own_ratings(standing.reviewer)
    domains = [
        (d, [(s, m := mine.get(s.id), content.scale.level(m.level if m else None)) for s in d.statements])
        for d in content.domains
    ]
    missing = [s for s in content.statements if s.id not in mine or not mine[s.id].is_answered]
    given = Counter(m.level for m in mine.values())
    shown = AnswersPage(
        review=standing.review,
        reviewer=standing.reviewer,
        content=content,
        domains=domains,
        missing=missing,
        missing_title=f"{len(missing)} statement{'s' if len(missing) > 1 else ''} without an answer",
        all_title=f"All {len(content.statements)} are answered",
        totals=[(level, given[level.value]) for level in content.levels],
        cant_say=sum(m.cant_say for m in mine.values()),
        can_rate=can_rate(standing),
        can_recall=standing.reviewer.submitted and standing.review.stage == Stage.RATING,
    )
    return page(request, template, standing.member, shown)


@require_POST
def submission_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Submit one's ratings."""
    standing = standing_for(request, trust_slug, review_id)
    words = "Your ratings are submitted. You can take them back until everyone’s ratings are shown."
    done = attempt(request, submit_ratings, by=standing, at=timezone.now(), success=words)
    return redirect("reviews:review_detail" if done else "reviews:answer_list", trust_slug, review_id)


@require_POST
def recall_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Take one's submission back."""
    standing = standing_for(request, trust_slug, review_id)
    attempt(
        request,
        recall_submission,
        by=standing,
        at=timezone.now(),
        success="You can change your ratings again. Submit them when you are ready.",
    )
    return redirect("reviews:review_detail", trust_slug, review_id)
