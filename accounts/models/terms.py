"""That a trust has accepted the terms of use and the processing agreement: which edition, who, when."""

from django.db import models
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, CompositeForeignKey, Grant, Policy, RowSecurity, Trigger, among
from accounts.models.trust import Trust
from accounts.name_columns import NameColumn


class TermsAcceptance(models.Model):
    """One for each trust and edition, by an executive for the trust. Never changed and never taken back.

    `isolation.stage_guard` refuses to start rating in a trust without one.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="terms", db_constraint=False)
    edition = models.CharField(max_length=20)
    accepted_by_id = models.BigIntegerField()  # the account
    accepted_by_name = NameColumn(max_length=100)
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trust", "edition"], name="terms_accepted_once"),
            CompositeForeignKey(name="terms_trust_exists", columns=["trust_id"], table="accounts_trust", to=["id"]),
            RowSecurity(guard=("select",)),
            Policy("of_members", "select", among("trust_id", "member_trusts()")),
            Policy(
                "accept",
                "insert",
                check=among("trust_id", "exec_trusts()") + " and accepted_by_id = (select isolation.uid())",
            ),
            Grant("select, insert", MEMBERS),
            Trigger("closed_guard", before="insert"),
        ]
