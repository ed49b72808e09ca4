"""A review's first page: where it stands, what this person does next, and who sees what and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.answering import page
from accounts.models import Membership
from frameworks.content import content_of
from reviews.design.parts import Milestone
from reviews.home.guidance import NextThing, ReviewFacts, facts_of, next_thing, stages_of
from reviews.lifecycle import Stage
from reviews.review.access import standing_for
from reviews.review.models.consent import Choice, Consent
from reviews.review.models.review import Review
from reviews.review.permissions import (
    Standing,
    can_compare,
    can_finish,
    can_lead,
    can_rate,
    can_read_results,
    can_see_own_ratings,
)
from reviews.review.views.progress import DomainProgress, domain_progress


@dataclass(frozen=True)
class Abilities:
    """What this person may do here, for templates: they ask this, never the role."""

    lead: bool
    finish: bool
    rate: bool
    see_own_ratings: bool
    compare: bool
    read_results: bool
    recall: bool


def abilities(standing: Standing) -> Abilities:
    """What this person may do in this review."""
    return Abilities(
        lead=can_lead(standing.member),
        finish=can_finish(standing.member),
        rate=can_rate(standing),
        see_own_ratings=can_see_own_ratings(standing),
        compare=can_compare(standing),
        read_results=can_read_results(standing),
        recall=has_submitted(standing),
    )


@dataclass(frozen=True)
class ReviewPage:
    """Where the review stands, what this person does next, and who sees what and when."""

    review: Review
    standing: Standing
    facts: ReviewFacts
    next: NextThing
    can: Abilities
    stages: list[Milestone]
    domains: list[DomainProgress]
    sharing_words: str
    sharing_hint: str
    asked_by: str
    meeting_began: datetime | None
    begins: bool  # this person has not begun to rate
    asked_about_names: bool
    my_consent: bool | None


@require_safe
def review_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Where the review stands, what this person does next, and who sees what and when."""
    standing = standing_for(request, trust_slug, review_id)
    review, facts, can = standing.review, facts_of(standing), abilities(standing)
    content = content_of(review.version_id)
    shown = ReviewPage(
        review=review,
        standing=standing,
        facts=facts,
        next=next_thing(standing, facts),
        can=can,
        stages=stages_of(review),
        domains=domain_progress(standing, content) if can.rate else [],
        sharing_words=sharing_words(standing),
        sharing_hint=sharing_hint(standing),
        asked_by=asked_by(standing),
        meeting_began=facts.meeting_began,
        begins=can.rate and not facts.answered,
        asked_about_names=can.recall and review.names_asked_at is not None and not review.names_shown,
        my_consent=standing.reviewer.names_consent if standing.reviewer else None,
    )
    return page(request, "home/review_detail.html", standing.member, shown)


def sharing_words(standing: Standing) -> str:
    """What YST sees of this review, in words."""
    held = Consent.objects.filter(review=standing.review, withdrawn_at__isnull=True).first()
    return Choice(held.choice).label if held else Choice.NOTHING.label


def sharing_hint(standing: Standing) -> str:
    """Who chooses that, as said to the person who reads it."""
    return "You decide, as an executive" if standing.member.is_executive else "An executive decides"


def asked_by(standing: Standing) -> str:
    """Who set the review up, and so asks reviewers to rate."""
    return Membership.objects.values_list("name", flat=True).get(pk=standing.review.created_by_id)


def has_submitted(standing: Standing) -> bool:
    """This reviewer has submitted while others rate, and so may take back."""
    mine = standing.reviewer
    is_rating = standing.review.stage == Stage.RATING and standing.is_reviewer
    return is_rating and mine is not None and mine.submitted
