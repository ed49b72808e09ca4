"""How far apart ratings are. Hand-made cases, and properties that hold for any table."""

import pytest
from hypothesis import given, strategies as st

from reviews.agreement import NOTHING_SHARED, Band, band, mean_distance, most_split_first, percent_agreement, proposed

levels = st.lists(st.sampled_from([1, 2, 3, None]), max_size=8)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([], Band.FEW),
        ([2], Band.FEW),
        ([None, None, 3], Band.FEW),
        ([2, 2], Band.SAME),
        ([2, None, 2], Band.SAME),
        ([1, 2, 2], Band.NEAR),
        ([3, 2], Band.NEAR),
        ([1, 2, 3], Band.WIDE),
        ([1, 3, None], Band.WIDE),
    ],
)
def test_bands(ratings: list[int | None], expected: Band) -> None:
    assert band(ratings) is expected


@given(levels, st.randoms())
def test_the_order_of_reviewers_means_nothing(ratings: list[int | None], rnd: object) -> None:
    shuffled = list(ratings)
    rnd.shuffle(shuffled)  # type: ignore[attr-defined]

    assert band(shuffled) is band(ratings)
    assert most_split_first(shuffled) == pytest.approx(most_split_first(ratings))
    assert proposed(shuffled, reviewers=8) == proposed(ratings, reviewers=8)


def test_the_widest_comes_first_then_the_most_divided() -> None:
    one_apart_of_four, two_and_two, wide = [1, 1, 1, 2], [1, 1, 2, 2], [1, 3, 2, 2]

    assert sorted([one_apart_of_four, two_and_two, wide], key=most_split_first) == [
        wide,
        two_and_two,
        one_apart_of_four,
    ]
    assert mean_distance([1, 1, 2, 2]) == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("ratings", "reviewers", "expected"),
    [
        ([2, 2, 2], 3, 2),
        ([2, 2, None, None], 4, 2),
        ([2, 2, None, None, None], 5, None),
        ([2, None], 2, None),
        ([2], 1, 2),
        ([1, 2], 2, None),
        ([None, None], 2, None),
        ([], 1, None),
    ],
)
def test_only_the_unanimous_are_proposed(ratings: list[int | None], reviewers: int, expected: int | None) -> None:
    assert proposed(ratings, reviewers=reviewers) == expected


@given(levels)
def test_a_split_is_never_proposed(ratings: list[int | None]) -> None:
    if len({r for r in ratings if r}) > 1:
        assert proposed(ratings, reviewers=len(ratings)) is None


def test_percentage_agreement_is_the_mean_share_of_pairs() -> None:
    assert percent_agreement([[1, 1, 1], [1, 2, 2], [3, None, None]]) == pytest.approx((1 + 1 / 3) / 2)
    assert percent_agreement([[1], [None, None]]) == NOTHING_SHARED
