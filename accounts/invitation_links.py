"""The link of an invitation: made from the membership and the address by the installation's key, and stored nowhere.

So every email that somebody gets before they have joined can carry it, and all of them go on working until the
invitation ends; sent to another address it is another link.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.models import Invitation, Membership


def token_for(*, membership_id: int, email: str) -> str:
    """The secret of the link that goes to this address for this membership."""
    made = salted_hmac("accounts.invitation", f"{membership_id} {email.lower()}", algorithm="sha256")
    return urlsafe_b64encode(made.digest()).rstrip(b"=").decode()


def hashed(token: str) -> str:
    """What is stored of a token: its SHA-256."""
    return sha256(token.encode()).hexdigest()


def invitation_link(*, membership_id: int, email: str, then: str = "") -> str:
    """Where the invitation is accepted; afterwards it leads to the path `then`."""
    path = reverse("accounts:invitation_detail", args=[token_for(membership_id=membership_id, email=email)])
    return f"{settings.SITE_URL}{path}{'?' + urlencode({'next': then}) if then else ''}"


def address_of(member: Membership) -> str | None:
    """Where to write to somebody: the account's address, or the one that an open invitation went to."""
    if member.user is not None:
        return member.user.email if member.left_at is None else None
    return Invitation.objects.pending().filter(membership=member).values_list("email", flat=True).first()


def way_to(member: Membership, path: str, *, address: str) -> str:
    """A link for an email that leads this person to a page, whether they have joined or not."""
    if member.is_pending:
        return invitation_link(membership_id=member.pk, email=address, then=path)
    return f"{settings.SITE_URL}{path}"
