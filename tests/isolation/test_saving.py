"""A save over the web's own login and its pool: stored when it has been asked, and nothing of it stays behind."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar
from uuid import UUID

import psycopg
import pytest
from django.db import connection, connections, transaction
from pytest_django import DjangoDbBlocker

from accounts.isolation.actor import Actor, acting_as
from reviews.review.operations.rating import Answer, NotAReviewer, Saved, save_rating
from tests.isolation.databases import connect
from tests.isolation.world import Person, Trust, World
from wellschool.database.base import DatabaseWrapper
from wellschool.settings.environment import pooled

Told = TypeVar("Told")
LEFT = "select coalesce(current_setting('app.ctx', true), ''), coalesce(current_setting('isolation.seat', true), '')"


@pytest.fixture
def web(spare: str, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django's connections of new threads come from a pool of four, by the web's own login."""
    entry = {**connections.settings["default"], "ENGINE": "wellschool.database", "USER": "wellschool_web"}
    entry |= {"NAME": spare, "OPTIONS": {}, "CONN_MAX_AGE": 0}
    monkeypatch.setitem(connections.settings, "default", pooled(entry, 4))
    with django_db_blocker.unblock():
        yield
    DatabaseWrapper._connection_pools.pop("default").close()


@pytest.fixture
def boss(spare: str) -> Iterator[psycopg.Connection]:
    with connect(spare, autocommit=True) as raw:
        yield raw


def elsewhere(*acts: Callable[[], Told]) -> list[Told]:
    """Each in a thread of its own, which gives its connection back."""

    def run(act: Callable[[], Told]) -> Told:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(min(len(acts), 20)) as pool:
        return list(pool.map(run, acts))


def saves(trust: Trust, person: Person, statement: int, *, level: int = 1, expected: int = 0) -> Saved:
    """As a request does it: the first thing that is asked."""
    with acting_as(Actor(person.user_id, trust.slug)):
        answer = Answer(level=level)
        return save_rating(review=UUID(trust.uuid), statement_id=statement, answer=answer, expected=expected)


STORED = "select level, version from reviews_rating where reviewer_id = %s and statement_id = %s"


@pytest.mark.usefixtures("web")
def test_an_answer_is_stored_whatever_becomes_of_its_page(world: World, boss: psycopg.Connection) -> None:
    me, statement = world.rating.colleague, world.statements[30]

    def fails_afterwards() -> None:
        with acting_as(Actor(me.user_id, world.rating.slug)):
            save_rating(
                review=UUID(world.rating.uuid), statement_id=statement, answer=Answer(level=2), expected=0
            )  # fmt: skip
            assert boss.execute(STORED, [me.reviewer_id, statement]).fetchone() == (2, 1)
            transaction.set_rollback(True)

    elsewhere(fails_afterwards)
    assert boss.execute(STORED, [me.reviewer_id, statement]).fetchone() == (2, 1)


@pytest.mark.usefixtures("web")
def test_an_answer_in_a_transaction_that_has_begun_is_stored_with_the_rest(
    world: World, boss: psycopg.Connection
) -> None:
    me, statement = world.rating.colleague, world.statements[30]

    def after_a_question() -> None:
        with acting_as(Actor(me.user_id, world.rating.slug)):
            with connection.cursor() as cursor:
                cursor.execute("select 1")
            save_rating(
                review=UUID(world.rating.uuid), statement_id=statement, answer=Answer(level=2), expected=0
            )  # fmt: skip
            assert boss.execute(STORED, [me.reviewer_id, statement]).fetchone() is None
            transaction.set_rollback(True)

    elsewhere(after_a_question)
    assert boss.execute(STORED, [me.reviewer_id, statement]).fetchone() is None


@pytest.mark.usefixtures("web")
def test_nothing_of_a_save_stays_on_its_connection(world: World) -> None:
    def save_and_look() -> tuple[object, ...]:
        with acting_as(Actor(world.rating.colleague.user_id, world.rating.slug)):
            save_rating(
                review=UUID(world.rating.uuid), statement_id=world.statements[30], answer=Answer(level=2), expected=0
            )  # fmt: skip
            with connection.cursor() as cursor:  # a transaction of its own, for the same person
                cursor.execute("select count(*), isolation.uid() from reviews_rating")
                seen = cursor.fetchone()
        with connection.cursor() as cursor:
            cursor.execute(f"{LEFT}, (select count(*) from reviews_rating), current_user::text")
            return (*seen, *cursor.fetchone())

    (told,) = elsewhere(save_and_look)
    assert told == (21, world.rating.colleague.user_id, "", "", 0, "wellschool_web")


@pytest.mark.usefixtures("web")
def test_after_a_refusal_the_connection_serves_the_next(world: World) -> None:
    def one_after_the_other() -> tuple[bool, int]:
        with pytest.raises(NotAReviewer):
            saves(world.rating, world.named.lead, world.statements[0])
        with pytest.raises(Exception, match="submitted"):
            saves(world.rating, world.rating.lead, world.statements[0])
        stored = saves(world.rating, world.rating.colleague, world.statements[30])
        return connection.get_autocommit(), stored.version

    assert elsewhere(one_after_the_other) == [(True, 1)]


@pytest.mark.usefixtures("web")
def test_fifty_people_save_at_once_over_a_pool_of_four_and_each_reaches_their_own(
    world: World, boss: psycopg.Connection
) -> None:
    rating, opened = world.rating, world.opened
    seats = [(rating, rating.colleague, 20), (rating, rating.second, 0), (opened, opened.second, 12)]  # so many rated
    acts = [
        partial(saves, trust, person, world.statements[n], level=level, expected=int(n < rated))
        for level, (trust, person, rated) in enumerate(seats, 1)
        for n in range(0, 42, 2)
    ]
    told = elsewhere(*acts)
    assert len(told) == 63
    stored = "select count(*) from reviews_rating where reviewer_id = %s and level = %s and statement_id = any(%s)"
    for level, (_, person, _) in enumerate(seats, 1):
        assert boss.execute(stored, [person.reviewer_id, level, world.statements[::2]]).fetchone() == (21,)
    others = "select count(*) from reviews_rating where reviewer_id <> all(%s) and version > 1"
    assert boss.execute(others, [[person.reviewer_id for _, person, _ in seats]]).fetchone() == (0,)


@pytest.mark.usefixtures("web")
def test_a_connection_that_the_server_has_ended_is_not_handed_out(world: World, boss: psycopg.Connection) -> None:
    def pid() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            return cursor.fetchone()[0]

    (first,) = elsewhere(pid)
    boss.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'wellschool_web'")
    boss.execute("select pg_sleep(0.2)")
    (second,) = elsewhere(pid)
    assert second != first
    assert elsewhere(lambda: saves(world.rating, world.rating.colleague, world.statements[31]).version) == [1]
