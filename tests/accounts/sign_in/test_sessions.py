"""How long one stays signed in: a while without doing anything, a day's work at the most, whatever is posted."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User, YstPerson
from tests.builders import NOON, PASSWORD, Cast
from tests.signing_in import sign_in
from wellschool.settings.environment import ROOT

HOURS = {"member": (8, 12), "yst": (0.5, 8)}
POLL = {"HX-Request": "true", "X-Polled": "yes"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(params=HOURS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def browser(client: Client, kind: str, cast: Cast, manager: YstPerson) -> Client:
    return sign_in(client, User.objects.get(pk=(cast.lead if kind == "member" else manager).user_id))


def is_signed_in(browser: Client, **headers: str) -> bool:
    return browser.get("/account/", headers=headers).status_code == 200


def test_who_does_nothing_is_signed_out(browser: Client, kind: str, clock: time_machine.Traveller) -> None:
    idle, _ = HOURS[kind]
    clock.shift(timedelta(hours=idle, seconds=-1))
    assert is_signed_in(browser)
    clock.shift(timedelta(hours=idle))

    assert not is_signed_in(browser)


def test_who_works_is_signed_out_after_a_days_work(browser: Client, kind: str, clock: time_machine.Traveller) -> None:
    idle, most = HOURS[kind]
    worked = 0.0
    while worked + idle / 2 < most:
        clock.shift(timedelta(hours=idle / 2))
        worked += idle / 2
        browser.post("/accounts/password/reset/", {"email": "x@x.example"})
        assert is_signed_in(browser)
    clock.shift(timedelta(hours=most - worked))

    assert not is_signed_in(browser)


def test_a_page_that_asks_for_news_keeps_nobody_signed_in(
    browser: Client, kind: str, clock: time_machine.Traveller
) -> None:
    idle, _ = HOURS[kind]
    for _ in range(6):
        clock.shift(timedelta(hours=idle / 6))
        still = browser.get("/account/", headers=POLL).status_code == 200

    assert not still


def test_storing_something_in_a_session_makes_it_no_longer(browser: Client, clock: time_machine.Traveller) -> None:
    session = browser.session
    before = Session.objects.get().expire_date
    clock.shift(timedelta(minutes=10))
    session["kept"] = 1
    session.save()

    assert Session.objects.get().expire_date == before


def test_confirming_ones_password_begins_no_new_day(client: Client, cast: Cast, clock: time_machine.Traveller) -> None:
    client.post("/accounts/login/", {"login": cast.lead.user.email, "password": PASSWORD})
    for _ in range(2):
        clock.shift(timedelta(hours=7))
        client.post("/accounts/reauthenticate/?next=/help/", {"password": PASSWORD})

    assert not is_signed_in(client)


@pytest.mark.parametrize("end", ["idle", "most"])
def test_the_sign_in_page_says_why(browser: Client, kind: str, clock: time_machine.Traveller, end: str) -> None:
    idle, most = HOURS[kind]
    if end == "most":
        for _ in range(int(most / idle * 2) - 1):
            clock.shift(timedelta(hours=idle / 2))
            is_signed_in(browser)
    clock.shift(timedelta(hours=idle))
    page = browser.get("/account/", follow=True).content.decode()

    idle_words = "8 hours" if kind == "member" else "30 minutes"
    words = f"after {idle_words} in which nothing was done" if end == "idle" else f"after {most} hours, as everybody is"
    assert f"You were signed out {words}" in page


def test_the_reason_reaches_the_sign_in_page_from_a_script_too(
    browser: Client, kind: str, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(hours=HOURS[kind][0] + 1))
    assert browser.get("/account/", headers=POLL).status_code == 401

    assert "You were signed out after" in browser.get("/accounts/login/").content.decode()


def test_after_signing_in_nothing_more_is_said_of_it(client: Client, cast: Cast, clock: time_machine.Traveller) -> None:
    sign_in(client, cast.lead.user)
    clock.shift(timedelta(hours=9))
    client.get("/account/")
    client.post("/accounts/login/", {"login": cast.lead.user.email, "password": PASSWORD})

    assert "signed out" not in client.get("/account/").content.decode().replace("Sign out", "")
    assert "signed out" not in client.get("/help/").content.decode().lower().replace("sign out", "")[:3000]


def test_that_somebody_is_there_is_written_once_a_minute(
    client: Client, cast: Cast, clock: time_machine.Traveller
) -> None:
    sign_in(client, cast.lead.user)
    written = []
    for _ in range(5):
        clock.shift(timedelta(seconds=25))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/help/")
        written.append(sum('UPDATE "django_session"' in q["sql"] for q in asked.captured_queries))

    assert written == [0, 0, 1, 0, 0]


def test_a_session_is_found_by_one_plain_query(client: Client, cast: Cast) -> None:
    sign_in(client, cast.lead.user)
    with CaptureQueriesContext(connection) as asked:
        client.get("/help/")
    about = [q["sql"] for q in asked.captured_queries if "django_session" in q["sql"]]

    assert len(about) == 1
    assert "JOIN" not in about[0]


def test_who_has_not_signed_in_yet_has_an_hour(client: Client, cast: Cast, clock: time_machine.Traveller) -> None:
    session = client.session
    session["kept"] = 1
    session.save()
    clock.shift(timedelta(minutes=61))

    assert "kept" not in client.session
    assert "You were signed out" not in client.get("/accounts/login/").content.decode()


def test_every_page_that_asks_by_itself_says_so() -> None:
    """The script knows them by their trigger: no other way of asking again and again is in use."""
    texts = {path: path.read_text() for path in Path(ROOT / "templates").rglob("*.html")}
    asking = [p for p, text in texts.items() if 'hx-trigger="every' in text]
    scripts = "".join(path.read_text() for path in Path(ROOT / "static/js").glob("*.js"))

    assert len(asking) >= 5
    assert not any('http-equiv="refresh"' in text for text in texts.values())
    assert "setInterval" not in scripts
    assert 'headers["X-Polled"]' in scripts
