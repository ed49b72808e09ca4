"""Closeness of view in words: the figures, and why there are none."""

import pytest

from reviews.agreement import NOTHING_SHARED, TOO_FEW, Estimate
from reviews.lifecycle import Stage
from reviews.review.closeness import Closeness, closeness_of, in_words
from reviews.review.comparison import comparison_of
from tests.builders import Cast, Levels, acting, draft, rate, reveal, review_at, start, submit


def closeness(cast: Cast, **levels: Levels) -> Closeness:
    """Of a review in which lead, colleague and second rate so."""
    draft(cast, tuple(levels), names_shown=True)
    start(cast)
    for who, given in levels.items():
        rate(cast, who, given)
    submit(cast, *levels)
    reveal(cast)
    with acting(cast.lead):
        return closeness_of(comparison_of(cast.review))


def test_both_figures_are_said_with_a_range(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    with acting(cast.lead):
        found = closeness_of(comparison_of(cast.review))

    assert found.words in {"very close", "close", "fairly close", "far apart"}
    assert 0 < found.pairs < 100
    assert float(found.low) < float(found.value) < float(found.high)
    assert not found.reason


def test_everybody_the_same_is_very_close(cast: Cast) -> None:
    found = closeness(cast, lead=lambda n: 1 + n % 3, colleague=lambda n: 1 + n % 3)

    assert (found.words, found.pairs, found.value) == ("very close", 100, "1.00")


def test_one_person_has_nothing_to_compare_with(cast: Cast) -> None:
    assert "Only one person has rated" in closeness(cast, lead=lambda n: 2).reason


def test_too_few_shared_statements_leave_the_plain_share(cast: Cast) -> None:
    found = closeness(cast, lead=lambda n: 2, colleague=lambda n: 2 if n < 3 else None)

    assert (found.pairs, found.words, found.reason) == (100, "", TOO_FEW.reason)


def test_where_half_cannot_be_compared_there_is_no_word_for_the_whole(cast: Cast) -> None:
    found = closeness(cast, lead=lambda n: 1 + n % 3, colleague=lambda n: 1 + n % 2 if n < 20 else None)

    assert (found.words, found.reason) == (
        "",
        "Only 20 of 42 statements have two levels or more, too few to speak of the whole.",
    )
    assert found.value
    assert "-" not in found.low


def test_nobody_rated_the_same_statement(cast: Cast) -> None:
    found = closeness(cast, lead=lambda n: 2 if n % 2 else None, colleague=lambda n: None if n % 2 else 2)

    assert found == Closeness(reason=NOTHING_SHARED.reason)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.8, "very close"), (0.79, "close"), (0.4, "fairly close"), (0.39, "far apart"), (-1, "far apart")],
)
def test_a_figure_in_words(value: float, words: str) -> None:
    assert in_words(Estimate(value, value, value)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.7951, "very close"), (0.7949, "close"), (0.39925, "fairly close"), (0.39, "far apart"), (-1.67, "far apart")],
)
def test_words_go_with_the_figure_that_is_shown_however_low_it_is(value: float, words: str) -> None:
    assert in_words(Estimate(value, value, value)) == words
