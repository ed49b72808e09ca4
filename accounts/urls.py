"""Invitations, people, trusts' profiles, the register and joining; the parts of allauth that we use."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import include, path, re_path, register_converter

from accounts.converters import TrustSlug
from accounts.register import views as register_imports
from accounts.sign_in import views as second_factor
from accounts.views import (
    invitations,
    inviting,
    join_requests,
    joining,
    links,
    logos,
    opening as register,
    people,
    terms,
    trusts,
)

register_converter(TrustSlug, "trust")

app_name = "accounts"

one_import = [
    path("", register_imports.import_detail, name="import_detail"),
    path("application/", register_imports.import_application_create, name="import_application_create"),
    path("discarding/", register_imports.import_discard_create, name="import_discard_create"),
    path("retry/", register_imports.import_retry_create, name="import_retry_create"),
    path("rows/<slug:list_name>.csv", register_imports.import_row_list, name="import_row_list"),
]

urlpatterns = [
    path("invitations/<str:token>/", invitations.invitation_detail, name="invitation_detail"),
    path("invitations/<str:token>/acceptance/", invitations.acceptance_create, name="acceptance_create"),
    path("invitations/<str:token>/account/", invitations.account_create, name="account_create"),
    path("trusts/<trust:trust_slug>/people/", people.member_list, name="member_list"),
    path("trusts/<trust:trust_slug>/people/new/", inviting.invitation_create, name="invitation_create"),
    path("trusts/<trust:trust_slug>/people/new/several/", inviting.several_create, name="several_create"),
    path("trusts/<trust:trust_slug>/people/<int:member_id>/", people.member_update, name="member_update"),
    path("trusts/<trust:trust_slug>/people/<int:member_id>/removal/", people.removal_create, name="removal_create"),
    path(
        "trusts/<trust:trust_slug>/invitations/<int:invitation_id>/",
        inviting.invitation_update,
        name="invitation_update",
    ),
    path(
        "trusts/<trust:trust_slug>/invitations/<int:invitation_id>/resending/",
        inviting.resending_create,
        name="resending_create",
    ),
    path(
        "trusts/<trust:trust_slug>/invitations/<int:invitation_id>/withdrawal/",
        inviting.withdrawal_create,
        name="withdrawal_create",
    ),
    path("trusts/<trust:trust_slug>/profile/", trusts.profile_update, name="profile_update"),
    path("trusts/<trust:trust_slug>/terms/", terms.acceptance_update, name="terms_acceptance"),
    path("trusts/<trust:trust_slug>/logo/", logos.logo_update, name="logo_update"),
    path("trusts/<trust:trust_slug>/logo/removal/", logos.logo_delete, name="logo_delete"),
    path("trusts/<trust:trust_slug>/logo/picture/", logos.logo_detail, name="logo_detail"),
    path("trusts/<trust:trust_slug>/activity/", trusts.audit_list, name="audit_list"),
    path("join/", joining.join_search, name="join_search"),
    path("join/sent/", joining.join_sent, name="join_sent"),
    path("join/<int:group_uid>/", joining.join_create, name="join_create"),
    path("join/confirmation/<str:join_token>/", joining.join_confirmation, name="join_confirmation"),
    path("yst/register/", register.register_list, name="register_list"),
    path("yst/register/<int:group_uid>/", register.registered_trust_detail, name="registered_trust_detail"),
    path("yst/register/<int:group_uid>/opening/", register.opening_create, name="opening_create"),
    path("yst/register/imports/", register_imports.import_list, name="import_list"),
    path("yst/register/imports/<uuid:import_id>/", include(one_import)),
    path("yst/requests/", join_requests.join_request_list, name="join_request_list"),
    path("yst/requests/<uuid:request_id>/", join_requests.join_request_detail, name="join_request_detail"),
    path(
        "yst/requests/<uuid:request_id>/acceptance/",
        join_requests.join_acceptance_create,
        name="join_acceptance_create",
    ),
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
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", links.confirm_email, name="account_confirm_email"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        links.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
