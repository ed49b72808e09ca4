"""A review's first page: where it stands, what this person does next, and who sees what and when."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.answering import page
from accounts.models import Membership
from frameworks.content import content_of
from reviews.home.guidance import facts_of, next_thing, stages_of
from reviews.lifecycle import Stage
from reviews.review.access import standing_for
from reviews.review.models.consent import Choice, Consent
from reviews.review.permissions import (
    Standing,
    can_agree,
    can_compare,
    can_finish,
    can_lead,
    can_rate,
    can_read_results,
    can_see_own_ratings,
)
from reviews.review.views.progress import domain_progress


def abilities(standing: Standing) -> dict[str, bool]:
    """What this person may do here, for templates: they ask this, never the role."""
    return {
        "can_lead": can_lead(standing.member),
        "can_finish": can_finish(standing.member),
        "can_rate": can_rate(standing),
        "can_see_own_ratings": can_see_own_ratings(standing),
        "can_compare": can_compare(standing),
        "can_agree": can_agree(standing),
        "can_read_results": can_read_results(standing),
    }


@require_safe
def review_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Where the review stands, what this person does next, and who sees what and when."""
    standing = standing_for(request, trust_slug, review_id)
    facts = facts_of(standing)
    content = content_of(standing.review.version_id)
    return page(
        request, "home/review_detail.html", standing.member,
        review=standing.review, standing=standing, facts=facts, next=next_thing(standing, facts), content=content,
        stages=stages_of(standing.review), domains=domain_progress(standing, content) if can_rate(standing) else [],
        sharing_words=sharing_words(standing), sharing_hint=sharing_hint(standing), asked_by=asked_by(standing),
        meeting_began=facts.meeting_began,
        begins=can_rate(standing) and not facts.answered,
        **names_question(standing), **abilities(standing),
    )  # fmt: skip


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


def names_question(standing: Standing) -> dict[str, Any]:
    """Whether this reviewer is asked about names, what they have answered, and whether they may take back."""
    review, mine = standing.review, standing.reviewer
    is_rating = review.stage == Stage.RATING and standing.is_reviewer and mine is not None and mine.submitted
    return {
        "can_recall": is_rating,
        "asked_about_names": is_rating and review.names_asked_at is not None and not review.names_shown,
        "my_consent": mine.names_consent if mine else None,
    }
