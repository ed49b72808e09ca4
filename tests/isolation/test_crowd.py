"""Forty people at once for some seconds, over connections of their own and over a pool: no wrong answer (attack 48)."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from accounts.isolation.actor import Actor, acting_as
from tests.isolation.database import Database, begin
from tests.isolation.databases import connect
from tests.isolation.world import Person, World
from wellschool.database.base import DatabaseWrapper
from wellschool.settings.environment import pooled

THREADS, SECONDS, POOL = 40, 4, 6
MEMBERS = """
select (select array_agg(id order by id) from accounts_trust),
  (select array_agg(reviewer_id || ':' || n order by 1) from
    (select reviewer_id, count(*) as n from reviews_rating group by 1) r),
  (select count(*) from reviews_agreedlevel), (select count(*) from reviews_reviewer), isolation.uid(),
  current_user::text
"""
PEOPLE_AT_YST = """
select (select array_agg(id order by id) from accounts_trust), (select array_agg(id order by id) from reviews_snapshot),
  (select count(*) from reviews_snapshotlevel), (select count(*) from accounts_ystperson), isolation.uid(),
  current_user::text
"""


@dataclass(frozen=True)
class Known:
    """What somebody sees when they are alone."""

    person: Person
    trust: str | None
    question: str
    answer: tuple[Any, ...]


def ask_alone(raw: psycopg.Connection, world: World) -> list[Known]:
    """Everybody's own answer; members of two trusts in each of them."""
    found = []
    people = [(p, t.slug) for t in world.trusts.values() for p in t.people.values() if p.user_id]
    for person, trust in [*people, *((p, None) for p in world.yst.values()), (world.stranger, None)]:
        question = PEOPLE_AT_YST if person.yst else MEMBERS
        with Database(raw).as_person(person, trust) as alone:
            found.append(Known(person, trust, question, alone.rows(question)[0]))
    return found


def crowd(known: list[Known], ask: Callable[[Known], tuple[Any, ...]]) -> tuple[int, list[str]]:
    """How many answers, and the wrong ones."""
    until = time.monotonic() + SECONDS

    def one(seed: int) -> tuple[int, list[str]]:
        chance, many, wrong = random.Random(seed), 0, []
        while time.monotonic() < until:
            somebody = chance.choice(known)
            answer = ask(somebody)
            many += 1
            if answer != somebody.answer:
                wrong.append(f"{somebody.person} in {somebody.trust} got {answer}")
        return many, wrong

    with ThreadPoolExecutor(THREADS) as threads:
        results = list(threads.map(one, range(THREADS)))
    return sum(many for many, _ in results), [words for _, wrong in results for words in wrong]


@pytest.fixture
def known(raw: psycopg.Connection, world: World) -> list[Known]:
    with raw.transaction(force_rollback=True):
        return ask_alone(raw, world)


def test_forty_people_over_their_own_connections_get_no_wrong_answer(world_name: str, known: list[Known]) -> None:
    free = [connect(world_name, "wellschool_web") for _ in range(THREADS)]

    def ask(somebody: Known) -> tuple[Any, ...]:
        raw = free.pop()
        try:
            begin(raw, somebody.person, somebody.trust)
            return raw.execute(somebody.question).fetchone()  # type: ignore[arg-type,return-value]
        finally:
            raw.rollback()
            free.append(raw)

    many, wrong = crowd(known, ask)
    for raw in free:
        raw.close()
    assert wrong == []
    assert many > 10 * THREADS


@pytest.fixture
def pool(world_name: str, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django's connections of new threads come from a pool, by the web's own login, as in the web server."""
    entry = {**connections.settings["default"], "ENGINE": "wellschool.database", "USER": "wellschool_web"}
    entry |= {"NAME": world_name, "OPTIONS": {}, "CONN_MAX_AGE": 0}
    monkeypatch.setitem(connections.settings, "default", pooled(entry, POOL))
    with django_db_blocker.unblock():
        yield
    DatabaseWrapper._connection_pools.pop("default").close()


@pytest.mark.usefixtures("pool")
def test_forty_people_over_a_pool_get_no_wrong_answer(known: list[Known]) -> None:
    def ask(somebody: Known) -> tuple[Any, ...]:
        try:
            actor = Actor(somebody.person.user_id, somebody.trust, yst=somebody.person.yst)
            with acting_as(actor), connection.cursor() as cursor:
                cursor.execute(somebody.question)
                return cursor.fetchone()
        finally:
            connection.close()

    many, wrong = crowd(known, ask)
    assert wrong == []
    assert many > 10 * THREADS


@pytest.mark.usefixtures("pool")
def test_a_connection_goes_back_to_the_pool_as_nobodys(known: list[Known]) -> None:
    lead = next(k for k in known if k.answer[3])

    def ask() -> tuple[Any, ...]:
        with acting_as(Actor(lead.person.user_id, lead.trust)), connection.cursor() as cursor:
            cursor.execute(lead.question)
            first = cursor.fetchone()
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(lead.question)
            second = cursor.fetchone()
        connection.close()
        return first, second

    with ThreadPoolExecutor(1) as thread:
        first, second = thread.submit(ask).result(20)
    assert first == lead.answer
    assert second == (None, None, 0, 0, None, "wellschool_web")
