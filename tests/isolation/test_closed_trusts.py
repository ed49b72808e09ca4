"""A closed trust is read-only: every table of a trust that its people write has the guard, or a reason why not."""

import psycopg

MAY_STAY = {
    "accounts_auditevent": "what is still done is recorded",
    "reviews_report": "reports are made as before",
}
WRITTEN = """
select c.oid::regclass::text, array_agg(distinct p.privilege_type::text)
from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'trust_id' and not t.attisdropped
cross join lateral (
  select x.privilege_type from aclexplode(c.relacl) x where x.grantee = 'wellschool_web'::regrole
  union all
  select x.privilege_type from pg_attribute a, aclexplode(a.attacl) x
    where a.attrelid = c.oid and x.grantee = 'wellschool_web'::regrole) p
where c.relnamespace = 'public'::regnamespace and p.privilege_type in ('INSERT', 'UPDATE', 'DELETE')
group by 1
"""
GUARDED = """
select g.tgrelid::regclass::text, array_agg(distinct e.name)
from pg_trigger g cross join lateral (
  select name from (values ('INSERT', 4), ('DELETE', 8), ('UPDATE', 16)) e(name, bit) where g.tgtype & e.bit > 0) e
where g.tgname like 'closed_guard%' group by 1
"""
# what may change once a row is there: a choice is withdrawn, a meeting's or a step's own triggers refuse the rest
ONLY_ADDED = {"reviews_consent": {"UPDATE"}}


def test_every_table_that_a_trusts_people_write_is_guarded(raw: psycopg.Connection) -> None:
    guarded = {table: set(commands) for table, commands in raw.execute(GUARDED)}
    open_ones = {
        table: left
        for table, commands in raw.execute(WRITTEN)
        if table not in MAY_STAY and (left := set(commands) - guarded.get(table, set()) - ONLY_ADDED.get(table, set()))
    }
    raw.rollback()
    assert open_ones == {}


def test_every_reason_is_of_a_table_that_is_written(raw: psycopg.Connection) -> None:
    written = {row[0] for row in raw.execute(WRITTEN)}
    raw.rollback()
    assert written >= {*MAY_STAY, *ONLY_ADDED}
    assert len(written) > 15
