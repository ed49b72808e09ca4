"""allauth, told about invitations, the outbox, and how the key of a second factor is kept."""

import base64
import time
from datetime import timedelta
from hashlib import sha256

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode import QRCode

from accounts.models import User
from accounts.outbox.emails import add_to_outbox
from accounts.outbox.models import SENT_WITHIN
from accounts.sign_in.internals import ways_used
from accounts.sign_in.second_factor import device_of


class AccountAdapter(DefaultAccountAdapter):
    """No open sign-up; mail goes through the outbox, with addresses of this site and not of the request's host."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right. Check both, and try again.",
        "enter_current_password": "Your password now is not right. Check it, and try again.",
        "incorrect_password": "The password is not right. Check it, and try again.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        full = {"request": allauth_context.request, "email": email, "site_url": settings.SITE_URL, **context}
        message = self.render_mail(template_prefix, email, full)
        html = next((str(part[0]) for part in getattr(message, "alternatives", [])), "")
        add_to_outbox(
            to=email, subject=str(message.subject), text=str(message.body), html=html,
            good_until=timezone.now() + of_use(template_prefix),
        )  # fmt: skip

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Who has signed in just now need not say their password again to set a first device up."""
        request = allauth_context.request
        if app == "allauth.mfa" and request.user.is_authenticated and device_of(request.user) is None:
            since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
            return not any(way["at"] > since for way in ways_used(request, request.user))
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, object]]:
        """With a second factor, a code and no password: a password alone must not take the second factor away."""
        methods = super().get_reauthentication_methods(user)
        return [m for m in methods if m["id"] == "mfa_reauthenticate"] or methods

    def get_reset_password_from_key_url(self, key: str) -> str:
        return on_this_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: object) -> str:
        return on_this_site(super().get_email_confirmation_url(request, emailconfirmation))


def of_use(template_prefix: str) -> timedelta:
    """How long an email of allauth's is of use: as long as its link works, or else as any other."""
    kind = template_prefix.rpartition("/")[2]
    if kind == "password_reset_key":
        return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    if kind.startswith("email_confirmation"):
        return timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)
    return SENT_WITHIN


def on_this_site(url: str) -> str:
    """The same path on the configured site: a forged Host header must not get into an email."""
    path = url.split("://", 1)[-1].partition("/")[2]
    return f"{settings.SITE_URL}/{path}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keys of second factors are stored encrypted, and shown once, as a picture in the page's own colours."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or was used already. Wait for the next one, and try again.",
    }

    def get_totp_issuer(self) -> str:
        return "Well School Trust self-review"

    def build_totp_svg(self, url: str) -> SafeString:
        """A QR code without styles, so that the page's strict policy allows it."""
        code = QRCode(border=2)
        code.add_data(url)
        rows = code.get_matrix()
        squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        return format_html(
            '<svg viewBox="0 0 {0} {0}" role="img" aria-label="Picture of the key, to scan" '
            'shape-rendering="crispEdges"><path d="{1}"/></svg>',
            len(rows),
            squares,
        )

    def encrypt(self, text: str) -> str:
        return keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises when none of the keys fits: nobody signs in with a key that could not be read."""
        return keys().decrypt(encrypted_text.encode()).decode()


def keys() -> MultiFernet:
    """The first of `SECOND_FACTOR_KEYS` encrypts; any of them decrypts, so that a key can be changed."""
    digests = [sha256(b"second factor" + key).digest() for key in settings.SECOND_FACTOR_KEYS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
