"""Invitations: by email, to one address, for a while; withdrawn, corrected and sent again until they are accepted."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypedDict

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.invitation_hooks import invitation_sent_again
from accounts.invitation_links import hashed, invitation_link, token_for
from accounts.models import Delivery, Invitation, Membership, Role, Trust
from accounts.operations.holding import hold
from accounts.outbox.emails import queue_email
from accounts.permissions import can_invite, check_can_invite, check_can_steer
from accounts.refusals import WORDS, NotAllowed, Refused, in_words


@dataclass(frozen=True)
class Invited:
    """A new membership, and the secret of its link, which is nowhere else but in the email."""

    member: Membership
    token: str


class Person(Protocol):
    """Somebody to be invited."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def job_title(self) -> str: ...


class AlreadyThere(Refused):
    """Somebody with this address is a member or has an open invitation."""


class SomeAreThere(Refused):
    """Some of several people are members or have open invitations; nobody was invited."""

    def __init__(self, emails: list[str]) -> None:
        super().__init__(f"Already invited or in the trust: {', '.join(emails)}.")
        self.emails = emails


class ResentToday(Refused):
    """An invitation is sent again at most once a day."""


SENT_TODAY = "This invitation was sent today. You can send it again tomorrow."
ENDED = WORDS["P0M07"]  # as the database says it, too


def account_id(by: Membership) -> int:
    """The account of somebody who acts; a pending membership cannot act."""
    assert by.user_id is not None  # noqa: S101
    return by.user_id


@transaction.atomic
def invite_member(
    *,
    trust: Trust,
    email: str,
    name: str,
    job_title: str,
    role: str,
    by: Membership,
    at: datetime,
    also_lead: bool = False,
) -> Invited:
    """Invite somebody into the trust; they are on its list, and can be chosen as reviewer, from now on.

    Whoever else was to be the first executive no longer is: the database withdraws that invitation.
    """
    hold(by.trust_id)
    check_can_invite(by, role, executives=Membership.objects.executives().filter(trust=trust).count())
    email = email.strip().lower()
    with in_words():
        lapsing = _other_firsts(trust, role)
        member = Membership.objects.create(
            trust=trust, role=role, also_lead=also_lead, name=name, job_title=job_title, created_at=at
        )
        _refuse_if_there(trust, email)
        invitation, token = new_invitation(member, email, account_id(by), by.name, at)
    send(invitation, trust, member)
    for lapsed in lapsing:
        _record("member.invitation_withdrawn", lapsed, by, at)
    audit.record(
        "member.invited", by=by, at=at, trust_id=trust.pk, target=f"membership {member.pk}", role=role, name=name
    )
    return Invited(member, token)


@transaction.atomic
def invite_several(*, people: Sequence[Person], role: str, by: Membership, at: datetime) -> list[Invited]:
    """Invite all of them in one role, or, if one is there already, nobody."""
    hold(by.trust_id)
    there = [person.email for person in people if _is_there(by.trust, person.email)]
    if there:
        raise SomeAreThere(there)
    return [
        invite_member(
            trust=by.trust, email=person.email, name=person.name, job_title=person.job_title, role=role, by=by, at=at
        )
        for person in people
    ]


def _other_firsts(trust: Trust, role: str) -> list[Invitation]:
    """The invitations that end when somebody is invited as this: another first executive's."""
    if role != Role.EXECUTIVE or Membership.objects.executives().filter(trust=trust).exists():
        return []
    standing = Invitation.objects.pending().filter(trust=trust, membership__role=Role.EXECUTIVE)
    return list(standing.defer("token_hash"))


def _is_there(trust: Trust, email: str) -> bool:
    """Whether this address is invited, or a member's."""
    open_already = Invitation.objects.pending().filter(trust=trust, email__iexact=email).exists()
    return open_already or Membership.objects.joined().filter(trust=trust, user__email__iexact=email).exists()


def _refuse_if_there(trust: Trust, email: str) -> None:
    if _is_there(trust, email):
        raise AlreadyThere(f"{email} has already been invited or belongs to the trust. Look in the list of people.")


def new_invitation(member: Membership, email: str, by_id: int, by_name: str, at: datetime) -> tuple[Invitation, str]:
    """An invitation of this membership, not sent yet, and its link's secret."""
    token = token_for(membership_id=member.pk, email=email)
    invitation = Invitation.objects.create(
        trust_id=member.trust_id,
        membership=member,
        email=email,
        token_hash=hashed(token),
        invited_by_id=by_id,
        invited_by_name=by_name,
        created_at=at,
        **_sent(at),
    )
    return invitation, token


class Sent(TypedDict):
    """The columns of an invitation that goes out."""

    sent_on: date
    expires_at: datetime
    delivery: str


def _sent(at: datetime) -> Sent:
    """What is true of an invitation that goes out now."""
    return {
        "sent_on": timezone.localdate(at),
        "expires_at": at + timedelta(days=settings.INVITATION_DAYS),
        "delivery": Delivery.WAITING,
    }


