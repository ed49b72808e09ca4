"""What was signed off, as it was: written by the database at the sign-off, never changed. No rating, note or gap."""

from django.db import models

from accounts.isolation.policies import (
    MEMBERS,
    RELEASER,
    YST,
    AlsoReads,
    CompositeForeignKey,
    Grant,
    Policy,
    RowSecurity,
    Trigger,
    among,
)
from accounts.name_columns import NameColumn
from frameworks.models import Domain, Statement
from reviews.review.models.columns import in_review, review_key, signed, signer, trust_key


class Snapshot(models.Model):
    """One sign-off of a review; a reopened review gets another. `independence` holds who rated, and when."""

    trust = trust_key()
    review = review_key("snapshots")
    number = models.PositiveSmallIntegerField()
    signed_off_at = models.DateTimeField()
    signed_off_by = signer()
    signed_off_by_name = NameColumn(max_length=100)
    independence = models.JSONField()

    class Meta:
        constraints = [  # a room above has a trigger here too: docs/database.sql
            models.UniqueConstraint(fields=["review", "number"], name="snapshot_number_once"),
            models.UniqueConstraint(fields=["id", "trust"], name="snapshot_id_trust"),
            in_review("snapshot"),
            RowSecurity(guard=("select", "insert")),
            Policy("of_members", "select", among("trust_id", "member_trusts()")),
            Policy("shared", "select", among("id", "shared_snapshots(false)"), to=YST),
            Grant("select", MEMBERS),
            Grant("select", YST, ["id", "trust_id", "review_id", "number", "signed_off_at"]),
            AlsoReads(
                name="snapshot_for_releases", to=RELEASER, columns=["id", "review_id", "number", "signed_off_at"]
            ),
        ]


class SnapshotLevel(models.Model):
    """The agreed level of one statement as signed off."""

    trust = trust_key()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="levels", db_constraint=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)
    rationale = models.TextField(blank=True)
    left_open_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "statement"], name="snapshotlevel_once"),
            CompositeForeignKey(
                name="snapshotlevel_in_trust",
                columns=["snapshot_id", "trust_id"],
                table="reviews_snapshot",
                to=["id", "trust_id"],
            ),
            RowSecurity(guard=("select", "insert")),
            Policy("of_members", "select", among("trust_id", "member_trusts()")),
            Policy("shared", "select", among("snapshot_id", "shared_snapshots(false)"), to=YST),
            Grant("select", MEMBERS),
            Grant("select", YST, ["trust_id", "snapshot_id", "statement_id", "level"]),
            AlsoReads(name="snapshotlevel_for_releases", to=RELEASER, columns=["snapshot_id", "statement_id", "level"]),
        ]


class SnapshotStep(models.Model):
    """A next step as signed off. YST sees what, by when and how it stands, never who."""

    trust = trust_key()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="steps", db_constraint=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    owner = signer()  # as it was then; null for an owner who is nobody's account
    owner_name = NameColumn(max_length=100, blank=True)
    due_on = models.DateField(null=True)
    half_term = models.CharField(max_length=6, blank=True)
    priority = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12)

    class Meta:
        constraints = [
            CompositeForeignKey(
                name="snapshotstep_in_trust",
                columns=["snapshot_id", "trust_id"],
                table="reviews_snapshot",
                to=["id", "trust_id"],
            ),
            RowSecurity(guard=("insert",)),
            Policy("of_members", "select", among("trust_id", "member_trusts()")),
            Policy("shared", "select", among("snapshot_id", "shared_snapshots(true)"), to=YST),
            Grant("select", MEMBERS),
            Grant(
                "select",
                YST,
                [
                    "trust_id",
                    "snapshot_id",
                    "statement_id",
                    "domain_id",
                    "text",
                    "due_on",
                    "half_term",
                    "status",
                ],
            ),
        ]


class Reopening(models.Model):
    """A signed-off review opened for comparing again, with the reason."""

    trust = trust_key()
    review = review_key("reopenings")
    after_number = models.PositiveSmallIntegerField()  # the snapshot that stays
    reason = models.CharField(max_length=500)
    by = signer()
    by_name = NameColumn(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "after_number"], name="reopening_once_for_a_snapshot"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="reopening_has_reason"),
            in_review("reopening"),
            RowSecurity(guard=("select",)),
            Policy("of_the_comparison", "select", among("review_id", "comparable_reviews()")),
            Policy("reopen", "insert", check=among("trust_id", "exec_trusts()")),
            Grant("select, insert", MEMBERS),
            signed("by"),
            Trigger("closed_guard", before="insert"),
        ]
