"""The code from an app, or a recovery code: at sign-in, to confirm who one is, and when setting the app up."""

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.utils import decrypt, encrypt
from django import forms
from django.core.cache import cache

from accounts.sign_in.internals import keep_key, plain_code, waiting_key

TYPED = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class OnceMixin:
    """A code is good once for as long as it would be accepted: a step before and after its own as well.

    allauth remembers a code for one step of 30 seconds only, which is less.
    """

    fields: dict[str, forms.Field]

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        key = f"second-factor-used-{self.user.pk}-{plain_code(code)}"  # type: ignore[attr-defined]
        if not cache.add(key, "y", timeout=app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 2)):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeMixin(OnceMixin):
    """Asks for a code of either kind."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            max_length=40, label="Code", widget=forms.TextInput(attrs=TYPED),
            help_text="The six digits that your app shows, or one of your recovery codes.",
        )  # fmt: skip


class SignInCodeForm(CodeMixin, AuthenticateForm):
    """After the password."""


class ConfirmCodeForm(CodeMixin, ReauthenticateForm):
    """Before something that only its owner may do with an account."""


class SetUpForm(OnceMixin, ActivateTOTPForm):
    """The first code of an app that was just given the key: shows that the two agree.

    Until then the key waits in the session, encrypted, as sessions are stored too.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        session = context.request.session
        waits = waiting_key(session)
        super().__init__(*args, **kwargs)
        if self.is_bound and waits:
            self.secret = decrypt(waits)
        else:
            keep_key(session, encrypt(self.secret))
        self.fields["code"] = forms.CharField(
            max_length=20, label="Code", widget=forms.TextInput(attrs=TYPED),
            help_text="The six digits that the app shows now.",
        )  # fmt: skip
