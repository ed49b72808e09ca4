"""A list with a search: what was typed, and the page that an address asks for."""

import pytest
from django.test import RequestFactory
from hypothesis import given, strategies as st

from accounts.addresses import LONGEST
from accounts.listing import A_PAGE, listing_of, page_of, typed_in, wants_part

ROWS = [f"row {n}" for n in range(2 * A_PAGE + 1)]
rf = RequestFactory()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_typed_is_one_line_with_an_end(typed: str) -> None:
    found = typed_in(rf.get("/", {"q": typed}))

    assert "\0" not in found
    assert found == " ".join(found.split())
    assert len(found) <= LONGEST


@pytest.mark.parametrize(
    ("query", "number"),
    [({}, 1), ({"page": "2"}, 2), ({"page": "nonsense\0"}, 1), ({"page": "99"}, 3), ({"page": "-1"}, 3)],
)
def test_the_address_says_which_page(query: dict[str, str], number: int) -> None:
    assert page_of(rf.get("/", query), ROWS).number == number


def test_a_second_list_on_the_page_has_a_page_of_its_own() -> None:
    request = rf.get("/", {"page": "2", "shared": "3"})

    assert (page_of(request, ROWS).number, page_of(request, ROWS, name="shared").number) == (2, 3)


def test_a_listing_holds_what_was_found_and_how_to_ask_for_another_page() -> None:
    listing = listing_of(rf.get("/", {"q": " row  1 & ", "page": "2"}), lambda typed: [typed] * (A_PAGE + 1))

    assert (listing.typed, list(listing.found), listing.many) == ("row 1 &", ["row 1 &"], A_PAGE + 1)
    assert listing.query == "q=row+1+%26"


def test_nothing_typed_leaves_nothing_in_the_address() -> None:
    assert listing_of(rf.get("/"), lambda typed: ROWS).query == ""


def test_a_script_wants_the_part_alone() -> None:
    assert wants_part(rf.get("/", headers={"HX-Request": "true"}))
    assert not wants_part(rf.get("/"))
