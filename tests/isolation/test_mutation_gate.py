"""The mutation gate: with any policy, trigger, rule, key, grant or FORCE weakened, a probe turns red."""

import re

import psycopg
import pytest

from tests.isolation.database import Database
from tests.isolation.mutants import DOORS, Mutant, all_mutants
from tests.isolation.probe import PROBES, Probe
from tests.isolation.probes import ALL  # noqa: F401 registers them
from tests.isolation.proving import one_of
from tests.isolation.world import World

SHARDS = 16

# killed only once the triggers of the table are off too: a trigger that runs before the policy says the same
SECOND_WALLS: dict[str, str] = {
    "accounts_membership.first_lead true": "membership_guard asks the same look-up",
    "accounts_membership.invite true": "membership_guard asks the same look-up",
    "reviews_agreedlevel.agree true": "agreement_guard asks for the comparison, then for the stage",
    "reviews_agreementnote.note_it true": "agreement_guard asks for the comparison, then for the stage",
    "reviews_meeting.open_it true": "meeting_guard asks the same look-ups",
    "reviews_nextstep.plan true": "next_step_guard asks the same look-up",
    "reviews_review.set_up true": "stage_guard asks the same look-up",
    "reviews_reviewer.choose true": "reviewer_guard asks the same look-up",
    "reviews_submission.submit true": "submission_guard asks the same look-up",
}
SUPERFLUOUS = "no guard function reads this table: a right too many, which shows nobody anything"
# not killed by anything; each with a reason
# no policy lets a row of YST's in, and the guard of closed trusts, run before it, reads what YST's role may not
WALLED_TWICE = "two walls stand behind the grant, and both say that permission is denied"
HARMLESS: dict[str, str] = {
    "frameworks_framework.guard_select dropped": SUPERFLUOUS,
    "frameworks_level.guard_select dropped": SUPERFLUOUS,
    "frameworks_pillar.guard_select dropped": SUPERFLUOUS,
    "reviews_consent: insert to wellschool_yst": WALLED_TWICE,
}

COUNTS = """
select (select count(*) from pg_policies where schemaname = 'public')
  + (select count(*) from pg_policies where schemaname = 'public'
     and (coalesce(qual, 'true') <> 'true' or coalesce(with_check, 'true') <> 'true')),
  (select count(*) from pg_trigger where not tgisinternal),
  (select sum(regexp_count(prosrc, 'raise exception|perform isolation.refuse')) from pg_proc
   where pronamespace = 'isolation'::regnamespace),
  (select count(*) from pg_constraint c where c.contype = 'f' and c.conkey[2] is not null
   and exists (select 1 from pg_class t where t.oid = c.conrelid and t.relnamespace = 'public'::regnamespace)),
  (select count(*) from pg_class c, unnest(array['web', 'worker', 'yst']) r,
     unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
   where c.relnamespace = 'public'::regnamespace and c.relrowsecurity
   and not exists (select 1 from aclexplode(c.relacl) x
                   where x.grantee = ('wellschool_' || r)::regrole and x.privilege_type = p)
   and (p = 'SELECT' or (select count(*) from pg_attribute a, aclexplode(a.attacl) x
                         where a.attrelid = c.oid and x.grantee = ('wellschool_' || r)::regrole
                         and x.privilege_type = p) < c.relnatts)),
  (select count(*) from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity)
"""


class Gate:
    """Probes, and which tables each touches, found out by a first run in which every one must be green."""

    def __init__(self, raw: psycopg.Connection, world: World) -> None:
        self.raw, self.world = raw, world
        self.said: dict[str, str] = {}
        self.mentioning: dict[str, set[str]] = {}  # names of probes, by what they speak of
        for probe in PROBES:
            database = Database(raw)
            assert not self.is_red(probe, database), f"red without any change: {probe.name}"
            self.said[probe.name] = " ".join([probe.name, *database.said])

    def is_red(self, probe: Probe, database: Database | None = None) -> bool:
        try:
            with self.raw.transaction(force_rollback=True):
                probe.function(database or Database(self.raw), self.world)
        except Exception:  # whatever went otherwise than it does
            return True
        return False

    def killer(self, mutant: Mutant) -> Probe | None:
        """The first probe that notices; those about the same are asked first, short ones before long.

        Of a mutant that is known to live, nobody else is asked.
        """

        def likely(probe: Probe) -> tuple[bool, int]:
            return not self.mentions(probe, mutant.about), len(self.said[probe.name])

        asked = sorted(PROBES, key=likely)
        if mutant.name in {*SECOND_WALLS, *HARMLESS}:
            asked = [probe for probe in asked if self.mentions(probe, mutant.about)]
        with self.raw.transaction(force_rollback=True):
            for change in mutant.weaken:
                self.raw.execute(change)  # type: ignore[arg-type]
            return next((probe for probe in asked if self.is_red(probe)), None)

    def second_killer(self, mutant: Mutant) -> Probe | None:
        """A probe that the second wall's fall alone leaves green, and that turns red when the first is gone too."""
        with self.raw.transaction(force_rollback=True):
            for change in mutant.second:
                self.raw.execute(change)  # type: ignore[arg-type]
            green = [probe for probe in PROBES if self.mentions(probe, mutant.about) and not self.is_red(probe)]
            for change in mutant.weaken:
                self.raw.execute(change)  # type: ignore[arg-type]
            return next((probe for probe in green if self.is_red(probe)), None)

    def mentions(self, probe: Probe, about: str) -> bool:
        if about not in self.mentioning:
            word = re.compile(rf"(?<!\w){re.escape(about)}(?!\w)")
            self.mentioning[about] = {name for name, said in self.said.items() if word.search(said)}
        return probe.name in self.mentioning[about]


@pytest.fixture(scope="session")
def gate(raw: psycopg.Connection, world: World) -> Gate:
    return Gate(raw, world)


@pytest.fixture(scope="session")
def mutants(raw: psycopg.Connection) -> list[Mutant]:
    with raw.transaction(force_rollback=True):
        return all_mutants(raw)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_weakening_turns_a_probe_red(shard: int, request: pytest.FixtureRequest) -> None:
    one_of("gate", shard, SHARDS)
    gate, mutants = (request.getfixturevalue(name) for name in ("gate", "mutants"))  # only here, as they take a while
    survivors, second = [], []
    for mutant in mutants[shard::SHARDS]:
        if gate.killer(mutant) is None:
            if mutant.second and gate.second_killer(mutant):
                second.append(mutant.name)
            else:
                survivors.append(mutant.name)
    mine = {mutant.name for mutant in mutants[shard::SHARDS]}
    assert survivors == sorted(mine & set(HARMLESS))
    assert second == sorted(mine & set(SECOND_WALLS))


def test_there_are_as_many_mutants_as_the_catalogue_offers(raw: psycopg.Connection, mutants: list[Mutant]) -> None:
    with raw.transaction(force_rollback=True):
        counts = raw.execute(COUNTS).fetchone() or ()
    assert len(mutants) == sum(counts) + sum(map(len, DOORS.values()))
    assert min(counts) > 0
    assert len({mutant.name for mutant in mutants}) == len(mutants)
    assert {*SECOND_WALLS, *HARMLESS} <= {mutant.name for mutant in mutants}
