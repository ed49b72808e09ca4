"""The Department for Education's public register: academy trusts, what they were called, and their schools.

Public facts, owned by no trust: everybody may read which academy trusts there are. That a trust takes part here is
said by `Trust` alone, so that nothing in these tables gives it away. Only an import writes them: the job `register` in
the worker, while a programme manager is acting.
"""

from dataclasses import dataclass

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Q
from django.db.models.sql.compiler import SQLCompiler

from accounts.isolation.policies import MEMBERS, WORKER, YST, Grant, Policy, RowSecurity, TableRule, during_job
from accounts.name_columns import NameColumn, SortKey

IMPORTING = f"{during_job('register')} and (select isolation.yst('manager'))"


class Region(models.TextChoices):
    """The nine regions of England, as in the Department for Education's register."""

    EAST_MIDLANDS = "east-midlands", "East Midlands"
    EAST_OF_ENGLAND = "east-of-england", "East of England"
    LONDON = "london", "London"
    NORTH_EAST = "north-east", "North East"
    NORTH_WEST = "north-west", "North West"
    SOUTH_EAST = "south-east", "South East"
    SOUTH_WEST = "south-west", "South West"
    WEST_MIDLANDS = "west-midlands", "West Midlands"
    YORKSHIRE = "yorkshire-and-the-humber", "Yorkshire and the Humber"


class Phase(models.TextChoices):
    """What a trust's schools are: all of one phase, or mixed."""

    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    SPECIAL = "special", "Special"
    MIXED = "mixed", "Mixed"


@dataclass(frozen=True)
class Size:
    """A band of numbers of schools, both ends in it."""

    key: str
    least: int
    most: int
    words: str


SIZES = (
    Size("1", 1, 1, "1 school"),
    Size("2-5", 2, 5, "2 to 5 schools"),
    Size("6-10", 6, 10, "6 to 10 schools"),
    Size("11-20", 11, 20, "11 to 20 schools"),
    Size("21", 21, 32_767, "21 or more schools"),
)


def size_words(schools: int | None) -> str:
    """The band of a number of schools, in words; empty when the number is not known."""
    return next((size.words for size in SIZES if size.least <= (schools or 0) <= size.most), "")


class RegisterStatus(models.TextChoices):
    """Whether a trust is open. One that is proposed to close is live until it has closed."""

    OPEN = "open", "Open"
    CLOSING = "closing", "Proposed to close"
    CLOSED = "closed", "Closed"


class TrustKind(models.TextChoices):
    """The kinds of academy trust."""

    MULTI = "multi", "Multi-academy trust"
    SINGLE = "single", "Single-academy trust"
    SECURE = "secure", "Secure single-academy trust"


def public_register(*, updates: bool = True, guard: tuple[str, ...] = ()) -> list[TableRule]:
    """Read by everybody, by YST's people in their own role; written by an import only."""
    policies = [
        Policy("read", "select", "true", to=MEMBERS),
        Policy("read_by_yst", "select", "(select isolation.yst())", to=YST),
        Policy("bring_in", "insert", check=IMPORTING, to=WORKER),
    ]
    if updates:
        policies.append(Policy("bring_up_to_date", "update", IMPORTING, IMPORTING, WORKER))
    return [
        RowSecurity(guard=guard),
        *policies,
        Grant("select", (*MEMBERS, *YST)),
        Grant("insert, update" if updates else "insert", WORKER),
    ]


