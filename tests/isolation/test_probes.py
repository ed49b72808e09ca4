"""Every attack and every permitted act, on the schema as it is."""

import psycopg
import pytest

from tests.isolation.attacks import ATTACKS, TESTED_IN
from tests.isolation.database import Database
from tests.isolation.probe import PROBES, Probe
from tests.isolation.probes import ALL  # noqa: F401 registers them
from tests.isolation.world import World


@pytest.mark.parametrize("attack", PROBES, ids=lambda p: f"{p.number} {p.name}")
def test_the_database_decides(attack: Probe, raw: psycopg.Connection, world: World) -> None:
    with raw.transaction(force_rollback=True):
        attack.function(Database(raw), world)


def test_every_attack_of_the_list_is_tried() -> None:
    tried = {p.number for p in PROBES} | set(TESTED_IN)
    assert set(ATTACKS) - tried == set()
    assert {p.number for p in PROBES} <= {0, *ATTACKS}


def test_no_two_probes_have_one_name() -> None:
    names = [p.name for p in PROBES]
    assert len(set(names)) == len(names)
