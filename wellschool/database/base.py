"""PostgreSQL as Django knows it, plus one thing: before a statement, the database learns who is acting.

Sent when the next statement needs it and not at BEGIN: inside a test, a nested `acting_as`, or after a rollback to
a savepoint no transaction starts, yet the identity must change. The setting is local to the transaction.
"""

import os
import select
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg_pool import ConnectionPool

from accounts.isolation.actor import NOBODY, Actor, ActorMissing, current_actor, signed_context

UNKNOWN = None  # the database was told of nobody
Answer = TypeVar("Answer")
SEND = "select set_config('app.ctx', '{}', true), set_config('role', '{}', true)"  # the second is SET LOCAL ROLE


def still_open(connection: psycopg.Connection) -> None:
    """Nothing, or an error where the server has ended the connection: then there is something to read from it."""
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        ConnectionPool.check_connection(connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend of every process that acts for people."""

    def __init__(self, settings_dict: dict[str, object], alias: str = DEFAULT_DB_ALIAS) -> None:
        super().__init__(settings_dict, alias)
        self._sent: Actor | None = UNKNOWN
        self._is_alone = False  # the statement that comes says itself who is acting
        self.execute_wrappers.append(self._send_actor)

    @property
    def pool(self) -> ConnectionPool | None:
        """As Django makes it, but for the check of a connection that is taken from it, which sends nothing."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == NO_DB_ALIAS or not options:
            return None
        pools: dict[str, ConnectionPool] = self._connection_pools  # type: ignore[attr-defined]
        if self.alias not in pools:
            made = ConnectionPool(
                kwargs={**self.get_connection_params(), "autocommit": True},
                open=False,
                configure=self._configure_connection,  # type: ignore[attr-defined]
                check=still_open,
                **options,
            )
            pools.setdefault(self.alias, made)  # of several threads at once, the first
        return pools[self.alias]

    @property
    def base_role(self) -> str:
        """The role to be, when nobody from YST is acting."""
        return self.settings_dict["OPTIONS"].get("assume_role") or self.settings_dict["USER"]

    def _send_actor(
        self, execute: Callable[..., Answer], sql: str, params: object, many: bool, context: Mapping[str, object]
    ) -> Answer:
        want = current_actor()
        if self._is_alone:
            return execute(sql, params, many, context)
        if not self.in_atomic_block:
            if want != NOBODY:
                raise ActorMissing("A query outside a transaction while acting for someone.")
        elif self._sent != want:
            status = self.connection.info.transaction_status
            if status != TransactionStatus.INERROR:
                self._send(want, begins=status == TransactionStatus.IDLE)
        return execute(sql, params, many, context)

    def _send(self, want: Actor, *, begins: bool) -> None:
        """Say who is acting, and begin the transaction in the same message where it has not begun.

        By libpq itself, as psycopg would begin in a message of its own. A token is letters, digits, dots and hyphens.
        """
        raw = self.connection
        token = signed_context(want, raw.info.backend_pid, settings.ISOLATION_KEY)
        said = SEND.format(token, "wellschool_yst" if want.yst else self.base_role)
        answer = raw.pgconn.exec_(f"{'begin; ' * begins}{said}".encode())
        if answer.status != ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(answer.error_message.decode(errors="replace"))
        self._sent = want

    def run_alone(self, sql: str, params: Sequence[object]) -> tuple[object, ...]:
        """One statement with a first parameter of its own, the acting person's signed context; its only row.

        Where nothing was asked in the transaction before, it is a transaction of its own and stored when this returns:
        one statement where there would be four. Else it is part of the transaction that has begun.
        """
        self.ensure_connection()
        raw = self.connection
        token = signed_context(current_actor(), raw.info.backend_pid, settings.ISOLATION_KEY)
        is_alone = (
            self.in_atomic_block
            and not self.savepoint_ids
            and self.base_role == self.settings_dict["USER"]
            and raw.info.transaction_status == TransactionStatus.IDLE
        )
        if is_alone:
            raw.autocommit = True
        self._is_alone = is_alone
        try:
            with self.cursor() as cursor:
                cursor.execute(sql, [token, *params])  # type: ignore[list-item]
                return cursor.fetchone()
        finally:
            self._is_alone = False
            if is_alone and not raw.closed:
                raw.autocommit = False

    # Whatever ends or reverts a (sub)transaction ends or reverts the setting too.

    def _commit(self) -> None:
        self._sent = UNKNOWN
        super()._commit()  # type: ignore[misc]

    def _rollback(self) -> None:
        self._sent = UNKNOWN
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self._sent = UNKNOWN
        super()._savepoint_rollback(sid)  # type: ignore[misc]

    def _set_autocommit(self, autocommit: bool) -> None:
        self._sent = UNKNOWN
        super()._set_autocommit(autocommit)  # type: ignore[misc]

    def connect(self) -> None:
        self._sent = UNKNOWN
        super().connect()

    def _close(self) -> None:
        self._sent = UNKNOWN
        super()._close()  # type: ignore[misc]


def forget_inherited() -> None:
    """After a fork: a connection or pool opened by the parent must not serve the child, or answers would mix."""
    DatabaseWrapper._connection_pools.clear()  # type: ignore[attr-defined]
    for connection in connections.all(initialized_only=True):
        if isinstance(connection, DatabaseWrapper):
            connection.connection = None
            connection._sent = UNKNOWN
            connection.in_atomic_block = False
            connection.savepoint_ids = []


os.register_at_fork(after_in_child=forget_inherited)
