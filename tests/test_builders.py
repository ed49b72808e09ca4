"""The builders go through the operations, so a review that they finish has really been rated, agreed and signed off."""

import pytest

from accounts.models import YstRole
from reviews.lifecycle import Stage
from reviews.review.models.rating import Rating
from reviews.review.models.snapshot import SnapshotLevel
from tests.builders import acting, review_at, trust_with, yst_person


@pytest.mark.django_db
def test_a_review_goes_from_draft_to_signed_off() -> None:
    cast = trust_with(yst_person("Max Hill", YstRole.MANAGER), "thistledown")

    review_at(cast, Stage.AGREED)

    with acting(cast.trustee):
        assert SnapshotLevel.objects.count() == 42
        assert not Rating.objects.exists()
