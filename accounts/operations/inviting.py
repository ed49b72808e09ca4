"""Invitations: by email, to one address, for a while; accepted by whoever owns that address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.emails import queue_email
from accounts.models import Delivery, Invitation, Membership, Role, Trust, User, YstPerson
from accounts.permissions import check_can_invite, check_can_steer
from accounts.refusals import Refused, in_words


@dataclass(frozen=True)
class Invited:
    """A new membership, and the secret of its link, which is nowhere else but in the email."""

    member: Membership
    token: str


def account_id(by: Membership) -> int:
    """The account of somebody who acts; a pending membership cannot act."""
    assert by.user_id is not None  # noqa: S101
    return by.user_id


class AlreadyThere(Refused):
    """Somebody with this address is a member or has an open invitation."""


class NotTheFirst(Refused):
    """The trust has people already, so YST invites nobody into it."""


class ResentToday(Refused):
    """An invitation is sent again at most once a day."""


class AcceptRefused(Refused):
    """The link cannot be accepted by this account now."""


def hashed(token: str) -> str:
    """What is stored of a token: its SHA-256."""
    return sha256(token.encode()).hexdigest()


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
    """Invite somebody into the trust; they are on its list, and can be chosen as reviewer, from now on."""
    executives = Membership.objects.current().filter(trust=trust, role=Role.EXECUTIVE).count()
    check_can_invite(by, role, executives=executives)
    email = email.strip().lower()
    _refuse_if_there(trust, email)
    with in_words():
        member = Membership.objects.create(
            trust=trust, role=role, also_lead=also_lead, name=name, job_title=job_title, created_at=at
        )
        invitation, token = _new_invitation(member, email, account_id(by), by.name, at)
    _send(invitation, token, trust, member, by.name)
    audit.record(
        "member.invited", by=by, at=at, trust_id=trust.pk, target=f"membership {member.pk}", role=role, name=name
    )
    return Invited(member, token)


@transaction.atomic
def invite_first_lead(*, trust: Trust, email: str, name: str, by: YstPerson, at: datetime) -> Invited:
    """A programme manager brings a trust's first person, while it has no members."""
    if not _is_empty(trust):
        raise NotTheFirst("Somebody has been invited to this trust already. Its own people invite the others.")
    email = email.strip().lower()
    member = Membership(trust=trust, role=Role.LEAD, name=name, created_at=at)
    with in_words():
        member.save(force_insert=True)
        invitation, token = _new_invitation(member, email, by.user_id, f"{by.name}, Youth Sport Trust", at)
    _send(invitation, token, trust, member, invitation.invited_by_name)
    audit.record("trust.first_lead_invited", by=by, at=at, trust_id=trust.pk, target=f"trust {trust.slug}")
    return Invited(member, token)


def _is_empty(trust: Trust) -> bool:
    """Whether nobody belongs or is invited to it; asked of the database, as a manager may not read who does."""
    with connection.cursor() as cursor:
        cursor.execute("select %s = any(isolation.empty_trusts())", [trust.pk])
        return cursor.fetchone()[0]


def _refuse_if_there(trust: Trust, email: str) -> None:
    open_already = Invitation.objects.pending().filter(trust=trust, email__iexact=email).exists()
    member_already = Membership.objects.joined().filter(trust=trust, user__email__iexact=email).exists()
    if open_already or member_already:
        raise AlreadyThere(f"{email} has already been invited or belongs to the trust. Look in the list of people.")


def _new_invitation(member: Membership, email: str, by_id: int, by_name: str, at: datetime) -> tuple[Invitation, str]:
    token = token_urlsafe(32)
    invitation = Invitation.objects.create(
        trust_id=member.trust_id,
        membership=member,
        email=email,
        token_hash=hashed(token),
        invited_by_id=by_id,
        invited_by_name=by_name,
        created_at=at,
        sent_on=timezone.localdate(at),
        expires_at=at + timedelta(days=settings.INVITATION_DAYS),
    )
    return invitation, token


def _send(invitation: Invitation, token: str, trust: Trust, member: Membership, by_name: str) -> None:
    queue_email(
        to=invitation.email,
        template="invitation",
        invitation_id=invitation.pk,
        good_until=invitation.expires_at,
        trust_name=trust.name,
        name=member.name,
        role_words=member.role_words.lower(),
        is_trustee=member.is_trustee,
        invited_by=by_name,
        expires_on=timezone.localdate(invitation.expires_at),
        link=settings.SITE_URL + reverse("accounts:invitation_detail", args=[token]),
    )


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: Membership, at: datetime) -> None:
    """Send a new link, at most once a day; the old link stops working and the time runs anew."""
    check_can_steer(by)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise Refused("This invitation has been accepted or withdrawn.")
    today = timezone.localdate(at)
    if invitation.sent_on >= today:
        raise ResentToday("This invitation was sent today. You can send it again tomorrow.")
    token = token_urlsafe(32)
    changed = (
        Invitation.objects.pending()
        .filter(pk=invitation.pk, sent_on__lt=today)
        .update(
            token_hash=hashed(token),
            sent_on=today,
            expires_at=at + timedelta(days=settings.INVITATION_DAYS),
            delivery=Delivery.WAITING,
        )
    )
    if not changed:
        raise ResentToday("This invitation was sent today. You can send it again tomorrow.")
    invitation.expires_at = at + timedelta(days=settings.INVITATION_DAYS)
    _send(invitation, token, by.trust, invitation.membership, by.name)
    audit.record(
        "member.invited_again",
        by=by,
        at=at,
        trust_id=invitation.trust_id,
        target=f"membership {invitation.membership_id}",
    )


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Membership, at: datetime) -> None:
    """Take an open invitation back: its link stops working, and the person is off the list."""
    check_can_steer(by)
    with in_words():
        if not Invitation.objects.pending().filter(pk=invitation.pk).update(withdrawn_at=at):
            raise Refused("This invitation has been accepted or withdrawn.")
        Membership.objects.filter(pk=invitation.membership_id, user__isnull=True).update(left_at=at)
    audit.record(
        "member.invitation_withdrawn",
        by=by,
        at=at,
        trust_id=invitation.trust_id,
        target=f"membership {invitation.membership_id}",
    )


def create_account_for(*, email: str, password: str | None) -> User:
    """An account for an invited address: the link was sent there, so the address is verified."""
    user = User.objects.create_user(email, password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


ACCEPT_WORDS = {
    "closed": (
        "This invitation has run out, was withdrawn or has been used. Ask the person who invited you for a new one."
    ),
    "other address": "This invitation was sent to another address than the one you signed in with.",
    "yst account": "This account belongs to the Youth Sport Trust, so it cannot join a trust. Use another address.",
    "already a member": "You already belong to this trust.",
}


def accept_invitation(*, token: str, at: datetime) -> None:
    """Join the trust as the person who is acting; the database checks address, time and account."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select isolation.accept_invitation(%s, %s)", [hashed(token), at])
        outcome = cursor.fetchone()[0]
        if outcome != "accepted":
            raise AcceptRefused(ACCEPT_WORDS[outcome])
