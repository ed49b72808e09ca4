"""The web's own login, not SET ROLE: what only an owner or superuser may do is refused (attacks 37 and 62)."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.isolation.database import Database, begin
from tests.isolation.databases import connect
from tests.isolation.rights import CONTENT, RIGHTS
from tests.isolation.world import World
from wellschool.database.roles import GROUPS, LOGINS

FORBIDDEN = (
    "set session authorization wellschool_owner",
    "set session authorization postgres",
    "do $$ begin execute 'set role wellschool_owner'; end $$",
    "select set_config('role', 'wellschool_migrate', false)",
    "select set_config('session_authorization', 'postgres', false)",
    "alter role wellschool_web bypassrls",
    "alter role wellschool_web superuser",
    "create role spy",
    "grant wellschool_owner to wellschool_web",
    "alter role wellschool_web set track_activities = on",
    "set track_activities = on",
    "set session_replication_role = replica",
    "alter database current set row_security = off",
    "alter table reviews_rating disable row level security",
    "alter table reviews_rating no force row level security",
    "alter table reviews_rating disable trigger all",
    "alter table reviews_rating owner to wellschool_web",
    "drop policy own_or_shown on reviews_rating",
    "alter policy own_or_shown on reviews_rating using (true)",
    "create policy spy on reviews_rating using (true)",
    "drop trigger stage_guard on reviews_review",
    "create trigger spy before insert on reviews_rating for each row execute function isolation.closed_guard()",
    "create rule spy as on insert to reviews_rating do also select 1",
    "create index spy on reviews_rating (level)",
    "drop table reviews_rating",
    "truncate reviews_rating",
    "delete from reviews_rating",
    "lock table reviews_rating in access exclusive mode",
    "comment on table reviews_rating is 'x'",
    "copy reviews_snapshot from stdin",
    "copy reviews_rating to '/tmp/spy'",
    "copy reviews_rating to program 'cat'",
    "create table spy (x int)",
    "create temporary table spy (x int)",
    "create schema spy",
    "create view spy as select 1",
    "create function spy() returns int language sql as 'select 1'",
    "create or replace function isolation.uid() returns bigint language sql as 'select 1::bigint'",
    "alter function isolation.uid() owner to wellschool_web",
    "drop function isolation.rating_seat(text, uuid, integer, smallint) cascade",
    "create foreign data wrapper spy",
    "create publication spy for table reviews_rating",
    "drop owned by wellschool_owner",
    "reassign owned by wellschool_owner to wellschool_web",
    "select pg_read_file('/etc/passwd')",
    "select lo_import('/etc/passwd')",
    "select * from pg_ls_dir('.')",
    "select * from isolation.signing_key",
    "select * from isolation.shuffle_seed",
    "select isolation.checked_reveal(1, true)",
    "select isolation.rating_seat('', gen_random_uuid(), 1, 1::smallint)",
    "insert into reviews_rating default values",
    "update reviews_rating set level = 1",
    "select isolation.independence(1)",
    "load 'spy'",
)


@pytest.fixture
def web(world_name: str) -> Iterator[psycopg.Connection]:
    with connect(world_name, "wellschool_web") as raw:
        yield raw
        raw.rollback()


@pytest.mark.parametrize("command", FORBIDDEN)
def test_the_webs_login_is_refused(web: psycopg.Connection, world: World, command: str) -> None:
    begin(web, world.rating.lead)
    command = command.replace("database current", f"database {web.info.dbname}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(command)  # type: ignore[arg-type]


@pytest.mark.parametrize("command", ["alter system set row_security = off", "create database spy"])
def test_the_webs_login_is_refused_outside_a_transaction(world_name: str, command: str) -> None:
    with connect(world_name, "wellschool_web", autocommit=True) as raw, pytest.raises(psycopg.Error) as refused:
        raw.execute(command)  # type: ignore[arg-type]
    assert refused.value.sqlstate == "42501"


@pytest.mark.parametrize("role", sorted({*GROUPS, *LOGINS, "postgres", "wellschool_test"} - {"wellschool_web"}))
@pytest.mark.parametrize("login", ["wellschool_web", "wellschool_worker"])
def test_a_login_becomes_no_other_role_but_the_one_of_yst(world_name: str, login: str, role: str) -> None:
    with connect(world_name, login) as raw:
        if role in ("wellschool_yst", login):
            raw.execute(f"set role {role}")  # type: ignore[arg-type]
            assert raw.execute("select current_user").fetchone() == (role,)
        else:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(f"set role {role}")  # type: ignore[arg-type]


def test_a_grant_by_the_webs_login_grants_nothing(web: psycopg.Connection) -> None:
    """PostgreSQL only warns, where some right is held: so the effect is looked at."""
    for grant in ("select on reviews_snapshot to wellschool_yst", "update on reviews_snapshot to wellschool_web"):
        web.execute(f"grant {grant}")  # type: ignore[arg-type]
        table, right = "reviews_snapshot", grant.split()[0]
        role = grant.rsplit(" ", 1)[1]
        assert web.execute("select has_table_privilege(%s, %s, %s)", [role, table, right]).fetchone() == (False,)


TOLD_TO_ALL = "accounts_mailservice"  # whether emails go out: nothing of anybody's


@pytest.mark.parametrize(
    "injected",
    [
        "set local role wellschool_yst",
        "select set_config('role', 'wellschool_yst', true)",
        "do $$ begin execute 'set local role wellschool_yst'; end $$",
    ],
)
def test_a_member_who_injects_the_yst_role_sees_and_writes_nothing(
    web: psycopg.Connection, world: World, injected: str
) -> None:
    for person in (world.shared.lead, world.shared.executive):
        begin(web, person)
        web.execute(injected)  # type: ignore[arg-type]
        database = Database(web)
        for table, (_, _, yst) in RIGHTS.items():
            if "select" in yst:
                assert database.count(table) == 0, table
        database.refuses(("42501", ""), "insert into accounts_trust (slug, name) values ('spy', 'Spy')")
        assert database.do("update accounts_assignment set ended_at = now()") == 0
        web.rollback()


TOLD_TO_ALL = "accounts_mailservice"  # whether emails go out: nothing of anybody's


@pytest.mark.parametrize(
    "injected",
    [
        "reset role",
        "set local role wellschool_web",
        "set local role none",
        "set session authorization default",
        "reset session authorization",
    ],
)
def test_a_person_at_yst_who_injects_the_webs_role_sees_nothing(
    web: psycopg.Connection, world: World, injected: str
) -> None:
    for person in (world.manager, world.advisor):
        begin(web, person)
        web.execute(injected)  # type: ignore[arg-type]
        assert web.execute("select current_user").fetchone() == ("wellschool_web",)
        database = Database(web)
        for table, (members, _, _) in RIGHTS.items():
            if "select" in members and table not in CONTENT and table != TOLD_TO_ALL:
                assert database.count(table) == 0, table
        assert database.do("update reviews_review set title = 'X'") == 0
        web.rollback()


def test_a_session_authorization_that_is_not_ones_own_is_refused(web: psycopg.Connection, world: World) -> None:
    begin(web, world.manager)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("set session authorization wellschool_migrate")


def test_a_request_that_ends_leaves_nothing_on_its_connection(web: psycopg.Connection, world: World) -> None:
    begin(web, world.manager)
    assert Database(web).count("accounts_trust") == len(world.trusts)
    web.commit()
    assert Database(web).count("accounts_trust") == 0
    left = web.execute("select current_user, coalesce(current_setting('app.ctx', true), '')").fetchone()
    assert left == ("wellschool_web", "")
