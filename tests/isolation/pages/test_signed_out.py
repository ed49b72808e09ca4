"""What is sent without a session, or from a page that is out of date, leads back to its form: at every address.

And an address that is for a button alone answers with a page whoever comes to it otherwise.
"""

import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as product
from django.test import Client
from django.urls import resolve

from accounts.sign_in.signed_out import methods_of, takes_get
from tests.isolation.pages.asking import browser
from tests.isolation.pages.bodies import body_for
from tests.isolation.pages.routes import address, routes
from tests.isolation.pages.worlds import World

UNDONE = "so what you sent was neither saved nor done"
OUT_OF_DATE = "This page was out of date, so nothing was saved or done"


def whose(route: str) -> str:
    """Somebody who may read most of what this route is about."""
    return "manager" if route.startswith(("accounts:import", "accounts:join", "accounts:register")) else "lead"


def forms(place: SimpleNamespace) -> dict[str, str]:
    """The addresses that take what is sent, by the names of their routes."""
    found = {route: address(route, place) for route in routes()}
    return {route: url for route, url in found.items() if "POST" in (methods_of(resolve(url).func) or ["POST"])}


def buttons(place: SimpleNamespace) -> dict[str, str]:
    """The addresses that only take what is sent, by the names of their routes."""
    found = {route: address(route, place) for route in routes()}
    return {route: url for route, url in found.items() if not takes_get(url)}


def test_there_are_buttons_without_a_page(world: World) -> None:
    assert {"reviews:submission_create", "accounts:acceptance_create", "reviews:unanimous_create"} <= set(
        buttons(world.places["rating"])
    )


def test_what_an_address_takes_is_known(undone: World) -> None:
    """By asking each of them, against what is known without asking."""
    place = undone.places["rating"]
    for route in (r for r in routes() if not r.startswith("demo:")):  # which are not found outside of it
        url = address(route, place)
        refused = any(browser(undone, "rating", role).get(url).status_code == 405 for role in ("lead", "manager"))
        assert refused is not takes_get(url), route


def test_a_button_without_its_page_answers_with_one(undone: World) -> None:
    for route, url in buttons(undone.places["rating"]).items():
        answer = browser(undone, "rating", whose(route)).get(url)
        if answer.status_code == 405:
            assert "Nothing was done" in answer.content.decode(), route
            back = re.search(r'<a class="button" href="([^"]+)"', answer.content.decode())[1]  # type: ignore[index]
            assert takes_get(urlsplit(back).path), route


def test_whatever_is_sent_without_a_session_leads_to_a_page_after_signing_in(undone: World) -> None:
    place = SimpleNamespace(**{**vars(undone.places["rating"]), "person": 0, "login": ""})
    led = {}
    for route, url in forms(place).items():
        visitor = Client(raise_request_exception=False)
        answer = visitor.post(url, body_for(route, place))
        if answer.status_code != 302 or not answer["Location"].startswith("/accounts/login/?"):
            continue
        target = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
        assert takes_get(urlsplit(target).path), route
        assert UNDONE in visitor.get(answer["Location"]).content.decode(), route
        led[route] = visitor, target

    assert led.keys() >= buttons(place).keys() - {"demo:sign_in_create", "accounts:account_create"}
    for route, (visitor, target) in led.items():
        visitor.cookies |= browser(undone, "rating", whose(route)).cookies
        answer = visitor.get(target, follow=True)
        assert answer.status_code in (200, 403, 404), route  # never a blank page
        assert answer.content, route
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            assert UNDONE in answer.content.decode() or "confirm" in answer.request["PATH_INFO"], route


@pytest.mark.parametrize("referrer", ["comparison/?by=domain", "answers/"])
def test_one_is_led_to_the_page_whose_button_it_was(world: World, referrer: str) -> None:
    place = world.places["rating"]
    page = address("reviews:review_detail", place) + referrer
    answer = Client().post(address("reviews:submission_create", place), headers={"Referer": f"http://testserver{page}"})

    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [page]


@pytest.mark.parametrize(
    "referrer", ["https://evil.example/trusts/", "http://[", "/accounts/login/", "http://testserver/x"]
)
def test_another_sites_page_is_no_way_back(world: World, referrer: str) -> None:
    place = world.places["rating"]
    answer = Client().post(address("reviews:submission_create", place), headers={"Referer": referrer})

    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [address("reviews:review_detail", place)]


def test_a_page_that_is_out_of_date_is_opened_again_and_says_so(undone: World) -> None:
    place = SimpleNamespace(
        **{**vars(undone.places["rating"]), "person": undone.casts["rating"].lead.user_id, "login": ""}
    )
    for route, url in forms(place).items():
        visitor = browser(undone, "rating", whose(route))
        visitor.handler.enforce_csrf_checks = True
        visitor.cookies[product.CSRF_COOKIE_NAME] = "a" * 32
        answer = visitor.post(url, body_for(route, place), headers={"Origin": "http://testserver"})
        if answer.status_code == 302 and not resolve(urlsplit(url).path).route.startswith("accounts/"):
            again = visitor.get(answer["Location"], follow=True)
            if again.status_code == 200 and again["Content-Type"].startswith("text/html"):
                assert OUT_OF_DATE in again.content.decode(), route
        assert answer.status_code in (302, 403), route


def test_what_another_site_sends_here_gets_a_refusal_and_no_way_on(world: World) -> None:
    visitor = browser(world, "rating", "lead")
    visitor.handler.enforce_csrf_checks = True
    visitor.cookies[product.CSRF_COOKIE_NAME] = "a" * 32
    url = address("reviews:submission_create", world.places["rating"])

    assert visitor.post(url, headers={"Origin": "https://evil.example"}).status_code == 403
