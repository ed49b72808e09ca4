"""Python's side of the wall: who is acting, and for how long (attack 35)."""

import psycopg
import pytest
from django.db import Error, connection, transaction

from accounts.isolation.actor import NOBODY, Actor, ActorMissing, _current, acting_as, current_actor, narrow_to
from accounts.models import Trust
from tests.isolation.world import World
from wellschool.database.base import DatabaseWrapper

pytestmark = pytest.mark.usefixtures("django_reading")


def names() -> list[str]:
    return sorted(Trust.objects.values_list("name", flat=True))


def database_role() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select current_user::text, coalesce(current_setting('app.ctx', true), '')")
        return cursor.fetchone()


@pytest.fixture
def ann(world: World) -> Actor:
    return Actor(world.rating.lead.user_id)


@pytest.fixture
def dee(world: World) -> Actor:
    return Actor(world.named.lead.user_id)


def test_nobody_is_acting_before_and_after(ann: Actor) -> None:
    assert names() == []
    with acting_as(ann):
        assert names() == ["Rating"]
    assert names() == []
    assert current_actor() == NOBODY
    assert database_role() == ("wellschool_web", "")


def test_acting_nests(ann: Actor, dee: Actor) -> None:
    with acting_as(ann):
        assert names() == ["Rating"]
        with acting_as(dee):
            assert names() == ["Named"]
            with acting_as(NOBODY):
                assert names() == []
            assert names() == ["Named"]
        assert names() == ["Rating"]


def fails(expected: list[str]) -> None:
    assert names() == expected
    raise KeyError


def test_a_rollback_to_a_savepoint_keeps_whoever_is_acting(ann: Actor, dee: Actor) -> None:
    with acting_as(ann):
        with pytest.raises(KeyError), transaction.atomic():
            fails(["Rating"])
        assert names() == ["Rating"]
        with pytest.raises(KeyError), acting_as(dee):
            fails(["Named"])
        assert names() == ["Rating"]


def test_an_error_of_the_database_keeps_whoever_is_acting(ann: Actor, dee: Actor) -> None:
    with acting_as(ann):
        with pytest.raises(Error), acting_as(dee), connection.cursor() as cursor:
            cursor.execute("select 1 / 0")
        assert names() == ["Rating"]
    with pytest.raises(Error), acting_as(ann), connection.cursor() as cursor:
        cursor.execute("select no_such_column")
    assert names() == []


def test_nothing_is_asked_where_the_database_does_not_take_who_is_acting(
    ann: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(DatabaseWrapper, "base_role", "no_such_role")
        with pytest.raises(psycopg.OperationalError, match="no_such_role"), acting_as(ann):
            names()
    with acting_as(ann):
        assert names() == ["Rating"]


def test_an_exception_rolls_back_what_was_written(ann: Actor) -> None:
    def writes_and_fails() -> None:
        assert Trust.objects.update(pupils=77) == 1
        fails(["Rating"])

    with pytest.raises(KeyError), acting_as(ann):
        writes_and_fails()
    with acting_as(ann):
        assert not Trust.objects.filter(pupils=77).exists()


def test_a_hook_on_commit_runs_as_nobody_and_opens_its_own_context(ann: Actor, dee: Actor) -> None:
    seen: list[object] = []

    def hook() -> None:
        seen.extend([current_actor(), names()])
        with acting_as(dee):
            seen.append(names())

    with acting_as(ann):
        transaction.on_commit(hook)
        assert names() == ["Rating"]
        assert seen == []
    assert seen == [NOBODY, [], ["Named"]]


def test_a_query_for_somebody_without_a_transaction_is_refused(ann: Actor) -> None:
    token = _current.set(ann)
    try:
        with pytest.raises(ActorMissing):
            names()
        with transaction.atomic():
            assert names() == ["Rating"]
    finally:
        _current.reset(token)
    assert names() == []


def test_people_at_yst_act_as_their_own_role_and_nobody_after_them(ann: Actor, world: World) -> None:
    with acting_as(Actor(world.advisor.user_id, yst=True)):
        assert "Shared" in names()
        assert database_role()[0] == "wellschool_yst"
        with acting_as(ann):
            assert names() == ["Rating"]
            assert database_role()[0] == "wellschool_web"
        assert database_role()[0] == "wellschool_yst"
    assert database_role() == ("wellschool_web", "")


def test_narrowing_lasts_as_long_as_the_acting(world: World) -> None:
    twice = Actor(world.rating.twice.user_id)
    with acting_as(twice):
        assert names() == ["Named", "Rating"]
        narrow_to(world.rating.slug)
        assert names() == ["Rating"]
        narrow_to(world.shared.slug)
        assert names() == []
    with acting_as(twice):
        assert names() == ["Named", "Rating"]


def test_a_new_connection_learns_anew_who_is_acting(ann: Actor, dee: Actor) -> None:
    with acting_as(ann):
        assert names() == ["Rating"]
    connection.close()
    with acting_as(dee):
        assert names() == ["Named"]
    connection.close()
    assert names() == []


def test_a_trust_or_job_with_other_signs_is_no_actor(world: World) -> None:
    for forged in (Actor(1, trust="a.b"), Actor(job="x.y"), Actor(1, trust="Rating")):
        with pytest.raises(ValueError, match="a to z"), acting_as(forged):
            names()
