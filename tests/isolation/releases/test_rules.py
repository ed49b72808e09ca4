"""Who is counted, in which groups, beside which release before: each rule at its edge, by the real function."""

import psycopg
import pytest

from accounts.register.models import Phase, Region, size_words
from tests.isolation.database import Database
from tests.isolation.releases.country import PHASES, REGIONS, SIZES, Country, day
from tests.isolation.releases.making import YEAR, again, counted, groups, made, shown, trusts_of


@pytest.mark.parametrize(("closed", "is_made"), [(4, False), (5, False), (6, True)])
def test_five_trusts_besides_one_that_looks_make_a_figure(country: Country, closed: int, is_made: bool) -> None:
    edition = country.edition()
    trusts_of(country, edition, closed)
    trusts_of(country, edition, 9, choice="agreed")

    assert (made(country, edition) is not None) == is_made


def test_a_trust_that_was_open_in_any_year_protects_nobody(country: Country) -> None:
    edition = country.edition()
    opened = trusts_of(country, edition, 6)
    country.review(opened[0], edition, YEAR - 3, [1] * 6, "nothing")
    country.consent(opened[0], country.review(opened[0], edition, YEAR - 2, [1] * 6, "nothing"), "agreed",
                    day(YEAR - 2, 90), ended=day(YEAR - 2, 91))  # fmt: skip

    assert made(country, edition) is None


def test_only_what_is_shared_now_and_signed_off_that_year_counts_and_once_a_trust(country: Country) -> None:
    edition = country.edition()
    trusts = trusts_of(country, edition, 7)
    country.review(trusts[0], edition, YEAR, [3] * 6)
    trusts_of(country, edition, 3, choice="nothing")
    again(country, edition, trusts_of(country, edition, 2, choice="nothing"), YEAR + 1)
    reopened, withdrawn = trusts_of(country, edition, 2)
    country.store()
    country.change("update reviews_review set stage = 'comparing' where trust_id = %s", reopened)
    country.raw.execute("update reviews_consent set withdrawn_at = now() where trust_id = %s", [withdrawn])

    release = made(country, edition)

    assert release
    assert counted(country, release) == trusts


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((6, 6), ["East Midlands", "London"]),
        ((7, 5), [""]),
        ((8, 8, 4), ["East Midlands and North East", "London"]),
        ((8, 5, 4), ["East Midlands", "London and North East"]),
        ((9, 4, 1), [""]),
    ],
)
def test_what_a_breakdown_leaves_over_is_six_or_none(
    country: Country, sizes: tuple[int, ...], words: list[str]
) -> None:
    edition = country.edition()
    for region, many in zip(("east-midlands", "london", "north-east"), sizes, strict=False):
        trusts_of(country, edition, many, region=region)

    release = made(country, edition)

    assert release
    assert groups(country, release, "region") == words


def test_sizes_are_merged_with_their_neighbours_and_the_unknown_comes_last(country: Country) -> None:
    edition = country.edition()
    for schools, many in ((1, 3), (4, 4), (8, 9), (30, 2)):
        trusts_of(country, edition, many, schools=schools)
    trusts_of(country, edition, 7, schools=0)

    release = made(country, edition)

    assert release
    assert groups(country, release, "size") == [
        "1 school and 2 to 5 schools", "6 to 10 schools", "21 or more schools and not given",
    ]  # fmt: skip


@pytest.mark.parametrize(("other", "phases"), [(1, [""]), (6, ["Primary", "Secondary"])])
def test_a_group_within_another_leaves_six_or_none(country: Country, other: int, phases: list[str]) -> None:
    """All of London is primary; so are one, or six, of the North East, where the rest is secondary."""
    edition = country.edition()
    trusts_of(country, edition, 8, region="london", phase="primary")
    trusts_of(country, edition, other, region="north-east", phase="primary")
    trusts_of(country, edition, 9, region="north-east", phase="secondary")

    release = made(country, edition)

    assert release
    assert groups(country, release, "region") == ["London", "North East"]
    assert groups(country, release, "phase") == phases


def test_a_newcomer_is_hidden_by_leaving_some_out_by_lot(country: Country) -> None:
    edition = country.edition()
    trusts = trusts_of(country, edition, 20)
    first = made(country, edition)
    newcomer = country.trust()
    again(country, edition, [*trusts, newcomer], YEAR + 1)
    second = made(country, edition, YEAR + 1)

    assert first
    assert second
    assert len(set(counted(country, first)) ^ set(counted(country, second))) == 6
    assert newcomer in counted(country, second)


