"""Acting as anybody on one connection: every act inside a savepoint, undone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import psycopg
from django.conf import settings

from accounts.isolation.actor import NOBODY, Actor, signed_context
from tests.isolation.world import Person

WEB, WORKER, YST, OWNER, MIGRATE = (
    f"wellschool_{name}" for name in ("web", "worker", "yst", "owner", "migrate")
)  # the roles that are acted as
DENIED = ("42501", "permission denied")
UNIQUE, FOREIGN_KEY, CHECK = ("23505", ""), ("23503", ""), ("23514", "")


def row_refused(table: str) -> tuple[str, str]:
    """What a policy says of a new row; our triggers say the same, word for word."""
    return "42501", f'new row violates row-level security policy for table "{table}"'


class Database:
    """What probes are given. It may be the superuser's connection: the role is what the policies look at."""

    def __init__(self, raw: psycopg.Connection) -> None:
        self.raw = raw
        self.said: list[str] = []  # statements and refusals, so that the mutation gate knows what a probe is about

    @contextmanager
    def as_person(
        self, person: Person | None, trust: str | None = None, job: str | None = None, role: str | None = None
    ) -> Iterator[Self]:
        """Act as somebody; nobody for None. `role` is the database role, by default the one their requests have."""
        actor = Actor(person.user_id, trust, job) if person else (Actor(job=job, trust=trust) if job else NOBODY)
        role = role or (YST if person and person.yst else WORKER if job else WEB)
        with self.with_context(signed_context(actor, self.raw.info.backend_pid, settings.ISOLATION_KEY), role):
            yield self

    @contextmanager
    def with_context(self, token: str, role: str) -> Iterator[Self]:
        """Any token, so also a forged one."""
        with self.raw.transaction(force_rollback=True):
            self.raw.execute("select set_config('app.ctx', %s, true), set_config('role', %s, true)", [token, role])
            yield self

    @contextmanager
    def as_role(self, role: str) -> Iterator[Self]:
        """A database role for which nobody is acting."""
        with self.with_context("", role):
            yield self

    def _run(self, statement: str, values: tuple[Any, ...]) -> psycopg.Cursor:
        self.said.append(statement)
        return self.raw.execute(statement, values or None)  # type: ignore[arg-type]

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._run(statement, values).fetchall()

    def column(self, statement: str, *values: Any) -> list[Any]:
        """The first column, sorted."""
        return sorted(row[0] for row in self.rows(statement, *values))

    def one(self, statement: str, *values: Any) -> Any:
        """The only value of the only row."""
        rows = self.rows(statement, *values)
        assert len(rows) == 1, f"{len(rows)} rows: {statement}"
        return rows[0][0]

    def count(self, table: str) -> int:
        return self.one(f"select count(*) from {table}")

    def do(self, statement: str, *values: Any) -> int:
        """How many rows it changed."""
        return self._run(statement, values).rowcount

    def refuses(self, expected: tuple[str, str], statement: str, *values: Any) -> None:
        """This, and no other error, is what the database says; in a savepoint, so that one can go on."""
        try:
            with self.raw.transaction(force_rollback=True):
                changed = self._run(statement, values).rowcount
                self.raw.execute("set constraints all immediate")
                said = f"allowed, {changed} rows"
        except psycopg.Error as error:
            said = f"{error.sqlstate} {error}"
        state, words = expected
        self.said += expected
        assert said.startswith(state), f"{said} for: {statement}"
        assert words in said, f"{said} for: {statement}"


@contextmanager
def acting(raw: psycopg.Connection, person: Person, trust: str | None = None) -> Iterator[psycopg.Connection]:
    """A committed transaction on a connection of its own, as a request has it."""
    with raw.transaction():
        begin(raw, person, trust)
        yield raw


def begin(raw: psycopg.Connection, person: Person, trust: str | None = None) -> None:
    """Say who is acting, in a transaction that the caller ends."""
    token = signed_context(Actor(person.user_id, trust), raw.info.backend_pid, settings.ISOLATION_KEY)
    role = YST if person.yst else raw.info.user
    raw.execute("select set_config('app.ctx', %s, true), set_config('role', %s, true)", [token, role])
