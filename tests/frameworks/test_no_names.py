"""Levels and frameworks are data: no code, rule, template or style knows one by its name, or how many there are."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

SHIPPED = sorted(Path("fixtures/frameworks").rglob("framework.toml"))
LOOKED_THROUGH = ("accounts", "frameworks", "reviews", "wellschool", "templates", "static", "deploy", "make")
# the gallery shows made-up examples of every component, and says so
EXAMPLES = ("templates/gallery/", "reviews/home/gallery.py")
COUNTED = re.compile(r"\b(?:42 statements|seven domains|three levels|four pillars)\b", re.IGNORECASE)
# the condition of national figures, in words and in the rule
STATED = {"reviews/releases/words.py", "reviews/releases/sql/keeping.sql"}


def sources() -> dict[str, str]:
    """Every text of the product, by its path."""
    listed = subprocess.run(["git", "ls-files", *LOOKED_THROUGH], capture_output=True, text=True, check=True).stdout
    paths = [p for p in listed.splitlines() if p.endswith((".py", ".sql", ".html", ".txt", ".js", ".css", ".sh"))]
    return {path: Path(path).read_text() for path in paths if not path.startswith(EXAMPLES) and Path(path).is_file()}


def names_in(content: dict[str, Any]) -> list[str]:
    """What only this framework has: its own names, and those of others that it speaks of, also in short."""
    words = content.get("words", {})
    others = [words.get("pillars"), words.get("beside"), *words.get("beside", "").split(": ")]
    named = [each["name"] for kind in ("levels", "pillars") for each in content.get(kind, [])]
    titles = [domain[title] for domain in content["domains"] for title in ("title", "short_title") if title in domain]
    titled = [title for title in titles if " " in title]  # a single word may mean anything
    return [content["framework"]["slug"], content["version"]["name"], *named, *titled, *filter(None, others)]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.parent.name)
def test_nothing_knows_a_framework_or_its_levels_by_name(file: Path) -> None:
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, names_in(tomllib.loads(file.read_text()))))})\b")

    told = [f"{path}: {m[0]}" for path, text in sources().items() for m in found.finditer(text)]

    assert not told


def test_nothing_knows_how_many_levels_domains_or_statements_there_are() -> None:
    told = [f"{path}: {m[0]}" for path, text in sources().items() for m in COUNTED.finditer(text)]

    assert not [each for each in told if each.partition(":")[0] not in STATED]
