"""A run of pytest that begins no test after a moment, and says what it left."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from make.deadline import told
from wellschool.settings.environment import ROOT

LONG = 3600


def run(folder: Path, until: float, *more: str) -> tuple[int, str]:
    """A run of three tests without what ours bring along; its code and its words."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    argv = [sys.executable, "-m", "pytest", "-q", "-p", "make.deadline", "-p", "no:django", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*argv, "-c", folder / "pytest.ini", "--until", str(until), *more, folder],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def write(folder: Path, body: str) -> None:
    (folder / "test_three.py").write_text(f"import pytest\n@pytest.mark.parametrize('n', [1, 2, 3])\n{body}\n")


def test_what_has_time_is_run_to_its_end(tmp_path: Path) -> None:
    write(tmp_path, "def test_it(n): pass")

    code, said = run(tmp_path, time.time() + LONG)

    assert (code, "3 passed" in said, "Left to" in said) == (0, True, False)


@pytest.mark.parametrize("processes", [(), ("-n", "1")], ids=["one", "xdist"])
def test_what_has_none_is_left_and_told_and_is_no_failure(tmp_path: Path, processes: tuple[str, ...]) -> None:
    write(tmp_path, "def test_it(n): pass")

    code, said = run(tmp_path, time.time() - 1, *processes)

    assert "Left to make test, as the time was over:" in said
    assert "3 passed" not in said
    assert code == 0


def test_a_failure_before_the_end_stays_one(tmp_path: Path) -> None:
    write(tmp_path, "def test_it(n): assert n > 1")

    code, said = run(tmp_path, time.time() - 1)

    assert (code, "1 failed" in said) == (1, True)


def test_what_is_left_is_told_by_folder() -> None:
    left = {"tests/b/test_x.py::test_a", "tests/a/test_y.py::test_b", "tests/a/test_y.py::test_c"}

    assert told(left) == ["Left to make test, as the time was over:", "  tests/a: 2 tests", "  tests/b: 1 test"]
    assert told(set()) == []
