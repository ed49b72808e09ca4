"""One reviewer's answer to one statement. Nobody else's business until everyone's ratings are shown."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from accounts.isolation.policies import (
    MEMBERS,
    SHUFFLER,
    CompositeForeignKey,
    Grant,
    Policy,
    RowSecurity,
    Trigger,
    among,
)
from frameworks.models import Statement
from frameworks.scale import MOST
from reviews.review.models.columns import review_key, trust_key
from reviews.review.models.reviewer import Reviewer

LONGEST_NOTE = 5000

OWN = among("reviewer_id", "my_reviewers()")
SHOWN = among("reviewer_id", "readable_reviewers()")
WRITABLE = f"{OWN} and {among('review_id', 'rateable_reviews()')} and {among('trust_id', 'working_trusts()')}"
RATING_COLUMNS = [
    "id", "trust_id", "review_id", "reviewer_id", "statement_id", "level", "cant_say", "note", "suggestion", "version",
]  # fmt: skip


class Rating(models.Model):
    """A level, or "can't say from my role", with evidence and suggested next steps.

    The id is a random UUID: a gap in a counter would tell that somebody else has answered. No time is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    trust = trust_key()
    review = review_key("ratings")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="ratings", db_constraint=False)
    # checked by rating_guard, not by a constraint: that would lock the statement's row, whose xmax everybody can read
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
            Policy("rate", "insert", check=WRITABLE),
            Policy("rate_again", "update", WRITABLE, WRITABLE),
            Policy("shuffled", "select", "true", to=SHUFFLER),
            Grant("select", MEMBERS, RATING_COLUMNS),
            Grant("insert", MEMBERS, RATING_COLUMNS),
            Grant("update", MEMBERS, ["level", "cant_say", "note", "suggestion", "version"]),
            Grant("select", SHUFFLER),
            Trigger("rating_guard", before="insert or update"),
        ]
        indexes = [models.Index(fields=["review"], name="rating_by_review")]

    @property
    def is_answered(self) -> bool:
        """Rated, or "can't say"."""
        return self.level is not None or self.cant_say
