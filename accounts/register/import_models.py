"""Bringing the register in: what was uploaded, what the check found, how far the work has got.

The row of the import is the truth about its progress. Uploaded files are rows too, in pieces, because the web server
and the worker share nothing but the database; they are deleted once they have been read.
"""

from typing import TypedDict
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.policies import WORKER, YST, Grant, Policy, RowSecurity, TableRule, during_job
from accounts.models.user import User
from accounts.name_columns import NameColumn, SortKey
from accounts.outbox.job_models import Job
from accounts.register.extracts import columns
from accounts.register.models import RegisterStatus, SchoolPhase, SchoolStatus, TrustKind

MANAGER = "(select isolation.yst('manager'))"
BY_ME = "uploaded_by_id = (select isolation.uid())"
JOB = during_job("register")


class Extract(models.TextChoices):
    """The register's three files, by the beginning of their names; and what its page calls them."""

    GROUPS = columns.GROUPS.name, columns.GROUPS.label
    LINKS = columns.LINKS.name, columns.LINKS.label
    SCHOOLS = columns.SCHOOLS.name, columns.SCHOOLS.label


class ImportStatus(models.TextChoices):
    """How far an import has got."""

    WAITING = "waiting", "Waiting to be checked"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked"
    ASKED = "asked", "Waiting to be applied"
    APPLYING = "applying", "Being applied"
    APPLIED = "applied", "Applied"
    REFUSED = "refused", "Cannot be used"
    FAILED = "failed", "Did not work"
    DISCARDED = "discarded", "Discarded"


UNFINISHED = ("waiting", "checking", "checked", "asked", "applying", "failed")


class FileTold(TypedDict):
    """What is kept of one of the register's files when its rows are gone."""

    kind: str
    name: str
    size: int  # bytes
    day: str  # in its name; empty when there is none
    unknown: list[str]  # what it cannot say, as it has no columns for it


class RegisterImport(Job):
    """One upload of one or more extracts by one programme manager. Only one at a time is unfinished."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_by_name = NameColumn(max_length=100)
    uploaded_at = models.DateTimeField(default=timezone.now)
    files = models.JSONField(default=list)  # a `FileTold` of each
    status = models.CharField(max_length=10, choices=ImportStatus.choices, default=ImportStatus.WAITING)
    doing = models.CharField(max_length=20, blank=True)  # the file being read, "comparing" or "applying"
    done = models.PositiveIntegerField(default=0)  # rows of it so far
    counts = models.JSONField(default=dict)  # what the check found: rows, outcomes, doubts
    checked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ImportStatus.values), name="registerimport_status_known"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(status__in=UNFINISHED), name="registerimport_one_at_a_time"
            ),
            RowSecurity(),
            Policy("of_managers", "select", MANAGER, to=YST),
            Policy("upload", "insert", check=f"{MANAGER} and {BY_ME}", to=YST),
            Policy("decide", "update", MANAGER, MANAGER, YST),
            Policy("seen_by_job", "select", JOB, to=WORKER),
            Policy("work", "update", JOB, JOB, WORKER),
            Grant("select, insert", YST),
            Grant("update", YST, ["status", "attempts", "failure", "lease", "lease_until", "finished_at"]),
            Grant("select, update", WORKER),
        ]  # fmt: skip
        indexes = [models.Index(fields=["-uploaded_at"], name="registerimport_newest")]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which of the register's files it has."""
        return tuple(file["kind"] for file in self.files)

    @property
    def labels(self) -> str:
        """Its files, as the register's page calls them."""
        return ", ".join(Extract(file["kind"]).label for file in self.files)

    @property
    def is_in_work(self) -> bool:
        """A worker has it, or will."""
        return self.status in (
            ImportStatus.WAITING, ImportStatus.CHECKING, ImportStatus.ASKED, ImportStatus.APPLYING,
        )  # fmt: skip


