"""Every weakening of the schema that the catalogue offers: each must turn a probe red."""

import re
from dataclasses import dataclass

import psycopg

from tests.isolation.rights import COMMANDS

# functions that see all and answer some: what each asks first, and what leaves it out
DOORS: dict[str, dict[str, str]] = {
    "rating_seat": {
        "p[1] is null or p[3] is not null": "p[1] is null",
        "m.user_id = p[1]::bigint and": "",
        "and m.left_at is null": "",
        "and (m.role in ('lead', 'executive', 'colleague') or m.also_lead)": "",
        "t.slug = p[2]": "true",
    },
    "review_frame": {
        "p[2] <> of_trust": "false",
        "(m.role in ('lead', 'executive', 'colleague') or m.also_lead)": "true",
        "m.user_id = p[1]::bigint and": "",
        "m.left_at is null and": "",
        "v.trust_id = t.id": "true",
        "w.membership_id = m.id": "true",
        "compared and": "",
        "isolation.may_compare(r.id)": "true",
        "where x.review_id = r.id": "",
        "where a.review_id = r.id": "",
    },
    "comparison_frame": {
        "if frame -> 'people' is null then return frame; end if;": "",
        "where e.review_id = (frame -> 'review' ->> 'id')::bigint": "",
    },
    "open_meeting": {
        "not isolation.may_compare(its)": "false",
        "and e.closed_at is null": "",
        "e.review_id = its and": "",
    },
    "may_compare": {
        "and r.revealed_at is not null": "",
        "m.user_id = p[1]::bigint and": "",
        "and m.left_at is null": "",
        "t.slug = p[2]": "true",
        "on m.trust_id = r.trust_id": "on true",
        "m.role = 'colleague' and": "",
        "x.membership_id = m.id": "true",
        "and not x.withdrawn": "",
    },
    "named_ratings": {
        "not isolation.may_compare(which)": "false",
        "and p.submitted": "",
        "and r.names_shown": "",
    },
    "save_rating": {
        "where q.version = expected": "",
        "version = expected + 1 and": "",
        "if new_level is not null or new_cant_say then": "if true then",
    },
}
ROLES = ("wellschool_web", "wellschool_worker", "wellschool_yst")
POLICIES = """
select tablename::text, policyname::text, cmd, array_to_string(roles, ', '), qual, with_check
from pg_policies where schemaname = 'public' order by 1, 2
"""
TRIGGERS = """
select tgrelid::regclass::text, tgname::text from pg_trigger
where not tgisinternal and tgenabled <> 'D' order by 1, 2
"""
PAIRS = """
select conrelid::regclass::text, conname::text from pg_constraint
where contype = 'f' and cardinality(conkey) > 1 and connamespace = 'public'::regnamespace order by 1, 2
"""
RULES = """
select proname::text, prosrc, pg_get_functiondef(oid) from pg_proc
where pronamespace = 'isolation'::regnamespace and prosrc ~ 'raise exception|isolation.refuse' order by 1
"""
RULE = re.compile(r"raise exception '([^']*)'.*?errcode = '(\w+)';|perform isolation.refuse\('?(\w+)'?\);", re.DOTALL)
IN_ITS_WORDS = "row-level security"  # what the policies say, and `isolation.refuse`
FORCED = """
select relname::text from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity order by 1
"""
# or every column by name, which is the same but for select: the whole table has system columns too
HELD = """
select has_table_privilege(%(role)s, %(table)s, %(command)s) or %(command)s in ('insert', 'update') and (
  select bool_and(has_column_privilege(%(role)s, a.attrelid, a.attnum, %(command)s)) from pg_attribute a
  where a.attrelid = %(table)s::regclass and a.attnum > 0 and not a.attisdropped)
"""


@dataclass(frozen=True)
class Mutant:
    """One weakening. `about` is what likely probes mention in their names or statements.

    `second` takes the second wall off too: the triggers of its table.
    """

    name: str
    about: str
    weaken: tuple[str, ...]
    second: tuple[str, ...] = ()


def all_mutants(raw: psycopg.Connection) -> list[Mutant]:
    """From the catalogue, in a fixed order."""
    tables = [row[0] for row in raw.execute(FORCED)]
    by_rows = [*policy_mutants(raw), *trigger_mutants(raw), *rule_mutants(raw), *pair_mutants(raw)]
    return [*by_rows, *condition_mutants(raw), *grant_mutants(raw, tables), *force_mutants(tables)]


def policy_mutants(raw: psycopg.Connection) -> list[Mutant]:
    found = []
    for table, name, command, roles, using, check in raw.execute(POLICIES).fetchall():
        drop = f"drop policy {name} on {table}"
        about = "make_release" if roles == "wellschool_releaser" else table  # only the making acts as this role
        found.append(Mutant(f"{table}.{name} dropped", about, (drop,)))
        if {using, check} - {None, "true"}:
            parts = " using (true)" * bool(using) + " with check (true)" * bool(check)
            create = f"create policy {name} on {table} for {command} to {roles}{parts}"
            off = f"alter table {table} disable trigger user"
            found.append(Mutant(f"{table}.{name} true", table, (drop, create), (off,)))
    return found


def trigger_mutants(raw: psycopg.Connection) -> list[Mutant]:
    rows = raw.execute(TRIGGERS).fetchall()
    return [Mutant(f"{t}.{name} off", t, (f"alter table {t} disable trigger {name}",)) for t, name in rows]


def rule_mutants(raw: psycopg.Connection) -> list[Mutant]:
    """Each refusal of a guard, left out."""
    found = []
    for function, source, definition in raw.execute(RULES).fetchall():
        for n, rule in enumerate(RULE.finditer(source), 1):
            words, state, table = rule.groups()
            without = source[: rule.start()] + "null;" + source[rule.end() :]
            about = state if state not in (None, "42501") else words or table
            found.append(
                Mutant(f"{function}, rule {n}: {words or IN_ITS_WORDS}", about, (definition.replace(source, without),))
            )
    return found


def condition_mutants(raw: psycopg.Connection) -> list[Mutant]:
    """Each condition of a function that opens a door to whoever asks, left out."""
    found = []
    for function, conditions in DOORS.items():
        regproc = f"isolation.{function}"
        definition = raw.execute("select pg_get_functiondef(%s::regproc)", [regproc]).fetchone()[0]
        for condition, instead in conditions.items():
            assert definition.count(condition) == 1, f"{function}: {condition}"
            without = (definition.replace(condition, instead),)
            about = function.replace("rating_seat", "save_rating")  # nobody calls it but this
            found.append(Mutant(f"{function} without {condition}", about, without))
    return found


def pair_mutants(raw: psycopg.Connection) -> list[Mutant]:
    """Foreign keys of several columns: they keep a row's review, or membership, in the row's own trust."""
    rows = raw.execute(PAIRS).fetchall()
    return [Mutant(f"{t}.{name} gone", name, (f"alter table {t} drop constraint {name}",)) for t, name in rows]


def grant_mutants(raw: psycopg.Connection, tables: list[str]) -> list[Mutant]:
    """Each right to a whole table that a role of people has not, column grants widened included."""
    return [
        Mutant(f"{table}: {command} to {role}", f"{table} to {role}", (f"grant {command} on {table} to {role}",))
        for table in tables
        for role in ROLES
        for command in COMMANDS
        if raw.execute(HELD, {"table": table, "role": role, "command": command}).fetchone() == (False,)
    ]


def force_mutants(tables: list[str]) -> list[Mutant]:
    return [
        Mutant(f"{t} not forced", f"see all of {t}", (f"alter table {t} no force row level security",)) for t in tables
    ]
