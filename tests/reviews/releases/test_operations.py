"""Releases: asked for once, made by the worker, published or discarded for good; killed workers; too few trusts."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection

from accounts.isolation.roles import as_database_role
from accounts.models import YstPerson
from accounts.outbox.models import OutboxTask
from accounts.refusals import NotAllowed, Refused
from frameworks.content import newest_version_id
from reviews.releases.models import Release, ReleaseState
from reviews.releases.operations import decide_release, make_release, request_release, retry_release
from reviews.releases.tasks import make_release_task
from tests.builders import acting, yst_person
from tests.isolation.releasing import without_guard
from wellschool.database.testing.base import as_role

AFTER_THE_YEAR = datetime(2026, 9, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def asked(manager: YstPerson, year: int = 2025) -> Release:
    with acting(manager):
        version = newest_version_id()
        return request_release(academic_year=year, version_id=version, by=manager, at=AFTER_THE_YEAR)


def seen(manager: YstPerson) -> Release:
    with acting(manager):
        return Release.objects.get()


def make(release: Release, manager: YstPerson) -> None:
    with as_role(connection, "wellschool_worker"):
        make_release_task(release_id=release.pk, user_id=manager.user_id)


def made(manager: YstPerson) -> Release:
    """As if the database had found enough trusts."""
    release = asked(manager)
    with without_guard(), as_database_role("wellschool_migrate"):
        Release.objects.update(state=ReleaseState.PREVIEWED, made_at=AFTER_THE_YEAR, lease_until=None)
    return release


def test_a_release_waits_for_the_worker(manager: YstPerson) -> None:
    release = asked(manager)

    with as_role(connection, "wellschool_migrate"):
        task = OutboxTask.objects.get(name="reviews.make_release")
    assert release.state == ReleaseState.QUEUED
    assert task.arguments == {"release_id": release.pk, "user_id": manager.user_id}


def test_there_is_one_release_for_a_year(manager: YstPerson) -> None:
    asked(manager)

    with pytest.raises(Refused, match="asked for already"):
        asked(manager)


def test_a_year_that_is_not_over_has_no_release(manager: YstPerson) -> None:
    with pytest.raises(Refused, match="not over yet"):
        asked(manager, 2026)


def test_an_advisor_asks_for_none(manager: YstPerson) -> None:
    with pytest.raises(NotAllowed):
        asked(yst_person("Ada Reed"))


def test_with_too_few_trusts_nothing_is_counted_and_it_can_be_tried_again(manager: YstPerson) -> None:
    release = asked(manager)

    make(release, manager)

    assert seen(manager).state == ReleaseState.FAILED
    assert seen(manager).failure.startswith("Too few trusts share")
    with acting(manager):
        retry_release(release=release, by=manager, at=AFTER_THE_YEAR)
    assert seen(manager).state == ReleaseState.QUEUED


@pytest.mark.parametrize(("publish", "state"), [(True, "published"), (False, "discarded")])
def test_figures_are_published_or_discarded_for_good(manager: YstPerson, publish: bool, state: str) -> None:
    release = made(manager)
    with acting(manager):
        decide_release(release=release, publish=publish, by=manager, at=AFTER_THE_YEAR)
        with pytest.raises(Refused, match="decided on already"):
            decide_release(release=release, publish=not publish, by=manager, at=AFTER_THE_YEAR)
        with pytest.raises(Refused, match="can be tried again"):
            retry_release(release=release, by=manager, at=AFTER_THE_YEAR)

    assert (seen(manager).state, seen(manager).decided_by_name) == (state, "Max Hill")


def test_a_lease_that_is_not_the_workers_ends_nothing(manager: YstPerson) -> None:
    release = asked(manager)
    with acting(manager), pytest.raises(Refused, match="being made, or was made already"):
        make_release(release_id=release.pk, lease=uuid4(), at=AFTER_THE_YEAR)
