"""What the catalogue must say of every table, function and role: each question returns what is wrong, in words."""

import psycopg
from django.apps import apps

from accounts.isolation.open_tables import OPEN_TABLES
from accounts.isolation.policies import AlsoReads, Policy, RowSecurity, TableRule
from tests.isolation.rights import PUBLIC_REGISTER, RIGHTS
from wellschool.database.roles import MAKERS

FIGURES = ("reviews_release", "reviews_releasegroup", "reviews_releasecell")
WITHOUT_TRUST = {
    "accounts_trust": "it is the trust",
    "accounts_ystperson": "YST's own people",
    "accounts_outboxtask": "instructions of whoever acts, read by a job only; ids and no data",
    "accounts_outboxemail": "as the tasks; addresses and texts, emptied once sent",
    "accounts_mailservice": "whether emails go out; counts and times of the whole service",
    **dict.fromkeys(PUBLIC_REGISTER, "the public register, owned by no trust"),
    "accounts_school": "the public register: a school moves from one trust to another, here or not",
    "accounts_registerimport": "of the whole register, for programme managers",
    "accounts_importpiece": "a file of the whole register, read by a job and deleted",
    "accounts_importedtrust": "a row of the public register, being brought in",
    "accounts_importedschool": "a row of the public register, being brought in",
    "accounts_refusedrow": "a row of the public register that could not be brought in",
    "accounts_joinrequest": "of somebody whose trust is not here yet, for programme managers",
    **dict.fromkeys(FIGURES, "figures over many trusts, which belong to none"),
    "reviews_portfolioexport": "of one person at YST, of many trusts; what it asks for and how far it is, no data",
    "reviews_portfoliofile": "of one person at YST, with the trusts in it: open while all of them are",
    "frameworks_framework": "published content, owned by no trust",
    "frameworks_frameworkversion": "published content, owned by no trust",
    "frameworks_pillar": "published content, owned by no trust",
    "frameworks_level": "published content, owned by no trust",
    "frameworks_domain": "published content, owned by no trust",
    "frameworks_statement": "published content, owned by no trust",
}
TRUST_MAY_BE_EMPTY = {"accounts_auditevent": "what YST does concerns no trust, or one"}
TABLES = """
select c.relname::text, c.relkind::text, c.relrowsecurity, c.relforcerowsecurity, c.relowner::regrole::text,
  (select bool_and(a.attnotnull) from pg_attribute a where a.attrelid = c.oid and a.attname = 'trust_id'),
  (select array_agg(p.policyname::text order by 1) from pg_policies p
   where p.schemaname = 'public' and p.tablename = c.relname),
  exists (select 1 from pg_inherits i where c.oid in (i.inhrelid, i.inhparent))
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind not in ('i', 'S', 't', 'c') order by 1
"""


def declared() -> dict[str, list[TableRule]]:
    """What the models say of each table with row-level security."""
    rules = {
        model._meta.db_table: [c for c in model._meta.constraints if isinstance(c, TableRule)]
        for model in apps.get_models()
    }
    return {table: mine for table, mine in rules.items() if any(isinstance(rule, RowSecurity) for rule in mine)}


def policy_names(rules: list[TableRule]) -> set[str]:
    """What the catalogue must list for the table."""
    own = {rule.called for rule in rules if isinstance(rule, Policy | AlsoReads)}
    return own.union(*(rule.policy_names() for rule in rules if isinstance(rule, RowSecurity)))


def wrong_tables(raw: psycopg.Connection) -> list[str]:
    """Tables without a decision, or not as decided."""
    wrong, rules = [], declared()
    for name, kind, enabled, forced, owner, trust_not_null, found, inherits in raw.execute(TABLES).fetchall():
        if kind != "r":
            wrong.append(f"{name} is a view, a partition or foreign")
        elif name in rules:
            wrong += wrong_protection(name, enabled and forced, trust_not_null, set(found or ()), rules[name])
        elif not OPEN_TABLES.get(name, ("", "", ""))[2]:
            wrong.append(f"{name} has neither policies nor a reason to have none")
        if owner != "wellschool_owner":
            wrong.append(f"{name} is owned by {owner}")
        if inherits:
            wrong.append(f"{name} inherits: statistics of such tables leaked")
    return wrong


def wrong_protection(
    name: str, closed: bool, not_null: bool | None, found: set[str], rules: list[TableRule]
) -> list[str]:
    excused = name in WITHOUT_TRUST if not_null is None else name in TRUST_MAY_BE_EMPTY
    return [
        words
        for is_wrong, words in (
            (not closed, f"{name}: row-level security is not forced"),
            (
                found != policy_names(rules),
                f"{name}: other policies than the model's",
            ),
            (name not in RIGHTS, f"{name}: its rights are not written down in rights.py"),
            (not (not_null or excused), f"{name}: no trust_id, or one that may be empty, without a reason"),
        )
        if is_wrong
    ]


