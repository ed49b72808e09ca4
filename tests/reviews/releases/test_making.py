"""What the worker makes of many trusts: figures, beside a count of our own; cut off, tried again, never changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.isolation.roles import as_database_role
from accounts.models import YstPerson
from frameworks.content import DomainContent, content_of, newest_version_id
from reviews.releases.models import Release, ReleaseCell, ReleaseCount, ReleaseGroup, ReleaseState
from reviews.releases.operations import decide_release, request_release, retry_release
from reviews.releases.tasks import make_release_task
from reviews.review.models.snapshot import SnapshotLevel
from tests.builders import acting
from tests.reviews.releases.test_operations import AFTER_THE_YEAR
from wellschool.database.testing.base import as_role
from wellschool.demo.country import NAMES, fill_country

YEAR = 2025
pytestmark = pytest.mark.django_db


@pytest.fixture
def release(manager: YstPerson) -> Release:
    """Asked for, over 27 trusts of which most share."""
    with acting(manager):
        version = newest_version_id()
    fill_country(years=[YEAR], version_id=version, names=NAMES[:40])
    with acting(manager):
        return request_release(academic_year=YEAR, version_id=version, by=manager, at=AFTER_THE_YEAR)


def make(release: Release, manager: YstPerson) -> Release:
    with as_role(connection, "wellschool_worker"):
        make_release_task(release_id=release.pk, user_id=manager.user_id)
    with acting(manager):
        return Release.objects.get(pk=release.pk)


@contextmanager
def all_rows() -> Iterator[None]:
    with as_database_role("wellschool_migrate"):
        yield


def tenths(answers: Counter[int | None]) -> list[int]:
    """Rounded half up, in whole numbers."""
    return [(20 * answers[level] + answers.total()) // (2 * answers.total()) for level in (1, 2, 3, None)]


def test_the_worker_makes_figures_to_look_at(release: Release, manager: YstPerson) -> None:
    made = make(release, manager)

    assert (made.state, made.attempts, made.lease, made.failure) == (ReleaseState.PREVIEWED, 1, None, "")
    assert made.made_at is not None


@pytest.mark.parametrize("breakdown", ["all", "phase"])
def test_figures_are_those_of_a_count_of_ones_own(release: Release, manager: YstPerson, breakdown: str) -> None:
    make(release, manager)
    counted: dict[int, dict[int, Counter[int | None]]] = defaultdict(lambda: defaultdict(Counter))
    with all_rows():
        places = {k.snapshot_id: k.groups[1] if breakdown == "phase" else 0 for k in ReleaseCount.objects.all()}
        rows = SnapshotLevel.objects.filter(snapshot_id__in=places).values_list("snapshot_id", "statement_id", "level")
        for snapshot, statement, level in rows:
            counted[places[snapshot]][statement][level] += 1
        groups = {g.id: g.position for g in ReleaseGroup.objects.filter(breakdown=breakdown)}
        cells = list(ReleaseCell.objects.filter(group_id__in=groups, measure="levels", tenths__isnull=False))
    used = defaultdict(set)
    for cell in cells:
        if cell.statement_id:
            used[cell.group_id].add(cell.statement_id)
            assert cell.tenths == tenths(counted[groups[cell.group_id]][cell.statement_id])
    for cell in (c for c in cells if c.domain_id and used[c.group_id]):
        inside = {s.id for s in domain(release, cell.domain_id).statements} & used[cell.group_id]
        assert cell.tenths == tenths(sum((counted[groups[cell.group_id]][s] for s in inside), Counter()))
    assert len(cells) > (45 if breakdown == "all" else 20)


def domain(release: Release, pk: int) -> DomainContent:
    return next(d for d in content_of(release.version_id).domains if d.id == pk)


def test_what_is_cut_off_has_counted_nothing_and_is_tried_again(
    release: Release, manager: YstPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("reviews.releases.operations.MOST_SECONDS", 0.001)
        cut_off = make(release, manager)
    with all_rows():
        assert not ReleaseCount.objects.exists()
        assert not ReleaseCell.objects.exists()

    assert cut_off.state == ReleaseState.QUEUED
    assert make(release, manager).state == ReleaseState.PREVIEWED


def test_what_was_made_is_never_made_again_nor_changed(release: Release, manager: YstPerson) -> None:
    made = make(release, manager)
    with acting(manager):
        decide_release(release=made, publish=True, by=manager, at=AFTER_THE_YEAR)
        before = list(ReleaseCell.objects.order_by("pk").values_list("pk", "tenths", "of"))
        for change in (
            lambda: ReleaseCell.objects.update(tenths=[10, 0, 0, 0]),
            lambda: ReleaseCell.objects.all().delete(),
            lambda: Release.objects.update(state="previewed", decided_at=None),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    assert make(release, manager).made_at == made.made_at
    with acting(manager):
        assert list(ReleaseCell.objects.order_by("pk").values_list("pk", "tenths", "of")) == before


def test_too_few_can_be_tried_again_once_more_share(manager: YstPerson) -> None:
    with acting(manager):
        version = newest_version_id()
        release = request_release(academic_year=YEAR, version_id=version, by=manager, at=AFTER_THE_YEAR)
    assert make(release, manager).failure.startswith("Too few trusts share")

    fill_country(years=[YEAR], version_id=version, names=NAMES[:20])
    with acting(manager):
        retry_release(release=release, by=manager, at=AFTER_THE_YEAR)

    assert make(release, manager).state == ReleaseState.PREVIEWED
