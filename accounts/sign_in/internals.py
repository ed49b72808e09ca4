"""What we need of allauth that it does not offer to everybody: its internals, behind this one door.

They may change with any release, so `tests/accounts/sign_in/test_internals.py` says what each has to do, and nothing
else imports them.
"""

from typing import NotRequired, TypedDict, cast

from allauth.account.internal.flows.login import get_authentication_records, record_authentication as _record
from allauth.account.internal.flows.reauthentication import suspend_request as _suspend
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from accounts.models import User


class Record(TypedDict):
    """One way in which a session's person showed who they are."""

    method: str  # password, mfa, …
    at: float  # seconds since 1970
    id: NotRequired[int]  # of the device


def ways_used(request: HttpRequest, user: User) -> list[Record]:
    """How this person has shown who they are in this session, earliest first."""
    return cast("list[Record]", get_authentication_records(request, user))


def remember_way(request: HttpRequest, user: User, method: str, **device: object) -> None:
    """Keep in the session that they have shown who they are, just now, in this way."""
    _record(request, user, method, **device)


def confirm_first(request: HttpRequest, url: str) -> HttpResponse:
    """Lead to where they confirm who they are; what they wanted is done afterwards."""
    return cast("HttpResponse", _suspend(request, url))


def plain_code(typed: str) -> str:
    """A code as it is compared: without the spaces and in the case in which people type it."""
    return cast("str", normalize_user_code(typed))


def waiting_key(session: SessionBase) -> str | None:
    """The encrypted key of an app that is being set up; None when there is none yet."""
    return cast("str | None", session.get(SECRET_SESSION_KEY))


def keep_key(session: SessionBase, encrypted: str) -> None:
    """Have the key of an app wait in the session until its first code has shown that the two agree."""
    session[SECRET_SESSION_KEY] = encrypted
