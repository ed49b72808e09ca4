"""The one way to change a review's stage. Rules of each change are beside its operation and in the database."""

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.operations.holding import hold
from accounts.refusals import Refused, in_words
from reviews.lifecycle import Stage, transition
from reviews.review.hooks import review_held
from reviews.review.models.review import Review
from reviews.review.permissions import Standing, check_can_move

MOMENTS = {
    Stage.RATING: "rating_at",
    Stage.COMPARING: "revealed_at",
    Stage.AGREED: "signed_off_at",
    Stage.CANCELLED: "cancelled_at",
}


MOVED_ON = "The review has moved on, so this can no longer be done. Look at where it stands now."


class MovedOn(Refused):
    """The review is no longer at the stage that the person saw."""


def hold_still(review: Review) -> None:
    """Until the transaction ends nobody else changes this review, its reviewers, agreed levels or steps: their triggers
    ask for the same lock. For whoever may move it; reads its columns again.
    """
    if review.stage in (Stage.DRAFT, Stage.RATING):
        hold(review.trust_id)  # whoever leaves, or is uninvited, leaves the review: people before reviews
    if review.stage == Stage.COMPARING:
        review_held.send(Review, review=review)
    locked = Review.objects.select_for_update().filter(pk=review.pk).first()
    if locked is None:
        raise MovedOn(MOVED_ON)  # it is no longer this person's to move
    for field in Review._meta.concrete_fields:
        setattr(review, field.attname, getattr(locked, field.attname))


@transaction.atomic
def move(*, to: Stage, by: Standing, at: datetime, **details: object) -> Review:
    """Make one permitted transition, with its time and its audit row. Two people at once: the second is told."""
    review = Review.objects.select_for_update().filter(pk=by.review.pk).first()
    change = transition(review.stage, to) if review else None
    if review is None or change is None:
        raise MovedOn(MOVED_ON)
    check_can_move(by, change)
    moment = "reopened_at" if review.stage == Stage.AGREED else MOMENTS[to]
    review.stage = to
    setattr(review, moment, at)
    with in_words():
        review.save(update_fields=["stage", moment])
    review.refresh_from_db()
    audit.record(change.event, by=by.member, at=at, trust_id=review.trust_id, target=f"review {review.uuid}", **details)
    return review
