"""Round the policies: temporary objects, statistics, row security off, views, system columns, telling functions."""

from tests.isolation.database import DENIED, OWNER, WEB, WORKER, YST, Database
from tests.isolation.probe import probe
from tests.isolation.world import World

TELLING = (
    "select * from pg_stat_user_tables",
    "select * from pg_stat_all_tables",
    "select * from pg_statio_user_tables",
    "select * from pg_stat_xact_user_tables",
    "select * from pg_stat_user_indexes",
    "select * from pg_stat_activity",
    "select * from pg_locks",
    "select pg_relation_size('reviews_rating')",
    "select pg_total_relation_size('reviews_rating')",
    "select pg_table_size('reviews_rating')",
    "select pg_database_size(current_database())",
    "select pg_stat_get_tuples_inserted('reviews_rating'::regclass)",
    "select pg_current_snapshot()",
    "select txid_current_snapshot()",
    "select reltuples from pg_class",
    "select relpages from pg_class",
    "select relfilenode from pg_class",
    "select * from pg_class",
    "select last_value from reviews_submission_id_seq",
    "select nextval('reviews_submission_id_seq')",
    "select * from pg_statistic",
    "select currtid2('reviews_rating', '(0,1)'::tid)",
)


@probe(18)
def nothing_temporary_or_new_is_made(db: Database, w: World) -> None:
    for person, role in ((w.rating.colleague, WEB), (w.rating.colleague, WORKER), (w.advisor, YST)):
        with db.as_person(person, role=role):
            for statement in (
                "create temporary table spy as select 1",
                "create temporary view spy as select 1",
                "create function pg_temp.spy(int) returns bool language sql as 'select true'",
                "create table spy as select 1",
                "create view spy as select * from frameworks_level",
                "create function spy() returns int language sql as 'select 1'",
                "create schema spy",
                "create function isolation.spy() returns int language sql as 'select 1'",
            ):
                db.refuses(DENIED, statement)


@probe(19)
def the_planners_statistics_tell_nothing(db: Database, w: World) -> None:
    protected = (
        "select count(*) from pg_stats where tablename in ('reviews_rating', 'reviews_review', 'accounts_trust')"
    )
    assert db.one(protected) > 0  # the superuser's: there is something to see
    for person, role in ((w.rating.lead, WEB), (w.rating.lead, WORKER), (w.advisor, YST)):
        with db.as_person(person, role=role):
            assert db.one(protected) == 0
            db.refuses(DENIED, "select * from pg_statistic")


@probe(20)
def with_row_security_off_there_is_an_error_and_no_data(db: Database, w: World) -> None:
    for person in (w.rating.colleague, w.rating.lead, w.advisor):
        with db.as_person(person):
            db.do("set local row_security = off")
            db.refuses(("42501", "would be affected by row-level security"), "select id from reviews_review")
    with db.as_person(w.rating.colleague):
        db.do("set local row_security = off")
        db.refuses(("42501", "would be affected by row-level security"), "select level from reviews_rating")


@probe(67)
def system_columns_and_telling_functions_are_denied(db: Database, w: World) -> None:
    for person, role in ((w.rating.colleague, WEB), (w.rating.lead, WORKER), (w.advisor, YST)):
        with db.as_person(person, role=role):
            for statement in TELLING:
                db.refuses(DENIED, statement)
    for table in ("rating", "reviewer", "submission", "review"):
        with db.as_person(w.rating.lead):
            for column in ("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"):
                db.refuses(DENIED, f"select {column} from reviews_{table}")
                db.refuses(DENIED, f"select 1 from reviews_{table} order by {column}::text")


@probe(67)
def a_save_locks_no_row_whose_system_columns_others_read(db: Database, w: World) -> None:
    from tests.isolation.probes_ratings import save

    readable = (
        "accounts_trust",
        "accounts_membership",
        "accounts_user",
        "frameworks_statement",
        "frameworks_frameworkversion",
    )
    marks = {table: f"select string_agg(xmax::text, ',' order by id) from {table}" for table in readable}
    before = {table: db.one(query) for table, query in marks.items()}
    with db.as_person(w.rating.colleague):
        assert save(db, w.rating, w.statements[33])
        assert save(db, w.rating, w.statements[0], level=2, expected=1)
        db.do("set constraints all immediate")
        with db.as_role("postgres"):
            assert {table: db.one(query) for table, query in marks.items()} == before


@probe(39)
def the_owners_view_shows_nothing_and_the_callers_view_their_own(db: Database, w: World) -> None:
    with db.as_role(OWNER):
        db.do("create view spy as select id, reviewer_id from reviews_rating")
        db.do("create view glass with (security_invoker) as select id, reviewer_id from reviews_rating")
        db.do("grant select on spy, glass to wellschool_web")
        with db.as_person(w.rating.colleague):
            assert db.count("spy") == 0
            assert db.count("glass") == 20


@probe(39)
def without_force_the_owners_view_would_leak(db: Database, w: World) -> None:
    with db.as_role(OWNER):
        db.do("create view spy as select id, reviewer_id from reviews_rating")
        db.do("grant select on spy to wellschool_web")
        db.do("alter table reviews_rating no force row level security")
        with db.as_person(w.rating.colleague):
            assert db.count("spy") > 20


@probe(28)
def nobody_deletes_what_belongs_to_a_review(db: Database, w: World) -> None:
    tables = db.column(
        "select tablename::text from pg_tables where tablename like 'reviews_%' and schemaname = 'public'"
    )
    assert len(tables) == 28
    for person in (w.rating.lead, w.rating.executive, w.named.lead):
        with db.as_person(person):
            for table in tables:
                db.refuses(DENIED, f"delete from {table}")
                db.refuses(DENIED, f"truncate {table} cascade")
