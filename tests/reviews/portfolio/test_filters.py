"""Which trusts the portfolio shows, from its address; and when a self-review is due, or stalls."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from frameworks.content import StatementContent
from reviews.lifecycle import Stage
from reviews.portfolio import Need, PortfolioRow, counts_of, filters_in, summary_of
from reviews.portfolio.rows import Facts, Shared, _standing

TODAY = date(2026, 11, 25)
SHARED = Shared(snapshot_id=1, version_id=1, signed_off_on=date(2026, 7, 1))
NOTHING: dict[str, Any] = {
    "id": 1, "slug": "a", "name": "A", "region": "", "phase": "", "schools": None, "has_closed": False,
    "stage": "", "last_event": None,
    "due_on": None, "is_due": False, "is_stalled": False, "is_year": False, "start": "",
    "support": "", "shared": None, "advisors": (),
}  # fmt: skip


def row(**columns: Any) -> PortfolioRow:
    return PortfolioRow(**{**NOTHING, **columns})


def review(stage: str | None = Stage.RATING, *, days: int = 10, due: int | None = None) -> Facts:
    """Of a review whose last step was so many days ago, due in so many days."""
    at = datetime(2026, 11, 25, 12, tzinfo=UTC) - timedelta(days=days) if stage else None
    due_on = TODAY + timedelta(days=due) if due is not None else None
    return Facts(stage, due_on, at, None, None, None, None, None)


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
        (review(None), False, False),
    ],
)
def test_only_an_open_review_is_due_or_stalls(found: Facts, is_due: bool, is_stalled: bool) -> None:
    standing = _standing(found, TODAY, has_closed=False)

    assert (standing["is_due"], standing["is_stalled"]) == (is_due, is_stalled)


def test_a_closed_trust_is_waited_for_no_more() -> None:
    standing = _standing(review(days=61, due=-15), TODAY, has_closed=True)

    assert (standing["due_on"], standing["is_due"], standing["is_stalled"]) == (None, False, False)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({}, "abcde"),
        ({"stage": "rating"}, "a"),
        ({"stage": "none"}, "cde"),
        ({"stage": "nobody"}, "c"),
        ({"stage": "invited"}, "d"),
        ({"stage": "ran-out"}, ""),
        ({"stage": "joined"}, "e"),
        ({"attention": "year"}, "b"),
        ({"attention": "due"}, "a"),
        ({"attention": "stalled"}, "b"),
        ({"attention": "either"}, "ab"),
        ({"support": "close"}, "b"),
        ({"support": "none"}, "acde"),
        ({"shares": "yes"}, "b"),
        ({"shares": "no"}, "acde"),
        ({"shares": "no", "attention": "either"}, "a"),
        ({"stage": "nonsense", "support": "'; drop table", "page": "2"}, "abcde"),
    ],
)
def test_an_address_leaves_some_rows(query: dict[str, str], kept: str) -> None:
    rows = [
        row(name="a", stage=Stage.RATING, is_due=True),
        row(name="b", stage=Stage.AGREED, support="close", shared=SHARED, is_stalled=True, is_year=True),
        row(name="c"),
        row(name="d", start="invited"),
        row(name="e", start="joined"),
    ]

    assert "".join(r.name for r in filters_in(query, advisors={}).keep(rows)) == kept


def test_filters_stand_in_an_address_and_in_words() -> None:
    filters = filters_in(
        {"region": "london", "name": " Vale\0 & Co ", "support": "none", "advisor": "7", "x": "y"}, advisors={"7": "Vi"}
    )

    assert filters.query == "name=Vale+%26+Co&region=london&support=none&advisor=7"
    assert filters.words({"7": "Vi"}) == ["Name contains “Vale & Co”", "London", "Support: Not set", "Advisor: Vi"]


def test_an_advisor_who_may_not_be_asked_for_is_left_out() -> None:
    assert filters_in({"advisor": "7"}, advisors={}).query == ""


MIXED = [
    row(stage=Stage.RATING, is_due=True, is_stalled=True), row(stage=Stage.AGREED, shared=SHARED, is_year=True),
    row(stage=Stage.RATING), row(), row(start="invited"), row(start="ran-out"), row(start="joined"),
]  # fmt: skip


def test_the_summary_counts_and_ranks_nobody() -> None:
    assert summary_of(MIXED) == (
        "7 trusts: 2 rating, 1 signed off, 1 invited, 1 invitation ran out, 1 joined, not begun, 1 with nobody "
        "invited. 1 past the date, 1 stalled, 1 a year since the last, 1 sharing agreed results."
    )
    assert summary_of([]) == "No trusts."
    assert summary_of([row()]) == "1 trust: 1 with nobody invited."


@pytest.mark.parametrize("already", ["", "stage=rating", "attention=either", "shares=no", "support=none"])
def test_each_count_leads_to_as_many_trusts_as_it_says_and_stages_add_up(already: str) -> None:
    filters = filters_in(dict(parse_qsl(already)), advisors={})
    rows = filters.keep(MIXED)
    stages, others = counts_of(rows, filters)

    assert sum(one.many for one in stages) == len(rows)
    for one in (*stages, *others):
        assert len(filters_in(dict(parse_qsl(one.query)), advisors={}).keep(MIXED)) == one.many > 0


@pytest.mark.parametrize(
    ("days", "stage", "has_closed", "is_year"),
    [(365, Stage.AGREED, False, False), (366, Stage.AGREED, False, True), (366, Stage.AGREED, True, False),
     (366, Stage.RATING, False, False), (366, Stage.CANCELLED, False, False)],
)  # fmt: skip
def test_a_year_since_the_last_is_told_until_the_next_begins(
    days: int, stage: str, has_closed: bool, is_year: bool
) -> None:
    assert _standing(review(stage, days=days), TODAY, has_closed=has_closed)["is_year"] == is_year


def test_a_page_names_twenty_trusts_of_a_need() -> None:
    need = Need(StatementContent(1, "1.1", 1, "Text.", 1), tuple(row(name=str(n)) for n in range(23)))

    assert (need.many, len(need.named), need.more) == ("23", 20, 3)
