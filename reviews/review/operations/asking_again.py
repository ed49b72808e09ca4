"""Whoever is to rate and has not joined is asked to rate again when their invitation is sent again."""

from datetime import datetime

from django.dispatch import receiver

from accounts.invitation_hooks import invitation_sent_again
from accounts.models import Membership
from reviews.lifecycle import Stage
from reviews.review.emails import tell_reviewer_rating_began
from reviews.review.models.reviewer import Reviewer


@receiver(invitation_sent_again, dispatch_uid="ask to rate again")
def ask_to_rate_again(*, member: Membership, by: Membership, at: datetime, **kwargs: object) -> None:
    """The email that says by when, how long it takes and who sees what went to the address before."""
    reviewers = Reviewer.objects.filter(membership=member, review__stage=Stage.RATING).taking_part()
    for reviewer in reviewers.select_related("review__trust", "review__created_by", "membership"):
        review = reviewer.review
        tell_reviewer_rating_began(review=review, reviewer=reviewer, by=by, at=at, asks=review.created_by)
