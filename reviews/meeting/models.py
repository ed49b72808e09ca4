"""A review meeting: its agenda, where it is, who was there, and what became of each statement."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, CompositeForeignKey, Grant, Policy, RowSecurity, Trigger, among
from accounts.models import Membership
from accounts.name_columns import NameColumn, SortKey
from frameworks.models import Statement
from reviews.review.models.columns import in_review, paired, review_key, signed, signer, trust_key

LENGTHS = (45, 60, 90)  # minutes
OF_THE_COMPARISON = among("review_id", "comparable_reviews()")
AGREEING = among("review_id", "agreeing_reviews()")
STEERING = among("trust_id", "steering_trusts()")
IS_ME = (
    "exists (select 1 from accounts_membership m where m.id = membership_id and m.user_id = (select isolation.uid()))"
)


class Meeting(models.Model):
    """One meeting. `current` is the statement on the projector, none for the agenda; `version` counts every change
    that another screen must show. That only a lead moves it on is in the trigger `meeting_guard`.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    trust = trust_key()
    review = review_key("meetings")
    minutes = models.PositiveSmallIntegerField()  # planned
    current = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = signer()
    opened_by_name = NameColumn(max_length=100)
    closed_at = models.DateTimeField(null=True)
    closed_by = signer()
    closed_by_name = NameColumn(max_length=100, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "review", "trust"], name="meeting_id_review_trust"),
            models.UniqueConstraint(fields=["review"], condition=Q(closed_at__isnull=True), name="meeting_one_open"),
            models.CheckConstraint(condition=Q(minutes__in=LENGTHS), name="meeting_length_known"),
            paired("closed_at", "closed_by_name", "meeting_closed_by"),
            in_review("meeting"),
            RowSecurity(guard=("select",)),
            Policy("of_the_comparison", "select", OF_THE_COMPARISON),
            Policy("open_it", "insert", check=f"{AGREEING} and {STEERING}"),
            Policy("go_on", "update", AGREEING, AGREEING),
            Grant("select, insert", MEMBERS),
            Grant("update", MEMBERS, ["current_id", "version", "closed_at", "closed_by_name"]),
            signed("opened_by"),
            signed("closed_by", upon="update", when="new.closed_at is not null and old.closed_at is null"),
            Trigger("closed_guard", before="insert or update"),
            Trigger("meeting_guard", before="insert or update"),
        ]
        indexes = [models.Index(fields=["review"], name="meeting_by_review")]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class ItemState(models.TextChoices):
    """What became of a statement on the agenda."""

    WAITING = "waiting", "To discuss"
    DECIDED = "decided", "Decided"
    PARKED = "parked", "Parked for after"


def in_meeting(table: str) -> CompositeForeignKey:
    """`(meeting_id, review_id, trust_id)` is a meeting of that review."""
    return CompositeForeignKey(
        name=f"{table}_in_meeting",
        columns=["meeting_id", "review_id", "trust_id"],
        table="reviews_meeting",
        to=["id", "review_id", "trust_id"],
    )


class MeetingItem(models.Model):
    """A statement on the agenda; `position` counts from 1. What was agreed stands in AgreedLevel.

    What there was no time for is parked from the beginning, without a time.
    """

    trust = trust_key()
    review = review_key("meeting_items")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items", db_constraint=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=ItemState.choices, default=ItemState.WAITING)
    changed_at = models.DateTimeField(null=True)  # when it was decided, parked or last opened; empty if never reached

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "statement"], name="meetingitem_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="meetingitem_state_known"),
            in_meeting("meetingitem"),
            RowSecurity(),
            Policy("of_the_comparison", "select", OF_THE_COMPARISON),
            Policy("plan_it", "insert", check=f"{AGREEING} and {STEERING}"),
            Policy("settle_it", "update", AGREEING, AGREEING),
            Grant("select, insert", MEMBERS),
            Grant("update", MEMBERS, ["state", "changed_at"]),
            Trigger("agreement_guard", before="insert"),
            Trigger("closed_guard", before="insert or update"),
        ]


class MeetingPresence(models.Model):
    """Somebody who was there. `name` is kept as it was, so that the minutes read the same afterwards."""

    trust = trust_key()
    review = review_key("meeting_presences")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences", db_constraint=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    name = NameColumn(max_length=100)
    name_key = SortKey()
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="meetingpresence_once"),
            CompositeForeignKey(
                name="meetingpresence_in_trust",
                columns=["membership_id", "trust_id"],
                table="accounts_membership",
                to=["id", "trust_id"],
            ),
            in_meeting("meetingpresence"),
            RowSecurity(),
            Policy("of_the_comparison", "select", OF_THE_COMPARISON),
            Policy(
                "join_it",
                "insert",
                check=f"{AGREEING} and {IS_ME}",
            ),
            Grant("select, insert", MEMBERS),
            Trigger("closed_guard", before="insert"),
        ]
