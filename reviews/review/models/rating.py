"""One reviewer's answer to one statement. Nobody else's business until everyone's ratings are shown."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from accounts.isolation.policies import (
    MEMBERS,
    RATER,
    SHUFFLER,
    CompositeForeignKey,
    Grant,
    Policy,
    RowSecurity,
    among,
)
from frameworks.models import Statement
from frameworks.scale import MOST
from reviews.review.models.columns import review_key, trust_key
from reviews.review.models.reviewer import Reviewer

LONGEST_NOTE = 5000

OWN = among("reviewer_id", "my_reviewers()")
SHOWN = among("reviewer_id", "readable_reviewers()")
# of whom the guard has told save_rating
SEATED = "reviewer_id = nullif(current_setting('isolation.seat', true), '')::bigint"
RATING_COLUMNS = [
    "id", "trust_id", "review_id", "reviewer_id", "statement_id", "level", "cant_say", "note", "suggestion", "version",
]  # fmt: skip


class Rating(models.Model):
    """A level, or "can't say from my role", with evidence and suggested next steps.

    The id is a random UUID: a gap in a counter would tell that somebody else has answered. No time is kept. It is
    written by `isolation.save_rating` alone: see `sql/saving.sql`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    trust = trust_key()
    review = review_key("ratings")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="ratings", db_constraint=False)
    # checked by rating_seat, not by a constraint: that would lock the statement's row, whose xmax everybody can read
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    level = models.PositiveSmallIntegerField(null=True)
    cant_say = models.BooleanField(default=False)
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    suggestion = models.TextField(blank=True, max_length=LONGEST_NOTE)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "statement"], name="rating_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, MOST)), name="rating_level_known"
            ),
            models.CheckConstraint(condition=~Q(cant_say=True, level__isnull=False), name="rating_level_or_cant_say"),
            CompositeForeignKey(
                name="rating_reviewer_in_review",
                columns=["reviewer_id", "review_id", "trust_id"],
                table="reviews_reviewer",
                to=["id", "review_id", "trust_id"],
            ),
            RowSecurity(),
            Policy(
                "own_or_shown",
                "select",
                f"{among('trust_id', 'member_trusts()')} and ({OWN} or {SHOWN})",
            ),
            Policy("read_seat", "select", SEATED, to=RATER),
            Policy("rate", "insert", check=SEATED, to=RATER),
            Policy("rate_again", "update", SEATED, SEATED, to=RATER),
            Policy("shuffled", "select", "true", to=SHUFFLER),
            Grant("select", MEMBERS, RATING_COLUMNS),
            Grant("select, insert", RATER),
            Grant("update", RATER, ["level", "cant_say", "note", "suggestion", "version"]),
            Grant("select", SHUFFLER),
        ]
        indexes = [models.Index(fields=["review"], name="rating_by_review")]

    @property
    def is_answered(self) -> bool:
        """Rated, or "can't say"."""
        return self.level is not None or self.cant_say
