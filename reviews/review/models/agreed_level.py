"""What the colleagues agreed for each statement. Original ratings are never altered."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, Grant, Policy, RowSecurity, Trigger, among
from accounts.name_columns import NameColumn
from frameworks.models import Statement
from frameworks.scale import MOST
from reviews.review.models.columns import in_review, review_key, signed, signer, trust_key

LONGEST_RATIONALE = 5000


class AgreedLevel(models.Model):
    """The agreed level of one statement and why; or the reason for which it is left open; or neither any more."""

    trust = trust_key()
    review = review_key("agreed_levels")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)
    rationale = models.TextField(blank=True, max_length=LONGEST_RATIONALE)
    left_open_reason = models.CharField(max_length=500, blank=True)
    confirmed_together = models.BooleanField(default=False)  # with the other unanimous ones
    version = models.PositiveIntegerField(default=1)
    agreed_at = models.DateTimeField(default=timezone.now)
    agreed_by = signer()
    agreed_by_name = NameColumn(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "statement"], name="agreedlevel_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, MOST)), name="agreedlevel_level_known"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(left_open_reason=""), name="agreedlevel_or_left_open"
            ),
            in_review("agreedlevel"),
            RowSecurity(guard=("select",)),
            Policy("of_agreed", "select", among("review_id", "agreed_reviews()")),
            Policy("agree", "insert", check=among("review_id", "agreeing_reviews()")),
            Policy(
                "agree_again",
                "update",
                among("review_id", "agreeing_reviews()"),
                among("review_id", "agreeing_reviews()"),
            ),
            Grant("select, insert", MEMBERS),
            Grant(
                "update",
                MEMBERS,
                [
                    "level",
                    "rationale",
                    "left_open_reason",
                    "confirmed_together",
                    "version",
                    "agreed_at",
                    "agreed_by_name",
                ],
            ),
            signed("agreed_by", upon="insert or update"),
            Trigger("agreement_guard", before="insert or update"),
            Trigger("closed_guard", before="insert or update"),
        ]

    @property
    def is_settled(self) -> bool:
        """Agreed, or left open with a reason."""
        return self.level is not None or bool(self.left_open_reason)


class Why(models.TextChoices):
    """Why views differed."""

    EVIDENCE = "evidence", "We saw different evidence"
    SCHOOLS = "schools", "We thought of different schools"
    WORDING = "wording", "We read the wording differently"
    BAR = "bar", "We set a different bar"
    VANTAGE = "vantage", "We see it from different places"
    SLIP = "slip", "It was a slip"


class AgreementNote(models.Model):
    """Why views differed, and dissent: for those who may see the comparison, nobody else."""

    trust = trust_key()
    review = review_key("agreement_notes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    dissent = models.TextField(blank=True, max_length=2000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "statement"], name="agreementnote_once"),
            models.CheckConstraint(condition=Q(why__in=["", *Why.values]), name="agreementnote_why_known"),
            in_review("agreementnote"),
            RowSecurity(),
            Policy("of_the_comparison", "select", among("review_id", "comparable_reviews()")),
            Policy("note_it", "insert", check=among("review_id", "agreeing_reviews()")),
            Policy(
                "note_again",
                "update",
                among("review_id", "agreeing_reviews()"),
                among("review_id", "agreeing_reviews()"),
            ),
            Grant("select, insert", MEMBERS),
            Grant("update", MEMBERS, ["why", "dissent"]),
            Trigger("agreement_guard", before="insert or update"),
            Trigger("closed_guard", before="insert or update"),
        ]