def send(invitation: Invitation, trust: Trust, member: Membership) -> None:
    """Put the email into the outbox."""
    queue_email(
        to=invitation.email,
        template="invitation",
        invitation_id=invitation.pk,
        good_until=invitation.expires_at,
        trust_name=trust.name,
        name=member.name,
        role_words=member.role_words.lower(),
        is_trustee=member.is_trustee,
        invited_by=invitation.invited_by_name,
        expires_on=timezone.localdate(invitation.expires_at),
        link=invitation_link(membership_id=member.pk, email=invitation.email),
    )


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: Membership, at: datetime) -> None:
    """Send it again, at most once a day: its time runs anew, and whoever sends it answers for it if they may."""
    hold(by.trust_id)
    check_can_steer(by)
    if invitation.sent_on >= timezone.localdate(at):
        raise ResentToday(SENT_TODAY)
    _renew(invitation, by, at)
    _send_again(invitation, by, at)
    _record("member.invited_again", invitation, by, at)


def _send_again(invitation: Invitation, by: Membership, at: datetime) -> None:
    """The invitation, and whatever else its reader was to get with it."""
    send(invitation, by.trust, invitation.membership)
    invitation_sent_again.send(Invitation, member=invitation.membership, by=by, at=at)


def renew_for_email(*, member: Membership, by: Membership, at: datetime) -> None:
    """Before somebody who has not joined is written to with their link: its time runs anew, if `by` may have it so."""
    invitation = Invitation.objects.pending().defer("token_hash").filter(membership=member).first()
    if invitation is None:
        return
    invitation.membership = member
    with suppress(NotAllowed):  # an executive's to send again; the link then says whom to ask
        _renew(invitation, by, at, is_sent=False)


@transaction.atomic
def correct_invitation(
    *, invitation: Invitation, email: str, name: str, job_title: str, by: Membership, at: datetime
) -> None:
    """Mend a name or an address. Another address gets the invitation at once by a link of its own; the old one ends."""
    hold(by.trust_id)
    email, member = email.strip().lower(), invitation.membership
    moves = email != invitation.email.lower()
    if moves:
        _refuse_if_there(by.trust, email)
        invitation.email = email
        _renew(invitation, by, at, moves_to=email)
    else:
        check_can_steer(by)
    member.name, member.job_title = name, job_title
    with in_words():
        invited = Membership.objects.current().filter(pk=member.pk, user__isnull=True)
        if not invited.update(name=name, job_title=job_title):
            raise Refused(ENDED)
    if moves:
        _send_again(invitation, by, at)
    _record("member.invitation_corrected", invitation, by, at)


def _renew(invitation: Invitation, by: Membership, at: datetime, *, is_sent: bool = True, moves_to: str = "") -> None:
    """Its time runs anew. `by` answers for it; who answered before still does, if they still may and `by` may not."""
    member = invitation.membership
    executives = Membership.objects.executives().filter(trust_id=invitation.trust_id).count()
    token = token_for(membership_id=member.pk, email=invitation.email)
    changes: dict[str, object] = {**_sent(at), "token_hash": hashed(token)}
    if moves_to:
        changes["email"] = moves_to
    if not is_sent:  # an email of another kind carries the link
        del changes["sent_on"], changes["delivery"]
    if can_invite(by, member.role, executives=executives):
        changes |= {"invited_by_id": account_id(by), "invited_by_name": by.name}
    elif moves_to or not may_still_invite(invitation, executives=executives):
        check_can_invite(by, member.role, executives=executives)
    for column, value in changes.items():
        setattr(invitation, column, value)
    with in_words():
        if not Invitation.objects.pending().filter(pk=invitation.pk).update(**changes):
            raise Refused(ENDED)


def may_still_invite(invitation: Invitation, *, executives: int) -> bool:
    """Whether whoever answers for it may still invite; accepting it asks the database the same."""
    inviter = Membership.objects.joined().select_related("trust__registered").filter(
        trust_id=invitation.trust_id, user_id=invitation.invited_by_id
    ).first()  # fmt: skip
    return inviter is not None and can_invite(inviter, invitation.membership.role, executives=executives)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Membership, at: datetime) -> None:
    """Take an open invitation back: its link stops working, and the person is off the list."""
    hold(by.trust_id)
    check_can_steer(by)
    with in_words():
        if not Invitation.objects.pending().filter(pk=invitation.pk).update(withdrawn_at=at):
            raise Refused(ENDED)
        Membership.objects.filter(pk=invitation.membership_id, user__isnull=True).update(left_at=at)
    _record("member.invitation_withdrawn", invitation, by, at)


def _record(event: str, invitation: Invitation, by: Membership, at: datetime) -> None:
    target = f"membership {invitation.membership_id}"
    audit.record(event, by=by, at=at, trust_id=invitation.trust_id, target=target)
