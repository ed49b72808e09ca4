"""Pages of docs/ that are generated from code are up to date, and the README shows its two commands first."""

from pathlib import Path

import pytest

from reviews.management.commands.write_docs import PAGES

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "Run make docs."


def test_the_readme_shows_its_two_commands_first() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    first, second = text.index("make demo"), text.index("make test")
    assert first < second < text.index("## ")


def test_every_picture_in_the_readme_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = [line.split("(", 1)[1].split(")")[0] for line in text.splitlines() if line.startswith("![")]

    assert pictures
    assert not [p for p in pictures if not (ROOT / p).is_file()]