def staging_policies(*, updates: bool = False) -> list[TableRule]:
    """What the worker has read of the files: its job writes and clears it, programme managers read it."""
    rights = ["select", "insert", "delete", *(["update"] if updates else [])]
    policies = [
        Policy("of_managers", "select", MANAGER, to=YST),
        Policy("seen_by_job", "select", JOB, to=WORKER),
        Policy("stage", "insert", check=JOB, to=WORKER),
        Policy("clear", "delete", JOB, to=WORKER),
    ]
    if updates:
        policies.append(Policy("compare", "update", JOB, JOB, WORKER))
    return [RowSecurity(), *policies, Grant("select", YST), Grant(", ".join(rights), WORKER)]


class ImportPiece(models.Model):
    """A piece of an uploaded file, compressed. Written by the web server, read and deleted by the worker."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # so that INSERT returns nothing
    register_import = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, related_name="pieces")
    kind = models.CharField(max_length=20, choices=Extract.choices)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register_import", "kind", "number"], name="importpiece_once"),
            RowSecurity(),
            Policy("upload", "insert", check=MANAGER, to=YST),
            Policy("seen_by_job", "select", JOB, to=WORKER),
            Policy("clear", "delete", JOB, to=WORKER),
            Grant("insert", YST),
            Grant("select, delete", WORKER),
        ]


class Outcome(models.TextChoices):
    """What applying a row does."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    CLOSED = "closed", "Closed"
    SAME = "same", "As it was"


def unsaid_columns() -> ArrayField:
    """Columns that the row says nothing of, or nothing that can be read: they stay as they are here."""
    return ArrayField(models.CharField(max_length=20), default=list)


class ImportedTrust(models.Model):
    """A good row of allgroupsdata, and what applying it changes: `changes` is by column, before and after."""

    register_import = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, related_name="trusts")
    line = models.PositiveIntegerField()
    group_uid = models.PositiveIntegerField()
    group_id = models.CharField(max_length=7)
    name = NameColumn(max_length=200)
    name_key = SortKey()
    register_name = NameColumn(max_length=200, blank=True, default="")
    ukprn = models.CharField(max_length=8)
    companies_house = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=TrustKind.choices)
    status = models.CharField(max_length=10, choices=RegisterStatus.choices)
    closed_on = models.DateField(null=True)
    town = NameColumn(max_length=100, blank=True)
    postcode = models.CharField(max_length=8)
    unsaid = unsaid_columns()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register_import", "group_uid"], name="importedtrust_once"),
            *staging_policies(updates=True),
        ]


class ImportedSchool(models.Model):
    """A good row about a school in a trust, or about one that has left it: then without a Group UID."""

    register_import = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, related_name="schools")
    extract = models.CharField(max_length=20, choices=Extract.choices)
    line = models.PositiveIntegerField()
    urn = models.PositiveIntegerField()
    group_uid = models.PositiveIntegerField(null=True)
    name = NameColumn(max_length=200)
    name_key = SortKey()
    register_name = NameColumn(max_length=200, blank=True, default="")
    status = models.CharField(max_length=10, choices=SchoolStatus.choices)
    phase = models.CharField(max_length=12, choices=SchoolPhase.choices, blank=True)
    region = models.CharField(max_length=30, blank=True)
    local_authority = NameColumn(max_length=100, blank=True)
    pupils = models.PositiveIntegerField(null=True)
    fsm = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    postcode = models.CharField(max_length=8, blank=True)
    unsaid = unsaid_columns()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register_import", "urn"], name="importedschool_once"),
            *staging_policies(updates=True),
        ]


class RefusedRow(models.Model):
    """A row that is left out, or one detail of a row that comes in (`kept`), with its line and the reason in words."""

    register_import = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, related_name="refused_rows")
    extract = models.CharField(max_length=20, choices=Extract.choices)
    line = models.PositiveIntegerField()
    what = models.CharField(max_length=250)  # its number and name
    reason = models.CharField(max_length=400)
    kept = models.BooleanField(default=False)

    class Meta:
        constraints = [*staging_policies()]
        indexes = [models.Index(fields=["register_import", "extract", "line"], name="refusedrow_by_line")]
