"""Showing everyone's ratings: once, and for good."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import NotAllowed, Refused, in_words
from reviews.lifecycle import Stage
from reviews.review.emails import tell_reviewers_asked_about_names, tell_reviewers_ratings_shown
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.setting_up import record_early
from reviews.review.operations.stages import move
from reviews.review.permissions import Standing, check_can_lead
from reviews.review.showing import Showing, showing_of
from reviews.review.words import WORDS


class NotEveryoneSubmitted(Refused):
    """Ratings stay hidden until every reviewer has submitted, unless a reason for showing them early is given."""


class NamesStillHidden(Refused):
    """Fewer than three submitted with names hidden, and not each of them agreed to names being shown."""


@transaction.atomic
def reveal_ratings(*, by: Standing, at: datetime, early_reason: str = "", note: str = "") -> Review:
    """Show every submitted rating to those of the comparison.

    Early (somebody has not submitted, or was removed) at least two have submitted, leads who rate among them; with
    names hidden at least three, or each of those who submitted agrees to names. Unsubmitted ratings stay private.
    """
    check_can_lead(by.member)
    showing = showing_of(by.review)
    _check(showing, early_reason)
    if showing.waiting:
        record_early(by=by, at=at, reason=early_reason, note=note, removed=None)
    review = move(to=Stage.COMPARING, by=by, at=at, **({"early": early_reason} if showing.waiting else {}))
    review.trust = by.review.trust
    tell_reviewers_ratings_shown(
        review=review, reviewers=showing.taking_part, by=by.member, at=at, early=bool(showing.waiting),
        reason=early_reason,
    )  # fmt: skip
    return review


def _check(showing: Showing, early_reason: str) -> None:
    if showing.waiting and showing.submitted and not early_reason:
        raise NotEveryoneSubmitted("Not everyone has submitted. Say why ratings are shown early, or wait.")
    if showing.not_yet:
        raise Refused(showing.not_yet)
    if showing.waits_for_names:
        raise NamesStillHidden(WORDS["P0S05"])


@transaction.atomic
def ask_about_names(*, by: Standing, at: datetime) -> None:
    """Ask those who have submitted whether their names may be shown, so that ratings can be shown early.

    Again while some have not answered: they get the email once a day at most, and the log says it once a day.
    """
    check_can_lead(by.member)
    review = by.review
    showing = showing_of(review)
    is_answered = review.names_asked_at and not (showing.asks_about_names and showing.unanswered)
    if review.stage != Stage.RATING or review.names_shown or is_answered:
        raise Refused("There is nothing to ask about names now.")
    before = review.names_asked_at
    with in_words():
        Review.objects.filter(pk=review.pk).update(names_asked_at=at)
    tell_reviewers_asked_about_names(review=review, reviewers=showing.unanswered, by=by.member, at=at)
    if before and timezone.localdate(before) == timezone.localdate(at):
        return
    audit.record("review.names_asked", by=by.member, at=at, trust_id=review.trust_id, target=f"review {review.uuid}")


@transaction.atomic
def answer_about_names(*, by: Standing, at: datetime, agrees: bool) -> None:
    """Agree, or not, to one's name being shown. Recorded either way, and changeable until ratings are shown."""
    review, reviewer = by.review, by.reviewer
    if reviewer is None or not by.is_reviewer or not reviewer.submitted:
        raise NotAllowed("Only reviewers who have submitted are asked about names.")
    if review.stage != Stage.RATING or review.names_shown or not review.names_asked_at:
        raise Refused("There is nothing to answer about names now.")
    with in_words():
        Reviewer.objects.filter(pk=reviewer.pk).update(names_consent=agrees)
    audit.record(
        "review.names_answered",
        by=by.member,
        at=at,
        trust_id=review.trust_id,
        target=f"review {review.uuid}",
        agrees=agrees,
    )
