"""Reports being made and made. The file is a row too: the same policies guard it, and it is whole or absent."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.row_policies import MEMBERS, WORKER, CompositeForeignKey, Grant, Policy, RowPolicies, among, during_job
from reviews.models.columns import in_review, review_key, trust_key
from reviews.models.snapshot import Snapshot


class ReportStatus(models.TextChoices):
    """How far a report has got."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Being made"
    DONE = "done", "Ready"
    FAILED = "failed", "Could not be made"


MOST_ATTEMPTS = 3


class Report(models.Model):
    """One report of one snapshot, asked for by one person. The truth about its progress; the broker only carries it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    trust = trust_key()
    review = review_key("reports")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="reports", db_constraint=False)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_by_name = models.CharField(max_length=100)
    requested_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.QUEUED)
    step = models.PositiveSmallIntegerField(default=0)  # 0 waiting, 1 reading, 2 drawing, 3 laying out, 4 checking
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)  # in words for the person who asked
    finished_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "trust"], name="report_id_trust"),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="report_status_known"),
            in_review("report"),
            CompositeForeignKey(
                name="report_snapshot_in_trust",
                columns=["snapshot_id", "trust_id"],
                table="reviews_snapshot",
                to=["id", "trust_id"],
            ),
            RowPolicies(
                name="report_policies",
                policies=[
                    Policy("of_members", "select", among("trust_id", "member_trusts()")),
                    Policy(
                        "ask",
                        "insert",
                        check=f"{among('trust_id', 'member_trusts()')} and requested_by_id = (select isolation.uid())",
                    ),
                    Policy(
                        "retry",
                        "update",
                        "requested_by_id = (select isolation.uid())",
                        among("trust_id", "member_trusts()"),
                    ),
                    Policy("leases_seen", "select", during_job("reports"), to=WORKER),
                    Policy("leases", "update", during_job("reports"), during_job("reports"), WORKER),
                ],
                grants=[
                    Grant("select, insert", MEMBERS),
                    Grant(
                        "update", ("wellschool_web",), ["status", "attempts", "step", "failure", "lease", "lease_until"]
                    ),
                    Grant(
                        "update",
                        WORKER,
                        [
                            "status",
                            "step",
                            "attempts",
                            "lease",
                            "lease_until",
                            "failure",
                            "finished_at",
                            "sha256",
                            "size",
                            "pages",
                        ],
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["lease_until"], condition=Q(status__in=["queued", "running"]), name="report_in_work")
        ]

    @property
    def is_ready(self) -> bool:
        return self.status == ReportStatus.DONE

    @property
    def is_in_work(self) -> bool:
        return self.status in (ReportStatus.QUEUED, ReportStatus.RUNNING)


class ReportFile(models.Model):
    """The finished file. Written once, by the worker, in the transaction that marks the report done."""

    report = models.OneToOneField(
        Report, on_delete=models.PROTECT, primary_key=True, related_name="file", db_constraint=False
    )
    trust = trust_key()
    content = models.BinaryField()

    class Meta:
        constraints = [
            CompositeForeignKey(
                name="reportfile_of_report",
                columns=["report_id", "trust_id"],
                table="reviews_report",
                to=["id", "trust_id"],
            ),
            RowPolicies(
                name="reportfile_policies",
                policies=[
                    Policy("of_members", "select", among("trust_id", "member_trusts()")),
                    Policy("finish", "insert", check=among("trust_id", "member_trusts()"), to=WORKER),
                    Policy("expire", "delete", during_job("reports"), to=WORKER),
                ],
                grants=[Grant("select", MEMBERS), Grant("insert, delete", WORKER)],
            ),
        ]
