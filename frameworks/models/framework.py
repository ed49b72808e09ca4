"""A framework has versions; a version has pillars, levels, domains and statements, and once published never changes."""

from django.db import models

from accounts.isolation.policies import (
    MEMBERS,
    RELEASER,
    YST,
    AlsoReads,
    Grant,
    Policy,
    RowSecurity,
    TableRule,
    Trigger,
)
from frameworks.scale import MOST


def published_content() -> list[TableRule]:
    """Everybody signed in to a trust reads it, YST's people do; only the loader, which migrates, writes it."""
    return [
        RowSecurity(guard=("select",)),
        Policy("read", "select", "true", to=MEMBERS),
        Policy("read_by_yst", "select", "(select isolation.yst())", to=YST),
        Grant("select", (*MEMBERS, *YST)),
    ]


class Framework(models.Model):
    """A named set of statements that trusts review themselves against."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=1)  # among those that are offered

    class Meta:
        constraints = [*published_content()]

    def __str__(self) -> str:
        return self.name


class FrameworkVersion(models.Model):
    """One frozen edition. A review stays on the version it was started with."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    in_place_from = models.PositiveSmallIntegerField()  # the level from which on practice counts as in place
    words = models.JSONField(default=dict)  # what papers say of its pillars and of what it stands beside
    fingerprint = models.CharField(max_length=64)  # SHA-256 of what was loaded; the same file is loaded once
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="frameworkversion_number_once"),
            models.UniqueConstraint(fields=["id", "framework"], name="frameworkversion_id_framework"),
            models.CheckConstraint(
                condition=models.Q(in_place_from__range=(2, MOST)), name="frameworkversion_in_place_from_known"
            ),
            *published_content(),
            AlsoReads(name="frameworkversion_for_releases", to=RELEASER, columns=["id", "framework_id"]),
            Trigger("version_is_frozen", before="update or delete"),
        ]

    def __str__(self) -> str:
        return self.name


class Pillar(models.Model):
    """Several domains under one name, with its tagline and strands. A version may have none."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="pillars")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    tagline = models.CharField(max_length=200)
    strands = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="pillar_number_once"),
            models.UniqueConstraint(fields=["version", "slug"], name="pillar_slug_once"),
            *published_content(),
            Trigger("content_is_frozen", before="insert or update or delete"),
        ]


class Level(models.Model):
    """One point on a version's scale: values count from 1, the lowest."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="levels")
    value = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    description = models.CharField(max_length=300)
    awaiting_approval = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "value"], name="level_value_once"),
            models.CheckConstraint(condition=models.Q(value__range=(1, MOST)), name="level_value_known"),
            *published_content(),
            Trigger("content_is_frozen", before="insert or update or delete"),
        ]


class Domain(models.Model):
    """A section of a framework. Other wordings of the same source are kept beside the one that is rated."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="domains")
    pillar = models.ForeignKey(Pillar, on_delete=models.PROTECT, related_name="domains", null=True)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    short_title = models.CharField(max_length=60)
    other_title = models.CharField(max_length=120, blank=True)
    description = models.TextField()
    other_description = models.TextField(blank=True)
    beside = models.CharField(max_length=120, blank=True)  # its name in the framework that `words` compares with

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="domain_number_once"),
            *published_content(),
            AlsoReads(name="domain_for_releases", to=RELEASER, columns=["id", "pillar_id"]),
            Trigger("content_is_frozen", before="insert or update or delete"),
        ]


class Statement(models.Model):
    """One line that gets rated, word for word."""

    id = models.AutoField(primary_key=True)  # of four bytes, as every rating holds one; drafts cannot use them up
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="statements")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField()  # within the domain
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["domain", "number"], name="statement_number_once"),
            *published_content(),
            AlsoReads(name="statement_for_releases", to=RELEASER, columns=["id", "domain_id"]),
            Trigger("content_is_frozen", before="insert or update or delete"),
        ]
