"""The lock files: complete, with hashes, without addresses, and fit for what pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from wellschool.settings.environment import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
FILES = {"requirements.txt": [], "requirements-demo.txt": ["embedded"], "requirements-test.txt": ["embedded", "test"]}


def pins(file: str) -> dict[str, set[str]]:
    """The locked versions by name; several where they differ by platform."""
    found: dict[str, set[str]] = {}
    for match in PIN.finditer((ROOT / file).read_text()):
        found.setdefault(match["name"], set()).add(match["version"])
    return found


def wanted(groups: list[str]) -> list[Requirement]:
    lines: list[Any] = [*PROJECT["project"]["dependencies"]]
    for group in groups:
        lines += [line for line in PROJECT["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("file", FILES)
def test_lock_file_names_no_address(file: str) -> None:
    assert "://" not in (ROOT / file).read_text()


@pytest.mark.parametrize("file", FILES)
def test_lock_file_has_a_hash_for_every_version(file: str) -> None:
    entries = re.split(r"\n(?=[a-z])", Path(ROOT / file).read_text())

    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("file", "groups"), FILES.items())
def test_lock_file_satisfies_the_project(file: str, groups: list[str]) -> None:
    locked = pins(file)

    unmet = [
        str(requirement)
        for requirement in wanted(groups)
        if not all(requirement.specifier.contains(v) for v in locked.get(canonicalize_name(requirement.name), [""]))
    ]

    assert unmet == []


def test_lock_files_agree_on_versions() -> None:
    everything = pins("requirements-test.txt")

    for file in FILES:
        assert {name: versions for name, versions in pins(file).items() if everything[name] != versions} == {}
