"""Which figures are shown, and that what is not shown cannot be had from the rest: each rule at its edge."""

import pytest

from tests.isolation.releases.country import Country, Edition
from tests.isolation.releases.making import MIXED, YEAR, made, shown, trusts_of


@pytest.mark.parametrize(("many", "statements"), [(19, False), (20, True)])
def test_statements_of_all_trusts_are_shown_from_twenty(country: Country, many: int, statements: bool) -> None:
    edition = country.edition()
    trusts_of(country, edition, many)
    trusts_of(country, edition, 3, choice="agreed")  # open ones protect nobody

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
    ("alike", "others", "is_shown"), [(20, 0, False), (19, 1, False), (18, 2, True), (38, 2, False), (37, 3, True)]
)
def test_a_small_group_shows_all_statements_or_none(country: Country, alike: int, others: int, is_shown: bool) -> None:
    """None where all agree on one, or all but one who may be looking, or 95%; it does not say on which."""
    edition = country.edition(domains=1, each=2)
    answers(country, edition, [[1, MIXED[n % 3]] for n in range(alike)] + [[2, MIXED[n % 3]] for n in range(others)])

    release = made(country, edition)

    assert release
    assert [t is not None for t in shown(country, release, "All trusts", "statement")] == [is_shown] * 2
    assert shown(country, release, "All trusts", "domain")[0]  # made of both, shown or not
    assert of(country, release, "All trusts") == {2}


@pytest.mark.parametrize(("alike", "others", "is_shown"), [(57, 3, False), (56, 4, True)])
def test_a_large_group_hides_the_statement_alone_on_which_nearly_all_agree(
    country: Country, alike: int, others: int, is_shown: bool
) -> None:
    edition = country.edition(domains=1, each=2)
    answers(country, edition, [[1, MIXED[n % 3]] for n in range(alike)] + [[2, MIXED[n % 3]] for n in range(others)])

    release = made(country, edition)

    assert release
    first, second = shown(country, release, "All trusts", "statement")
    assert (first is not None, second is not None) == (is_shown, True)
    if not is_shown:  # nor does the domain give it away: it is made of what is shown
        assert shown(country, release, "All trusts", "domain") == [second]


def of(country: Country, release: int, group: str) -> set[int]:
    """Of how many statements the domains of a group are made."""
    query = """select distinct c.of from reviews_releasecell c join reviews_releasegroup g on g.id = c.group_id
        where g.release_id = %s and g.words = %s and c.domain_id is not null"""
    return {row[0] for row in country.read(country.world.advisor, query, release, group)}


def test_what_a_large_group_hides_all_groups_of_its_breakdown_hide(country: Country) -> None:
    edition = country.edition(domains=1, each=2)
    answers(country, edition, [[1, MIXED[n % 3]] for n in range(50)], region="london")
    answers(country, edition, [[MIXED[n % 3], MIXED[n % 3]] for n in range(40)], region="north-east")

    release = made(country, edition)

    assert release
    assert all(shown(country, release, "All trusts", "statement"))
    for group in ("London", "North East"):
        assert [t is not None for t in shown(country, release, group, "statement")] == [False, True]


def test_closed_trusts_that_agree_are_not_given_away_by_open_ones_that_do_not(country: Country) -> None:
    edition = country.edition(domains=1, each=2)
    answers(country, edition, [[1, MIXED[n % 3]] for n in range(20)])
    for n in range(6):
        country.review(country.trust(), edition, YEAR, [3, MIXED[n % 3]], "agreed")

    release = made(country, edition)

    assert release
    assert shown(country, release, "All trusts", "statement") == [None, None]
    assert shown(country, release, "All trusts", "domain")[0]


@pytest.mark.parametrize("more", [False, True])
def test_what_one_group_hides_cannot_be_had_from_the_rest(country: Country, more: bool) -> None:
    """In London all agree on the first statement: it shows none, and neither does the next smallest group."""
    edition = country.edition(domains=1, each=2)
    answers(country, edition, [[1, MIXED[n % 3]] for n in range(20)], region="london")
    for region, many in (("north-east", 30), ("north-west", 35))[: 1 + more]:
        answers(country, edition, [[MIXED[n % 3], MIXED[n % 3]] for n in range(many)], region=region)

    release = made(country, edition)

    assert release
    assert all(shown(country, release, "All trusts", "statement"))
    for group in ("London", "North East"):
        assert shown(country, release, group, "statement") == [None, None]
        assert all(shown(country, release, group, "domain"))
    if more:
        assert all(shown(country, release, "North West", "statement"))


@pytest.mark.parametrize("alike", [False, True])
def test_a_small_group_shows_all_domains_or_none_and_of_the_same_statements(country: Country, alike: bool) -> None:
    """Eight trusts of London agree on the whole first domain, or do not: nothing says which it was."""
    edition = country.edition(domains=2, each=3)
    first = [[1, 1, 1] if alike else [MIXED[(n + k) % 3] for k in range(3)] for n in range(8)]
    answers(country, edition, [[*f, 1 + n % 3, 2, 1 + n % 2] for n, f in enumerate(first)], region="london")
    for region, many in (("north-east", 9), ("north-west", 12)):
        answers(country, edition, [[MIXED[(n + k) % 3] for k in range(6)] for n in range(many)], region=region)

    release = made(country, edition)

    assert release
    shows = {g: [t is not None for t in shown(country, release, g, "domain")] for g in ("London", "North East")}
    assert shows == {"London": [not alike] * 2, "North East": [not alike] * 2}  # the next smallest hides it
    assert all(shown(country, release, "North West", "domain"))
    assert of(country, release, "North West") == {3}
    assert of(country, release, "London") == ({0} if alike else {3})


def test_one_that_looks_does_not_hide_that_all_others_agree_on_a_domain(country: Country) -> None:
    edition = country.edition(domains=1, each=4)
    answers(country, edition, [[1] * 4] * 7 + [[2, 3, 2, 3]])

    release = made(country, edition)

    assert release
    assert shown(country, release, "All trusts", "domain") == [None]


def test_shares_are_tenths_and_left_open_is_an_answer(country: Country) -> None:
    edition = country.edition(domains=1, each=1)
    answers(country, edition, [[1]] * 10 + [[2]] * 6 + [[3]] * 4 + [[None]] * 4)

    release = made(country, edition)

    assert release
    assert shown(country, release, "All trusts", "statement") == [[4, 3, 2, 2]]
    base = "select base from reviews_releasegroup where release_id = %s and breakdown = 'all'"
    assert country.read(country.world.advisor, base, release) == [(20,)]
