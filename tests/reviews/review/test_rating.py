"""Saving, submitting and recalling: nothing overwritten silently, nothing taken after submission."""

import pytest

from accounts.models import AuditEvent
from accounts.refusals import NotAllowed, Refused
from frameworks.content import content_of
from reviews.review.blinding import OwnRating, own_ratings
from reviews.review.models.reviewer import Submission
from reviews.review.operations.rating import (
    Answer,
    ChangedElsewhere,
    recall_submission,
    save_rating,
    say_cant_say,
    submit_ratings,
)
from tests.builders import NOON, Cast, acting, draft, rate, reveal, standing, start, submit


@pytest.fixture
def rating(cast: Cast) -> Cast:
    draft(cast)
    start(cast)
    return cast


def first_statement(cast: Cast) -> int:
    return content_of(cast.review.version_id).statements[0].id


def save(cast: Cast, answer: Answer, expected: int) -> int:
    """Save the first statement as whoever is acting; its version."""
    statement = first_statement(cast)
    return save_rating(review=cast.review.uuid, statement_id=statement, answer=answer, expected=expected).version


def stored_of(cast: Cast) -> OwnRating:
    """What the colleague, who is acting, has stored for the first statement."""
    return own_ratings(standing(cast.colleague, cast.review).reviewer)[first_statement(cast)]


def test_an_answer_is_stored_and_its_version_rises(rating: Cast) -> None:
    with acting(rating.colleague):
        first = save(rating, Answer(level=2, note="Seen."), 0)
        second = save(rating, Answer(level=3, note="Seen."), first)
        stored = stored_of(rating)

    assert (first, second) == (1, 2)
    assert (stored.level, stored.note, stored.version) == (3, "Seen.", 2)


def test_an_answer_sent_again_is_stored_once(rating: Cast) -> None:
    with acting(rating.colleague):
        save(rating, Answer(level=2), 0)
        assert save(rating, Answer(level=2), 0) == 1


@pytest.mark.parametrize("expected", [0, 5])
def test_another_windows_answer_is_not_overwritten(rating: Cast, expected: int) -> None:
    with acting(rating.colleague):
        save(rating, Answer(level=2, note="first"), 0)
        with pytest.raises(ChangedElsewhere) as conflict:
            save(rating, Answer(level=3), expected)

    assert (conflict.value.now.level, conflict.value.now.note) == (2, "first")


def test_where_nothing_is_stored_an_old_tab_saves_and_goes_on(rating: Cast) -> None:
    """Its version may be that of a seat from before a reviewer was removed and chosen again."""
    with acting(rating.colleague):
        first = save(rating, Answer(level=2), 7)
        second = save(rating, Answer(level=3), first)
        stored = stored_of(rating)

    assert (first, second) == (1, 2)
    assert (stored.level, stored.version) == (3, 2)


def test_clearing_keeps_the_note_and_counts_as_unanswered(rating: Cast) -> None:
    with acting(rating.colleague):
        save(rating, Answer(level=2, note="kept"), 0)
        save(rating, Answer(note="kept"), 1)
        stored = stored_of(rating)

    assert not stored.is_answered
    assert stored.note == "kept"


@pytest.mark.parametrize(("saved", "kept"), [(Answer(note="Seen."), (True, "Seen.")), (Answer(level=2), (False, ""))])
def test_cant_say_goes_on_from_what_is_saved_meanwhile(
    rating: Cast, monkeypatch: pytest.MonkeyPatch, saved: Answer, kept: tuple[bool, str]
) -> None:
    with acting(rating.colleague):
        save(rating, saved, 0)
        monkeypatch.setattr("reviews.review.operations.rating.own_ratings", lambda reviewer: {})
        say_cant_say(by=standing(rating.colleague, rating.review), statement_ids=[first_statement(rating)])
        now = stored_of(rating)

    assert (now.cant_say, now.note) == kept


def test_cant_say_fills_only_what_is_unanswered(rating: Cast) -> None:
    content = content_of(rating.review.version_id)
    with acting(rating.colleague):
        save(rating, Answer(level=2), 0)
        by = standing(rating.colleague, rating.review)
        assert say_cant_say(by=by, statement_ids=content.domains[0].statement_ids) == 5
        mine = own_ratings(by.reviewer)

    assert mine[first_statement(rating)].level == 2
    assert sum(r.cant_say for r in mine.values()) == 5


def test_a_submission_needs_every_answer(rating: Cast) -> None:
    rate(rating, "colleague", only=range(41))

    with pytest.raises(Refused, match="no answer yet"):
        submit(rating, "colleague")


def test_nothing_is_taken_after_submission_until_it_is_recalled(rating: Cast) -> None:
    rate(rating, "colleague")
    submit(rating, "colleague")

    with pytest.raises(Refused, match="submitted"), acting(rating.colleague):
        save(rating, Answer(level=3), 1)
    with acting(rating.colleague):
        recall_submission(by=standing(rating.colleague, rating.review), at=NOON)
        assert save(rating, Answer(level=3), 1) == 2


def test_submitting_twice_is_once(rating: Cast) -> None:
    rate(rating, "colleague")
    submit(rating, "colleague")
    submit(rating, "colleague")

    with acting(rating.colleague):
        assert Submission.objects.count() == 1


def test_nothing_is_recalled_once_ratings_are_shown(rating: Cast) -> None:
    for who in ("lead", "colleague", "second"):
        rate(rating, who)
    submit(rating, "lead", "colleague", "second")
    reveal(rating)

    with acting(rating.colleague), pytest.raises(Refused, match="closed"):
        recall_submission(by=standing(rating.colleague, rating.review), at=NOON)


@pytest.mark.parametrize("who", ["bystander", "executive", "trustee"])
def test_only_reviewers_submit(rating: Cast, who: str) -> None:
    with acting(rating.people[who]), pytest.raises(NotAllowed):
        submit_ratings(by=standing(rating.people[who], rating.review), at=NOON)


def test_saving_and_submitting_write_no_audit_row(rating: Cast) -> None:
    with acting(rating.lead):
        before = AuditEvent.objects.count()
    rate(rating, "lead")
    submit(rating, "lead")
    with acting(rating.lead):
        assert AuditEvent.objects.count() == before
