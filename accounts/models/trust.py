"""School trusts: the owners of all data."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.row_policies import MEMBERS, YST, Grant, Policy, RowPolicies, among


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
    """What most of a trust's schools are."""

    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    SPECIAL = "special", "Special"
    MIXED = "mixed", "Mixed"


PROFILE = ["name", "group_id", "region", "phase", "schools", "pupils"]


class Trust(models.Model):
    """A trust, with the profile that its people type in for now."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    group_id = models.CharField("DfE group ID", max_length=7, blank=True)
    region = models.CharField(max_length=30, choices=Region.choices, blank=True)
    phase = models.CharField(max_length=10, choices=Phase.choices, blank=True)
    schools = models.PositiveSmallIntegerField("number of schools", null=True, blank=True)
    pupils = models.PositiveIntegerField("number of pupils", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(slug__regex=r"^[a-z0-9-]+$"), name="trust_slug_is_plain"),
            models.CheckConstraint(
                condition=models.Q(group_id="") | models.Q(group_id__regex=r"^TR[0-9]{5}$"), name="trust_group_id_form"
            ),
            models.UniqueConstraint(fields=["group_id"], condition=~models.Q(group_id=""), name="trust_group_id_once"),
            RowPolicies(
                name="trust_policies",
                policies=[
                    Policy("of_members", "select", among("id", "member_trusts()")),
                    Policy("profile", "update", among("id", "steering_trusts()"), among("id", "steering_trusts()")),
                    # a manager's own new row is in no look-up yet when INSERT returns it
                    Policy(
                        "of_yst",
                        "select",
                        f"(select isolation.yst('manager')) or {among('id', 'yst_trusts()')}",
                        to=YST,
                    ),
                    Policy("made_by_yst", "insert", check="(select isolation.yst('manager'))", to=YST),
                ],
                grants=[
                    Grant("select", MEMBERS),
                    Grant("update", MEMBERS, PROFILE),
                    Grant("select, insert", YST),
                ],
                guard=("select", "update"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reviews:trust_detail", args=[self.slug])

    @property
    def size(self) -> str:
        """The band of the number of schools, in words; empty when the number is not known."""
        if not self.schools:
            return ""
        for most, words in ((1, "1 school"), (5, "2 to 5 schools"), (10, "6 to 10 schools"), (20, "11 to 20 schools")):
            if self.schools <= most:
                return words
        return "21 or more schools"
