"""The world, built once for a run and copied for each process; and one superuser's connection to act from."""

from collections.abc import Iterator

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from tests.isolation.building import build_world
from tests.isolation.databases import WORLD, built_once, connect, copy_of_world, django_at
from tests.isolation.world import World, read_world


@pytest.fixture(scope="session")
def world_name(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """This process's own copy of the world. Whoever writes to it rolls back."""
    with django_db_blocker.unblock():
        built_once(WORLD, build_world)
    with copy_of_world("world") as name:
        yield name


@pytest.fixture(scope="session")
def raw(world_name: str) -> Iterator[psycopg.Connection]:
    """The superuser, who can become anybody, and whose change of the schema is undone with the transaction."""
    with connect(world_name) as connection:
        connection.execute("set statement_timeout = '20s'")
        connection.commit()
        yield connection
        connection.rollback()


@pytest.fixture(scope="session")
def world(raw: psycopg.Connection) -> World:
    found = read_world(raw)
    raw.rollback()
    return found


@pytest.fixture
def spare(world_name: str) -> Iterator[str]:
    """Another copy, which may be written to: dropped after the test."""
    with copy_of_world("spare") as name:
        yield name


@pytest.fixture
def django_reading(world_name: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django's own connection leads to the world, for tests that leave it as it is."""
    with django_db_blocker.unblock(), django_at(world_name):
        yield


@pytest.fixture
def django(spare: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The spare copy, to which Django's own connection leads."""
    with django_db_blocker.unblock(), django_at(spare):
        yield spare
