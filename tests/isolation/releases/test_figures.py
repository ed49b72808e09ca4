"""Which figures are shown, and that what is not shown cannot be had from the rest: each rule at its edge."""

import pytest

from tests.isolation.releases.country import Country, Edition
from tests.isolation.releases.making import MIXED, YEAR, made, shown, trusts_of


@pytest.mark.parametrize(("many", "statements"), [(9, False), (10, True)])
def test_statements_of_all_trusts_are_shown_from_ten(country: Country, many: int, statements: bool) -> None:
    edition = country.edition()
    trusts_of(country, edition, many)

    release = made(country, edition)

    assert release
    assert [t is not None for t in shown(country, release, "All trusts", "statement")] == [statements] * 6
    assert all(shown(country, release, "All trusts", "domain"))


@pytest.mark.parametrize(("many", "statements"), [(19, False), (20, True)])
def test_statements_of_a_breakdown_are_shown_from_twenty(country: Country, many: int, statements: bool) -> None:
    edition = country.edition()
    trusts_of(country, edition, many, region="london")
    trusts_of(country, edition, 25, region="north-east")

    release = made(country, edition)

    assert release
    for group in ("London", "North East"):  # with one hidden, the other and the whole would give it away
        assert [t is not None for t in shown(country, release, group, "statement")] == [statements] * 6
    assert all(shown(country, release, "London", "domain"))
    assert all(shown(country, release, "All trusts", "statement"))


def answers(country: Country, edition: Edition, rows: list[list[int | None]], **profile: object) -> None:
    for levels in rows:
        country.review(country.trust(**profile), edition, YEAR, levels)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("alike", "others", "is_shown"), [(12, 0, False), (11, 1, False), (10, 2, True), (38, 2, False), (37, 3, True)]
)
def test_a_statement_on_which_nearly_all_agree_is_withheld(
    country: Country, alike: int, others: int, is_shown: bool
) -> None:
    """All, or all but one who may be looking, or 95%."""
    edition = country.edition(domains=1, each=2)
    answers(country, edition, [[1, MIXED[n % 3]] for n in range(alike)] + [[2, MIXED[n % 3]] for n in range(others)])

    release = made(country, edition)

    assert release
    first, second = shown(country, release, "All trusts", "statement")
    assert (first is not None, second is not None) == (is_shown, True)
    if not is_shown:  # nor does the domain give it away: it is made of what is shown
        assert shown(country, release, "All trusts", "domain") == [second]


def test_closed_trusts_that_agree_are_not_given_away_by_open_ones_that_do_not(country: Country) -> None:
    edition = country.edition(domains=1, each=2)
    answers(country, edition, [[1, MIXED[n % 3]] for n in range(8)])
    for n in range(6):
        country.review(country.trust(), edition, YEAR, [3, MIXED[n % 3]], "agreed")

    release = made(country, edition)

    assert release
    assert [t is not None for t in shown(country, release, "All trusts", "statement")] == [False, True]


def test_what_one_group_hides_cannot_be_had_from_the_rest(country: Country) -> None:
    """In London all agree on the first statement; with two groups, neither shows it."""
    edition = country.edition(domains=1, each=2)
    answers(country, edition, [[1, MIXED[n % 3]] for n in range(20)], region="london")
    answers(country, edition, [[MIXED[n % 3], MIXED[n % 3]] for n in range(30)], region="north-east")

    release = made(country, edition)

    assert release
    assert shown(country, release, "All trusts", "statement")[0]
    for group in ("London", "North East"):
        assert [t is not None for t in shown(country, release, group, "statement")] == [False, True]


def test_shares_are_tenths_and_left_open_is_an_answer(country: Country) -> None:
    edition = country.edition(domains=1, each=1)
    answers(country, edition, [[1]] * 5 + [[2]] * 3 + [[3]] * 2 + [[None]] * 2)

    release = made(country, edition)

    assert release
    assert shown(country, release, "All trusts", "statement") == [[4, 3, 2, 2]]
    base = "select base from reviews_releasegroup where release_id = %s and breakdown = 'all'"
    assert country.read(country.world.advisor, base, release) == [(10,)]
