"""What stands twice because the database says it too is the same twice; what has one door is reached by no other."""

import ast
import re
from pathlib import Path

import pytest

from accounts.register.extracts.rows import BY_REGION, REGIONS
from accounts.register.models import Region
from reviews.review.models.review import FEWEST_FOR_HIDDEN_NAMES, MOST_REVIEWERS
from reviews.review.words import WORDS
from reviews.templatetags.wellschool import number_words

ROOT = Path(__file__).resolve().parents[3]
RULES = ROOT / "reviews" / "review" / "sql"
DOOR = "reviews/review/blinding.py"


@pytest.mark.parametrize(
    ("file", "before", "number", "code"),
    [
        ("reviewers.sql", ">=", MOST_REVIEWERS, "P0R06"),
        ("stages.sql", "<", FEWEST_FOR_HIDDEN_NAMES, "P0S08"),
    ],
)
def test_a_limit_is_the_databases_and_the_one_that_is_said(file: str, before: str, number: int, code: str) -> None:
    rule = rf"{before} (\d+) then\s+raise exception '[^']*' using errcode = '{code}'"

    assert re.findall(rule, (RULES / file).read_text()) == [str(number)]
    assert number_words(number) in WORDS[code]


def test_names_are_hidden_from_as_many_as_the_showing_needs() -> None:
    assert re.findall(r"submitted >= (\d+) then return names", (RULES / "stages.sql").read_text()) == [
        str(FEWEST_FOR_HIDDEN_NAMES)
    ]
    assert number_words(FEWEST_FOR_HIDDEN_NAMES) in WORDS["P0S05"].lower()


def test_the_regions_of_an_extract_are_those_of_the_register() -> None:
    assert {BY_REGION[key] for key in BY_REGION} == set(Region.values)
    assert set(REGIONS) == set(Region.labels)


def test_ratings_are_read_through_one_door() -> None:
    """`blinding` alone asks the table for rows; elsewhere its name is a type, a form's fields or the save itself."""
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "reviews").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "Rating.objects"
    }

    assert asking == {DOOR}
