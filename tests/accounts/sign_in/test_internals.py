"""allauth's internals, as we need them: should a release change one, this says which and how."""

import ast
import re
import time
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from accounts.models import User
from accounts.sign_in.internals import confirm_first, keep_key, plain_code, remember_way, waiting_key, ways_used
from tests.builders import Cast

INTERNAL = re.compile(r"allauth\b.*\.internal\b")
ROOT = Path(__file__).parent.parent.parent.parent


def asked(user: User) -> HttpRequest:
    """A request in a session of its own."""
    request = RequestFactory().get("/accounts/email/?from=here")
    request.session, request.user = SessionStore(), user
    return request


def test_they_stand_behind_one_door() -> None:
    elsewhere = [
        f"{path.relative_to(ROOT)}: {node.module}"
        for app in ("accounts", "frameworks", "reviews", "wellschool")
        for path in (ROOT / app).rglob("*.py")
        if path.name != "internals.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith("allauth")
        and ".internal" in node.module
    ]
    assert elsewhere == []


@pytest.mark.django_db
def test_what_was_used_to_sign_in_is_remembered_in_its_order(cast: Cast) -> None:
    request, before = asked(cast.lead.user), time.time()
    assert ways_used(request, cast.lead.user) == []

    remember_way(request, cast.lead.user, "password")
    remember_way(request, cast.lead.user, "mfa", id=7, type="totp", reauthenticated=True)

    first, second = ways_used(request, cast.lead.user)
    assert (first["method"], second["method"], second["id"]) == ("password", "mfa", 7)
    assert before <= first["at"] <= second["at"] <= time.time()


@pytest.mark.django_db
def test_what_one_person_used_is_not_anothers(cast: Cast) -> None:
    request = asked(cast.lead.user)
    remember_way(request, cast.lead.user, "password")

    assert ways_used(request, cast.executive.user) == []


@pytest.mark.django_db
def test_somebody_is_led_to_confirm_who_they_are_and_back(cast: Cast) -> None:
    answer = confirm_first(asked(cast.lead.user), "/accounts/reauthenticate/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/?next=")
    assert "from%3Dhere" in answer["Location"]


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456"])
def test_a_code_is_compared_however_it_is_spaced(typed: str) -> None:
    assert plain_code(typed) == plain_code("123456")


@pytest.mark.django_db
def test_the_key_of_an_app_waits_in_the_session() -> None:
    session = SessionStore()
    assert waiting_key(session) is None

    keep_key(session, "encrypted")

    assert waiting_key(session) == "encrypted"
