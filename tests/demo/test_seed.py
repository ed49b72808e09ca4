"""The demo is built through the operations, so what it shows is what the product does."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from accounts.models import Trust
from accounts.operations import add_yst_person
from frameworks.content import newest_version_id
from reviews.lifecycle import Stage
from reviews.portfolio.models import SupportLevel, SupportNote
from reviews.releases.models import Release, ReleaseCell, ReleaseGroup
from reviews.review.models.review import Review
from tests.builders import acting
from wellschool.database.testing.base import as_role
from wellschool.demo.cast import TRUSTS, YST
from wellschool.demo.country import fill_country
from wellschool.demo.releases import make_releases
from wellschool.demo.seed import seed, years_over
from wellschool.demo.support import LEVELS, NOTES, support_trusts


@pytest.mark.django_db
def test_the_demo_has_trusts_at_every_stage_and_an_empty_one() -> None:
    now = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    people = [
        add_yst_person(email=f"{name.lower().replace(' ', '.')}@yst.example", name=name, role=role, at=now)
        for name, role in YST
    ]

    others = fill_country(years=years_over(now), version_id=newest_version_id())

    assert seed(now) == len(TRUSTS) >= 9
    support_trusts(now)
    with as_role(connection, "wellschool_worker"):
        make_releases(now)

    with acting(people[0]):
        stages = set(Review.objects.values_list("stage", flat=True))
        trusts = Trust.objects.count()
        releases = list(Release.objects.order_by("academic_year").values_list("academic_year", "state"))
        shown = {b for b, words in ReleaseGroup.objects.values_list("breakdown", "words") if words}
        changes = ReleaseCell.objects.filter(measure="change", tenths__isnull=False).count()
        supported = SupportLevel.objects.values("trust").distinct().count()
        noted = SupportNote.objects.values("trust").distinct().count()
    assert stages == set(Stage)
    assert trusts == len(TRUSTS) + others
    assert releases == [(2024, "published"), (2025, "published")]
    assert shown == {"all", "region", "phase", "size"}
    assert changes > 40
    assert (supported, noted) == (len(LEVELS), len(NOTES))
