"""What is logged of a request: its route's pattern and its status; no person, address, trust, review or word."""

import io
import logging
import logging.config
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from celery import Task
from django.conf import settings as product
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from tests.isolation.pages.asking import browser
from tests.isolation.pages.bodies import body_for
from tests.isolation.pages.routes import address, routes
from tests.isolation.pages.worlds import World
from wellschool.celery import app
from wellschool.settings.environment import ROOT

PLANTED = "quokka"
NUMBER = 5_318_008_531
NOBODYS = UUID("0badcafe-0bad-4caf-8bad-0badcafe0bad")
PLACE = {
    "trust_slug": f"{PLANTED}-trust", "token": f"{PLANTED}-token", "join_token": f"{PLANTED}:token",
    "key": f"{PLANTED}:key", "name": f"{PLANTED}-mail", "list_name": PLANTED, "kind": PLANTED, "screen": PLANTED,
    "uidb36": PLANTED, "code": f"{PLANTED}", "domain_number": NUMBER, "number": NUMBER,
}  # fmt: skip


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that would be written, as it would be written."""
    assert {handler["formatter"] for handler in product.LOGGING["handlers"].values()} == {"discreet"}
    text = io.StringIO()
    logging.config.dictConfig(product.LOGGING)
    console = logging.getLogger().handlers[-1]
    handler = logging.StreamHandler(text)
    handler.setFormatter(console.formatter)
    logging.getLogger().addHandler(handler)
    yield text
    logging.getLogger().removeHandler(handler)


def planted_place(world: World) -> SimpleNamespace:
    known: dict[str, Any] = {**vars(world.places["rating"]), "person": 0, "login": f"{PLANTED}@x.example"}
    for name, value in known.items():
        if name in PLACE:
            known[name] = PLACE[name]
        elif isinstance(value, int):
            known[name] = NUMBER
        elif isinstance(value, UUID):
            known[name] = NOBODYS
    return SimpleNamespace(**known)


def ask_everywhere(client: Client, place: SimpleNamespace, real: SimpleNamespace) -> None:
    words = {"note": PLANTED, "email": f"{PLANTED}@x.example", "login": PLANTED, "password": PLANTED, "code": PLANTED}
    for route in routes():
        for where in (place, real):
            try:
                url = address(route, where)
            except Exception:  # noqa: S112 the converter takes no such word
                continue
            with transaction.atomic():
                client.get(f"{url}?q={PLANTED}", headers={"Referer": f"http://testserver/{PLANTED}/"})
                client.post(url, {**body_for(route, real), **words})
                transaction.set_rollback(True)


def secrets_of(world: World) -> list[str]:
    """What stands in paths of the review under rating, and who is in it."""
    cast, place = world.casts["rating"], world.places["rating"]
    people = [person.user.email for person in cast.people.values() if person.user]
    return [f"trusts/{cast.trust.slug}", cast.trust.name, str(place.review_id), "rating/1/", *people]


@pytest.mark.parametrize("role", ["anonymous", "lead", "manager"])
def test_no_address_and_nothing_sent_there_is_logged(undone: World, logged: io.StringIO, role: str) -> None:
    real = SimpleNamespace(**{**vars(undone.places["rating"]), "person": 0, "login": f"{PLANTED}@x.example"})
    ask_everywhere(browser(undone, "rating", role), planted_place(undone), real)
    stranger = Client(raise_request_exception=False, enforce_csrf_checks=True)
    stranger.post(f"/{PLANTED}/")
    stranger.post(f"/invitations/{PLANTED}/account/", {"password": PLANTED})
    stranger.get("/", headers={"Host": f"{PLANTED}.example"})
    stranger.get(f"/{PLANTED}\0/")
    text = logged.getvalue()

    assert "WARNING django.request: 404 GET no route" in text
    assert "WARNING django.security.csrf: 403 POST invitations/<str:token>/account/" in text
    assert [word for word in (PLANTED, str(NOBODYS), str(NUMBER), *secrets_of(undone)) if word in text] == []


def test_a_view_that_fails_leaves_its_pattern_and_lines_of_code(
    undone: World, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        try:
            with transaction.atomic():
                User.objects.create_user(undone.casts["rating"].lead.user.email)
        except IntegrityError as error:
            raise ValueError(f"of {PLANTED}") from error

    monkeypatch.setattr("accounts.views.pages.device_of", fails)
    assert browser(undone, "rating", "lead").get("/account/").status_code == 500
    text = logged.getvalue()

    assert "ERROR django.request: 500 GET account/" in text
    assert "psycopg.errors.UniqueViolation 23505 accounts_user_email_key" in text
    assert 'accounts/views/pages.py", line' in text
    assert text.rstrip().endswith("builtins.ValueError")
    assert [word for word in (PLANTED, *secrets_of(undone)) if word in text] == []


def test_a_task_that_fails_leaves_its_name_and_lines_of_code(logged: io.StringIO) -> None:
    @app.task(name="tests.fails", bind=True)
    def fails(task: Task, number: int, words: str) -> None:
        raise ValueError(f"about {words}")

    fails.apply(args=[NUMBER, PLANTED])
    text = logged.getvalue()

    assert "Task tests.fails[" in text
    assert "builtins.ValueError" in text
    assert PLANTED not in text
    assert str(NUMBER) not in text


def test_no_other_server_writes_addresses_down() -> None:
    """The web server's log of requests is off, and the proxy's lines hold no request."""
    started = (ROOT / "deploy/web.sh").read_text() + (ROOT / "wellschool/services/demo.py").read_text()
    caddy = (ROOT / "deploy/Caddyfile").read_text()

    assert "--access-log" not in started
    assert "request delete" in caddy
    assert "\n\tlog\n" not in caddy
    assert "access" not in caddy
