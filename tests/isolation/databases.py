"""Databases of this suite: copies of the migrated template, apart from pytest-django's, so that nobody's tests mix."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
from django.db import connection
from psycopg import sql

from frameworks.content import content_of

TEMPLATE = "wellschool_template"
WORLD = "isolation_world"
BUILDING = 20261102  # advisory lock: one process builds the world, the others copy it
LOGINS = ("wellschool_web", "wellschool_worker", "wellschool_migrate", "wellschool_test")
_numbers = count(1)


def connect(name: str, user: str = "postgres", *, autocommit: bool = False) -> psycopg.Connection:
    """A connection by a real login. Never prepared, as the mutation gate changes policies under its feet."""
    return psycopg.connect(
        host=os.environ["DB_HOST"], user=user, dbname=name, autocommit=autocommit, prepare_threshold=None
    )


def copy_database(template: str, name: str) -> None:
    """A copy, with the rights of a database, which are not copied."""
    with connect("postgres", autocommit=True) as raw:
        run(raw, "drop database if exists {} with (force)", name)
        run(raw, "create database {} template {}", name, template)
        run(raw, "revoke temporary, connect on database {} from public", name)
        for login in LOGINS:
            run(raw, "grant connect on database {} to {}", name, login)


def drop_database(name: str) -> None:
    with connect("postgres", autocommit=True) as raw:
        run(raw, "drop database if exists {} with (force)", name)


def run(raw: psycopg.Connection, statement: str, *names: str) -> None:
    raw.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


@contextmanager
def django_at(name: str) -> Iterator[None]:
    """Django's own connection leads to this database for a while."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        content_of.cache_clear()


def world_template(build: Callable[[], None]) -> str:
    """The name of the database that holds the world; built by whichever process comes first."""
    with connect("postgres", autocommit=True) as raw:
        raw.execute("select pg_advisory_lock(%s)", [BUILDING])
        if not raw.execute("select 1 from pg_database where datname = %s", [WORLD]).fetchone():
            copy_database(TEMPLATE, "isolation_building")
            with django_at("isolation_building"):
                build()
            with connect("isolation_building", autocommit=True) as built:
                built.execute("analyze")  # so that there are statistics to spy on
            run(raw, "alter database {} rename to {}", "isolation_building", WORLD)
    return WORLD


@contextmanager
def copy_of_world(purpose: str) -> Iterator[str]:
    """A world of one's own, dropped afterwards."""
    name = f"isolation_{purpose}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{next(_numbers)}"
    copy_database(WORLD, name)
    try:
        yield name
    finally:
        drop_database(name)
