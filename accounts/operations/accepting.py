"""Accepting an invitation: by whoever owns the address, while whoever invited them still may."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from accounts.invitation_links import hashed
from accounts.models import User
from accounts.refusals import Refused


class AcceptRefused(Refused):
    """The link cannot be accepted by this account now."""


ACCEPT_WORDS = {
    "closed": (
        "This invitation has run out, was withdrawn or has been used. Ask the person who invited you for a new one."
    ),
    "other address": "This invitation was sent to another address than the one you signed in with.",
    "yst account": "This account belongs to the Youth Sport Trust, so it cannot join a trust. Use another address.",
    "already a member": "You already belong to this trust.",
    "trust closed": "This trust has closed, so nobody joins it any more.",
    "inviter": "Whoever invited you can no longer do so. Ask a review lead or executive of the trust to send it again.",
}


def create_account_for(*, email: str, password: str | None) -> User:
    """An account for an invited address: the link was sent there, so the address is verified."""
    user = User.objects.create_user(email, password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def accept_invitation(*, token: str, at: datetime) -> None:
    """Join the trust as the person who is acting; the database checks address, time, account and inviter."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select isolation.accept_invitation(%s, %s)", [hashed(token), at])
        outcome = cursor.fetchone()[0]
        if outcome != "accepted":
            raise AcceptRefused(ACCEPT_WORDS[outcome])