@pytest.mark.parametrize("changed", [0, 6])
def test_the_same_trusts_or_enough_others_are_all_counted(country: Country, changed: int) -> None:
    edition = country.edition()
    trusts = trusts_of(country, edition, 20)
    assert made(country, edition)
    mine = [*trusts[changed:], *(country.trust() for _ in range(changed))]
    again(country, edition, mine, YEAR + 1)
    second = made(country, edition, YEAR + 1)

    assert second
    assert set(counted(country, second)) == set(mine)


def test_a_trust_that_moves_alone_keeps_the_groups_from_being_shown_again(country: Country) -> None:
    edition = country.edition()
    london = trusts_of(country, edition, 12, region="london")
    north = trusts_of(country, edition, 12, region="north-east")
    first = made(country, edition)
    assert first
    again(country, edition, [*london, *north], YEAR + 1)
    country.raw.execute("update accounts_trust set region = 'north-east' where id = %s", [london[0]])
    second = made(country, edition, YEAR + 1)

    assert second
    assert groups(country, first, "region") == ["London", "North East"]
    assert groups(country, second, "region") == [""]


def test_change_is_over_trusts_that_were_counted_and_share_that_review_still(country: Country) -> None:
    edition = country.edition()
    trusts = trusts_of(country, edition, 24)
    assert made(country, edition)
    withdrawn = trusts[:7]
    country.raw.execute("update reviews_consent set withdrawn_at = now() where trust_id = any(%s)", [withdrawn])
    again(country, edition, trusts, YEAR + 1)
    second = made(country, edition, YEAR + 1)

    assert second
    query = "select count(*), count(previous_id) from reviews_releasecount where release_id = %s"
    assert country.raw.execute(query, [second]).fetchone() == (24, 17)
    base = "select base, change_base from reviews_releasegroup where release_id = %s and breakdown = 'all'"
    assert country.read(country.world.advisor, base, second) == [(20, 10)]


@pytest.mark.parametrize(("stays", "is_shown"), [(5, False), (6, True)])
def test_change_needs_six_on_its_own_base(country: Country, stays: int, is_shown: bool) -> None:
    edition = country.edition()
    trusts = trusts_of(country, edition, 14)
    assert made(country, edition)
    again(country, edition, trusts[:stays], YEAR + 1)
    again(country, edition, [country.trust() for _ in range(9)], YEAR + 1)
    second = made(country, edition, YEAR + 1)

    assert second
    assert bool(shown(country, second, "All trusts", "domain", "change")) == is_shown


def test_a_review_that_was_counted_counts_in_no_other_year(country: Country) -> None:
    edition = country.edition()
    trusts = trusts_of(country, edition, 12)
    assert made(country, edition)
    reviews = country.raw.execute(
        "select id, trust_id from reviews_review where trust_id = any(%s)", [trusts]
    ).fetchall()
    for review, trust in reviews:
        country.sign_off(trust, review, edition, 2, day(YEAR + 1, 30), [3, 2, 1, 1, 2, 3])

    assert made(country, edition, YEAR + 1) is None


def test_there_is_one_release_for_a_year_and_a_discarded_one_is_it(country: Country) -> None:
    edition = country.edition()
    trusts_of(country, edition, 12)
    country.store()
    assert country.release(edition, YEAR, "discarded")

    with pytest.raises(psycopg.errors.UniqueViolation):
        country.release(edition, YEAR)


def test_what_was_published_stays_as_it_was(country: Country) -> None:
    edition = country.edition()
    trusts = trusts_of(country, edition, 12)
    release = made(country, edition)
    assert release
    before = shown(country, release, "All trusts", "domain")
    assert all(before)
    country.raw.execute("update reviews_consent set withdrawn_at = now() where trust_id = any(%s)", [trusts])
    country.raw.execute("update accounts_trust set region = 'london' where id = any(%s)", [trusts])

    assert shown(country, release, "All trusts", "domain") == before
    assert len(counted(country, release)) == 12


def test_categories_have_the_words_of_the_profile(country: Country) -> None:
    words = "select isolation.category_words(%s, array[(isolation.categories_of(%s, %s, %s))[%s]]::int[])"

    def said(breakdown: int, region: str, phase: str, schools: int | None) -> str:
        with Database(country.raw).as_role("wellschool_releaser") as db:
            return str(db.one(words, breakdown, region, phase, schools, breakdown))

    for region in Region:
        assert said(1, region.value, "", None) == region.label
    for phase in Phase:
        assert said(2, "", phase.value, None) == phase.label
    for schools in (1, 2, 5, 6, 10, 11, 20, 21, 300):
        assert said(3, "", "", schools) == size_words(schools)
    for breakdown in (1, 2, 3):
        assert said(breakdown, "", "", None) == "Not given"


assert set(REGIONS) <= set(Region.values)
assert set(PHASES) == set(Phase.values)
assert len({size_words(size) for size in SIZES}) == 5
