"""The trust's logo, for the covers of its reports."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, CompositeForeignKey, Grant, Policy, RowSecurity, Trigger, among
from accounts.models.trust import Trust

LONGEST_SIDE = 1200  # pixels, of the logo as it is kept

STEERING = among("trust_id", "steering_trusts()")


class TrustLogo(models.Model):
    """One for each trust: a PNG that we have drawn anew from what was uploaded, so that nothing else is in it."""

    trust = models.OneToOneField(
        Trust, on_delete=models.PROTECT, primary_key=True, related_name="logo", db_constraint=False
    )
    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(width__range=(1, LONGEST_SIDE), height__range=(1, LONGEST_SIDE)), name="trustlogo_size"
            ),
            CompositeForeignKey(name="trustlogo_trust_exists", columns=["trust_id"], table="accounts_trust", to=["id"]),
            RowSecurity(),
            Policy("of_members", "select", among("trust_id", "member_trusts()")),
            Policy("upload", "insert", check=STEERING),
            Policy("replace", "update", STEERING, STEERING),
            Policy("remove", "delete", STEERING),
            Grant("select, insert, delete", MEMBERS),
            Grant("update", MEMBERS, ["content", "width", "height", "changed_at"]),
            Trigger("closed_guard", before="insert or update or delete"),
        ]
