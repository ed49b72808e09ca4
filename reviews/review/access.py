"""The only way from a URL to a review: not found and not allowed look the same."""

from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.access import membership_for
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
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
