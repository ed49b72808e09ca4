"""Half-terms: whoever has said when theirs end is taken at their word, in what is offered and in what is overdue."""

from datetime import date, timedelta

import pytest

from reviews.calendar import USUAL, Calendar, Term, academic_year_of, half_term_words, year_words

OWN = Calendar({"2026-1": date(2026, 10, 16), "2026-4": date(2027, 3, 25)})


@pytest.mark.parametrize(("code", "last"), [("2026-1", date(2026, 10, 16)), ("2026-2", date(2026, 12, 20))])
def test_a_half_term_ends_as_was_said_or_as_usual(code: str, last: date) -> None:
    assert OWN.last_day(code) == last


@pytest.mark.parametrize(
    ("day", "own", "usual"),
    [
        (date(2026, 9, 1), "2026-1", "2026-1"),
        (date(2026, 10, 16), "2026-1", "2026-1"),
        (date(2026, 10, 17), "2026-2", "2026-1"),
        (date(2027, 3, 26), "2026-5", "2026-4"),
        (date(2027, 8, 31), "2027-1", "2027-1"),  # in the summer holidays the next one
    ],
)
def test_which_half_term_a_day_is_in(day: date, own: str, usual: str) -> None:
    assert (OWN.half_term_of(day), USUAL.half_term_of(day)) == (own, usual)


def test_half_terms_are_offered_until_they_have_ended() -> None:
    last = OWN.last_day("2026-1")
    assert OWN.choices(last)[0] == ("2026-1", "Autumn, first half 2026/27")
    assert OWN.choices(last + timedelta(days=1))[0][0] == "2026-2"
    assert OWN.choices(last)[-1][0] == "2027-6"


def test_every_day_is_in_a_half_term_that_ends_on_or_after_it() -> None:
    for n in range(800):
        day = date(2026, 9, 1) + timedelta(days=n)
        assert USUAL.last_day(USUAL.half_term_of(day)) >= day


def test_a_date_comes_before_a_half_term() -> None:
    assert OWN.ends_on(date(2026, 11, 3), "") == date(2026, 11, 3)
    assert OWN.ends_on(None, "2026-4") == date(2027, 3, 25)
    assert OWN.ends_on(None, "") is None


@pytest.mark.parametrize(("day", "year"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026)])
def test_an_academic_year_begins_in_september(day: date, year: int) -> None:
    assert academic_year_of(day) == year


def test_years_are_said_as_schools_say_them() -> None:
    assert year_words(2026) == "2026/27"
    assert year_words(2099, Term.SPRING) == "2099/00, spring term"
    assert half_term_words("2026-3") == "Spring, first half 2026/27"
