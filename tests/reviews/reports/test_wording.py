"""The words of a report: dates, half-terms, printable text, and the independence statement in plain sentences."""

from datetime import UTC, date, datetime
from typing import Any

from accounts.promises import NOT_SHOWN
from reviews.calendar import USUAL, by_when_words
from reviews.documents.wording import counted, day, listed, one_line, plain
from reviews.review.independence import independence_sentences, rated_by


def stated(reviewers: int = 3, **changes: Any) -> dict[str, Any]:
    """What the database writes down at a sign-off."""
    people = [
        {"name": name, "job_title": title, "submitted_at": f"2026-11-0{n}T09:00:00+00:00"}
        for n, (name, title) in enumerate(
            [("Joe Bennett", ""), ("Priya Nair", "Director of sport"), ("Sarah Okafor", "")], start=2
        )
    ]
    return {
        "rating_at": "2026-11-01T09:00:00+00:00", "shown_at": "2026-11-09T23:30:00+00:00", "names_shown": False,
        "reviewers": people[:reviewers], "left_out": 0, "early_reasons": [], **changes,
    }  # fmt: skip


def said(independence: dict[str, Any]) -> str:
    return " ".join(independence_sentences(independence, statements=42))


def test_it_says_who_rated_when_they_submitted_and_when_ratings_were_shown() -> None:
    assert said(stated()) == (
        "Three colleagues each went through the 42 statements on their own, without seeing anybody else's ratings in"
        " this product, and chose for each a level or “can’t say”: Joe Bennett,"
        " Priya Nair (Director of sport) and Sarah Okafor."
        " Rating began on 1 November 2026. The answers came in from 2 November 2026 to 4 November 2026."
        " The ratings were shown on 9 November 2026, after all had been submitted."
        " Ratings were compared without names beside them."
    )


def test_one_persons_view_is_called_that() -> None:
    words = said(stated(reviewers=1))

    assert "chose for each a level or “can’t say”: Joe Bennett. This review is one person's view." in words
    assert "The answers were submitted on 2 November 2026." in words
    assert "names" not in words
    assert rated_by(stated(reviewers=1)) == "This is one person's view: one colleague answered the statements."


def test_an_early_showing_gives_its_reasons_and_how_many_were_left_out() -> None:
    words = said(stated(left_out=2, early_reasons=["away", "left", "away"]))

    assert "That was early because someone was away and someone had left." in words
    assert f"Two colleagues had not submitted; their answers were left out. {NOT_SHOWN}" in words


def test_names_beside_ratings_are_mentioned() -> None:
    assert "Ratings were compared with names beside them." in said(stated(names_shown=True))


def test_days_are_those_of_london() -> None:
    assert day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"
    assert day(date(2026, 12, 4)) == "4 December 2026"


def test_what_is_due_is_sorted_by_day_and_half_term_together() -> None:
    due = [(None, ""), (date(2027, 7, 20), ""), (None, "2026-2"), (date(2027, 1, 5), ""), (None, "2026-4")]

    assert [by_when_words(*each) for each in sorted(due, key=lambda each: USUAL.ends_on(*each) or date.max)] == [
        "Autumn, second half 2026/27", "5 January 2027", "Spring, second half 2026/27", "20 July 2027", "No date",
    ]  # fmt: skip


def test_text_loses_what_cannot_be_printed_and_keeps_the_rest() -> None:
    assert plain("a\x00b\x07\r\n\r\n\r\n\r\n c\u202e ŵ ŷ 😀 שלום\ud800") == "ab\n\nc ŵ ŷ 😀 שלום"
    assert one_line(" Saltmarsh\n Learning ") == "Saltmarsh Learning"


def test_small_numbers_are_words() -> None:
    assert [counted(n, "colleague") for n in (1, 8, 12)] == ["one colleague", "eight colleagues", "12 colleagues"]
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
