"""Links in emails of allauth's: whoever looks at one stays signed in, whomever it was meant for."""

from allauth.account.views import ConfirmEmailView, PasswordResetFromKeyView
from django.db import IntegrityError, transaction
from django.http import HttpResponse


class AddressView(ConfirmEmailView):
    """Confirm a new address; nobody is signed out, neither by looking nor by confirming."""

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(*args, **kwargs)
        except IntegrityError:  # at the same moment another account has confirmed this address
            self.object = None
            return self.render_to_response(self.get_context_data(), status=409)  # the link cannot be used

    def logout(self) -> None:
        """Asked for when the link is another account's: which account it is about, the link says itself."""


class NewPasswordView(PasswordResetFromKeyView):
    """Choose a new password; who is signed in as somebody else is signed out by saving it, not by looking."""

    def logout(self) -> None:
        if self.request.method == "POST":
            super().logout()


confirm_email = AddressView.as_view()
password_reset_from_key = NewPasswordView.as_view()
