"""Every file is written as .editorconfig says."""

import subprocess
from pathlib import Path

import editorconfig
import pytest

from wellschool.settings.environment import ROOT

PICTURES = {".png"}
ENDS = {"lf": "\n", "crlf": "\r\n"}


def tracked() -> list[Path]:
    """What git has, without pictures."""
    said = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = [ROOT / name for name in said.split("\0") if name]
    return [p for p in paths if p.is_file() and not p.is_symlink() and p.suffix not in PICTURES]


def faults(path: Path, data: bytes) -> list[str]:
    """What is written otherwise in a file that would be at `path`."""
    wanted = editorconfig.get_properties(str(path))
    end, text = ENDS[wanted["end_of_line"]], data.decode(wanted["charset"])
    lines = text.split(end)
    only_spaces, ends = wanted["indent_style"] == "space", wanted["insert_final_newline"] == "true"
    checks = {
        "the end of a line": any("\n" in line or "\r" in line for line in lines),
        "the end of the file": text != "" and text.endswith(end) != ends,
        "spaces at the end of a line": any(line != line.rstrip(" \t") for line in lines),
        "the indentation": only_spaces and any(line.startswith("\t") for line in lines),
    }
    return [name for name, is_wrong in checks.items() if is_wrong]


def test_every_file_is_written_as_it_says() -> None:
    found = {path.relative_to(ROOT).as_posix(): faults(path, path.read_bytes()) for path in tracked()}

    assert len(found) > 1000
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"a\r\n", "the end of a line"),
        (b"a", "the end of the file"),
        (b"a \n", "spaces at the end of a line"),
        (b"\ta\n", "the indentation"),
    ],
)
def test_what_is_written_otherwise_is_found(data: bytes, wrong: str) -> None:
    assert wrong in faults(ROOT / "accounts" / "names.py", data)


def test_it_says_what_ruff_says() -> None:
    assert editorconfig.get_properties(str(ROOT / "manage.py"))["max_line_length"] == "120"
    assert "line-length = 120" in (ROOT / "pyproject.toml").read_text()