class RegisteredTrust(models.Model):
    """An academy trust as the register has it. Region, phase, schools and pupils are derived from its open schools."""

    group_uid = models.PositiveIntegerField("Group UID", unique=True)  # the stable key
    group_id = models.CharField("Group ID", max_length=7, unique=True)  # what people quote: TR and five digits
    name = NameColumn(max_length=200)
    name_key = SortKey()
    register_name = NameColumn("name as the register writes it", max_length=200, blank=True, default="")
    ukprn = models.CharField("UKPRN", max_length=8, blank=True)
    companies_house = models.CharField("Companies House number", max_length=8, blank=True)
    kind = models.CharField(max_length=10, choices=TrustKind.choices)
    status = models.CharField(max_length=10, choices=RegisterStatus.choices)
    closed_on = models.DateField(null=True)
    town = NameColumn(max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    region = models.CharField(max_length=30, choices=Region.choices, blank=True)
    phase = models.CharField(max_length=10, choices=Phase.choices, blank=True)
    schools = models.PositiveSmallIntegerField(null=True)
    pupils = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(group_id__regex=r"^TR[0-9]{5}$"), name="registeredtrust_group_id_form"),
            models.CheckConstraint(condition=Q(kind__in=TrustKind.values), name="registeredtrust_kind_known"),
            models.CheckConstraint(condition=Q(status__in=RegisterStatus.values), name="registeredtrust_status_known"),
            *public_register(guard=("select",)),
        ]
        indexes = [models.Index(fields=["name_key", "id"], name="registeredtrust_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Town and postcode, as far as they are known."""
        return ", ".join(filter(None, (self.town, self.postcode)))

    @property
    def is_closed(self) -> bool:
        return self.status == RegisterStatus.CLOSED

    @property
    def size(self) -> str:
        """The band of the number of schools, in words."""
        return size_words(self.schools)


class EarlierName(models.Model):
    """A name that a trust had before, and until when: the day of the import that brought the next one."""

    registered = models.ForeignKey(RegisteredTrust, on_delete=models.PROTECT, related_name="earlier_names")
    name = NameColumn(max_length=200)
    name_key = SortKey()
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registered", "name"], name="earliername_once"),
            *public_register(updates=False),
        ]


class RegisterWord(models.Model):
    """A word by whose beginning a trust is found: of its name and earlier names, its numbers, its postcode.

    In code-point order, so that a plain index serves beginnings; its operator is leakproof, so also under policies.
    """

    registered = models.ForeignKey(RegisteredTrust, on_delete=models.PROTECT, related_name="words", db_index=False)
    word = models.CharField(max_length=200, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "registered"], name="registerword_once"),
            *public_register(updates=False),
        ]


@models.CharField.register_lookup
class Begins(Lookup):
    """`word__begins="thist"`: PostgreSQL's `^@`, in which no character means anything but itself."""

    lookup_name = "begins"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} ^@ {right}", (*left_params, *right_params)


class SchoolPhase(models.TextChoices):
    """What a school is, as far as a trust's phase asks. The register has no phase for the last two, only types."""

    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all-through", "All-through"
    SPECIAL = "special", "Special"
    ALTERNATIVE = "alternative", "Alternative provision"


class SchoolStatus(models.TextChoices):
    """Whether a school is open, and still in the trust that it was in last."""

    OPEN = "open", "Open"
    CLOSING = "closing", "Proposed to close"
    PROPOSED = "proposed", "Proposed to open"
    CLOSED = "closed", "Closed"
    LEFT = "left", "Left the trust"


OPEN_SCHOOLS = (SchoolStatus.OPEN, SchoolStatus.CLOSING)


class School(models.Model):
    """A school of a trust in the register. Members read their own trust's."""

    urn = models.PositiveIntegerField("URN", unique=True)
    registered = models.ForeignKey(RegisteredTrust, on_delete=models.PROTECT, related_name="places")
    name = NameColumn(max_length=200)
    name_key = SortKey()
    register_name = NameColumn("name as the register writes it", max_length=200, blank=True, default="")
    status = models.CharField(max_length=10, choices=SchoolStatus.choices)
    phase = models.CharField(max_length=12, choices=SchoolPhase.choices, blank=True)
    region = models.CharField(max_length=30, choices=Region.choices, blank=True)
    local_authority = NameColumn(max_length=100, blank=True)
    pupils = models.PositiveIntegerField(null=True)
    fsm = models.DecimalField("pupils with free school meals, %", max_digits=4, decimal_places=1, null=True)
    postcode = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=SchoolStatus.values), name="school_status_known"),
            models.CheckConstraint(condition=Q(fsm__isnull=True) | Q(fsm__range=(0, 100)), name="school_fsm_percent"),
            RowSecurity(),
            Policy("of_the_trust", "select", "registered_id in (select registered_id from accounts_trust)"),
            Policy("read_by_yst", "select", "(select isolation.yst())", to=YST),
            Policy("seen_by_import", "select", IMPORTING, to=WORKER),
            Policy("bring_in", "insert", check=IMPORTING, to=WORKER),
            Policy("bring_up_to_date", "update", IMPORTING, IMPORTING, WORKER),
            Grant("select", (*MEMBERS, *YST)),
            Grant("insert, update", WORKER),
        ]

    def __str__(self) -> str:
        return self.name
