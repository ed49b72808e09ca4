"""School trusts: the owners of all data."""

from typing import TypedDict

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.isolation.policies import (
    MEMBERS,
    RELEASER,
    WORKER,
    YST,
    AlsoReads,
    Grant,
    Policy,
    RowSecurity,
    Trigger,
    among,
)
from accounts.name_columns import FoundBy, NameColumn, SortKey
from accounts.register.models import IMPORTING, Phase, Region, RegisteredTrust, size_words


class Profile(TypedDict, total=False):
    """What a trust is asked of itself."""

    name: str
    group_id: str
    region: str
    phase: str
    schools: int | None
    pupils: int | None


PROFILE = list(Profile.__annotations__)


class Trust(models.Model):
    """A trust that takes part, with its profile: from the register where the register says it, else typed."""

    slug = models.SlugField(max_length=80, unique=True)
    name = NameColumn(max_length=200)
    name_key = SortKey()
    found_by = FoundBy()
    group_id = models.CharField("DfE group ID", max_length=7, blank=True)
    region = models.CharField(max_length=30, choices=Region.choices, blank=True)
    phase = models.CharField(max_length=10, choices=Phase.choices, blank=True)
    schools = models.PositiveSmallIntegerField("number of schools", null=True, blank=True)
    pupils = models.PositiveIntegerField("number of pupils", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # raised by each erasure: what processes remember of the trust's words is forgotten
    erasures = models.PositiveIntegerField(default=0, db_default=0)
    registered = models.OneToOneField(RegisteredTrust, on_delete=models.PROTECT, null=True, related_name="trust")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(slug__regex=r"^[a-z0-9-]+$"), name="trust_slug_is_plain"),
            models.CheckConstraint(
                condition=models.Q(group_id="") | models.Q(group_id__regex=r"^TR[0-9]{5}$"), name="trust_group_id_form"
            ),
            models.UniqueConstraint(fields=["group_id"], condition=~models.Q(group_id=""), name="trust_group_id_once"),
            RowSecurity(guard=("select", "update")),
            Policy("of_members", "select", among("id", "member_trusts()")),
            Policy("profile", "update", among("id", "steering_trusts()"), among("id", "steering_trusts()")),
            Policy(
                "of_yst",
                "select",
                f"(select isolation.yst('manager')) or {among('id', 'yst_trusts()')}",
                to=YST,
            ),
            Policy("made_by_yst", "insert", check="(select isolation.yst('manager'))", to=YST),
            Policy("seen_by_import", "select", IMPORTING, to=WORKER),
            Policy("from_register", "update", IMPORTING, IMPORTING, WORKER),
            Grant("select", MEMBERS),
            Grant("update", MEMBERS, [fact for fact in PROFILE if fact != "group_id"]),
            Grant("select, insert", YST),
            Grant("update", WORKER, ["registered_id", "group_id"]),
            AlsoReads(name="trust_for_releases", to=RELEASER, columns=["id", "region", "phase", "schools"]),
            Trigger("trust_guard", before="update"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(settings.TRUST_PAGE, args=[self.slug])

    @property
    def is_closed(self) -> bool:
        """The register says that it has closed: see `accounts.refusals.CLOSED_STILL`."""
        return self.registered is not None and self.registered.is_closed

    @property
    def from_register(self) -> list[str]:
        """Which facts the register says, so that its people do not type them; its name they may spell."""
        if self.registered is None:
            return []
        said = self.registered
        derived = [fact for fact in PROFILE[2:] if getattr(said, fact) not in ("", None)]
        return ["group_id", *derived]

    @property
    def size(self) -> str:
        """The band of the number of schools, in words; empty when the number is not known."""
        return size_words(self.schools)
