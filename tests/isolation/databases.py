"""Databases of this suite: copies of the migrated template, apart from pytest-django's, so that nobody's tests mix."""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import TypeVar

import psycopg
from django.db import connection
from psycopg import sql

from frameworks.content import forget_content

TEMPLATE = "wellschool_template"
WORLD = "isolation_world"
LOGINS = ("wellschool_web", "wellschool_worker", "wellschool_migrate", "wellschool_test")
Built = TypeVar("Built")
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
        forget_content()


def built_once(name: str, build: Callable[[], Built]) -> Built:
    """What `build` returns, which fills the database `name`: one process does it, the others read what it kept."""
    kept = Path(os.environ["TESTS_HOME"], f"{name}.pickle")
    with connect("postgres", autocommit=True) as raw:
        raw.execute("select pg_advisory_lock(hashtext(%s))", [name])
        if kept.exists():
            found: Built = pickle.loads(kept.read_bytes())  # noqa: S301 this run wrote it
            return found
        copy_database(TEMPLATE, f"{name}_building")
        with django_at(f"{name}_building"):
            made = build()
        with connect(f"{name}_building", autocommit=True) as filled:
            filled.execute("analyze")  # so that there are statistics to spy on
        run(raw, "alter database {} rename to {}", f"{name}_building", name)
        kept.write_bytes(pickle.dumps(made))
    return made


@contextmanager
def copy_of(name: str, purpose: str) -> Iterator[str]:
    """A copy of one's own of what was built once, dropped afterwards."""
    copied = f"{name}_{purpose}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{next(_numbers)}"
    copy_database(name, copied)
    try:
        yield copied
    finally:
        drop_database(copied)


def copy_of_world(purpose: str) -> AbstractContextManager[str]:
    """A world of one's own, dropped afterwards."""
    return copy_of(WORLD, purpose)
