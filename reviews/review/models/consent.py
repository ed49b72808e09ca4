"""What an executive lets YST see of one review. Nothing until chosen; every change is a row.

YST reads of it only that agreed results are shared now. Between *nothing* and *national figures only* it is shown no
difference: who knew which trusts a figure is made of would know half of what it keeps.
"""

from django.db import models
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, RELEASER, YST, AlsoReads, Grant, Policy, RowSecurity, Trigger, among
from accounts.name_columns import NameColumn
from reviews.review.models.columns import in_review, review_key, signed, signer, trust_key

SHARED_NOW = f"choice = 'agreed' and withdrawn_at is null and {among('trust_id', 'yst_trusts()')}"


class Choice(models.TextChoices):
    """What YST sees of a review's results."""

    NOTHING = "nothing", "Nothing"
    RELEASES = "releases", "National figures only"
    AGREED = "agreed", "Agreed results"


class Consent(models.Model):
    """One choice. The one that holds has no `withdrawn_at`; without any, the choice is nothing."""

    trust = trust_key()
    review = review_key("consents")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    steps_shared = models.BooleanField(default=False)
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = signer()
    chosen_by_name = NameColumn(max_length=100)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [  # a room above has a trigger here too: docs/database.sql
            models.UniqueConstraint(
                fields=["review"], condition=models.Q(withdrawn_at__isnull=True), name="consent_one_holds"
            ),
            models.CheckConstraint(condition=models.Q(choice__in=Choice.values), name="consent_choice_known"),
            models.CheckConstraint(
                condition=models.Q(steps_shared=False) | models.Q(choice=Choice.AGREED),
                name="consent_steps_with_agreed",
            ),
            in_review("consent"),
            RowSecurity(guard=("select",)),
            Policy("of_members", "select", among("trust_id", "member_trusts()")),
            Policy("choose", "insert", check=among("trust_id", "exec_trusts()")),
            Policy(
                "withdraw",
                "update",
                f"withdrawn_at is null and {among('trust_id', 'exec_trusts()')}",  # for good
                among("trust_id", "exec_trusts()"),
            ),
            Policy("of_yst", "select", SHARED_NOW, to=YST),
            Grant("select, insert", MEMBERS),
            Grant("update", MEMBERS, ["withdrawn_at"]),
            Grant("select", YST, ["trust_id", "review_id", "choice", "steps_shared", "withdrawn_at"]),
            AlsoReads(
                name="consent_for_releases",
                to=RELEASER,
                columns=["trust_id", "review_id", "choice", "withdrawn_at"],
            ),
            signed("chosen_by"),
            Trigger("closed_choice_guard", before="insert", called="closed_guard"),
        ]
