"""The database's roles and what each database grants them: run by the superuser at every start, idempotent.

The application's own tables get their grants and policies from migrations (`accounts/isolation/policies.py`); here is
only what a superuser has to do.
"""

import os
from collections.abc import Iterable, Mapping

import psycopg
from psycopg import sql

OWNER = "wellschool_owner"
LOGINS = ("wellschool_migrate", "wellschool_web", "wellschool_worker", "wellschool_backup")
MAKERS = ("wellschool_shuffler", "wellschool_rater", "wellschool_releaser")  # of functions of their own
INNER = ("wellschool_guard", *MAKERS, "wellschool_eraser")  # what migrations may become, and nobody who acts for people
GROUPS = (OWNER, *INNER, "wellschool_yst")
TESTER = "wellschool_test"
TIMED = ("wellschool_migrate", "wellschool_web", "wellschool_worker", TESTER)

# who may SET ROLE to whom; nobody inherits anything
MEMBERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("wellschool_migrate", (OWNER,)),
    (OWNER, INNER),
    ("wellschool_web", ("wellschool_yst",)),
    ("wellschool_worker", ("wellschool_yst",)),
)
TESTER_IS = (*GROUPS, "wellschool_migrate", "wellschool_web", "wellschool_worker")

# What tells of rows that one may not see: counts of inserts, sizes of tables, locks, transaction numbers.
TELLING_FUNCTIONS = ("pg_stat_get%", "pg_%_size", "pg_lock_status", "pg_current_snapshot", "txid_current_snapshot")
TELLING_COLUMNS = frozenset(
    [
        "relpages",
        "reltuples",
        "relallvisible",
        "relallfrozen",
        "relfilenode",
        "relfrozenxid",
        "relminmxid",
        "reltoastrelid",
    ]
)


def bootstrap(
    connection: psycopg.Connection, *, testing: bool = False, passwords: Mapping[str, str] | None = None
) -> None:
    """Create or correct every role. `passwords` by role name; without one a role cannot sign in by password."""
    names = [*GROUPS, *LOGINS, *([TESTER] if testing else [])]
    for name in names:
        _create_or_alter(connection, name, (passwords or {}).get(name))
    for member, roles in MEMBERS:
        for role in roles:
            _may_become(connection, member, role)
    if testing:
        for role in TESTER_IS:
            _may_become(connection, TESTER, role)
    for name in (n for n in TIMED if n in names):
        for setting in (
            "statement_timeout = '15s'",
            "lock_timeout = '3s'",
            "idle_in_transaction_session_timeout = '30s'",
        ):
            _run(connection, f"alter role {{}} set {setting}", name)
    _run(connection, "alter role {} set statement_timeout = '10min'", "wellschool_migrate")
    for name in ("wellschool_web", "wellschool_worker"):
        # sessions of one role read each other's running statement, values included, unless this is off
        _run(connection, "alter role {} set track_activities = off", name)


def prepare_database(connection: psycopg.Connection, name: str, *, testing: bool = False) -> None:
    """Set the rights of the database `name`, to which the connection leads. Not inherited by copies of it."""
    for right in ("temporary", "connect"):  # before any change of owner: a non-owner's revoke only warns
        _run(connection, f"revoke {right} on database {{}} from public", name)
    for login in (*LOGINS, *([TESTER] if testing else [])):
        _run(connection, "grant connect on database {} to {}", name, login)
    _run(connection, "alter schema public owner to {}", OWNER)
    _run(connection, "revoke create on schema public from public")
    _run(connection, "create schema if not exists isolation authorization wellschool_guard")
    _run(connection, "alter schema isolation owner to wellschool_guard")
    users = "wellschool_owner, wellschool_migrate, wellschool_web, wellschool_worker, wellschool_yst"
    makers = ", ".join(MAKERS)
    _run(connection, f"grant usage on schema isolation to {users}, {makers}")
    _run(connection, f"grant create on schema isolation to {makers}")
    _run(connection, "grant usage on schema public to wellschool_backup")
    for what in ("tables", "sequences"):
        words = f"in schema public grant select on {what} to wellschool_backup"
        _run(connection, f"alter default privileges for role wellschool_owner {words}")
    for maker in (*INNER, OWNER):
        _run(connection, "alter default privileges for role {} revoke execute on functions from public", maker)
    _hide_telling_catalogue(connection)


def _hide_telling_catalogue(connection: psycopg.Connection) -> None:
    patterns = list(TELLING_FUNCTIONS)
    found = connection.execute(
        "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "where n.nspname = 'pg_catalog' and p.prokind = 'f' and p.proname like any(%s)",
        [patterns],
    ).fetchall()
    for (function,) in found:
        connection.execute(sql.SQL("revoke execute on function {} from public").format(sql.SQL(function)))
    if found:
        every = sql.SQL(", ".join(f for (f,) in found))
        connection.execute(
            sql.SQL("grant execute on function {} to wellschool_migrate, wellschool_backup").format(every)
        )
    columns = connection.execute(
        "select attname from pg_attribute where attrelid = 'pg_class'::regclass and attnum > 0 and not attisdropped"
    ).fetchall()
    harmless = sql.SQL(", ").join(sql.Identifier(c) for (c,) in columns if c not in TELLING_COLUMNS)
    _run(connection, "revoke select on pg_catalog.pg_class from public")
    connection.execute(sql.SQL("grant select ({}) on pg_catalog.pg_class to public").format(harmless))
    _run(connection, "grant select on pg_catalog.pg_class to wellschool_migrate, wellschool_backup, wellschool_owner")


def _create_or_alter(connection: psycopg.Connection, name: str, password: str | None) -> None:
    exists = connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone()
    rights = ["nosuperuser", "nocreaterole", "noreplication", "noinherit"]  # spelt out: an old role may have more
    rights.append("login" if name in LOGINS or name == TESTER else "nologin")
    rights.append("bypassrls" if name == "wellschool_backup" else "nobypassrls")
    rights.append("createdb" if name == TESTER else "nocreatedb")
    verb = "alter" if exists else "create"
    query = sql.SQL(f"{verb} role {{}} {' '.join(rights)}").format(sql.Identifier(name))
    if password:
        # only its verifier is sent, so that no server's log can hold the password
        verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
        query += sql.SQL(" password {}").format(sql.Literal(verifier.decode()))
    connection.execute(query)


def _may_become(connection: psycopg.Connection, member: str, role: str) -> None:
    _run(connection, "grant {} to {} with inherit false, set true, admin false", role, member)


def _run(connection: psycopg.Connection, statement: str, *identifiers: str) -> None:
    connection.execute(sql.SQL(statement).format(*(sql.Identifier(i) for i in identifiers)))


def passwords_from_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """`WELLSCHOOL_WEB_PASSWORD` and so on, by role name."""
    names: Iterable[str] = LOGINS
    return {
        name: environment[f"{name.upper()}_PASSWORD"] for name in names if environment.get(f"{name.upper()}_PASSWORD")
    }
