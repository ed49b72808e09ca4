"""Saving one's own ratings, submitting them and taking the submission back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from accounts.isolation.alone import ask_alone
from accounts.refusals import NotAllowed, Refused, Stale, in_words
from reviews.review.blinding import OwnRating, own_ratings
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
class Saved:
    """What is stored now of the person acting: this answer's version, and how far they have got.

    Of two counts the later one has the higher `order`. `last_level` is what was agreed last time, told once there is
    an answer.
    """

    version: int
    answered: frozenset[int]  # statements
    order: int
    last_level: int | None


class NotAReviewer(NotAllowed):
    """Whoever is acting has no seat in such a review, or there is none: the same to everybody."""


class ChangedElsewhere(Stale):
    """The answer was changed in another window; `now` is what is stored."""

    def __init__(self, now: OwnRating) -> None:
        super().__init__("This answer was changed in another window or on another device.")
        self.now = now


SAVE = """
select * from isolation.save_rating(
  %s, %s, %s::integer, %s, %s::smallint, %s, %s, %s, %s::integer)
"""


class Told(NamedTuple):
    """What `isolation.save_rating` returns: whether it is stored, None for whoever has no seat; what is stored now."""

    is_stored: bool | None
    level: int | None
    cant_say: bool
    note: str
    suggestion: str
    version: int
    answered: list[int]
    in_order: int
    last_level: int | None


def save_rating(*, review: UUID, statement_id: int, answer: Answer, expected: int) -> Saved:
    """Store one answer of the person acting; writes no audit row and no time. One statement: see `sql/saving.sql`.

    `expected` is the version that the person saw, 0 for none. The same answer sent twice (its reply was lost) is
    stored once. Raises `ChangedElsewhere` when another window was there first, `NotAReviewer` for whoever has no seat
    in this review, `Refused` when ratings have closed.

    Asked first in a request it is stored when this returns, whatever becomes of the page; later, with the rest.
    """
    given = (answer.level, answer.cant_say, answer.note, answer.suggestion)
    with in_words():
        told = ask_alone(SAVE, (review, statement_id, uuid4(), *given, expected), Told)
    if told.is_stored is None:
        raise NotAReviewer("There is no such review of yours to rate.")
    if not told.is_stored:
        now = (told.level, told.cant_say, told.note, told.suggestion, told.version)
        raise ChangedElsewhere(OwnRating(statement_id, *now))
    return Saved(told.version, frozenset(told.answered), told.in_order, told.last_level)


@transaction.atomic
def say_cant_say(*, by: Standing, statement_ids: Sequence[int]) -> int:
    """Mark the unanswered among these statements "can't say from my role"; notes stay. Returns how many."""
    check_can_rate(by)
    assert by.reviewer is not None  # noqa: S101 check_can_rate
    mine = own_ratings(by.reviewer)
    now = {i: mine.get(i, OwnRating(i, None, False, "", "", 0)) for i in statement_ids}
    return sum(_say_cant_say(by.review.uuid, i, rating) for i, rating in now.items())


def _say_cant_say(review: UUID, statement_id: int, now: OwnRating) -> bool:
    """Unless it is answered; also when a save of the same person comes in between, with a note or with an answer."""
    while not now.is_answered:
        answer = Answer(cant_say=True, note=now.note, suggestion=now.suggestion)
        try:
            save_rating(review=review, statement_id=statement_id, answer=answer, expected=now.version)
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
