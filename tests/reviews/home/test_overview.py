"""What an executive sees first: furthest apart, still to agree, what changed since the last cycle."""

from reviews.home.overview import Overview, overview_of, since_sign_off
from reviews.lifecycle import Stage
from reviews.review.comparison import comparison_of
from tests.builders import Cast, acting, agree_all, finish, review_at


def seen(cast: Cast) -> Overview:
    with acting(cast.executive):
        return overview_of(comparison_of(cast.review))


def test_what_is_furthest_apart_comes_first_and_what_is_open_is_counted(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    found = seen(cast)

    assert len(found.furthest) == 3
    assert [row.sort_key for row in found.furthest] == sorted(row.sort_key for row in found.furthest)
    assert {row.band.value for row in found.furthest} == {"near"}
    assert found.apart > 20
    assert sum(count for _, count in found.to_agree) == 42
    assert found.since is None


def test_what_is_settled_is_neither_apart_nor_open(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    agree_all(cast)
    found = seen(cast)

    assert (found.furthest, found.apart, found.to_agree) == ((), 0, ())


def test_a_second_cycle_is_set_beside_the_first(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    with acting(cast.executive):
        assert since_sign_off(cast.review) is None
    review_at(cast, Stage.COMPARING, names_shown=True)
    agree_all(cast)
    since = seen(cast).since

    assert since is not None
    assert (since.up, since.down, since.new) == (0, 0, 0)
    assert since.same == since.both_times > 5
    finish(cast)
    with acting(cast.trustee):
        assert since_sign_off(cast.review) == since
