"""Next steps: what, who, by when; and how they get on."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, CompositeForeignKey, Grant, Policy, RowSecurity, Trigger, among
from accounts.models import Membership
from accounts.name_columns import NameColumn
from frameworks.models import Domain, Statement
from reviews.review.models.columns import in_review, review_key, signed, signer, trust_key
from reviews.review.steps import Priority, StepStatus, led_by

COLUMNS = [
    "statement_id",
    "domain_id",
    "text",
    "owner_id",
    "owner_name",
    "due_on",
    "half_term",
    "priority",
    "status",
    "version",
]


# Those of the comparison; and every member, of what a sign-off has shown them
READERS = f"{among('review_id', 'comparable_reviews()')} or {{shown}} and {among('trust_id', 'member_trusts()')}"


class NextStep(models.Model):
    """One commitment. Text taken from a colleague's suggestion is copied, never linked to the rating.

    `shown_at` is when the first sign-off after it was added showed it to every member; only a sign-off sets it, for
    good, whatever is reopened afterwards.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    trust = trust_key()
    review = review_key("next_steps")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(max_length=2000)
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    owner_name = NameColumn(max_length=100, blank=True)  # for an owner who is nobody's account
    due_on = models.DateField(null=True)
    half_term = models.CharField(max_length=6, blank=True)  # "2026-2": the second half-term of 2026/27
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.MEDIUM)
    status = models.CharField(max_length=12, choices=StepStatus.choices, default=StepStatus.NOT_STARTED)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "review", "trust"], name="nextstep_id_review_trust"),
            models.CheckConstraint(
                condition=Q(statement__isnull=False, domain__isnull=True)
                | Q(statement__isnull=True, domain__isnull=False),
                name="nextstep_statement_or_domain",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(half_term=""), name="nextstep_date_or_half_term"
            ),
            models.CheckConstraint(condition=Q(owner__isnull=True) | Q(owner_name=""), name="nextstep_one_owner"),
            models.CheckConstraint(
                condition=Q(half_term="") | Q(half_term__regex=r"^[0-9]{4}-[1-6]$"), name="nextstep_half_term_form"
            ),
            models.CheckConstraint(condition=Q(status__in=StepStatus.values), name="nextstep_status_known"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="nextstep_priority_known"),
            in_review("nextstep"),
            CompositeForeignKey(
                name="nextstep_owner_in_trust",
                columns=["owner_id", "trust_id"],
                table="accounts_membership",
                to=["id", "trust_id"],
            ),
            RowSecurity(guard=("select", "update")),
            Policy("read", "select", READERS.format(shown="shown_at is not null")),
            Policy("plan", "insert", check=among("review_id", "comparable_reviews()")),
            Policy(
                "follow_up",
                "update",
                among("review_id", "comparable_reviews()"),
                among("review_id", "comparable_reviews()"),
            ),
            Grant("select, insert", MEMBERS),
            Grant("update", MEMBERS, COLUMNS),
            Trigger("closed_guard", before="insert or update"),
            Trigger("next_step_guard", before="insert or update"),
        ]
        indexes = [models.Index(fields=["review"], name="nextstep_by_review")]

    @property
    def leader(self) -> str:
        """Who leads it: a member by their name of today, or a name that was typed; empty for nobody."""
        return (self.owner.name if self.owner else "") or self.owner_name

    @property
    def who_leads(self) -> str:
        return led_by(self.leader)


class StepUpdate(models.Model):
    """A dated word on how a next step gets on.

    `shown`: it was written when every member saw the step already, and so they read it, too. The database sets it.
    """

    trust = trust_key()
    review = review_key("step_updates")
    next_step = models.ForeignKey(NextStep, on_delete=models.PROTECT, related_name="updates", db_constraint=False)
    at = models.DateTimeField(default=timezone.now)
    by = signer()
    by_name = NameColumn(max_length=100)
    status = models.CharField(max_length=12, choices=StepStatus.choices)
    text = models.TextField(blank=True, max_length=1000)
    shown = models.BooleanField(db_default=False, editable=False)

    class Meta:
        constraints = [
            CompositeForeignKey(
                name="stepupdate_of_step",
                columns=["next_step_id", "review_id", "trust_id"],
                table="reviews_nextstep",
                to=["id", "review_id", "trust_id"],
            ),
            RowSecurity(),
            Policy("read", "select", READERS.format(shown="shown")),
            Policy("follow_up", "insert", check=among("review_id", "comparable_reviews()")),
            Grant("select, insert", MEMBERS),
            signed("by"),
            Trigger("closed_guard", before="insert"),
            Trigger("update_shown", before="insert"),
        ]
