"""allauth, told about invitations and the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.http import HttpRequest

from accounts.emails import add_to_outbox


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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        full = {"request": allauth_context.request, "email": email, "site_url": settings.SITE_URL, **context}
        message = self.render_mail(template_prefix, email, full)
        html = next((str(part[0]) for part in getattr(message, "alternatives", [])), "")
        add_to_outbox(to=email, subject=str(message.subject), text=str(message.body), html=html)

    def get_reset_password_from_key_url(self, key: str) -> str:
        return on_this_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return on_this_site(super().get_email_confirmation_url(request, emailconfirmation))


def on_this_site(url: str) -> str:
    """The same path on the configured site: a forged Host header must not get into an email."""
    path = url.split("://", 1)[-1].partition("/")[2]
    return f"{settings.SITE_URL}/{path}"
