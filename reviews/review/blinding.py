"""The only door to ratings for reading: one's own at any time, others' once shown and as the review shows them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from reviews.review.models.rating import Rating
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer


@dataclass(frozen=True)
class OwnRating:
    """What I answered to one statement."""

    statement_id: int
    level: int | None
    cant_say: bool
    note: str
    suggestion: str
    version: int

    @property
    def is_answered(self) -> bool:
        return self.level is not None or self.cant_say


class ShownRating(NamedTuple):
    """One submitted rating as those of the comparison may see it.

    `who` is a name, or a letter that means another person for each statement, or empty for "can't say" where
    names are hidden. `reviewer_id` is None where names are hidden.
    """

    statement_id: int
    who: str
    level: int | None
    note: str
    suggestion: str
    reviewer_id: int | None = None


PEOPLE = ("membership__name", "membership__job_title", "submitted", "withdrawn")
OWN_FIELDS = ("statement_id", "level", "cant_say", "note", "suggestion", "version")


def own_ratings(reviewer: Reviewer) -> dict[int, OwnRating]:
    """A reviewer's own ratings by statement. The database gives nobody else's before they are shown."""
    rows = Rating.objects.filter(reviewer_id=reviewer.pk).values_list(*OWN_FIELDS)
    return {row[0]: OwnRating(*row) for row in rows}


def answered_by(reviewer_id: int) -> int:
    """How many statements this reviewer, who is acting, has answered."""
    mine = Rating.objects.filter(reviewer_id=reviewer_id)
    return mine.filter(Q(level__isnull=False) | Q(cant_say=True)).count()


class TakesPart(NamedTuple):
    """A reviewer as the comparison knows them."""

    reviewer_id: int
    name: str
    job_title: str
    submitted: bool
    withdrawn: bool


def people_of(review: Review) -> list[TakesPart]:
    """Everybody who takes or took part, by name; for whoever may know. One query."""
    rows = Reviewer.objects.filter(review=review).order_by("membership__name_key", "pk")
    return [TakesPart(*row) for row in rows.values_list("pk", *PEOPLE)]


def shown_ratings(review: Review, people: Sequence[TakesPart]) -> tuple[list[ShownRating], Counter[int]]:
    """Every submitted rating of a review whose ratings are shown, in the order of `people`; nothing before. One query.

    And how many can't say, by statement. Where names are shown, "can't say" is a rating with no level and a name; where
    they are hidden, it has no letter, and is there only for its notes.
    """
    if not review.is_revealed:
        return [], Counter()
    ratings = _named(review, people) if review.names_shown else _lettered(review)
    cant_say = Counter(rating.statement_id for rating in ratings if rating.level is None)
    return [rating for rating in ratings if rating.level or rating.who or rating.note or rating.suggestion], cant_say


def _named(review: Review, people: Sequence[TakesPart]) -> list[ShownRating]:
    with connection.cursor() as cursor:
        cursor.execute("select * from isolation.named_ratings(%s)", [review.pk])
        rows = cursor.fetchall()
    place = {person.reviewer_id: n for n, person in enumerate(people)}
    rows.sort(key=lambda row: place[row[1]])
    names = {person.reviewer_id: person.name for person in people}
    return [
        ShownRating(statement, names[reviewer], level, note, suggestion, reviewer)
        for statement, reviewer, level, note, suggestion in rows
    ]


def _lettered(review: Review) -> list[ShownRating]:
    with connection.cursor() as cursor:
        cursor.execute("select * from isolation.shuffled_ratings(%s)", [review.pk])
        return [
            ShownRating(statement, f"Colleague {letter}" if letter else "", level, note, suggestion)
            for statement, letter, level, note, suggestion in cursor.fetchall()
        ]
