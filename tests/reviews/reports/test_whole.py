"""A whole review as data keeps to its form, docs/review.schema.json, and tells no more than the pages do."""

import json
from typing import Any

import jsonschema
import pytest

from reviews.documents.pdf_finishing import Faulty
from reviews.reports.whole import check_whole
from tests.builders import NAMES
from tests.reviews.reports.library import WHOLE, ZEBRA, Library, keeps_to_its_form

pytestmark = pytest.mark.django_db


def read(library: Library, name: str) -> dict[str, Any]:
    return json.loads(library.file(name).content)


@pytest.mark.parametrize("name", ["whole.json", "shown whole.json", "hidden whole.json", "nameless whole.json"])
def test_it_keeps_to_its_form(library: Library, name: str) -> None:
    keeps_to_its_form(library.file(name).content)


def test_its_form_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(WHOLE)


def test_without_anything_ticked_it_holds_what_everyone_may_read(library: Library) -> None:
    whole = read(library, "whole.json")

    assert whole["comparison"] is None
    assert whole["for_whom"] == "Everyone in the trust"
    assert len(whole["statements"]) == 42
    assert ZEBRA not in json.dumps(whole)


def test_names_stand_beside_ratings_where_the_review_shows_them(library: Library) -> None:
    first = read(library, "shown whole.json")["comparison"][0]

    assert {rating["who"] for rating in first["ratings"]} == {NAMES["lead"], NAMES["colleague"]}
    assert ZEBRA in first["ratings"][0]["evidence"]


def test_hidden_names_are_letters_without_id_time_or_order(library: Library) -> None:
    whole = read(library, "hidden whole.json")
    ratings = [rating for row in whole["comparison"] for rating in row["ratings"]]

    assert {rating["who"] for rating in ratings} <= {"Colleague A", "Colleague B", "Colleague C", None}
    assert all(set(rating) == {"who", "level", "evidence", "suggestion"} for rating in ratings)
    assert not any(name in json.dumps(whole["comparison"]) for name in NAMES.values())
    unlettered = [rating for rating in ratings if rating["who"] is None]
    assert unlettered
    assert {rating["level"] for rating in unlettered} == {None}


def test_no_number_of_the_database_is_in_it(library: Library) -> None:
    """Every whole number is a level, a count, a domain or the version of the form."""

    def numbers(value: Any) -> set[int]:
        if isinstance(value, dict):
            return set().union(*map(numbers, value.values()))
        if isinstance(value, list):
            return set().union(*map(numbers, value))
        return {value} if isinstance(value, int) and not isinstance(value, bool) else set()

    assert numbers(read(library, "hidden whole.json")) <= set(range(8))


def test_another_form_is_refused() -> None:
    with pytest.raises(Faulty):
        check_whole(b'{"version": 2}')