HARMLESS = {"plan_cache_mode=force_generic_plan"}
FUNCTIONS = """
select p.oid::regprocedure::text, n.nspname::text, p.prosecdef, p.proconfig, p.proowner::regrole::text,
  exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x where x.grantee = 0)
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_t%' order by 1
"""


def wrong_functions(raw: psycopg.Connection) -> list[str]:
    """Functions that could be turned: without a search path, everybody's, outside the schema, or the owner's."""
    wrong = []
    for name, schema, definer, settings, owner, public in raw.execute(FUNCTIONS).fetchall():
        if set(settings or ()) - HARMLESS != {"search_path=pg_catalog, pg_temp"}:
            wrong.append(f"{name} has no search path of its own")
        if public:
            wrong.append(f"{name} may be executed by everybody")
        if schema != "isolation":
            wrong.append(f"{name} is outside the schema isolation")
        if definer and owner not in ("wellschool_guard", *MAKERS):
            wrong.append(f"{name} runs as {owner}")
    return wrong


RELATIONS = """
select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm', 'f', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by 1
"""
SEQUENCES = """
select c.relname || ' to ' || x.grantee::regrole from pg_class c, aclexplode(c.relacl) x
where c.relkind = 'S' and x.grantee <> c.relowner and x.grantee <> 'wellschool_backup'::regrole order by 1
"""
GRANTS = """
select c.relname::text, x.grantee::regrole::text, lower(x.privilege_type), null
from pg_class c, aclexplode(c.relacl) x where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  and x.grantee <> c.relowner
union all
select c.relname::text, x.grantee::regrole::text, lower(x.privilege_type), a.attname::text
from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) x
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
"""
# what the guard looks up in tables without row-level security: who holds an invited address
GUARDS_LOOK_UPS = {
    ("accounts_user", "id"),
    ("accounts_user", "email"),
    ("account_emailaddress", "user_id"),
    ("account_emailaddress", "email"),
    ("account_emailaddress", "verified"),
}
Grants = set[tuple[str, str, str, str | None]]  # table, role, right, column or None for the table


def wrong_relations(raw: psycopg.Connection) -> list[str]:
    """Views of any kind, and sequences that somebody may read."""
    views = [f"{name} is a view or partition" for (name,) in raw.execute(RELATIONS)]
    return views + [f"the sequence {name}" for (name,) in raw.execute(SEQUENCES)]


def granted(raw: psycopg.Connection) -> Grants:
    return set(raw.execute(GRANTS).fetchall())  # type: ignore[arg-type]


def declared_grants() -> Grants:
    """As the models and OPEN_TABLES say; and backups read everything."""
    found: Grants = set()
    for table, rules in declared().items():
        for statement in (words for rule in rules for words in rule.statements(table)):
            if statement.startswith("grant "):
                found |= read_grant(table, statement)
    for table, (members, yst, _) in OPEN_TABLES.items():
        given = {"web": members, "worker": members, "yst": yst, "migrate": "select, insert, update, delete"}
        for role, rights in given.items():
            found |= {(table, f"wellschool_{role}", right, None) for right in rights.split(", ") if right}
    found |= {(table, "wellschool_guard", "select", column) for table, column in GUARDS_LOOK_UPS}
    return found | {(table, "wellschool_backup", "select", None) for table in (*declared(), *OPEN_TABLES)}


def read_grant(table: str, statement: str) -> Grants:
    """Take one of our own GRANT statements apart."""
    rights, _, rest = statement.removeprefix("grant ").partition(f" on {table} to ")
    right, bracket, columns = rights.partition(" (")
    names: list[str | None] = [c.strip(' "') for c in columns.rstrip(")").split(",")] if bracket else [None]
    return {(table, role, one, name) for role in rest.split(", ") for one in right.split(", ") for name in names}


def wrong_grants(raw: psycopg.Connection) -> list[str]:
    found, wanted = granted(raw), declared_grants()
    return [f"granted: {g}" for g in sorted(map(str, found - wanted))] + [
        f"not granted: {g}" for g in sorted(map(str, wanted - found))
    ]


PER_ROW = """
select tablename || '.' || policyname from pg_policies where schemaname = 'public' and regexp_count(
  coalesce(qual, '') || coalesce(with_check, ''), 'isolation\\.\\w+\\(') <> regexp_count(
  coalesce(qual, '') || coalesce(with_check, ''), 'SELECT isolation\\.\\w+\\(')
"""


def wrong_policies(raw: psycopg.Connection) -> list[str]:
    """Policies that would ask a look-up again for each row."""
    return [f"{name} asks for each row" for (name,) in raw.execute(PER_ROW)]
