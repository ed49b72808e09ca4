"""A portfolio as a file, made for one person at YST with what they see; gone once they no longer see all of it."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.isolation.policies import WORKER, YST, CompositeForeignKey, Grant, Policy, RowSecurity, during_job
from accounts.models import User
from accounts.outbox.job_models import Job
from reviews.reports.kinds import IN_WORK, ReportStatus

KEPT = timedelta(days=1)  # a file, from when it was made: the portfolio moves on
MINE = "requested_by_id = (select isolation.uid()) and (select isolation.yst())"
STILL_SEEN = (
    "trust_ids <@ (select isolation.yst_trusts())::bigint[]"
    " and snapshot_ids <@ (select isolation.shared_snapshots(false))::bigint[]"
)
EXPIRED = "exists (select 1 from reviews_portfolioexport e where e.id = export_id and e.status = 'expired')"
WORK = ["status", "attempts", "lease", "lease_until", "failure", "finished_at"]


class ExportFormat(models.TextChoices):
    """The kinds of file."""

    XLSX = "xlsx", "Spreadsheet"
    PDF = "pdf", "PDF"


class PortfolioExport(Job):
    """One export, asked for by one person; `filters` is the address's query. The truth about its progress."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    format = models.CharField(max_length=4, choices=ExportFormat.choices)
    filters = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.QUEUED)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "requested_by"], name="portfolioexport_id_person"),
            models.CheckConstraint(
                condition=models.Q(status__in=ReportStatus.values), name="portfolioexport_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(format__in=ExportFormat.values), name="portfolioexport_format_known"
            ),
            RowSecurity(),
            Policy("mine", "select", MINE, to=YST),
            Policy("ask", "insert", check=MINE, to=YST),
            Policy("make", "update", MINE, MINE, YST),
            Policy("leases_seen", "select", during_job("exports"), to=WORKER),
            Policy("leases", "update", during_job("exports"), during_job("exports"), WORKER),
            Policy("expire", "delete", during_job("exports"), to=WORKER),
            Grant("select, insert", YST),
            Grant("update", YST, WORK),
            Grant("select, delete", WORKER),
            Grant("update", WORKER, WORK),
        ]
        indexes = [models.Index(fields=["requested_by", "-requested_at"], name="portfolioexport_newest")]

    @property
    def is_ready(self) -> bool:
        return self.status == ReportStatus.DONE

    @property
    def is_in_work(self) -> bool:
        return self.status in IN_WORK


class PortfolioFile(models.Model):
    """The finished file, with the trusts and shared results that are in it: it is seen while all of those are."""

    export = models.OneToOneField(
        PortfolioExport, on_delete=models.DO_NOTHING, primary_key=True, related_name="file", db_constraint=False
    )  # whoever deletes an export may not look for its file: the database refuses while it is there
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    trust_ids = ArrayField(models.BigIntegerField())
    snapshot_ids = ArrayField(models.BigIntegerField())
    content = models.BinaryField()

    class Meta:
        constraints = [
            CompositeForeignKey(
                name="portfoliofile_of_export",
                columns=["export_id", "requested_by_id"],
                table="reviews_portfolioexport",
                to=["id", "requested_by_id"],
            ),
            RowSecurity(),
            Policy("mine", "select", f"{MINE} and {STILL_SEEN}", to=YST),
            Policy("finish", "insert", check=f"{MINE} and {STILL_SEEN}", to=YST),
            Policy("expire", "delete", f"{during_job('exports')} and {EXPIRED}", to=WORKER),
            Grant("select, insert", YST),
            Grant("delete", WORKER),
        ]
