"""The only way from a URL to a review: not found and not allowed look the same."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest

from accounts.access import account_of, membership_for
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.rating import RatingKey
from reviews.review.permissions import Standing


def standing_for(request: HttpRequest, trust_slug: str, review_id: UUID) -> Standing:
    """The acting person's standing in this review of this trust; 404 for anybody else. Three queries."""
    member = membership_for(request, trust_slug)
    review = Review.objects.filter(uuid=review_id, trust_id=member.trust_id).first()
    if review is None:
        raise Http404
    review.trust = member.trust
    reviewer = Reviewer.objects.filter(review=review, membership=member).first()
    return Standing(member=member, review=review, reviewer=reviewer)


@dataclass(frozen=True)
class RatingSeat:
    """What saving an answer needs to know, and no more."""

    key: RatingKey
    version_id: int
    previous_id: int | None

    @classmethod
    def of(cls, standing: Standing) -> Self:
        """From a standing that was looked up already; the person must be a reviewer."""
        assert standing.reviewer is not None  # noqa: S101 the caller has checked
        review = standing.review
        return cls(RatingKey(review.trust_id, review.pk, standing.reviewer.pk), review.version_id, review.previous_id)


# The lock lets a reviewer's saves through one at a time: each then counts all that were stored before it.
SEAT = """
select w.trust_id, w.review_id, w.id, r.version_id, r.previous_id,
  pg_advisory_xact_lock(hashtext('saves of a reviewer'), hashint8(w.id))
from reviews_reviewer w join accounts_membership m on m.id = w.membership_id
join reviews_review r on r.id = w.review_id join accounts_trust t on t.id = r.trust_id
where r.uuid = %s and t.slug = %s and m.user_id = %s and m.left_at is null
"""


def rating_seat_for(request: HttpRequest, trust_slug: str, review_id: UUID) -> RatingSeat:
    """The acting person's own seat in this review, in one query: an autosave has little time. 404 without one."""
    account = account_of(request)
    if account.is_yst:
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute(SEAT, [review_id, trust_slug, account.pk])
        found = cursor.fetchone()
    if found is None:
        raise Http404
    return RatingSeat(RatingKey(*found[:3]), *found[3:5])
