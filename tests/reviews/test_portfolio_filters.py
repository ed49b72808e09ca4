"""Which trusts the portfolio shows, from its address; and when a self-review is due, or stalls."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from frameworks.content import StatementContent
from reviews.lifecycle import Stage
from reviews.portfolio import Filters, Need, PortfolioRow, summary_of
from reviews.portfolio.rows import MOMENTS, _standing

TODAY = date(2026, 11, 25)
NOTHING: dict[str, Any] = {
    "id": 1, "slug": "a", "name": "A", "region": "", "phase": "", "schools": None, "has_closed": False,
    "stage": "", "last_event": None,
    "due_on": None, "is_due": False, "is_stalled": False, "support": "", "snapshot_id": None, "advisors": (),
}  # fmt: skip


def row(**columns: Any) -> PortfolioRow:
    return PortfolioRow(**{**NOTHING, **columns})


def review(stage: str = Stage.RATING, *, days: int = 10, due: int | None = None) -> dict[str, Any]:
    """A review whose last step was so many days ago, due in so many days."""
    at = datetime(2026, 11, 25, 12, tzinfo=UTC) - timedelta(days=days)
    due_on = TODAY + timedelta(days=due) if due is not None else None
    return {**dict.fromkeys(MOMENTS), "created_at": at, "stage": stage, "due_on": due_on}


@pytest.mark.parametrize(
    ("found", "is_due", "is_stalled"),
    [
        (review(days=60), False, False),
        (review(days=61), False, True),
        (review(days=61, due=30), False, True),
        (review(due=0), False, False),
        (review(due=-1), True, False),
        (review(due=-14), True, False),
        (review(due=-15), True, True),
        (review(Stage.DRAFT, days=61), False, True),
        (review(Stage.COMPARING, days=90, due=-20), True, True),
        (review(Stage.AGREED, days=200, due=-150), False, False),
        (review(Stage.CANCELLED, days=200, due=-150), False, False),
        (None, False, False),
    ],
)
def test_only_an_open_review_is_due_or_stalls(found: dict[str, Any] | None, is_due: bool, is_stalled: bool) -> None:
    standing = _standing(found, TODAY)

    assert (standing["is_due"], standing["is_stalled"]) == (is_due, is_stalled)


def test_a_closed_trust_is_waited_for_no_more() -> None:
    standing = _standing(review(days=61, due=-15), TODAY, has_closed=True)

    assert (standing["due_on"], standing["is_due"], standing["is_stalled"]) == (None, False, False)


def test_the_newest_step_counts_and_not_the_newest_column() -> None:
    found = review(days=90)
    found["rating_at"] = datetime(2026, 11, 20, tzinfo=UTC)

    assert _standing(found, TODAY)["last_event"] == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({}, "abc"),
        ({"stage": "rating"}, "a"),
        ({"stage": "none"}, "c"),
        ({"attention": "due"}, "a"),
        ({"attention": "stalled"}, "b"),
        ({"attention": "either"}, "ab"),
        ({"support": "close"}, "b"),
        ({"support": "none"}, "ac"),
        ({"shares": "yes"}, "b"),
        ({"shares": "no"}, "ac"),
        ({"shares": "no", "attention": "either"}, "a"),
        ({"stage": "nonsense", "support": "'; drop table", "page": "2"}, "abc"),
    ],
)
def test_an_address_leaves_some_rows(query: dict[str, str], kept: str) -> None:
    rows = [
        row(name="a", stage=Stage.RATING, is_due=True),
        row(name="b", stage=Stage.AGREED, support="close", snapshot_id=1, is_stalled=True),
        row(name="c"),
    ]

    assert "".join(r.name for r in Filters.read(query, advisors={}).keep(rows)) == kept


def test_filters_stand_in_an_address_and_in_words() -> None:
    filters = Filters.read(
        {"region": "london", "name": " Vale\0 & Co ", "support": "none", "advisor": "7", "x": "y"}, advisors={"7": "Vi"}
    )

    assert filters.query == "name=Vale+%26+Co&region=london&support=none&advisor=7"
    assert filters.words({"7": "Vi"}) == ["Name contains “Vale & Co”", "London", "Support: Not set", "Advisor: Vi"]


def test_an_advisor_who_may_not_be_asked_for_is_left_out() -> None:
    assert Filters.read({"advisor": "7"}, advisors={}).query == ""


def test_the_summary_counts_and_ranks_nobody() -> None:
    rows = [
        row(stage=Stage.RATING, is_due=True, is_stalled=True), row(stage=Stage.AGREED, snapshot_id=4), row(),
    ]  # fmt: skip

    assert summary_of(rows) == (
        "3 trusts: 1 rating, 1 signed off, 1 without a self-review. 1 past its date and 1 stalled. "
        "1 shares agreed results."
    )
    assert summary_of([]) == "No trusts."


@pytest.mark.parametrize(
    ("only", "words"),
    [
        (row(), "One trust, without a self-review. It does not share agreed results."),
        (
            row(stage=Stage.RATING, is_due=True, is_stalled=True, snapshot_id=4),
            "One trust, rating, past its date and stalled. It shares agreed results.",
        ),
    ],
)
def test_the_summary_of_a_single_trust(only: PortfolioRow, words: str) -> None:
    assert summary_of([only]) == words


def test_a_page_names_twenty_trusts_of_a_need() -> None:
    need = Need(StatementContent(1, "1.1", 1, "Text.", 1), tuple(row(name=str(n)) for n in range(23)))

    assert (need.many, len(need.named), need.more) == ("23", 20, 3)
