"""Nothing large is taken in, at any address, but files from whom they are for; and nothing before signing in."""

from typing import Any, NoReturn

import pytest
from django.conf import settings as product
from django.http import HttpResponse
from django.test import Client

from accounts.bodies import OF_STRANGERS
from tests.isolation.pages.asking import browser
from tests.isolation.pages.routes import address, routes
from tests.isolation.pages.worlds import World

HUGE, FORM = 300_000_000, "multipart/form-data; boundary=x"
FILES = {"accounts:import_list": 280_000_000, "accounts:logo_update": 4_000_000}
TOLD = "That is too large"


class Unread:
    """A body that must not be looked at."""

    def read(self, *_: Any) -> NoReturn:
        raise AssertionError("The body was read.")

    readline = read


def claim(client: Client, url: str, size: int) -> HttpResponse:
    """Say that this much comes, as the real check of forms' secrets would see it."""
    client.handler.enforce_csrf_checks = True
    client.cookies[product.CSRF_COOKIE_NAME] = "a" * 32
    body: dict[str, Any] = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": FORM, "wsgi.input": Unread()}
    return client.generic("POST", url, HTTP_ORIGIN="http://testserver", **body)


@pytest.mark.parametrize("role", ["anonymous", "lead", "trustee", "advisor", "manager"])
def test_what_is_huge_is_read_nowhere(world: World, role: str) -> None:
    for route in routes():
        client = browser(world, "rating", role)
        client.raise_request_exception = True
        answer = claim(client, address(route, world.places["rating"]), HUGE)
        assert answer.status_code in (302, 403, 404, 413), route
        if answer.status_code == 302:
            assert answer["Location"].startswith("/accounts/login/?"), route
        if answer.status_code == 413:
            assert TOLD in answer.content.decode(), route


def test_a_stranger_sends_little_even_where_anybody_may(world: World) -> None:
    for route in ("account_login", "account_reset_password", "accounts:join_create", "accounts:account_create"):
        url = address(route, world.places["rating"])
        assert claim(Client(), url, OF_STRANGERS + 1).status_code == 413, route


def test_files_are_for_whom_they_are_asked_of(world: World) -> None:
    place = world.places["rating"]
    for route, most in FILES.items():
        url = address(route, place)
        for role in ("anonymous", "advisor", "lead", "manager"):
            if (route, role) in (("accounts:import_list", "manager"), ("accounts:logo_update", "lead")):
                with pytest.raises(AssertionError, match="was read"):
                    claim(loud(world, role), url, most)
                continue
            if route == "accounts:import_list":
                assert claim(loud(world, role), url, most).status_code in (302, 403, 404), role


def loud(world: World, role: str) -> Client:
    client = browser(world, "rating", role)
    client.raise_request_exception = True
    return client


def test_no_other_address_takes_files(world: World) -> None:
    for route in routes().keys() - FILES.keys():
        answer = claim(loud(world, "manager"), address(route, world.places["rating"]), 1_000_001)
        assert answer.status_code in (404, 413), route


def test_what_is_a_little_too_large_is_said_to_a_script_too(world: World) -> None:
    client = browser(world, "rating", "lead")
    url = address("reviews:rating_update", world.places["rating"])
    answer = client.generic("POST", url, b"x" * 1_000_001, FORM, HTTP_HX_REQUEST="true")

    assert (answer.status_code, b"1 MB" in answer.content) == (413, True)
