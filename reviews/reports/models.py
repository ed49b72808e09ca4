"""Reports being made and made. The file is a row too: the same policies guard it, and it is whole or absent."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.policies import (
    MEMBERS,
    WORKER,
    CompositeForeignKey,
    Grant,
    Policy,
    RowSecurity,
    among,
    during_job,
)
from accounts.models import User
from accounts.name_columns import NameColumn
from accounts.outbox.job_models import Job
from reviews.reports.kinds import (
    AUDIENCE_FITS,
    IN_WORK,
    SIGNED_OFF,
    Audience,
    Format,
    Kind,
    ReportStatus,
    plain_choices,
)
from reviews.review.models.columns import in_review, review_key, trust_key
from reviews.review.models.snapshot import Snapshot

KEPT = timedelta(days=30)  # a file, from when it was made

MINE = "requested_by_id = (select isolation.uid())"
OPEN_TO_ME = (
    f"(audience = 'members' and {among('trust_id', 'member_trusts()')})"
    f" or (audience = 'comparison' and {among('review_id', 'comparable_reviews()')})"
    f" or (audience = 'own' and {MINE} and {among('trust_id', 'working_trusts()')})"
)
DRAFTED = ", ".join(f"'{kind.value}'" for kind in SIGNED_OFF)
NO_DRAFT_BUT_OF_STEERING = (
    f"(snapshot_id is not null or kind not in ({DRAFTED}) or {among('trust_id', 'steering_trusts()')})"
)
LEASE_COLUMNS = ["status", "step", "attempts", "lease", "lease_until", "failure"]
# under the policies of reports: a file is open to whom its report is open to
OF_A_REPORT_OPEN_TO_ME = "exists (select 1 from reviews_report r where r.id = report_id)"
OF_MY_REPORT = (
    "exists (select 1 from reviews_report r where r.id = report_id"
    " and r.requested_by_id = (select isolation.uid()) and r.status = 'done')"
)
EXPIRED = "exists (select 1 from reviews_report r where r.id = report_id and r.status = 'expired')"


class Report(Job):
    """One report, asked for by one person. The truth about its progress; the broker only carries it.

    `snapshot` is what was signed off; none for a draft, and for what no sign-off is needed for. `choices` says what is
    in it: `reviews.reports.Choices`.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    trust = trust_key()
    review = review_key("reports")
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, related_name="reports", db_constraint=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FULL)
    format = models.CharField(max_length=4, choices=Format.choices, default=Format.PDF)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.MEMBERS)
    choices = models.JSONField(default=plain_choices)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_by_name = NameColumn(max_length=100)
    requested_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.QUEUED)
    step = models.PositiveSmallIntegerField(default=0)  # 0 waiting, 1 reading, 2 writing, 3 laying out, 4 checking
    claimed_at = models.DateTimeField(null=True)  # when a worker last took it: whose trust's turn it is
    finished_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "trust"], name="report_id_trust"),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="report_status_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="report_kind_known"),
            models.CheckConstraint(condition=Q(format__in=Format.values), name="report_format_known"),
            models.CheckConstraint(condition=AUDIENCE_FITS, name="report_audience_fits"),
            in_review("report"),
            CompositeForeignKey(
                name="report_snapshot_in_trust",
                columns=["snapshot_id", "trust_id"],
                table="reviews_snapshot",
                to=["id", "trust_id"],
            ),
            RowSecurity(),
            Policy("of_its_audience", "select", OPEN_TO_ME),
            Policy("ask", "insert", check=f"{MINE} and ({OPEN_TO_ME}) and {NO_DRAFT_BUT_OF_STEERING}"),
            Policy("retry", "update", f"{MINE} and ({OPEN_TO_ME})", f"{MINE} and ({OPEN_TO_ME})"),
            Policy("leases_seen", "select", during_job("reports"), to=WORKER),
            Policy("leases", "update", during_job("reports"), during_job("reports"), WORKER),
            Grant("select, insert", MEMBERS),
            Grant("update", ("wellschool_web",), LEASE_COLUMNS),
            Grant("update", WORKER, [*LEASE_COLUMNS, "claimed_at", "finished_at", "sha256", "size", "pages"]),
        ]
        indexes = [
            models.Index(fields=["lease_until"], condition=Q(status__in=["queued", "running"]), name="report_in_work"),
            models.Index(fields=["review", "requested_at"], name="report_by_review"),
            models.Index(fields=["trust", "-claimed_at"], name="report_by_turn"),
        ]

    @property
    def is_ready(self) -> bool:
        return self.status == ReportStatus.DONE

    @property
    def is_in_work(self) -> bool:
        return self.status in IN_WORK

    @property
    def is_draft(self) -> bool:
        """Made before the sign-off, of what is signed off otherwise."""
        return self.snapshot_id is None and self.kind in SIGNED_OFF

    @property
    def expires_at(self) -> datetime | None:
        """When the file goes."""
        return self.finished_at + KEPT if self.is_ready and self.finished_at else None


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
            RowSecurity(),
            Policy(
                "of_its_audience",
                "select",
                f"{among('trust_id', 'member_trusts()')} and {OF_A_REPORT_OPEN_TO_ME}",
            ),
            Policy("finish", "insert", check=OF_MY_REPORT, to=WORKER),
            Policy("expire", "delete", f"{during_job('reports')} and {EXPIRED}", to=WORKER),
            Grant("select", MEMBERS),
            Grant("insert, delete", WORKER),
        ]
