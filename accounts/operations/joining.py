"""A trust asks to take part: a link shows that the address is theirs, and only then is anything stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from accounts.models import JoinRequest
from accounts.outbox.emails import queue_email
from accounts.refusals import Refused
from accounts.register.models import RegisteredTrust

SALT = "accounts.join"
CONFIRM_WITHIN = timedelta(days=7)
CLOSED = "The Department for Education’s register says that this trust has closed, so it cannot join."
RUN_OUT = "This link has run out or is not complete. Ask to join again."


class NotOpen(Refused):
    """The register says that the trust has closed."""


class BadLink(Refused):
    """The link was not made here, was cut off, or has run out."""


@dataclass(frozen=True)
class Asked:
    """What somebody asked, as their link says it."""

    registered: RegisteredTrust
    name: str
    job_title: str
    email: str
    id: UUID


def ask_to_join(*, registered: RegisteredTrust, name: str, job_title: str, email: str, at: datetime) -> None:
    """Send a link to the address that was given, at most one a day for the trust. Nothing else is kept.

    Whoever asks is told the same, whether the trust takes part or not. What was typed is in the link, not in the
    email: whoever reads it may be somebody whom a stranger wants to tell something.
    """
    if registered.is_closed:
        raise NotOpen(CLOSED)
    email = email.strip().lower()
    told = {"uid": registered.group_uid, "name": name, "job_title": job_title, "email": email}
    token = signing.dumps(told, salt=SALT, compress=True)
    day, key = timezone.localdate(at), sha256(email.encode()).hexdigest()[:32]
    queue_email(
        to=email, template="join_confirmation", once=f"join {registered.group_uid} {key} {day}",
        good_until=at + CONFIRM_WITHIN, trust_name=registered.name, until=day + CONFIRM_WITHIN,
        link=settings.SITE_URL + reverse("accounts:join_confirmation", args=[token]),
    )  # fmt: skip


def asked_by(token: str) -> Asked:
    """What the link says, checked; looking uses nothing up."""
    try:
        told = signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature as error:
        raise BadLink(RUN_OUT) from error
    registered = RegisteredTrust.objects.filter(group_uid=told["uid"]).first()
    if registered is None or registered.is_closed:
        raise NotOpen(CLOSED)
    made_from = sha256(token.encode()).hexdigest()[:32]  # the same link is the same request
    return Asked(registered, told["name"], told["job_title"], told["email"], UUID(made_from))


def confirm_request(*, token: str, at: datetime) -> Asked:
    """The address is theirs: store the request for programme managers. Twice is once."""
    asked = asked_by(token)
    request = JoinRequest(
        id=asked.id,
        registered=asked.registered,
        name=asked.name,
        job_title=asked.job_title,
        email=asked.email,
        asked_at=at,
    )
    JoinRequest.objects.bulk_create([request], ignore_conflicts=True)
    return asked
