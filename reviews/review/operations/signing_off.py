"""Signing off, reopening, cancelling."""

from datetime import datetime

from django.db import transaction

from accounts.refusals import Refused
from reviews.lifecycle import Stage
from reviews.review.emails import tell_members_signed_off
from reviews.review.hooks import comparing_ends
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Reopening, Snapshot
from reviews.review.operations.stages import move
from reviews.review.permissions import Standing, check_can_finish
from reviews.review.words import WORDS


@transaction.atomic
def sign_off(*, by: Standing, at: datetime) -> Review:
    """An executive finishes the review. The database checks that every statement is settled, and takes the snapshot."""
    check_can_finish(by.member)
    comparing_ends.send(Review, by=by, at=at)
    review = move(to=Stage.AGREED, by=by, at=at)
    number = Snapshot.objects.filter(review=review).count()
    tell_members_signed_off(review=review, by=by.member, number=number)
    return review


@transaction.atomic
def reopen_review(*, reason: str, by: Standing, at: datetime) -> Review:
    """Open a signed-off review for comparing again. Its snapshot stays, and stays what everybody else reads."""
    check_can_finish(by.member)
    if not reason.strip():
        raise Refused(WORDS["P0S10"])
    if by.review.stage != Stage.AGREED:
        raise Refused("Only a review that has been signed off can be reopened.")
    number = Snapshot.objects.filter(review=by.review).order_by("-number").values_list("number", flat=True)[:1].get()
    Reopening.objects.create(
        trust_id=by.review.trust_id, review=by.review, after_number=number, reason=reason, by_name=by.member.name, at=at
    )
    return move(to=Stage.COMPARING, by=by, at=at)


@transaction.atomic
def cancel_review(*, by: Standing, at: datetime) -> Review:
    """Give a review up before its first sign-off. If ratings were not shown, nobody is ever shown them."""
    if by.review.stage == Stage.COMPARING:
        comparing_ends.send(Review, by=by, at=at)
    return move(to=Stage.CANCELLED, by=by, at=at)
