"""Releases in every state, with a figure or two in each, as if they had been made."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import connection

from accounts.isolation.roles import as_database_role
from accounts.models import YstPerson
from frameworks.content import Content, content_of
from reviews.releases.models import Measure, Release, ReleaseCell, ReleaseCount, ReleaseGroup, ReleaseState
from reviews.review.models.consent import Choice
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot
from tests.builders import NOON

LATER = NOON + timedelta(hours=9)
STATES = {
    2024: ReleaseState.PUBLISHED,
    2023: ReleaseState.PREVIEWED,
    2022: ReleaseState.DISCARDED,
    2021: ReleaseState.QUEUED,
    2020: ReleaseState.FAILED,
}


def releases_made(manager: YstPerson, version_id: int) -> dict[str, UUID]:
    """A release in every state, by state; none has counted anybody."""
    content = content_of(version_id)
    with without_guard(), as_database_role("wellschool_migrate"):
        for year, state in STATES.items():
            release = release_in(manager, content.version_id, year, state)
            if release.made_at:
                figures_of(release, content)
        return dict(Release.objects.values_list("state", "uuid"))


def counts_made() -> None:
    """The published release has counted two trusts of the world."""
    with as_database_role("wellschool_migrate"):
        published = Release.objects.get(state=ReleaseState.PUBLISHED)
        for name, widest in (("Releases", Choice.RELEASES), ("Stepless", Choice.AGREED)):
            counted(published, name, widest)


@contextmanager
def without_guard() -> Iterator[None]:
    """The guard lets a release be made step by step only."""
    for words in ("disable", "enable"):
        with as_database_role("wellschool_owner"), connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")  # a table with pending triggers is not altered
            cursor.execute(f"alter table reviews_release {words} trigger release_guard")
        if words == "disable":
            yield


def release_in(manager: YstPerson, version_id: int, year: int, state: ReleaseState) -> Release:
    is_made = state in (ReleaseState.PREVIEWED, ReleaseState.PUBLISHED, ReleaseState.DISCARDED)
    is_decided = is_made and state != ReleaseState.PREVIEWED
    return Release.objects.create(
        academic_year=year, version_id=version_id, state=state, asked_by=manager.user, asked_by_name=manager.name,
        asked_at=NOON, made_at=LATER if is_made else None,
        failure="Too few trusts share." if state == ReleaseState.FAILED else "",
        lease_until=LATER if state == ReleaseState.QUEUED else None,
        decided_at=LATER if is_decided else None, decided_by_name=manager.name if is_decided else "",
    )  # fmt: skip


def figures_of(release: Release, content: Content) -> None:
    """Every domain, pillar and statement for all trusts, one statement withheld; two regions; the rest withheld."""
    for breakdown, position, words in (
        ("all", 0, "All trusts"), ("region", 1, "East Midlands"), ("region", 3, "London and North East"),
        ("phase", 0, ""), ("size", 0, ""),
    ):  # fmt: skip
        base, before = (20, 10) if words else (None, None)
        group = ReleaseGroup.objects.create(
            release=release, breakdown=breakdown, position=position, words=words, base=base,
            change_base=before if breakdown == "all" else None,
        )  # fmt: skip
        for measure in Measure.values if breakdown == "all" else [Measure.LEVELS] if words else []:
            ReleaseCell.objects.bulk_create(cells_of(group, measure, content))


def cells_of(group: ReleaseGroup, measure: str, content: Content) -> list[ReleaseCell]:
    common = {"release_id": group.release_id, "group": group, "measure": measure}
    tenths = [2, 5, 3, 0] if measure == Measure.LEVELS else [3, 6, 1, 0]
    cells = [ReleaseCell(pillar_id=p.id, tenths=tenths, of=10, **common) for p in content.pillars]
    cells += [ReleaseCell(domain_id=d.id, tenths=tenths, of=len(d.statements), **common) for d in content.domains]
    for n, statement in enumerate(content.statements):
        hidden = n == 1 or (group.breakdown != "all" and statement.domain_number == 2)
        cells.append(ReleaseCell(statement_id=statement.id, tenths=None if hidden else tenths, of=1, **common))
    return cells


def counted(release: Release, name: str, widest: str) -> None:
    review = Review.objects.get(trust__name=name)
    ReleaseCount.objects.create(
        release=release, trust_id=review.trust_id, review=review, snapshot=Snapshot.objects.get(review=review),
        categories=[3, 1, 2], groups=[3, None, None], is_known=widest == Choice.AGREED, was_open=True, widest=widest,
    )  # fmt: skip
