"""The catalogue of the database is as the models and the design say; what nobody decided on fails (attack 38)."""

from collections.abc import Callable

import psycopg
import pytest
from django.apps import apps
from django.db.models import ForeignKey

from accounts.isolation.open_tables import OPEN_TABLES
from accounts.isolation.policies import CompositeForeignKey, Trigger
from tests.isolation.catalogue import (
    TRUST_MAY_BE_EMPTY,
    WITHOUT_TRUST,
    declared,
    granted,
    wrong_functions,
    wrong_grants,
    wrong_policies,
    wrong_relations,
    wrong_tables,
)
from tests.isolation.databases import TEMPLATE
from tests.isolation.rights import RIGHTS, columns_of, rights
from wellschool.database.roles import LOGINS, MEMBERS, TELLING_COLUMNS, TELLING_FUNCTIONS, TESTER, TESTER_IS

QUESTIONS = (wrong_tables, wrong_functions, wrong_relations, wrong_grants, wrong_policies)
PEOPLE = ("wellschool_web", "wellschool_worker", "wellschool_yst")
Question = Callable[[psycopg.Connection], list[str]]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.__name__)
def test_the_catalogue_is_as_decided(raw: psycopg.Connection, question: Question) -> None:
    with raw.transaction(force_rollback=True):
        assert question(raw) == []


OWNER = "set local role wellschool_owner; "
GUARD = "set local role wellschool_guard; "


@pytest.mark.parametrize(
    ("question", "change", "words"),
    [
        (wrong_tables, OWNER + "create table forgotten (id int, trust_id int)", "forgotten has neither"),
        (wrong_tables, "create table forgotten (id int)", "forgotten is owned by postgres"),
        (wrong_tables, OWNER + "alter table reviews_rating no force row level security", "not forced"),
        (wrong_tables, OWNER + "alter table reviews_rating disable row level security", "not forced"),
        (wrong_tables, OWNER + "create policy spy on reviews_rating using (true)", "other policies"),
        (wrong_tables, OWNER + "drop policy rate on reviews_rating", "other policies"),
        (wrong_tables, OWNER + "alter table reviews_rating alter trust_id drop not null", "no trust_id"),
        (wrong_tables, OWNER + "create table heir () inherits (frameworks_level)", "heir inherits"),
        (wrong_tables, OWNER + "create view spy as select 1", "spy is a view"),
        (wrong_relations, OWNER + "create view spy as select 1", "public.spy is a view"),
        (wrong_relations, OWNER + "create materialized view spy as select 1", "public.spy is a view"),
        (
            wrong_relations,
            OWNER + "grant usage on sequence reviews_review_id_seq to wellschool_web",
            "reviews_review_id_seq",
        ),
        (
            wrong_functions,
            GUARD + "create function isolation.spy() returns int language sql as 'select 1'",
            "search path",
        ),
        (wrong_functions, GUARD + "alter function isolation.uid() reset search_path", "search path"),
        (wrong_functions, GUARD + "grant execute on function isolation.uid() to public", "everybody"),
        (wrong_functions, OWNER + "create function spy() returns int language sql as 'select 1'", "outside"),
        (wrong_functions, "alter function isolation.uid() owner to wellschool_owner", "runs as wellschool_owner"),
        (wrong_grants, OWNER + "grant select on reviews_rating to wellschool_yst", "granted: ('reviews_rating'"),
        (wrong_grants, OWNER + "grant select (note) on reviews_rating to public", "granted: ('reviews_rating', '-'"),
        (wrong_grants, OWNER + "revoke select (note) on reviews_rating from wellschool_web", "not granted"),
        (
            wrong_policies,
            OWNER + "alter policy of_yst on accounts_ystperson using (isolation.yst())",
            "accounts_ystperson.of_yst asks",
        ),
    ],
)
def test_a_change_without_a_decision_is_found(
    raw: psycopg.Connection, question: Question, change: str, words: str
) -> None:
    with raw.transaction(force_rollback=True):
        raw.execute(change)  # type: ignore[arg-type]
        found = question(raw)
    assert any(words in problem for problem in found), found


def test_every_exception_has_a_reason_and_a_table() -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_migrations"}
    for table, reason in {**WITHOUT_TRUST, **TRUST_MAY_BE_EMPTY, **{t: r[2] for t, r in OPEN_TABLES.items()}}.items():
        assert table in tables
        assert len(reason) > 8
    assert set(RIGHTS) == set(declared())


def test_the_rights_written_down_here_are_those_of_the_catalogue(raw: psycopg.Connection) -> None:
    with raw.transaction(force_rollback=True):
        found = {g for g in granted(raw) if g[1] in PEOPLE and g[0] in RIGHTS}
    for table in RIGHTS:
        for role in PEOPLE:
            mine = {(right, column) for t, r, right, column in found if (t, r) == (table, role)}
            for command, columns in rights(table, role).columns.items():
                names = columns_of(table) if columns == {"*"} else columns
                wanted = {(command, None)} if names is None else {(command, c) for c in names}
                assert wanted <= mine, (table, role, command)
                mine -= wanted
            assert mine == set(), (table, role)


