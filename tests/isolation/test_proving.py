"""What is proven whole only where something that it depends on has changed: that it is, then, and all of it in turn."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from tests.isolation import proving
from tests.isolation.proving import PROOFS, digest_of, is_proven, one_of

DAY = datetime(2026, 11, 30)


@pytest.fixture
def proven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record that says of everything that it held as it is now."""
    monkeypatch.delenv("PROVE", raising=False)
    monkeypatch.setattr(proving, "PROVEN", tmp_path / "proven.txt")
    assert proving.main() == 0
    return tmp_path / "proven.txt"


def skipped(proof: str, part: int, parts: int) -> bool:
    try:
        one_of(proof, part, parts)
    except pytest.skip.Exception:
        return True
    return False


@pytest.mark.usefixtures("proven")
def test_every_part_has_its_turn_within_as_many_days() -> None:
    ran = []
    for day in range(16):
        with time_machine.travel(DAY + timedelta(days=day)):
            ran += [part for part in range(16) if not skipped("gate", part, 16)]

    assert sorted(ran) == list(range(16))


@pytest.mark.parametrize("proof", PROOFS)
def test_all_of_it_runs_where_the_record_says_something_else_or_nothing(proof: str, proven: Path) -> None:
    assert is_proven(proof)
    proven.write_text(proven.read_text().replace(digest_of(proof), "0" * 16))

    assert not is_proven(proof)
    assert not any(skipped(proof, part, 4) for part in range(4))

    proven.unlink()
    assert not is_proven(proof)


@pytest.mark.usefixtures("proven")
def test_all_of_it_runs_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVE", "1")

    assert not any(skipped("gate", part, 16) for part in range(16))


@pytest.mark.parametrize(
    "path",
    [
        "docs/database.sql",
        "accounts/sql/people.sql",
        "reviews/plan/sql/steps.sql",
        "wellschool/database/roles.py",
        "tests/isolation/probes_steps.py",
        "tests/isolation/world.py",
    ],
)
@pytest.mark.parametrize("proof", PROOFS)
def test_a_change_of_the_database_or_of_a_probe_counts(proof: str, path: str, tmp_path: Path) -> None:
    changed = tmp_path / path
    changed.parent.mkdir(parents=True)
    changed.write_text("before")
    before = digest_of(proof, tmp_path)
    changed.write_text("after")

    assert digest_of(proof, tmp_path) != before


def test_what_a_proof_depends_on_is_there() -> None:
    assert all(list(proving.ROOT.glob(pattern)) for patterns in PROOFS.values() for pattern in patterns)
