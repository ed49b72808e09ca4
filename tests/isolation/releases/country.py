"""Trusts, sign-offs and sharings in bulk, past the operations; releases of them by the real function."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import psycopg

from tests.isolation.database import Database, begin
from tests.isolation.world import Person, World

REGIONS = ("east-midlands", "east-of-england", "london", "north-east", "north-west", "south-east")
PHASES = ("primary", "secondary", "special", "mixed")
SIZES = (1, 4, 8, 15, 30)  # a number of schools for each band
FILLED: dict[str, Any] = {"boolean": False, "jsonb": "{}", "timestamp with time zone": datetime(2026, 9, 1, tzinfo=UTC)}
NEEDED = """
select column_name, data_type from information_schema.columns
where table_schema = 'public' and table_name = %s and is_nullable = 'NO' and column_default is null
  and is_identity = 'NO' and is_generated = 'NEVER'
"""
NEW_RELEASE = (
    "insert into reviews_release (uuid, academic_year, version_id, state, asked_by_id, asked_by_name, asked_at, "
    "attempts, failure, decided_by_name) "
    "values (md5(clock_timestamp()::text)::uuid, %s, %s, 'queued', %s, 'Max Hill', now(), 0, '', '') returning id"
)
CLAIM = "update reviews_release set state = 'making', lease = %s, attempts = attempts + 1 where id = %s"
MAKE = "select isolation.make_release(%s, %s, now())"
DECIDE = "update reviews_release set state = %s, decided_by_name = 'Max Hill', decided_at = now() where id = %s"

# Lots that can be drawn again: those of leaving trusts out are this function's, and scores differed by them.
SAME_LOTS = """
create or replace function pg_catalog.gen_random_uuid() returns uuid language sql volatile
as 'select md5(random()::text || random()::text)::uuid'
"""


@dataclass
class Edition:
    """A framework of its own with one version; statements in order, each with its domain."""

    framework: int
    version: int
    domains: list[int]
    statements: list[int]


@dataclass
class Rows:
    """Rows waiting to be copied, by table."""

    of: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> None:
        self.of.setdefault(table, []).append(row)


class Country:
    """Builds as the superuser, without triggers; everything else goes by the rules. Ids are counted from a million."""

    def __init__(self, raw: psycopg.Connection, world: World) -> None:
        self.raw, self.world = raw, world
        self.waiting = Rows()
        self.numbers = count(1_000_000)
        self.statements = count(20_000)  # their ids are small
        self.needed: dict[str, dict[str, str]] = {}
        raw.execute(SAME_LOTS)

    # -- building ------------------------------------------------------------------------------------------------------

    def edition(self, domains: int = 2, each: int = 3) -> Edition:
        """A framework of a single version, published."""
        framework, version = next(self.numbers), next(self.numbers)
        add = self.waiting.add
        add("frameworks_framework", id=framework, slug=f"f{framework}", name="F")
        add(
            "frameworks_frameworkversion",
            id=version,
            framework_id=framework,
            number="1",
            name="V",
            fingerprint="0",
            in_place_from=2,
            words="{}",
        )
        for value in (1, 2, 3):
            add("frameworks_level", version_id=version, value=value, name=f"L{value}", description="")
        made = Edition(framework, version, [], [])
        for n in range(1, domains + 1):
            pillar, domain = next(self.numbers), next(self.numbers)
            made.domains.append(domain)
            add("frameworks_pillar", id=pillar, version_id=version, number=n, slug=f"p{n}", name="P", tagline="")
            add(
                "frameworks_domain",
                id=domain,
                version_id=version,
                pillar_id=pillar,
                number=n,
                title="D",
                short_title="D",
            )
            for k in range(1, each + 1):
                made.statements.append(next(self.statements))
                statement = made.statements[-1]
                add("frameworks_statement", id=statement, version_id=version, domain_id=domain, number=k, text="S")
        return made

    def trust(self, region: str = "london", phase: str = "primary", schools: int = 4) -> int:
        trust = next(self.numbers)
        self.waiting.add(
            "accounts_trust", id=trust, slug=f"t{trust}", name=f"T{trust}", region=region, phase=phase, schools=schools
        )
        return trust

    def review(
        self, trust: int, edition: Edition, year: int, levels: Sequence[int | None], choice: str = "releases"
    ) -> int:
        """A review of this year, signed off, with the sharing that holds."""
        review = next(self.numbers)
        at = datetime(year, 11, 5, 12, tzinfo=UTC)
        self.waiting.add(
            "reviews_review", id=review, uuid=uuid4(), trust_id=trust, framework_id=edition.framework,
            version_id=edition.version, title="R",
            academic_year=year, term="year", stage="agreed", names_shown=True, rating_at=at, revealed_at=at,
            signed_off_at=at,
        )  # fmt: skip
        self.sign_off(trust, review, edition, 1, at, levels)
        if choice != "nothing":
            self.consent(trust, review, choice, at)
        return review

    def sign_off(
        self, trust: int, review: int, edition: Edition, number: int, at: datetime, levels: Sequence[int | None]
    ) -> None:
        snapshot = next(self.numbers)
        self.waiting.add(
            "reviews_snapshot", id=snapshot, trust_id=trust, review_id=review, number=number, signed_off_at=at,
            independence="{}",
        )  # fmt: skip
        for statement, level in zip(edition.statements, levels, strict=True):
            self.waiting.add(
                "reviews_snapshotlevel", trust_id=trust, snapshot_id=snapshot, statement_id=statement, level=level
            )

    def consent(self, trust: int, review: int, choice: str, at: datetime, ended: datetime | None = None) -> None:
        self.waiting.add(
            "reviews_consent", trust_id=trust, review_id=review, choice=choice, steps_shared=False, chosen_at=at,
            chosen_by_name="E", withdrawn_at=ended,
        )  # fmt: skip

    def store(self) -> None:
        """Copy what waits into the database."""
        with self.raw.transaction():
            self.raw.execute("set local session_replication_role = replica")
            for table, rows in self.waiting.of.items():
                self._copy(table, rows)
            self.raw.execute("set local session_replication_role = origin")
        self.waiting = Rows()

    def change(self, statement: str, *values: Any) -> None:
        """Change rows past the triggers."""
        with self.raw.transaction():
            self.raw.execute("set local session_replication_role = replica")
            self.raw.execute(statement, values)

    def _copy(self, table: str, rows: list[dict[str, Any]]) -> None:
        if table not in self.needed:
            self.needed[table] = dict(self.raw.execute(NEEDED, [table]).fetchall())
        given = list(rows[0])
        filled = {name: kind for name, kind in self.needed[table].items() if name not in given}
        empty = {name: ("N" if name.endswith("_name") else "") for name in filled}
        others = [
            FILLED.get(kind, empty[name] if kind.startswith(("character", "text")) else 0)
            for name, kind in filled.items()
        ]
        columns = ", ".join([*given, *filled])
        with self.raw.cursor() as cursor, cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
            for row in rows:
                copy.write_row([*row.values(), *others])

    # -- releases ------------------------------------------------------------------------------------------------------

    def release(self, edition: Edition, year: int, decision: str = "published") -> int | None:
        """Make the year's release as the programme manager; None when too few trusts share."""
        try:
            with self.raw.transaction():
                begin(self.raw, self.world.manager)
                row = self.raw.execute(NEW_RELEASE, [year, edition.version, self.world.manager.user_id]).fetchone()
                assert row
                lease = uuid4()
                self.raw.execute(CLAIM, [lease, row[0]])
                self.raw.execute(MAKE, [row[0], lease])
        except psycopg.Error as error:
            if error.sqlstate != "P0N01":
                raise
            return None
        if decision != "previewed":
            self.decide(row[0], decision)
        return int(row[0])

    def decide(self, release: int, decision: str) -> None:
        with self.raw.transaction():
            begin(self.raw, self.world.manager)
            self.raw.execute(DECIDE, [decision, release])

    def read(self, who: Person, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """As somebody who is signed in."""
        with Database(self.raw).as_person(who) as db:
            return db.rows(statement, *values)


def day(year: int, days: int) -> datetime:
    """So many days into an academic year."""
    return datetime(year, 9, 1, 12, tzinfo=UTC) + timedelta(days=days)
