"""The audit log: who did what, when. Never read by a rule, never holding a rating."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, YST, Grant, Policy, RowSecurity, among
from accounts.models.trust import Trust
from accounts.models.user import User
from accounts.name_columns import NameColumn


class AuditEvent(models.Model):
    """One recorded act. `by_name` is kept as it was, so the log reads the same after somebody leaves."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # so that INSERT returns nothing
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = NameColumn(max_length=100, blank=True)
    event = models.CharField(max_length=60)  # noun.past_verb
    target = models.CharField(max_length=60, blank=True)  # model and public id
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            RowSecurity(),
            Policy("of_the_trust", "select", among("trust_id", "steering_trusts()")),
            Policy(
                "record",
                "insert",
                check=f"{among('trust_id', 'member_trusts()')} and by_id = (select isolation.uid())",
            ),
            Policy(
                "record_by_yst",
                "insert",
                check="(select isolation.yst()) and by_id = (select isolation.uid())",
                to=YST,
            ),
            Grant("select, insert", MEMBERS),
            Grant("insert", YST),
        ]
        indexes = [models.Index(fields=["trust", "-at"], name="auditevent_by_trust")]
