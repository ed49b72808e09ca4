"""What `make` offers: each target says what it does, and each command that is named is there."""

import re
import subprocess

import pytest
import yaml

from wellschool.settings.environment import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()
QUALITY = (ROOT / "make" / "quality.sh").read_text()
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)
NAMED_IN = ["README.md", "CONTRIBUTING.md", "docs/operations/deployment.md", ".pre-commit-config.yaml"]


def functions() -> set[str]:
    """What make/quality.sh can be asked for."""
    return set(re.findall(r"^(\w+)\(\) \{", QUALITY, re.MULTILINE))


def test_help_lists_every_target_on_a_line_that_fits() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()

    assert [line.split()[1] for line in said] == TARGETS
    assert max(map(len, said)) <= 120


def test_every_target_is_declared_to_be_no_file() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony.split() == TARGETS


def test_every_part_of_quality_that_make_calls_is_there() -> None:
    asked = re.findall(r"make/quality\.sh (\w+)", MAKEFILE + (ROOT / ".pre-commit-config.yaml").read_text())
    assert len(asked) > 6
    assert set(asked) <= functions()


@pytest.mark.parametrize("name", NAMED_IN)
def test_every_target_that_is_named_is_there(name: str) -> None:
    named = re.findall(r"`make ([a-z-]+)", (ROOT / name).read_text())
    assert named
    assert set(named) <= set(TARGETS)


def test_hooks_fetch_nothing() -> None:
    repositories = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]

    assert [repository["repo"] for repository in repositories] == ["local"]
    assert {hook["language"] for hook in repositories[0]["hooks"]} == {"system"}
