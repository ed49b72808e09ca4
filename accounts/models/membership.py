"""Who belongs to which trust, as what; and the invitations by which they come."""

from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format

from accounts.isolation.policies import (
    MEMBERS,
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
from accounts.models.trust import Trust
from accounts.models.user import User
from accounts.name_columns import NameColumn, SortKey

# what makes an invitation another one; in a closed trust it can only be withdrawn
SENT_ANEW = (
    "(old.email, old.token_hash, old.expires_at, old.invited_by_id) is distinct from "
    "(new.email, new.token_hash, new.expires_at, new.invited_by_id)"
)
STAYS = "old.left_at is not distinct from new.left_at"  # in a closed trust people can be taken off, and nothing else


class Role(models.TextChoices):
    """What a person does in a trust. Their rights are in `roles.py` and in the database's policies."""

    LEAD = "lead", "Review lead"
    EXECUTIVE = "executive", "Executive"
    COLLEAGUE = "colleague", "Colleague"
    TRUSTEE = "trustee", "Trustee"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Filters named as adjectives; the policies narrow to what one may see in any case."""

    def current(self) -> "MembershipQuerySet":
        """Invited or joined, not left."""
        return self.filter(left_at__isnull=True)

    def joined(self) -> "MembershipQuerySet":
        """With an account, and not left."""
        return self.current().filter(user__isnull=False)

    def executives(self) -> "MembershipQuerySet":
        """Executives who have joined: one who is invited is nobody yet, whoever asks who is first, last or only."""
        return self.joined().filter(role=Role.EXECUTIVE)

    def possible_reviewers(self) -> "MembershipQuerySet":
        """Everyone but trustees; people who have not accepted yet included."""
        return self.current().exclude(role=Role.TRUSTEE)


class Membership(models.Model):
    """A person in a trust. Without an account yet while the invitation is open."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    also_lead = models.BooleanField("also a review lead", default=False)
    name = NameColumn(max_length=100)
    name_key = SortKey()
    job_title = NameColumn(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [  # a room above has a trigger here too: docs/database.sql
            models.UniqueConstraint(fields=["id", "trust"], name="membership_id_trust"),
            models.UniqueConstraint(
                fields=["trust", "user"], condition=models.Q(left_at__isnull=True), name="membership_once_in_a_trust"
            ),
            models.CheckConstraint(
                condition=models.Q(also_lead=False) | models.Q(role=Role.EXECUTIVE),
                name="membership_also_lead_executive",
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True, joined_at__isnull=True)
                | models.Q(user__isnull=False, joined_at__isnull=False),
                name="membership_user_with_joined_at",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
            RowSecurity(guard=("select", "update")),
            Policy("of_the_trust", "select", among("trust_id", "member_trusts()")),
            Policy("invite", "insert", check=among("trust_id", "steering_trusts()")),
            Policy(
                "change",
                "update",
                f"{among('trust_id', 'steering_trusts()')} or user_id = (select isolation.uid())",
                among("trust_id", "member_trusts()"),
            ),
            Policy(
                "first_lead_seen",
                "select",
                f"{among('trust_id', 'unjoined_trusts()')} and joined_at is null",
                to=YST,
            ),
            Policy("first_lead", "insert", check=among("trust_id", "unjoined_trusts()"), to=YST),
            Policy(
                "first_lead_ended",
                "update",
                f"{among('trust_id', 'unjoined_trusts()')} and joined_at is null",
                among("trust_id", "unjoined_trusts()"),
                YST,
            ),
            Grant("select", MEMBERS),
            Grant(
                "insert",
                MEMBERS,
                [
                    "trust_id",
                    "user_id",
                    "role",
                    "also_lead",
                    "name",
                    "job_title",
                    "created_at",
                    "joined_at",
                    "left_at",
                ],
            ),
            Grant("update", MEMBERS, ["role", "also_lead", "name", "job_title", "left_at"]),
            Grant("select", YST, ["id", "trust_id", "role", "name", "joined_at", "left_at"]),
            Grant("update", YST, ["left_at"]),
            Grant(
                "insert",
                YST,
                [
                    "trust_id",
                    "user_id",
                    "role",
                    "also_lead",
                    "name",
                    "job_title",
                    "created_at",
                    "joined_at",
                    "left_at",
                ],
            ),
            Trigger("closed_guard", before="insert"),
            Trigger("closed_guard", before="update", called="closed_guard_change", when=STAYS),
            Trigger("membership_guard", before="insert or update"),
            Trigger("last_lead_stays", after="update"),
            Trigger("one_first", after="insert or update"),
            Trigger("one_side", after="insert or update"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_lead(self) -> bool:
        """Review lead, or an executive who is lead too."""
        return self.role == Role.LEAD or self.also_lead

    @property
    def is_executive(self) -> bool:
        return self.role == Role.EXECUTIVE

    @property
    def is_trustee(self) -> bool:
        return self.role == Role.TRUSTEE

    @property
    def is_pending(self) -> bool:
        """Invited, and has not accepted."""
        return self.user_id is None

    @property
    def invitation(self) -> "Invitation | None":
        """The open invitation of whoever has not joined, once it was looked up by `look_up_invitations`."""
        return self.__dict__.get("open_invitation")

    @property
    def pending_words(self) -> str:
        """How the invitation of whoever has not joined stands, to whoever may see it."""
        return self.invitation.words if self.invitation else "Invited, has not joined yet"

    @property
    def role_words(self) -> str:
        """The role as people read it, with the tick for an executive who is lead too."""
        words = Role(self.role).label
        return f"{words} and review lead" if self.also_lead else words


class Delivery(models.TextChoices):
    """What became of the invitation's email."""

    WAITING = "waiting", "Being sent"
    DELAYED = "delayed", "Not taken by the mail server yet"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused by the mail server"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Filters named as adjectives."""

    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; perhaps expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """A link sent to one address, by which that address's owner becomes a member."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="invitations")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="invitations", db_constraint=False
    )
    email = models.EmailField("email address", max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)  # never the token itself
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_by_name = NameColumn(max_length=100)
    created_at = models.DateTimeField(default=timezone.now)
    sent_on = models.DateField()  # resent at most once a day
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.WAITING)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "trust",
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_pending_once",
            ),
            # a second one would hand a membership, and the ratings in it, to another account
            models.UniqueConstraint(fields=["membership"], name="invitation_once_for_a_membership"),
            CompositeForeignKey(
                name="invitation_membership_in_trust",
                columns=["membership_id", "trust_id"],
                table="accounts_membership",
                to=["id", "trust_id"],
            ),
            RowSecurity(guard=("select", "update")),
            Policy("of_the_trust", "select", among("trust_id", "steering_trusts()")),
            Policy(
                "invite",
                "insert",
                check=f"{among('trust_id', 'steering_trusts()')} and invited_by_id = (select isolation.uid())",
            ),
            Policy(
                "resend",
                "update",
                among("trust_id", "steering_trusts()"),
                among("trust_id", "steering_trusts()"),
            ),
            Policy("delivered", "update", during_job("mail"), during_job("mail"), WORKER),
            Policy("seen_by_mail", "select", during_job("mail"), to=WORKER),
            Policy(
                "first_lead_seen",
                "select",
                "(select isolation.yst('manager')) and invited_by_id in (select user_id from accounts_ystperson)",
                to=YST,
            ),
            Policy(
                "first_lead",
                "insert",
                check=f"{among('trust_id', 'unjoined_trusts()')} and invited_by_id = (select isolation.uid())",
                to=YST,
            ),
            Policy(
                "first_lead_withdrawn",
                "update",
                among("trust_id", "unjoined_trusts()"),
                among("trust_id", "unjoined_trusts()"),
                YST,
            ),
            Grant(
                "select",
                MEMBERS,
                [
                    "id",
                    "trust_id",
                    "membership_id",
                    "email",
                    "invited_by_id",
                    "invited_by_name",
                    "created_at",
                    "sent_on",
                    "expires_at",
                    "accepted_at",
                    "withdrawn_at",
                    "delivery",
                ],
            ),
            Grant("insert", (*MEMBERS, *YST)),
            Grant(
                "update",
                MEMBERS,
                [
                    "email",
                    "token_hash",
                    "invited_by_id",
                    "invited_by_name",
                    "sent_on",
                    "expires_at",
                    "withdrawn_at",
                    "delivery",
                ],
            ),
            Grant("update", YST, ["withdrawn_at"]),
            Grant(
                "select",
                YST,
                [
                    "id",
                    "trust_id",
                    "membership_id",
                    "email",
                    "created_at",
                    "sent_on",
                    "expires_at",
                    "accepted_at",
                    "withdrawn_at",
                    "delivery",
                ],
            ),
            Trigger("closed_guard", before="insert"),
            Trigger("closed_guard", before="update", called="closed_guard_change", when=SENT_ANEW),
            Trigger("invitation_guard", before="insert or update"),
        ]

    @property
    def has_run_out(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    @property
    def is_refused(self) -> bool:
        """Whether the mail server refused the address."""
        return self.delivery == Delivery.REFUSED

    @property
    def is_delayed(self) -> bool:
        """Whether the mail server has not taken it yet, and it is tried again."""
        return self.delivery == Delivery.DELAYED and not self.has_run_out

    @property
    def words(self) -> str:
        """How it stands. Everywhere that somebody is said to be invited, it is said in these words."""
        ends = date_format(timezone.localdate(self.expires_at), "j F Y")
        if self.accepted_at:
            return f"Joined on {date_format(timezone.localdate(self.accepted_at), 'j F Y')}"
        if self.withdrawn_at:
            return "Invitation withdrawn"
        if self.has_run_out:
            return f"Invitation ran out on {ends}"
        if self.is_refused:
            return "Refused by the mail server"
        is_sent = self.delivery == Delivery.SENT
        return f"Invited, until {ends}" if is_sent else f"Invitation being sent, until {ends}"


def look_up_invitations(people: Iterable[Membership]) -> None:
    """Give those who have not joined their open invitation, as far as the acting person may see it."""
    pending = {person.pk: person for person in people if person.is_pending}
    if pending:
        for found in Invitation.objects.pending().defer("token_hash").filter(membership__in=pending):
            pending[found.membership_id].__dict__["open_invitation"] = found
