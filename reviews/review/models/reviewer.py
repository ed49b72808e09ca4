"""Who rates in a review, when they submitted, and what was said when ratings were shown early."""

from django.db import models
from django.utils import timezone

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
from accounts.models import Membership
from accounts.name_columns import NameColumn
from reviews.review.models.columns import in_review, review_key, signed, signer, trust_key


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    """Filters named as adjectives."""

    def taking_part(self) -> "ReviewerQuerySet":
        """Not removed."""
        return self.filter(withdrawn=False)

    def submitted(self) -> "ReviewerQuerySet":
        return self.filter(submitted=True)


REVIEWER_COLUMNS = [
    "id", "trust_id", "review_id", "membership_id", "submitted", "withdrawn", "removed_while_rating", "names_consent",
]  # fmt: skip


class Reviewer(models.Model):
    """A member rating in one review. It holds no time: that would tell how far somebody has got."""

    trust = trust_key()
    review = review_key("reviewers")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    submitted = models.BooleanField(default=False)  # set by the database when a submission is recorded
    withdrawn = models.BooleanField(default=False)
    removed_while_rating = models.BooleanField(default=False)  # set by the database
    names_consent = models.BooleanField(null=True)  # to names being shown at an early showing

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "membership"], name="reviewer_once_in_a_review"),
            models.UniqueConstraint(fields=["id", "review", "trust"], name="reviewer_id_review_trust"),
            models.CheckConstraint(
                condition=~models.Q(submitted=True, withdrawn=True), name="reviewer_submitted_stays"
            ),
            in_review("reviewer"),
            CompositeForeignKey(
                name="reviewer_membership_in_trust",
                columns=["membership_id", "trust_id"],
                table="accounts_membership",
                to=["id", "trust_id"],
            ),
            RowSecurity(guard=("select", "update")),
            Policy(
                "own_or_of_mine",
                "select",
                f"{among('id', 'my_reviewers()')} or {among('review_id', 'my_reviews()')}",
            ),
            Policy("choose", "insert", check=among("trust_id", "lead_trusts()")),
            Policy(
                "remove_or_consent",
                "update",
                f"{among('trust_id', 'lead_trusts()')} or {among('id', 'my_reviewers()')}",
                f"{among('trust_id', 'lead_trusts()')} or {among('id', 'my_reviewers()')}",
            ),
            Policy("shuffled", "select", "true", to=SHUFFLER),
            Grant("select", MEMBERS, REVIEWER_COLUMNS),
            Grant("insert", MEMBERS, REVIEWER_COLUMNS[1:]),
            Grant("update", MEMBERS, ["withdrawn", "names_consent"]),
            Grant("select", SHUFFLER),
            Trigger("closed_guard", before="insert or update"),
            Trigger("reviewer_guard", before="insert or update"),
        ]


class Submission(models.Model):
    """A reviewer declares their ratings final. `recalled_at`: taken back, before ratings were shown."""

    trust = trust_key()
    review = review_key("submissions")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="submissions", db_constraint=False)
    submitted_at = models.DateTimeField(default=timezone.now)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer"], condition=models.Q(recalled_at__isnull=True), name="submission_standing_once"
            ),
            CompositeForeignKey(
                name="submission_reviewer_in_review",
                columns=["reviewer_id", "review_id", "trust_id"],
                table="reviews_reviewer",
                to=["id", "review_id", "trust_id"],
            ),
            RowSecurity(guard=("select",)),
            Policy(
                "own_or_shown",
                "select",
                f"{among('reviewer_id', 'my_reviewers()')} or {among('review_id', 'comparable_reviews()')}",
            ),
            Policy(
                "submit",
                "insert",
                check=among("reviewer_id", "my_reviewers()") + " and " + among("review_id", "rateable_reviews()"),
            ),
            Policy(
                "recall",
                "update",
                among("reviewer_id", "my_reviewers()"),
                among("reviewer_id", "my_reviewers()"),
            ),
            Grant("select", MEMBERS, ["id", "trust_id", "review_id", "reviewer_id", "submitted_at", "recalled_at"]),
            Grant("insert", MEMBERS, ["trust_id", "review_id", "reviewer_id", "submitted_at", "recalled_at"]),
            Grant("update", MEMBERS, ["recalled_at"]),
            Trigger("closed_guard", before="insert or update"),
            Trigger("submission_guard", before="insert or update"),
            Trigger("submit_complete", before="insert or update"),  # after submission_guard, by its name
            Trigger("after_submission", after="insert or update"),
        ]


class EarlyReason(models.TextChoices):
    """Why ratings were shown before everyone had submitted. The report prints this and nothing more."""

    AWAY = "away", "Someone is away"
    LEFT = "left", "Someone has left"
    MEETING = "meeting", "The meeting is fixed"
    OTHER = "other", "Another reason"


class EarlyShowing(models.Model):
    """Ratings shown early, or, which counts the same, a reviewer removed once rating had begun."""

    trust = trust_key()
    review = review_key("early_showings")
    removed = models.ForeignKey(Reviewer, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    reason = models.CharField(max_length=10, choices=EarlyReason.choices)
    by = signer()
    by_name = NameColumn(max_length=100, blank=True)  # empty where the database did it
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(reason__in=EarlyReason.values), name="earlyshowing_reason_known"),
            models.UniqueConstraint(fields=["id", "review", "trust"], name="earlyshowing_id_review_trust"),
            in_review("earlyshowing"),
            CompositeForeignKey(
                name="earlyshowing_removed_in_review",
                columns=["removed_id", "review_id", "trust_id"],
                table="reviews_reviewer",
                to=["id", "review_id", "trust_id"],
            ),
            RowSecurity(guard=("select", "insert")),
            Policy(
                "of_steering_or_shown",
                "select",
                f"{among('trust_id', 'steering_trusts()')} or {among('review_id', 'comparable_reviews()')}",
            ),
            Policy("record", "insert", check=among("trust_id", "lead_trusts()")),
            Grant("select, insert", MEMBERS),
            signed("by", when="new.by_name <> ''"),
            Trigger("closed_guard", before="insert"),
        ]


class EarlyShowingNote(models.Model):
    """What the lead wrote beside the reason; it stays with lead and executives."""

    trust = trust_key()
    review = review_key("early_showing_notes")
    early_showing = models.OneToOneField(
        EarlyShowing, on_delete=models.PROTECT, related_name="note", db_constraint=False
    )
    text = models.TextField(max_length=1000)

    class Meta:
        constraints = [
            CompositeForeignKey(
                name="earlyshowingnote_of_showing",
                columns=["early_showing_id", "review_id", "trust_id"],
                table="reviews_earlyshowing",
                to=["id", "review_id", "trust_id"],
            ),
            RowSecurity(),
            Policy("of_steering", "select", among("trust_id", "steering_trusts()")),
            Policy("record", "insert", check=among("trust_id", "lead_trusts()")),
            Grant("select, insert", MEMBERS),
            Trigger("closed_guard", before="insert"),
        ]