# the sign-off writes these from rows of the same trust, and nobody else writes any
BY_SIGN_OFF = {"reviews_snapshot": {"signed_off_by_id"}, "reviews_snapshotstep": {"owner_id"}}


def test_whatever_a_row_refers_to_is_of_its_own_trust() -> None:
    owned = {
        model for model in apps.get_models() if "trust_id" in [f.column for f in model._meta.local_concrete_fields]
    }
    for model in owned:
        kept = {c for key in model._meta.constraints if isinstance(key, CompositeForeignKey) for c in key.columns}
        kept |= {trigger.argument for trigger in model._meta.constraints if isinstance(trigger, Trigger)}  # `signs`
        kept |= BY_SIGN_OFF.get(model._meta.db_table, set())
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in owned:
                assert field.column in kept, f"{model._meta.db_table}.{field.column} may point into another trust"


ROLES = """
select rolname::text, rolsuper, rolcreaterole, rolreplication, rolinherit, rolcanlogin, rolbypassrls, rolcreatedb
from pg_roles where rolname like 'wellschool_%' order by 1
"""


def test_roles_have_the_attributes_they_need_and_no_others(raw: psycopg.Connection) -> None:
    rows = raw.execute(ROLES).fetchall()
    raw.rollback()
    assert len(rows) == 12
    for name, superuser, createrole, replication, inherit, login, bypass, createdb in rows:
        assert {superuser, createrole, replication, inherit} == {False}, name
        assert login == (name in (*LOGINS, TESTER)), name
        assert bypass == (name == "wellschool_backup"), name
        assert createdb == (name == TESTER), name


def test_roles_may_become_whom_they_need_to_and_inherit_nothing(raw: psycopg.Connection) -> None:
    rows = raw.execute(
        "select member::regrole::text, roleid::regrole::text, inherit_option, set_option, admin_option "
        "from pg_auth_members where 'wellschool_' in (left(roleid::regrole::text, 11), left(member::regrole::text, 11))"
    ).fetchall()
    raw.rollback()
    wanted = {(member, role) for member, roles in (*MEMBERS, (TESTER, TESTER_IS)) for role in roles}
    assert {(row[0], row[1]) for row in rows} == wanted
    assert {row[2:] for row in rows} == {(False, True, False)}


def test_sessions_of_people_show_no_statement_and_end_in_time(raw: psycopg.Connection) -> None:
    rows = raw.execute("select rolname::text, rolconfig from pg_roles where rolname like 'wellschool_%'").fetchall()
    raw.rollback()
    settings = {name: set(config or ()) for name, config in rows}
    for role in ("wellschool_web", "wellschool_worker"):
        assert "track_activities=off" in settings[role]
    for role in ("wellschool_web", "wellschool_worker", "wellschool_migrate", TESTER):
        assert {"lock_timeout=3s", "idle_in_transaction_session_timeout=30s"} <= settings[role]
        assert any(s.startswith("statement_timeout=") for s in settings[role])


@pytest.mark.parametrize("role", PEOPLE)
def test_nobody_makes_anything_in_the_database(raw: psycopg.Connection, world_name: str, role: str) -> None:
    query = (
        "select has_database_privilege(%(role)s, %(name)s, 'temporary'), has_database_privilege(%(role)s, %(name)s, "
        "'create'), has_schema_privilege(%(role)s, 'public', 'create'), has_schema_privilege(%(role)s, 'isolation', "
        "'create')"
    )
    for name in (world_name, TEMPLATE):
        assert raw.execute(query, {"role": role, "name": name}).fetchone() == (False,) * 4
    raw.rollback()


@pytest.mark.parametrize("role", PEOPLE)
def test_what_tells_of_hidden_rows_is_not_executed_or_read(raw: psycopg.Connection, role: str) -> None:
    functions = raw.execute(
        "select has_function_privilege(%s, oid, 'execute') from pg_proc "
        "where pronamespace = 'pg_catalog'::regnamespace and prokind = 'f' and proname like any(%s)",
        [role, list(TELLING_FUNCTIONS)],
    ).fetchall()
    columns = raw.execute(
        "select has_column_privilege(%s, 'pg_class', a, 'select') from unnest(%s::text[]) a",
        [role, sorted(TELLING_COLUMNS)],
    ).fetchall()
    whole = raw.execute("select has_table_privilege(%s, 'pg_class', 'select')", [role]).fetchone()
    raw.rollback()
    assert len(functions) > 100
    assert {*functions, *columns, whole} == {(False,)}
