"""What a level was last time: every page, report and file is told by the same reading, so that none says another."""

from datetime import timedelta

from frameworks.content import content_of
from reviews.home.overview import profile_of_comparison
from reviews.lifecycle import Stage
from reviews.plan.reading import steps_now
from reviews.reports.agreed import profile_for
from reviews.review.comparison import comparison_of
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot
from reviews.review.operations.agreeing import agree_statement
from reviews.review.operations.signing_off import reopen_review, sign_off
from reviews.review.profile import Move, last_time_of, levels_of, profile_of
from tests.builders import NOON, Cast, acting, agree_all, draft, finish, reopen, review_at, standing


def signed_off_with_1_1_taken_back(cast: Cast) -> Review:
    """Signed off with a level for 1.1, reopened, and signed off again with 1.1 left open."""
    first = review_at(cast, Stage.AGREED)
    statement = content_of(first.version_id).by_code["1.1"]
    reopen(cast)
    with acting(cast.lead):
        now = AgreedLevel.objects.get(review=first, statement_id=statement.id)
        agree_statement(
            statement=statement, level=None, rationale="", left_open_reason="We were wrong.", why="", dissent="",
            expected=now.version, by=standing(cast.lead, first), at=NOON + timedelta(hours=6),
        )  # fmt: skip
    finish(cast)
    return first


def test_a_level_that_was_taken_back_is_nobodys_last_time(cast: Cast) -> None:
    first = signed_off_with_1_1_taken_back(cast)
    statement = content_of(first.version_id).by_code["1.1"]
    second = review_at(cast, Stage.COMPARING)

    with acting(cast.lead):
        second = Review.objects.get(pk=second.pk)
        told = {
            "the rating page": levels_of(second.previous_id).get(statement.id),
            "a report of a draft": profile_for(second, None).rows[0].last,
            "the overview": profile_of_comparison(comparison_of(second)).rows[0].last,
        }
    agree_all(cast)
    finish(cast)
    with acting(cast.lead):
        snapshot = Snapshot.objects.get(review=second)
        told |= {"results": profile_of(second, snapshot).rows[0].last}
        told |= {"the report": profile_for(second, snapshot).rows[0].last}
    assert set(told.values()) == {None}, told


def test_a_report_stays_as_it_was_when_last_time_is_signed_off_anew(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    first = cast.review
    second = review_at(cast, Stage.AGREED)
    with acting(cast.lead):
        snapshot = Snapshot.objects.get(review=second)
        before = profile_of(second, snapshot)
    cast.review = first
    with acting(cast.executive):
        reopen_review(reason="One school.", by=standing(cast.executive, first), at=NOON + timedelta(days=3))
        sign_off(by=standing(cast.executive, first), at=NOON + timedelta(days=4))
    with acting(cast.lead):
        assert profile_of(second, snapshot) == before


def test_every_statement_is_up_down_the_same_or_new(cast: Cast) -> None:
    signed_off_with_1_1_taken_back(cast)
    second = review_at(cast, Stage.AGREED)
    with acting(cast.lead):
        profile = profile_of(second, Snapshot.objects.get(review=second))
    agreed = [row for row in profile.rows if row.agreed]
    assert profile.rows[0].move is Move.NEW  # 1.1 had none last time
    assert profile.both_times + profile.new == len(agreed)
    assert profile.same == profile.both_times > 0


def test_a_first_review_has_no_last_time(cast: Cast) -> None:
    review = draft(cast)
    with acting(cast.lead):
        assert last_time_of(review).levels == {}
        assert steps_now(review, content_of(review.version_id)) == ()
