"""The only door to ratings for reading: one's own at any time, others' once shown and as the review shows them."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class ShownRating:
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


@dataclass(frozen=True)
class CantSay:
    """How many submitted "can't say" to one statement, where names are hidden."""

    statement_id: int
    count: int


OWN_FIELDS = ("statement_id", "level", "cant_say", "note", "suggestion", "version")


def own_ratings(reviewer: Reviewer) -> dict[int, OwnRating]:
    """A reviewer's own ratings by statement. The database gives nobody else's before they are shown."""
    rows = Rating.objects.filter(reviewer_id=reviewer.pk).values_list(*OWN_FIELDS)
    return {row[0]: OwnRating(*row) for row in rows}


def answered_by(reviewer_id: int) -> int:
    """How many statements this reviewer, who is acting, has answered."""
    mine = Rating.objects.filter(reviewer_id=reviewer_id)
    return mine.filter(Q(level__isnull=False) | Q(cant_say=True)).count()


def shown_ratings(review: Review) -> tuple[list[ShownRating], list[CantSay]]:
    """Every submitted rating of a review whose ratings are shown; nothing before. One query.

    Where names are shown, "can't say" is a rating with no level and a name; where they are hidden, a count, and its
    notes come without a letter.
    """
    if not review.is_revealed:
        return [], []
    return _named(review) if review.names_shown else _lettered(review)


def _named(review: Review) -> tuple[list[ShownRating], list[CantSay]]:
    rows = (
        Rating.objects.filter(review_id=review.pk, reviewer__submitted=True)
        .order_by("statement_id", "reviewer__membership__name_key", "reviewer_id")
        .values_list("statement_id", "reviewer__membership__name", "level", "note", "suggestion", "reviewer_id")
    )
    return [ShownRating(*row) for row in rows], []


def _lettered(review: Review) -> tuple[list[ShownRating], list[CantSay]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from isolation.shuffled_ratings(%s)", [review.pk])
        rows = cursor.fetchall()
    ratings = [
        ShownRating(statement, f"Colleague {letter}" if letter else "", level, note, suggestion)
        for statement, letter, level, note, suggestion, count in rows
        if count is None
    ]
    return ratings, [CantSay(row[0], row[5]) for row in rows if row[5] is not None]
