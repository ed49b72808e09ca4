"""Ways through allauth's addresses, each to its end, by somebody who is not signed in yet; the table says whose."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.outbox.models import OutboxEmail
from tests.builders import PASSWORD
from tests.signing_in import app_of, code_now, sign_in
from wellschool.database.testing.base import as_role

HERE = "/accounts/"
ADDRESS, CONFIRMING = f"{HERE}email/", r"/accounts/confirm-email/[-:\w]+/"
NEW, ANOTHER, TAKEN = "mover@new.example", "again@new.example", "executive@thistledown.example"
OTHER_PASSWORD = "three quiet green rooms"
SENT, UNUSABLE = "Look in your email", "This link cannot be used"


@dataclass
class Walker:
    """Somebody with a browser."""

    user: User
    stranger: User  # somebody else, with an account too
    client: Client = field(default_factory=Client)

    def sign_in(self) -> Client:
        """Signed in a moment ago, and asked to confirm it before anything dangerous."""
        return sign_in(self.client, self.user)

    def confirmed(self) -> Client:
        """Signed in, and confirmed with what this account has."""
        self.sign_in()
        if Authenticator.objects.filter(user=self.user, type="totp").exists():
            self.client.post(f"{HERE}second-step/confirm/?next=/help/", {"code": code_now()})
        else:
            self.client.post(f"{HERE}reauthenticate/?next=/help/", {"password": PASSWORD})
        return self.client

    def change(self, **body: str) -> str:
        """What the page of one's address says after a form on it was sent."""
        return said(self.client.post(ADDRESS, body, follow=True))

    def addresses(self) -> list[str]:
        found = EmailAddress.objects.filter(user=self.user).order_by("pk")
        return [a.email + (" waits" if not a.verified else "") for a in found]


