"""What takes minutes to prove is proven whole where something that it depends on has changed, else in part.

`proven.txt` has the digest of what a proof depends on as it was when the whole of it last held; `make prove` writes it.
Whatever the database holds, its functions, the probes, their world and the attacks count; operations that build the
world do not, as what they write is what the database lets them. `make release` proves all again.
"""

import hashlib
import os
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROVEN = Path(__file__).with_name("proven.txt")
ALL = "PROVE"  # in the environment: everything, whatever has been proven
DATABASE = ("docs/database.sql", "*/sql/*.sql", "*/*/sql/*.sql", "wellschool/database/roles.py")
# probes, all that is no test itself, what builds their world, and which PostgreSQL it is
WORLD = ("tests/isolation/[!t]*.py", "tests/builders.py", "tests/extracts.py", "requirements-test.txt")
PROOFS = {
    "gate": (*DATABASE, *WORLD, "tests/isolation/test_mutation_gate.py"),
    "attack": (*DATABASE, *WORLD, "tests/isolation/releases/*.py"),
}


def digest_of(proof: str, root: Path = ROOT) -> str:
    """Of names and contents of everything that a proof depends on."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in PROOFS[proof] for path in root.glob(pattern)}):
        digest.update(f"{path.relative_to(root)} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def is_proven(proof: str) -> bool:
    """Whether the whole of it held on what is here now."""
    if ALL in os.environ or not PROVEN.exists():
        return False
    return f"{proof} {digest_of(proof)}" in PROVEN.read_text(encoding="utf-8").splitlines()


def one_of(proof: str, part: int, parts: int) -> None:
    """Skip this part where the whole is proven, unless it is today's turn: so every part is tried every few days."""
    if is_proven(proof) and date.today().toordinal() % parts != part:
        pytest.skip(f"proven whole on this database; today only part {date.today().toordinal() % parts} of {parts}")


def main() -> int:
    """Record that all of it has held: called when it has."""
    PROVEN.write_text("".join(f"{proof} {digest_of(proof)}\n" for proof in PROOFS), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
