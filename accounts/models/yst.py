"""People of the Youth Sport Trust, and the trusts each advisor looks after."""

from django.db import models
from django.utils import timezone

from accounts.isolation.policies import YST, Grant, Policy, RowSecurity, Trigger
from accounts.models.trust import Trust
from accounts.models.user import User
from accounts.name_columns import NameColumn, SortKey


class YstRole(models.TextChoices):
    """What somebody does at YST."""

    ADVISOR = "advisor", "Advisor"
    MANAGER = "manager", "Programme manager"


class YstPerson(models.Model):
    """Somebody at YST. The only table that decides it; the account's flag is a hint."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="yst_person")
    name = NameColumn(max_length=100)
    name_key = SortKey()
    role = models.CharField(max_length=10, choices=YstRole.choices)
    created_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=YstRole.values), name="ystperson_role_known"),
            RowSecurity(guard=("select",)),
            Policy("of_yst", "select", "(select isolation.yst())", to=YST),
            Grant("select", YST),
            Trigger("one_side", after="insert or update"),
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """An advisor looks after a trust."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "user"], condition=models.Q(ended_at__isnull=True), name="assignment_once"
            ),
            RowSecurity(guard=("select",)),
            Policy("of_yst", "select", "(select isolation.yst())", to=YST),
            Policy("assign", "insert", check="(select isolation.yst('manager'))", to=YST),
            Policy(
                "end_it",
                "update",
                "(select isolation.yst('manager'))",
                "(select isolation.yst('manager'))",
                YST,
            ),
            Grant("select, insert", YST),
            Grant("update", YST, ["ended_at"]),
        ]
