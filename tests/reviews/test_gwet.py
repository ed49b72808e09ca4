"""Gwet's AC2 against an independent implementation, a published example, and cases worked by hand."""

import warnings
from math import sqrt

import pytest
from hypothesis import assume, given, settings, strategies as st

from reviews.agreement import NOTHING_SHARED, ONE_PERSON, TOO_FEW, Estimate, gwet_ac2, student_quantile

rows = st.integers(2, 6).flatmap(
    lambda reviewers: st.lists(
        st.lists(st.sampled_from([1, 2, 2, 3, None]), min_size=reviewers, max_size=reviewers), min_size=8, max_size=42
    )
)


def by_irrcac(ratings: list[list[int | None]]) -> tuple[float, float]:
    """The coefficient and its standard error from irrCAC, told of all three categories."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd
        from irrCAC.raw import CAC

        table = pd.DataFrame(ratings, dtype=object)
        found = CAC(table, weights="quadratic", categories=[1, 2, 3], digits=10).gwet()["est"]
    return found["coefficient_value"], found["se"]


@settings(max_examples=60, deadline=None)
@given(rows)
def test_it_agrees_with_an_independent_implementation(ratings: list[list[int | None]]) -> None:
    assume({1, 2, 3} <= {level for row in ratings for level in row})
    ours = gwet_ac2(ratings, levels=3)
    assume(isinstance(ours, Estimate))

    value, error = by_irrcac(ratings)
    assert ours.value == pytest.approx(value, abs=1e-7)
    n = sum(any(row) for row in ratings)
    assert ours.low == pytest.approx(max(-1, value - error * student_quantile(0.95, n - 1)), abs=1e-6)


@given(rows, st.randoms())
def test_the_order_of_reviewers_within_a_statement_means_nothing(ratings: list[list[int | None]], rnd: object) -> None:
    shuffled = [row[:] for row in ratings]
    for row in shuffled:
        rnd.shuffle(row)  # type: ignore[attr-defined]

    before, after = gwet_ac2(ratings, levels=3), gwet_ac2(shuffled, levels=3)
    if isinstance(before, Estimate):
        assert after.value == pytest.approx(before.value)
        assert after.low == pytest.approx(before.low)
    else:
        assert after == before


def test_a_published_example() -> None:
    """Two abstractors and 100 patients in three categories: AC1, that is without weights, 0.849, 95% 0.764 to 0.935.

    K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition (2014); also an example of the R package irrCAC.
    """
    table = {(1, 1): 13, (2, 2): 20, (2, 3): 7, (3, 2): 4, (3, 3): 56}
    ratings = [list(pair) for pair, count in table.items() for _ in range(count)]

    found = gwet_ac2(ratings, levels=3, weights=((1, 0, 0), (0, 1, 0), (0, 0, 1)), confidence=0.95)
    over_n = (0.93508 - 0.84933) * sqrt(100)  # the formula for two-way tables divides by n, ours for raw data by n - 1
    reach = over_n / sqrt(99)
    assert (found.value, found.low, found.high) == pytest.approx((0.84933, 0.84933 - reach, 0.84933 + reach), abs=1e-5)


def test_everyone_equal_is_complete_agreement() -> None:
    assert gwet_ac2([[2, 2, 2]] * 42, levels=3) == Estimate(1.0, 1.0, 1.0)


def test_two_levels_apart_counts_as_worse_than_one() -> None:
    near = [[1, 2], [2, 3], [2, 2], [3, 3], [1, 1], [2, 2]]
    wide = [[1, 3], [1, 3], [2, 2], [3, 3], [1, 1], [2, 2]]

    assert gwet_ac2(near, levels=3).value > gwet_ac2(wide, levels=3).value


def test_two_reviewers_worked_by_hand() -> None:
    # counts over 5 statements: three the same (1, 2, 3), one [1, 2], one [2, 3]
    # observed: (1 + 1 + 1 + 3/4 + 3/4) / 5 = 0.9; shares 0.3, 0.4, 0.3; weights sum to 3 + 4 * 3/4 = 6
    # by chance: 6 / 6 * (0.21 + 0.24 + 0.21) = 0.66; AC2 = 0.24 / 0.34
    found = gwet_ac2([[1, 1], [2, 2], [3, 3], [1, 2], [2, 3]], levels=3)

    assert found.value == pytest.approx(0.24 / 0.34)
    assert found.low < found.value < found.high <= 1


@pytest.mark.parametrize(
    ("ratings", "why"),
    [
        ([[2]] * 42, ONE_PERSON),
        ([[None, None]] * 42, NOTHING_SHARED),
        ([[2, None], [None, 3]] * 21, NOTHING_SHARED),
        ([[2, 2]] * 4 + [[2, None]] * 38, TOO_FEW),
        ([], NOTHING_SHARED),
    ],
)
def test_when_it_cannot_be_computed_it_says_why(ratings: list[list[int | None]], why: object) -> None:
    assert gwet_ac2(ratings, levels=3) == why


def test_a_statement_rated_by_one_counts_towards_the_shares_only() -> None:
    both = [[1, 1], [2, 2], [3, 3], [1, 2], [2, 3], [2, 2]]

    assert gwet_ac2([*both, [3, None]], levels=3).value != gwet_ac2(both, levels=3).value


# scipy.stats.t.ppf
@pytest.mark.parametrize(
    ("degrees", "quantile", "digits"), [(4, 2.131847, 2), (10, 1.812461, 4), (41, 1.682878, 6), (1000, 1.646379, 6)]
)
def test_students_quantile(degrees: int, quantile: float, digits: int) -> None:
    assert student_quantile(0.95, degrees) == pytest.approx(quantile, abs=10**-digits)
