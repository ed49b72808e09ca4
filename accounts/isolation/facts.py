"""Facts that Python says and rules of the database need: copied into tables of their own after each migration.

So a rule's list of stages, regions or bands stands once, in Python; a function reads the copy. Nobody else can.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connections
from psycopg import sql

from accounts.isolation.roles import as_database_role


@dataclass(frozen=True)
class Facts:
    """The rows of `isolation.<table>`, which `owner` owns; `rows` are asked for when they are stored."""

    table: str
    columns: tuple[str, ...]
    rows: Callable[[], Sequence[tuple[str | int | None, ...]]]
    owner: str = "wellschool_guard"


KNOWN: dict[str, Facts] = {}


def register_facts(facts: Facts) -> None:
    """Have these stored: each app registers its own when it is ready."""
    KNOWN[facts.table] = facts


def store_facts(using: str) -> None:
    """Make every table hold what Python says now. Tables that are not there yet are left for the next migration."""
    for facts in KNOWN.values():
        with as_database_role(facts.owner, using), connections[using].cursor() as cursor:
            cursor.execute("select to_regclass(%s) is not null", [f"isolation.{facts.table}"])
            if not cursor.fetchone()[0]:
                continue
            table = sql.Identifier("isolation", facts.table)
            names = sql.SQL(", ").join(map(sql.Identifier, facts.columns))
            places = sql.SQL(", ").join(sql.Placeholder() * len(facts.columns))
            cursor.execute(sql.SQL("delete from {}").format(table))
            cursor.executemany(sql.SQL("insert into {} ({}) values ({})").format(table, names, places), facts.rows())
