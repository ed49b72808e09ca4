"""The national picture: frozen figures over trusts that share, made by the database, once for a year, and for good.

`isolation.make_release` alone writes figures and what was counted; nobody changes or deletes either. No role that
people act in reads who was counted: a trust's place in a figure is its own affair, and its members are told of theirs.
"""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.policies import (
    MEMBERS,
    RELEASER,
    WORKER,
    YST,
    CompositeForeignKey,
    Grant,
    Policy,
    RowSecurity,
    Trigger,
    among,
    during_job,
)
from accounts.models import User
from accounts.name_columns import NameColumn
from accounts.outbox.job_models import Job
from frameworks.models import Domain, FrameworkVersion, Pillar, Statement
from reviews.calendar import year_words
from reviews.review.models.columns import in_review, review_key, trust_key
from reviews.review.models.consent import Choice
from reviews.review.models.snapshot import Snapshot

MANAGER = "(select isolation.yst('manager'))"
RELEASED = among("release_id", "released_to_members()")
RELEASED_TO_YST = among("release_id", "released_to_yst()")


class ReleaseState(models.TextChoices):
    """How far a release has got. Once its figures exist they are published or discarded, never made again."""

    QUEUED = "queued", "Waiting"
    MAKING = "making", "Being made"
    FAILED = "failed", "Could not be made"  # nothing was counted
    PREVIEWED = "previewed", "Not published yet"
    PUBLISHED = "published", "Published"
    DISCARDED = "discarded", "Discarded"


class Breakdown(models.TextChoices):
    """The breakdowns, fixed beforehand, in the order in which they are made."""

    ALL = "all", "All trusts"
    REGION = "region", "By region"
    PHASE = "phase", "By phase"
    SIZE = "size", "By size"


class Measure(models.TextChoices):
    """What a figure tells: the agreed levels, or how they changed since the cycle before."""

    LEVELS = "levels", "Agreed levels"
    CHANGE = "change", "Change since last time"


SHOWN_COLUMNS = ["id", "uuid", "academic_year", "version_id", "state", "made_at", "decided_at"]
WORK_COLUMNS = ["state", "attempts", "lease", "lease_until", "failure"]


class Release(Job):
    """The figures for one academic year under one framework version. The truth about its making, too."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    academic_year = models.PositiveSmallIntegerField()  # the year in which it begins
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReleaseState.choices, default=ReleaseState.QUEUED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by_name = NameColumn(max_length=100)
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)  # when trusts were counted: from then on nothing changes
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = NameColumn(max_length=100, blank=True)  # who published or discarded it
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["academic_year", "version"], name="release_once"),
            models.CheckConstraint(condition=Q(state__in=ReleaseState.values), name="release_state_known"),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, state__in=["queued", "making", "failed"])
                | Q(made_at__isnull=False, state__in=["previewed", "published", "discarded"]),
                name="release_made_at_with_state",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False, state__in=["published", "discarded"])
                | (Q(decided_at__isnull=True) & ~Q(state__in=["published", "discarded"])),
                name="release_decided_at_with_state",
            ),
            RowSecurity(guard=("select",)),
            Policy("published", "select", among("id", "released_to_members()")),
            Policy("of_yst", "select", f"{MANAGER} or {among('id', 'released_to_yst()')}", to=YST),
            Policy("ask", "insert", check=f"{MANAGER} and asked_by_id = (select isolation.uid())", to=YST),
            Policy("decide", "update", MANAGER, MANAGER, YST),
            Policy("leases_seen", "select", during_job("releases"), to=WORKER),
            Policy("leases", "update", during_job("releases"), during_job("releases"), WORKER),
            Policy("making_seen", "select", "true", to=RELEASER),
            Policy("made", "update", "true", "true", RELEASER),
            Grant("select", MEMBERS, SHOWN_COLUMNS),
            Grant("select", WORKER, ["asked_by_id", *WORK_COLUMNS]),
            Grant("select, insert", YST),
            Grant("update", YST, [*WORK_COLUMNS, "decided_by_id", "decided_by_name", "decided_at"]),
            Grant("update", WORKER, WORK_COLUMNS),
            Grant("select, update", RELEASER),
            Trigger("release_guard", before="insert or update"),
        ]
        indexes = [
            models.Index(fields=["lease_until"], condition=Q(state__in=["queued", "making"]), name="release_in_work")
        ]

    @property
    def year_words(self) -> str:
        """The academic year as schools write it."""
        return year_words(self.academic_year)

    @property
    def is_in_work(self) -> bool:
        return self.state in (ReleaseState.QUEUED, ReleaseState.MAKING)

    @property
    def has_figures(self) -> bool:
        """Figures that somebody may still look at."""
        return self.state in (ReleaseState.PREVIEWED, ReleaseState.PUBLISHED)


class ReleaseGroup(models.Model):
    """One group of trusts in a breakdown, as it was when the release was made; without words, it is withheld.

    `base` is where its band of trusts begins, never their number; `change_base` the same for trusts counted before.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="groups")
    breakdown = models.CharField(max_length=6, choices=Breakdown.choices)
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    base = models.PositiveSmallIntegerField(null=True)
    change_base = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "breakdown", "position"], name="releasegroup_once"),
            models.CheckConstraint(condition=Q(breakdown__in=Breakdown.values), name="releasegroup_breakdown_known"),
            RowSecurity(),
            Policy("published", "select", RELEASED),
            Policy("of_yst", "select", RELEASED_TO_YST, to=YST),
            Policy("made_seen", "select", "true", to=RELEASER),
            Policy("made", "insert", check="true", to=RELEASER),
            Grant("select", (*MEMBERS, *YST)),
            Grant("select, insert", RELEASER),
        ]


