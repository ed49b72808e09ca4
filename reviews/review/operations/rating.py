"""Saving one's own ratings, submitting them and taking the submission back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import connection, transaction

from accounts.refusals import NotAllowed, Refused, Stale, in_words
from reviews.review.blinding import OwnRating, own_rating, own_ratings
from reviews.review.models.reviewer import Submission
from reviews.review.permissions import Standing, can_see_own_ratings, check_can_rate


@dataclass(frozen=True)
class Answer:
    """What somebody answers to a statement. Not both a level and "can't say"."""

    level: int | None = None
    cant_say: bool = False
    note: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class RatingKey:
    """The keys under which a reviewer's ratings are stored."""

    trust_id: int
    review_id: int
    reviewer_id: int


class ChangedElsewhere(Stale):
    """The answer was changed in another window; `now` is what is stored."""

    def __init__(self, now: OwnRating) -> None:
        super().__init__("This answer was changed in another window or on another device.")
        self.now = now


# One statement, no read before it. A row whose version is not the expected one is left as it is and returns nothing.
SAVE = """
insert into reviews_rating
  (id, trust_id, review_id, reviewer_id, statement_id, level, cant_say, note, suggestion, version)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, 1)
on conflict (reviewer_id, statement_id) do update
  set level = excluded.level, cant_say = excluded.cant_say, note = excluded.note, suggestion = excluded.suggestion,
      version = reviews_rating.version + 1
  where reviews_rating.version = %s
returning version
"""


def save_rating(*, key: RatingKey, statement_id: int, answer: Answer, expected: int) -> int:
    """Store one answer and return its new version; writes no audit row and no time.

    `expected` is the version that the person saw, 0 for none. The same answer sent twice (its reply was lost) is
    stored once. Raises `ChangedElsewhere` when another window was there first, `Refused` when ratings have closed.

    Deliberately without a savepoint: it is one statement in the request's own transaction.
    """
    values = (
        uuid4(), key.trust_id, key.review_id, key.reviewer_id, statement_id,
        answer.level, answer.cant_say, answer.note, answer.suggestion, expected,
    )  # fmt: skip
    with in_words(), connection.cursor() as cursor:
        cursor.execute(SAVE, values)
        row = cursor.fetchone()
    if row is not None:
        return row[0]
    return _replayed(key, statement_id, answer, expected)


def _replayed(key: RatingKey, statement_id: int, answer: Answer, expected: int) -> int:
    now = own_rating(key.reviewer_id, statement_id)
    if now.version == expected + 1 and answer == Answer(now.level, now.cant_say, now.note, now.suggestion):
        return now.version
    raise ChangedElsewhere(now)


@transaction.atomic
def say_cant_say(*, by: Standing, statement_ids: Sequence[int]) -> int:
    """Mark the unanswered among these statements "can't say from my role"; notes stay. Returns how many."""
    check_can_rate(by)
    assert by.reviewer is not None  # noqa: S101 check_can_rate
    mine = own_ratings(by.reviewer)
    key = RatingKey(by.review.trust_id, by.review.pk, by.reviewer.pk)
    return sum(_say_cant_say(key, i, mine.get(i, OwnRating(i, None, False, "", "", 0))) for i in statement_ids)


def _say_cant_say(key: RatingKey, statement_id: int, now: OwnRating) -> bool:
    """Unless it is answered; also when a save of the same person comes in between, with a note or with an answer."""
    while not now.is_answered:
        answer = Answer(cant_say=True, note=now.note, suggestion=now.suggestion)
        try:
            save_rating(key=key, statement_id=statement_id, answer=answer, expected=now.version)
        except ChangedElsewhere as changed:
            now = changed.now
        else:
            return True
    return False


@transaction.atomic
def submit_ratings(*, by: Standing, at: datetime) -> None:
    """Declare one's ratings final. Locks them; the database counts that every statement is answered.

    A second press of the button changes nothing. The submission is the record of it, with its time, which nobody
    else may know before ratings are shown: an audit row would tell leads and executives.
    """
    if by.reviewer is not None and by.reviewer.submitted and can_see_own_ratings(by):
        return
    check_can_rate(by)
    assert by.reviewer is not None  # noqa: S101 check_can_rate
    with in_words():
        Submission.objects.create(trust_id=by.review.trust_id, review=by.review, reviewer=by.reviewer, submitted_at=at)


@transaction.atomic
def recall_submission(*, by: Standing, at: datetime) -> None:
    """Take one's submission back, while ratings are still being taken. The submission keeps when."""
    if by.reviewer is None or by.member.is_trustee or not by.reviewer.submitted:
        raise NotAllowed("There is no submission of yours to take back.")
    with in_words():
        recalled = Submission.objects.filter(reviewer=by.reviewer, recalled_at__isnull=True).update(recalled_at=at)
    if not recalled:
        raise Refused("There is no submission of yours to take back.")
