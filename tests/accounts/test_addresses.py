"""Filters in an address: read from it, written back, and what is not known left out."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, strategies as st

from accounts.addresses import LONGEST, QueryFilters, any_words, as_typed

SHAPES = {"round": "Round", "flat & wide": "Flat"}
WORDS = st.text(st.characters(exclude_categories=["Cs"]))  # half a character is in no address


@dataclass(frozen=True)
class Example(QueryFilters):
    """One of each kind."""

    name: str = any_words(20)
    shape: str = ""
    heavy: bool = False


def read(query: str) -> Example:
    return Example.read(dict(parse_qsl(query)), {"shape": SHAPES})


@given(name=WORDS, shape=st.sampled_from(["", *SHAPES]), heavy=st.booleans())
def test_what_is_written_is_read_again(name: str, shape: str, heavy: bool) -> None:
    filters = Example(as_typed(name, 20), shape, heavy)

    assert read(filters.query) == filters
    assert filters.is_on == bool(filters.query)


@given(st.dictionaries(st.sampled_from(["name", "shape", "heavy", "page"]), WORDS))
def test_whatever_an_address_says_is_read(query: dict[str, str]) -> None:
    filters = Example.read(query, {"shape": SHAPES})

    assert filters.shape in ("", *SHAPES)
    assert len(filters.name) <= 20
    assert "\0" not in filters.name
    assert read(filters.query) == filters


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("shape=square&page=2&x=y", ""),
        ("shape=round&shape=square", ""),
        ("shape=flat+%26+wide", "shape=flat+%26+wide"),
        ("name=+%00+&heavy=", ""),
        ("name=a%00b++c", "name=a+b+c"),
        ("heavy=false", ""),
        ("heavy=0", ""),
        ("heavy=yes", "heavy=on"),
    ],
)
def test_what_is_not_known_is_left_out(query: str, kept: str) -> None:
    assert read(query).query == kept


def test_another_choice_of_one_leaves_the_others() -> None:
    assert read("name=a&shape=round").narrowed("shape", "").query == "name=a"


def test_words_have_an_end() -> None:
    assert len(as_typed("a" * 100_000)) == LONGEST
    assert as_typed("a" * (LONGEST - 1) + " b") == "a" * (LONGEST - 1)
