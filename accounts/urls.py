"""Invitations, people and trusts' profiles; the parts of allauth that we use."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path, re_path, register_converter

from accounts.converters import TrustSlug
from accounts.views import invitations, logos, people, second_factor, trusts

register_converter(TrustSlug, "trust")

app_name = "accounts"

urlpatterns = [
    path("invitations/<str:token>/", invitations.invitation_detail, name="invitation_detail"),
    path("invitations/<str:token>/acceptance/", invitations.acceptance_create, name="acceptance_create"),
    path("invitations/<str:token>/account/", invitations.account_create, name="account_create"),
    path("trusts/<trust:trust_slug>/people/", people.member_list, name="member_list"),
    path("trusts/<trust:trust_slug>/people/new/", people.invitation_create, name="invitation_create"),
    path("trusts/<trust:trust_slug>/people/<int:member_id>/", people.member_update, name="member_update"),
    path("trusts/<trust:trust_slug>/people/<int:member_id>/removal/", people.removal_create, name="removal_create"),
    path(
        "trusts/<trust:trust_slug>/invitations/<int:invitation_id>/resending/",
        people.resending_create,
        name="resending_create",
    ),
    path(
        "trusts/<trust:trust_slug>/invitations/<int:invitation_id>/withdrawal/",
        people.withdrawal_create,
        name="withdrawal_create",
    ),
    path("trusts/<trust:trust_slug>/profile/", trusts.profile_update, name="profile_update"),
    path("trusts/<trust:trust_slug>/logo/", logos.logo_update, name="logo_update"),
    path("trusts/<trust:trust_slug>/logo/removal/", logos.logo_delete, name="logo_delete"),
    path("trusts/<trust:trust_slug>/logo/picture/", logos.logo_detail, name="logo_detail"),
    path("trusts/<trust:trust_slug>/activity/", trusts.audit_list, name="audit_list"),
]

# allauth's own names, without a namespace: it looks them up itself
account_patterns = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", allauth.signup, name="account_signup"),
    path("second-step/", mfa.index, name="mfa_index"),
    path("second-step/sign-in/", mfa.authenticate, name="mfa_authenticate"),
    path("second-step/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/set-up/", second_factor.set_up, name="mfa_activate_totp"),
    path("second-step/removal/", second_factor.remove, name="mfa_deactivate_totp"),
    path("second-step/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-step/recovery-codes/new/", second_factor.renew_codes, name="mfa_generate_recovery_codes"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("email/", allauth.email, name="account_email"),
    path("confirm-email/", allauth.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", allauth.confirm_email, name="account_confirm_email"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
