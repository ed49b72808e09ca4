"""Browsers in which somebody has signed in; at YST with a second factor, as they must."""

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.sign_in.second_factor import USED

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of everybody's app in tests


def code_now(steps: int = 0, key: str = KEY) -> str:
    """What the app shows now, or a number of steps of 30 seconds later."""
    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + steps))


def app_of(user: User) -> Authenticator:
    """The app of this account, set up if it is not."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return found or TOTP.activate(user, KEY).instance


def remember_second_factor(session: SessionBase, user: User) -> None:
    """The session as it is once a code was typed."""
    record = {"method": USED, "at": timezone.now().timestamp(), "id": app_of(user).pk, "type": "totp"}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)


def sign_in(client: Client, user: User) -> Client:
    """Signed in, with a second factor at YST."""
    client.force_login(user)
    if user.is_yst:
        session = client.session
        remember_second_factor(session, user)
        session.save()
    return client