def said(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def link_to(address: str, pattern: str) -> str:
    """The newest link of this kind that was sent there."""
    with as_role(connection, "wellschool_migrate"):
        texts = OutboxEmail.objects.filter(to=address).order_by("pk").values_list("text", flat=True)
        return [found[0] for text in texts if (found := re.search(pattern, text))][-1]


def signs_in(walker: Walker) -> None:
    body = {"login": walker.user.email.upper(), "password": PASSWORD}
    assert "is not right" in said(walker.client.post(f"{HERE}login/", {**body, "password": "no"}))
    assert "is not right" in said(walker.client.post(f"{HERE}login/", {**body, "login": "nobody@x.example"}))
    assert walker.client.post(f"{HERE}login/", body).status_code == 302
    assert walker.client.get(f"{HERE}login/").status_code == 302


def is_locked_out_for_a_while(walker: Walker) -> None:
    body = {"login": walker.user.email, "password": "no"}
    for _ in range(6):
        answer = walker.client.post(f"{HERE}login/", body)
    assert "Too many tries" in said(answer)


def signs_out(walker: Walker) -> None:
    assert walker.client.get(f"{HERE}logout/").status_code == 302
    assert "Sign out" in said(walker.sign_in().get(f"{HERE}logout/"))
    walker.client.post(f"{HERE}logout/")
    assert walker.client.get("/account/").status_code == 302


def cannot_sign_up(walker: Walker) -> None:
    assert "by invitation" in said(walker.client.get(f"{HERE}signup/"))
    assert "by invitation" in said(walker.client.post(f"{HERE}signup/", {"email": NEW, "password1": OTHER_PASSWORD}))
    assert not User.objects.filter(email=NEW).exists()


def is_told_of_a_closed_account(walker: Walker) -> None:
    with as_role(connection, "wellschool_migrate"):
        User.objects.filter(pk=walker.user.pk).update(is_active=False)
    answer = walker.client.post(f"{HERE}login/", {"login": walker.user.email, "password": PASSWORD}, follow=True)
    assert "This account is closed" in said(answer) or "is not right" in said(answer)
    assert "This account is closed" in said(walker.client.get(f"{HERE}inactive/"))


def confirms_a_password(walker: Walker) -> None:
    walker.sign_in()
    if walker.user.is_yst:  # a password is not enough there
        assert walker.client.get(f"{HERE}reauthenticate/").status_code == 302
        return
    assert "password is not right" in said(walker.client.post(f"{HERE}reauthenticate/", {"password": "no"}))
    done = walker.client.post(f"{HERE}reauthenticate/?next={ADDRESS}", {"password": PASSWORD})
    assert done["Location"] == ADDRESS


def changes_an_address(walker: Walker) -> None:
    walker.confirmed()
    assert "error-summary" in walker.client.post(ADDRESS, {"action_add": "", "email": "no address"}).content.decode()
    assert "error-summary" in walker.client.post(
        ADDRESS, {"action_add": "", "email": walker.user.email}
    ).content.decode()  # fmt: skip
    assert f"sent a link to {NEW}" in walker.change(action_add="", email=NEW)
    assert walker.addresses() == [walker.user.email, f"{NEW} waits"]


def confirms_and_goes_on(walker: Walker) -> None:
    """The form is kept while one confirms who one is."""
    walker.sign_in()
    asked = walker.client.post(ADDRESS, {"action_add": "", "email": NEW})
    body = {"code": code_now()} if walker.user.is_yst else {"password": PASSWORD}
    assert f"sent a link to {NEW}" in said(walker.client.post(asked["Location"], body, follow=True))


def asks_again_while_one_waits(walker: Walker) -> None:
    walker.confirmed()
    walker.change(action_add="", email=NEW)
    assert f"sent a link to {ANOTHER}" in walker.change(action_add="", email=ANOTHER)
    assert walker.addresses() == [walker.user.email, f"{ANOTHER} waits"]
    assert UNUSABLE in said(walker.client.get(link_to(NEW, CONFIRMING)))


def has_the_link_sent_again(walker: Walker) -> None:
    walker.confirmed()
    walker.change(action_add="", email=NEW)
    assert f"sent a link to {NEW}" in walker.change(action_send="", email=NEW)
    walker.change(action_send="", email="nobody@x.example")
    walker.change(email=NEW)
    walker.change(action_send="", email="no address")


def cancels_the_change(walker: Walker) -> None:
    walker.confirmed()
    walker.change(action_add="", email=NEW)
    assert "The change holds once" not in walker.change(action_remove="", email=NEW)
    assert walker.addresses() == [walker.user.email]


def keeps_the_address_one_signs_in_with(walker: Walker) -> None:
    """No button asks for these."""
    walker.confirmed()
    walker.change(action_add="", email=NEW)
    walker.change(action_remove="", email=walker.user.email)
    walker.change(action_primary="", email=NEW)
    assert walker.addresses() == [walker.user.email, f"{NEW} waits"]


def asks_for_an_address_of_another(walker: Walker) -> None:
    walker.confirmed()
    assert f"sent a link to {TAKEN}" in walker.change(action_add="", email=TAKEN)  # as for any other
    assert UNUSABLE in said(Client().get(link_to(TAKEN, CONFIRMING)))


def confirms_a_new_address(walker: Walker, browser: Client) -> None:
    walker.confirmed()
    walker.change(action_add="", email=NEW)
    link = link_to(NEW, CONFIRMING)
    assert "Yes, confirm it" in said(browser.get(link))
    browser.post(link, follow=True)
    assert walker.addresses() == [NEW]
    assert UNUSABLE in said(browser.get(link))
    assert browser.post(link).status_code == 404
    again = Client().post(f"{HERE}login/", {"login": NEW, "password": PASSWORD})
    assert again.status_code == 302
    assert link_to(walker.user.email, NEW)  # who had the old address is told


def confirms_in_the_same_browser(walker: Walker) -> None:
    confirms_a_new_address(walker, walker.client)
    assert NEW in said(walker.client.get("/account/"))


def confirms_on_another_device(walker: Walker) -> None:
    confirms_a_new_address(walker, Client())


def confirms_where_another_is_signed_in(walker: Walker) -> None:
    browser = sign_in(Client(), walker.stranger)
    confirms_a_new_address(walker, browser)
    assert walker.stranger.email in said(browser.get("/account/"))


def follows_a_link_for_an_address_taken_meanwhile(walker: Walker) -> None:
    walker.confirmed()
    walker.change(action_add="", email=NEW)
    link = link_to(NEW, CONFIRMING)
    EmailAddress.objects.create(user=walker.stranger, email=NEW, verified=True)
    assert UNUSABLE in said(walker.client.get(link))
    assert UNUSABLE in said(walker.client.get(f"{HERE}confirm-email/no-such-link/"))
    walker.client.post(link, follow=True)
    assert walker.addresses() == [walker.user.email, f"{NEW} waits"]


def changes_a_password(walker: Walker) -> None:
    walker.confirmed()
    change = f"{HERE}password/change/"
    body = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert "password now is not right" in said(walker.client.post(change, {**body, "oldpassword": "no"}))
    assert "error-summary" in said(walker.client.post(change, {**body, "password1": "short", "password2": "short"}))
    walker.client.post(change, body)
    assert Client().post(f"{HERE}login/", {"login": walker.user.email, "password": OTHER_PASSWORD}).status_code == 302
    assert walker.client.get("/account/").status_code == 200


def sets_a_first_password(walker: Walker) -> None:
    walker.confirmed()
    assert walker.client.get(f"{HERE}password/set/")["Location"] == f"{HERE}password/change/"
    with as_role(connection, "wellschool_migrate"):
        walker.user.set_unusable_password()
        walker.user.save()
    sign_in(walker.client, walker.user)
    if walker.user.is_yst:
        walker.client.post(f"{HERE}second-step/confirm/?next=/help/", {"code": code_now(1)})
    walker.client.post(f"{HERE}password/set/", {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD})
    assert User.objects.get(pk=walker.user.pk).check_password(OTHER_PASSWORD)


def forgets_a_password(walker: Walker) -> None:
    reset = f"{HERE}password/reset/"
    assert "error-summary" in said(walker.client.post(reset, {"email": "no address"}))
    assert SENT in said(walker.client.post(reset, {"email": "nobody@x.example"}, follow=True))
    assert SENT in said(walker.client.post(reset, {"email": walker.user.email}, follow=True))
    assert SENT in said(walker.client.get(f"{reset}done/"))


def chooses_a_new_password(walker: Walker, browser: Client) -> None:
    Client().post(f"{HERE}password/reset/", {"email": walker.user.email})
    link = link_to(walker.user.email, r"/accounts/password/reset/key/\S+/")
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    assert "error-summary" in said(browser.post(form, {"password1": "short", "password2": "short"}))
    browser.get(link, follow=True)
    body = {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert "Your password is changed" in said(browser.post(form, body, follow=True))
    assert "This link no longer works" in said(browser.get(link, follow=True))
    assert User.objects.get(pk=walker.user.pk).check_password(OTHER_PASSWORD)


def chooses_it_on_another_device(walker: Walker) -> None:
    chooses_a_new_password(walker, Client())


def chooses_it_while_signed_in(walker: Walker) -> None:
    chooses_a_new_password(walker, walker.sign_in())


def chooses_it_where_another_is_signed_in(walker: Walker) -> None:
    chooses_a_new_password(walker, sign_in(Client(), walker.stranger))


def follows_a_link_that_was_cut_off(walker: Walker) -> None:
    assert "This link no longer works" in said(walker.client.get(f"{HERE}password/reset/key/1-no-such/", follow=True))
    assert "This link no longer works" in said(walker.client.get(f"{HERE}password/reset/key/zzzzzzzzzzzzzzz-no/"))
    assert "Your password is changed" in said(walker.client.get(f"{HERE}password/reset/key/done/"))


def reads_where_the_mail_went(walker: Walker) -> None:
    assert SENT in said(walker.client.get(f"{HERE}confirm-email/"))


def sets_an_app_up(walker: Walker) -> None:
    walker.client.post(f"{HERE}login/", {"login": walker.user.email, "password": PASSWORD})
    page = said(walker.client.get(f"{HERE}second-step/set-up/"))
    key = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    assert "This code is not right" in said(walker.client.post(f"{HERE}second-step/set-up/", {"code": "000000"}))
    set_up = walker.client.post(f"{HERE}second-step/set-up/", {"code": code_now(key=key)}, follow=True)
    assert len(re.findall(r'<li class="key">', said(set_up))) == 10
    assert walker.client.get(f"{HERE}second-step/set-up/").status_code == 302  # there is one
    assert "Second step at sign-in" in said(walker.client.get(f"{HERE}second-step/"))


def signs_in_with_a_code(walker: Walker) -> None:
    app_of(walker.user)
    enter = f"{HERE}second-step/sign-in/"
    assert walker.client.get(enter).status_code == 302  # without a password first
    walker.client.post(f"{HERE}login/", {"login": walker.user.email, "password": PASSWORD})
    assert "This code is not right" in said(walker.client.post(enter, {"code": "000000"}))
    assert walker.client.post(enter, {"code": code_now()}).status_code == 302
    assert walker.user.email in said(walker.client.get("/account/"))


def confirms_with_a_code(walker: Walker) -> None:
    app_of(walker.user)
    confirm = f"{HERE}second-step/confirm/"
    walker.sign_in()
    assert "This code is not right" in said(walker.client.post(confirm, {"code": "000000"}))
    assert walker.client.post(f"{confirm}?next=/help/", {"code": code_now()})["Location"] == "/help/"


def takes_the_app_off(walker: Walker) -> None:
    app_of(walker.user)
    remove = f"{HERE}second-step/removal/"
    assert walker.sign_in().post(remove).status_code == 302  # to confirm it first
    assert Authenticator.objects.filter(user=walker.user).exists()
    walker.confirmed().post(remove)
    assert not Authenticator.objects.filter(user=walker.user).exists()


def renews_recovery_codes(walker: Walker) -> None:
    app_of(walker.user)
    codes = f"{HERE}second-step/recovery-codes/"
    walker.confirmed()
    assert walker.client.get(codes).status_code == 404  # there are none
    said(walker.client.get(f"{codes}new/"))
    assert len(re.findall(r'<li class="key">', said(walker.client.post(f"{codes}new/", follow=True)))) == 10
    assert len(re.findall(r'<li class="key">', said(walker.client.get(codes)))) == 0


Walk = Callable[[Walker], Any]
WALKS: dict[str, list[Walk]] = {
    "account_login": [signs_in, is_locked_out_for_a_while],
    "account_logout": [signs_out],
    "account_signup": [cannot_sign_up],
    "account_inactive": [is_told_of_a_closed_account],
    "account_reauthenticate": [confirms_a_password],
    "account_email": [
        changes_an_address, confirms_and_goes_on, asks_again_while_one_waits, has_the_link_sent_again,
        cancels_the_change, keeps_the_address_one_signs_in_with, asks_for_an_address_of_another,
    ],
    "account_email_verification_sent": [reads_where_the_mail_went],
    "account_confirm_email": [
        confirms_in_the_same_browser, confirms_on_another_device, confirms_where_another_is_signed_in,
        follows_a_link_for_an_address_taken_meanwhile,
    ],
    "account_change_password": [changes_a_password],
    "account_set_password": [sets_a_first_password],
    "account_reset_password": [forgets_a_password],
    "account_reset_password_done": [forgets_a_password],
    "account_reset_password_from_key": [
        chooses_it_on_another_device, chooses_it_while_signed_in, chooses_it_where_another_is_signed_in,
        follows_a_link_that_was_cut_off,
    ],
    "account_reset_password_from_key_done": [follows_a_link_that_was_cut_off],
    "mfa_index": [sets_an_app_up],
    "mfa_authenticate": [signs_in_with_a_code],
    "mfa_reauthenticate": [confirms_with_a_code],
    "mfa_activate_totp": [sets_an_app_up],
    "mfa_deactivate_totp": [takes_the_app_off],
    "mfa_view_recovery_codes": [renews_recovery_codes],
    "mfa_generate_recovery_codes": [renews_recovery_codes],
}  # fmt: skip
