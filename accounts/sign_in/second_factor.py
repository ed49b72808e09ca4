"""The second factor at sign-in: a code from an app. People at YST must have used one in their session.

An account at YST that has not is nobody to the database (`middleware.actor_of`), whatever page it asks for.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.sign_in.internals import remember_way, ways_used

USED = "mfa"  # allauth's word for it, in what a session remembers of how somebody signed in
BY_BUTTON = "demo"  # the demo's sign-in, which counts as both factors there


def is_missing(request: HttpRequest) -> bool:
    """Whether somebody at YST has not used a second factor in this session. Looked up once in a request.

    What a session remembers counts while the device it was used with is still there, so a reset ends it.
    """
    if not hasattr(request, "_second_factor_missing"):
        request._second_factor_missing = _is_missing(request)  # type: ignore[attr-defined]
    return request._second_factor_missing  # type: ignore[attr-defined]


def _is_missing(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not user.is_yst:
        return False
    records = ways_used(request, user)
    if settings.DEMO and any(record["method"] == BY_BUTTON for record in records):
        return False
    used = {record.get("id") for record in records if record["method"] == USED}
    if not used:
        return True
    there = dict(Authenticator.objects.filter(user=user).values_list("pk", "type"))
    return Authenticator.Type.TOTP not in there.values() or not used & there.keys()


def device_of(user: User) -> Authenticator | None:
    """The app that this account signs in with, if one is set up."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def remember_set_up(request: HttpRequest, user: User) -> None:
    """The device that was just set up was used in this session: its code was typed."""
    device = device_of(user)
    assert device is not None  # noqa: S101 just made
    remember_way(request, user, USED, id=device.pk, type=device.type, reauthenticated=True)


def vouch_in_demo(request: HttpRequest, user: User) -> None:
    """The demo's button stands for password and code: nobody has a phone for made-up people."""
    if settings.DEMO:
        remember_way(request, user, BY_BUTTON)