class ReleaseCell(models.Model):
    """One figure: shares in tenths for a pillar, a domain or a statement. No tenths: withheld, and why is not stored.

    Levels: the first, second and third, left open (`facts.LEVELS` says why three). Change: higher, the same, lower, not
    comparable.
    `of` is how many statements it was made from.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(ReleaseGroup, on_delete=models.PROTECT, related_name="cells")
    measure = models.CharField(max_length=6, choices=Measure.choices)
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, null=True, related_name="+")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, null=True, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    tenths = ArrayField(models.PositiveSmallIntegerField(), size=4, null=True)
    of = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pillar__isnull=False, domain__isnull=True, statement__isnull=True)
                | Q(pillar__isnull=True, domain__isnull=False, statement__isnull=True)
                | Q(pillar__isnull=True, domain__isnull=True, statement__isnull=False),
                name="releasecell_one_subject",
            ),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="releasecell_measure_known"),
            RowSecurity(),
            Policy("published", "select", RELEASED),
            Policy("of_yst", "select", RELEASED_TO_YST, to=YST),
            Policy("made", "insert", check="true", to=RELEASER),
            Grant("select", (*MEMBERS, *YST)),
            Grant("insert", RELEASER),
        ]


class ReleaseCount(models.Model):
    """One review that a release counted, once and for good. Read by the functions that make releases, and nobody else.

    `categories` are the trust's region, phase and size as they were then, and `groups` the groups that they were put
    into; null where a breakdown is withheld. `is_known`: YST could read these levels anyway. `was_open`: the trust is
    or was open to YST in detail, kept up to date at each making, so that it protects nobody any more. `widest` is what
    its executive may still choose.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    trust = trust_key()
    review = review_key("+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    categories = ArrayField(models.PositiveSmallIntegerField(), size=3)
    groups = ArrayField(models.PositiveSmallIntegerField(null=True), size=3)
    is_known = models.BooleanField()
    was_open = models.BooleanField()
    widest = models.CharField(max_length=10, choices=Choice.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review"], name="releasecount_review_once"),
            models.UniqueConstraint(fields=["release", "trust"], name="releasecount_trust_once"),
            models.UniqueConstraint(fields=["id", "trust"], name="releasecount_id_trust"),
            in_review("releasecount"),
            CompositeForeignKey(
                name="releasecount_snapshot_in_trust",
                columns=["snapshot_id", "trust_id"],
                table="reviews_snapshot",
                to=["id", "trust_id"],
            ),
            CompositeForeignKey(
                name="releasecount_previous_in_trust",
                columns=["previous_id", "trust_id"],
                table="reviews_releasecount",
                to=["id", "trust_id"],
            ),
            RowSecurity(),
            Policy("counting", "all", "true", "true", RELEASER),
            Grant("select, insert, update, delete", RELEASER),
        ]
