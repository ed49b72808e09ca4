"""allauth's pages for a second factor, with what the product adds: a session that remembers, and audit rows."""

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone

from accounts.access import account_of
from accounts.sign_in.operations import note_second_factor
from accounts.sign_in.second_factor import remember_set_up


class SetUpView(ActivateTOTPView):
    """Scan or type the key, and show with a first code that it has arrived."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        answer = super().form_valid(form)
        user = account_of(self.request)
        remember_set_up(self.request, user)
        note_second_factor(event="second_factor.set_up", user=user, at=timezone.now())
        return answer


class RemovalView(DeactivateTOTPView):
    """Sign in with the password alone from now on; at YST, set another device up at once."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        note_second_factor(event="second_factor.removed", user=account_of(self.request), at=timezone.now())
        return super().form_valid(form)


class NewCodesView(GenerateRecoveryCodesView):
    """Other recovery codes; those before are worth nothing."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        note_second_factor(event="second_factor.codes_renewed", user=account_of(self.request), at=timezone.now())
        return super().form_valid(form)


set_up = SetUpView.as_view()
remove = RemovalView.as_view()
renew_codes = NewCodesView.as_view()
