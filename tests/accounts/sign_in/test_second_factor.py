"""The second factor at sign-in: asked of YST before anything else, open to everybody, good once, and never in clear."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEvent, User, YstPerson
from accounts.outbox.models import OutboxEmail
from accounts.sign_in.operations import reset_second_factor
from tests.builders import NOON, PASSWORD, Cast, acting
from tests.signing_in import app_of, code_now, sign_in
from wellschool.database.testing.base import as_role

PORTFOLIO, SET_UP = "/yst/", "/accounts/second-step/set-up/"
ENTER, CONFIRM, REMOVE = (f"/accounts/second-step/{name}/" for name in ("sign-in", "confirm", "removal"))
NOT_RIGHT = "This code is not right"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def user(manager: YstPerson) -> User:
    return User.objects.get(pk=manager.user_id)


def enter_password(client: Client, user: User) -> HttpResponse:
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def enter(client: Client, user: User, code: str) -> HttpResponse:
    enter_password(client, user)
    return client.post(ENTER, {"code": code})


def set_up(client: Client, user: User) -> str:
    """Sign in by password and set an app up, as a person at YST must; the key is returned."""
    enter_password(client, user)
    page = client.get(SET_UP).content.decode()
    key = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    assert client.post(SET_UP, {"code": code_now(key=key)}).status_code == 302
    return key


def test_at_yst_one_sees_nothing_before_an_app_is_set_up(client: Client, user: User) -> None:
    enter_password(client, user)

    for address in (PORTFOLIO, "/account/", "/yst/trusts/new/", "/accounts/password/change/", "/accounts/email/"):
        assert client.get(address)["Location"] == SET_UP
    assert client.get("/help/").status_code == 200


def test_until_then_the_database_knows_nobody(client: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accounts.middleware.WITHOUT_SECOND_FACTOR", {"reviews:portfolio_detail"})
    enter_password(client, user)
    client.raise_request_exception = False

    assert client.get(PORTFOLIO).status_code == 500  # the web's role may not even ask who is at YST


def test_a_fragment_gets_401_until_then(client: Client, user: User) -> None:
    enter_password(client, user)

    assert client.get(PORTFOLIO, headers={"HX-Request": "true"}).status_code == 401


def test_setting_it_up_opens_the_rest_and_shows_recovery_codes_once(client: Client, user: User) -> None:
    set_up(client, user)

    codes = reverse("mfa_view_recovery_codes")
    assert len(re.findall(r'<li class="key">', client.get(codes).content.decode())) == 10
    assert "10 of 10 are left" in client.get(codes).content.decode()
    assert client.get(PORTFOLIO).status_code == 200


def test_a_wrong_first_code_sets_nothing_up(client: Client, user: User) -> None:
    enter_password(client, user)
    client.get(SET_UP)

    assert NOT_RIGHT in client.post(SET_UP, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_the_next_sign_in_asks_for_a_code(client: Client, user: User) -> None:
    app_of(user)

    assert enter_password(client, user)["Location"] == ENTER
    assert client.get(PORTFOLIO)["Location"].startswith("/accounts/login/")
    assert client.post(ENTER, {"code": code_now()}).status_code == 302
    assert client.get(PORTFOLIO).status_code == 200


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_clock_may_be_a_step_off(client: Client, user: User, step: int) -> None:
    app_of(user)

    assert enter(client, user, code_now(step)).status_code == 302


@pytest.mark.parametrize("code", ["", "000000", "x" * 40, "١٢٣٤٥٦", "12345\0", "x" * 10_000])
def test_any_other_code_is_refused(client: Client, user: User, code: str) -> None:
    app_of(user)
    answer = enter(client, user, code)

    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert client.get(PORTFOLIO)["Location"].startswith("/accounts/login/")


def test_a_code_of_a_while_ago_is_refused(client: Client, user: User) -> None:
    app_of(user)
    accepted = {code_now(step) for step in (-1, 0, 1)}
    old = next(code for step in range(-3, -9, -1) if (code := code_now(step)) not in accepted)

    assert enter(client, user, old).status_code == 200
    assert client.get(PORTFOLIO)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("later", [0, 31, 59])
def test_a_code_is_good_once_for_as_long_as_it_counts(user: User, clock: time_machine.Traveller, later: int) -> None:
    app_of(user)
    seen = code_now(1)
    assert enter(Client(), user, seen).status_code == 302
    clock.shift(later)

    assert NOT_RIGHT in enter(Client(), user, seen).content.decode()


def test_a_recovery_code_is_good_once(client: Client, user: User) -> None:
    set_up(client, user)
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]

    assert enter(Client(), user, f"{code[:4]} {code[4:]}").status_code == 302
    assert NOT_RIGHT in enter(Client(), user, code).content.decode()


def test_guessing_ends_after_five_tries(user: User, client: Client) -> None:
    app_of(user)
    enter_password(client, user)
    for _ in range(5):
        client.post(ENTER, {"code": "000000"})

    assert "Too many tries" in client.post(ENTER, {"code": code_now()}).content.decode()


def test_a_new_password_does_not_replace_the_code(client: Client, user: User) -> None:
    app_of(user)
    client.post("/accounts/password/reset/", {"email": user.email})
    with as_role(connection, "wellschool_migrate"):
        link = re.search(r"http://testserver(/\S+)", OutboxEmail.objects.get(to=user.email).text)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "three quiet green rooms"
    client.post(form, {"password1": new, "password2": new})

    assert client.get(PORTFOLIO)["Location"].startswith("/accounts/login/")
    assert client.post("/accounts/login/", {"login": user.email, "password": new})["Location"] == ENTER


def test_neither_table_nor_session_holds_the_key_in_clear(client: Client, user: User) -> None:
    enter_password(client, user)
    key = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", client.get(SET_UP).content.decode()))
    assert len(key) == 32
    assert key not in str(dict(client.session))

    client.post(SET_UP, {"code": code_now(key=key)})

    assert key not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert key not in str(dict(client.session))


def test_a_key_that_cannot_be_read_opens_nothing(user: User, client: Client, settings: Settings) -> None:
    app_of(user)
    settings.SECOND_FACTOR_KEYS = [b"another" * 10]
    client.raise_request_exception = False

    assert enter(client, user, code_now()).status_code == 500
    assert client.get(PORTFOLIO)["Location"].startswith("/accounts/login/")


def test_the_key_of_keys_can_be_changed(user: User, client: Client, settings: Settings) -> None:
    app_of(user)
    old, new = settings.SECOND_FACTOR_KEYS[0], b"the next one" * 6
    settings.SECOND_FACTOR_KEYS = [new, old]
    with as_role(connection, "wellschool_migrate"):
        call_command("encrypt_second_factors", verbosity=0)
    settings.SECOND_FACTOR_KEYS = [new]

    assert enter(client, user, code_now()).status_code == 302


def test_removal_asks_for_a_code_and_a_password_is_not_enough(client: Client, user: User) -> None:
    sign_in(client, user)

    assert client.get(REMOVE)["Location"].startswith(CONFIRM)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(REMOVE)["Location"].startswith(CONFIRM)
    assert Authenticator.objects.filter(user=user).exists()


def test_after_removal_one_sees_nothing_until_the_next_app(client: Client, user: User) -> None:
    sign_in(client, user)
    client.post(f"{CONFIRM}?next={REMOVE}", {"code": code_now()})
    client.post(REMOVE)

    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get(PORTFOLIO)["Location"] == SET_UP


def test_a_session_without_a_code_is_asked_for_one(client: Client, user: User) -> None:
    client.force_login(user)
    app_of(user)

    assert client.get(PORTFOLIO)["Location"] == f"{CONFIRM}?next=%2Fyst%2F"
    assert client.post(f"{CONFIRM}?next={PORTFOLIO}", {"code": code_now()})["Location"] == PORTFOLIO
    assert client.get(PORTFOLIO).status_code == 200


def test_a_reset_ends_what_a_session_remembers_and_is_recorded(client: Client, user: User) -> None:
    sign_in(client, user)
    with as_role(connection, "wellschool_migrate"):
        call_command("reset_second_factor", user.email, verbosity=0)
        assert AuditEvent.objects.filter(event="second_factor.reset", target=f"account {user.pk}").count() == 1
        assert "taken the second step off" in OutboxEmail.objects.get(to=user.email).text
    assert client.get(PORTFOLIO)["Location"] == SET_UP
    app_of(user)

    assert client.get(PORTFOLIO)["Location"].startswith(CONFIRM)


def test_what_yst_does_with_it_is_recorded(client: Client, user: User) -> None:
    set_up(client, user)

    with as_role(connection, "wellschool_migrate"):
        assert AuditEvent.objects.get(event="second_factor.set_up").by_id == user.pk


def test_its_owner_is_told_by_email(client: Client, user: User, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        set_up(client, user)

    with as_role(connection, "wellschool_migrate"):
        subjects = list(OutboxEmail.objects.filter(to=user.email).values_list("subject", flat=True))
    assert subjects == ["A second step was added to your sign-in"]


def test_a_member_may_set_one_up_and_is_asked_from_then_on(client: Client, cast: Cast) -> None:
    lead = cast.lead.user
    enter_password(client, lead)
    said = " ".join(client.get("/account/").content.decode().split())
    assert "protects it when a password is guessed" in said
    set_up(client, lead)

    assert enter_password(Client(), lead)["Location"] == ENTER
    with acting(cast.executive):
        assert not AuditEvent.objects.filter(event__startswith="second_factor").exists()


def test_a_members_reset_is_in_the_log_of_their_trust(client: Client, cast: Cast) -> None:
    app_of(cast.lead.user)
    with as_role(connection, "wellschool_migrate"):
        call_command("reset_second_factor", cast.lead.user.email, verbosity=0)

    page = sign_in(client, cast.executive.user).get(reverse("accounts:audit_list", args=[cast.trust.slug]))
    assert f"took the second step of {cast.lead.name}’s sign-in off" in page.content.decode()


def test_the_demos_button_counts_in_the_demo_alone(client: Client, user: User, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.services.demo_urls"
    settings.DEMO = True
    client.post("/demo/sign-in/", {"email": user.email})
    assert client.get(PORTFOLIO).status_code == 200
    settings.DEMO = False

    assert client.get(PORTFOLIO)["Location"] == SET_UP


def test_a_reset_of_an_account_without_one_records_nothing_and_tells_nobody(user: User) -> None:
    with as_role(connection, "wellschool_migrate"):
        assert reset_second_factor(user=user, at=timezone.now()) is False
        assert not AuditEvent.objects.filter(event="second_factor.reset").exists()
        assert not OutboxEmail.objects.filter(to=user.email).exists()
