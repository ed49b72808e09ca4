"""A screen that follows the review meeting says when it has lost the connection, and when it is there again."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.template import engines
from django.test import RequestFactory, override_settings
from playwright.sync_api import Browser, Page, Route, expect

from accounts.answering import names_of
from reviews.home.gallery import example
from tests.journeys.design.rating_page import SITE, serve_static

SOURCE = """{% extends "layouts/room.html" %}{% block content %}
<div id="room" data-poll hx-get="/state/" hx-trigger="every 100ms" hx-swap="outerHTML"><h1>Statement 2.5</h1></div>
{% endblock %}"""


@override_settings(ROOT_URLCONF="tests.journeys.design.urls")
def html() -> str:
    """A room that asks ten times a second."""
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, is_yst=False, pk=7)
    request.session = SessionBase()
    return engines["django"].from_string(SOURCE).render(names_of(example()), request)


@pytest.fixture
def room(chromium: Browser) -> Iterator[tuple[Page, list[int]]]:
    """The room, and the statuses that the server answers with from now on; 0 is no answer."""
    page = chromium.new_page()
    statuses = [204]

    def state(route: Route) -> None:
        route.fulfill(status=statuses[0]) if statuses[0] else route.abort()

    page.route("**/static/**", serve_static)
    page.route(f"{SITE}/", lambda route: route.fulfill(body=html(), content_type="text/html"))
    page.route(f"{SITE}/state/", state)
    page.goto(f"{SITE}/")
    yield page, statuses
    page.close()


@pytest.mark.parametrize(("status", "words"), [(0, "We cannot reach"), (503, "We cannot reach"), (401, "signed out")])
def test_a_lost_connection_is_said_and_taken_back(room: tuple[Page, list[int]], status: int, words: str) -> None:
    page, statuses = room
    statuses[0] = status
    expect(page.get_by_role("alert")).to_contain_text(words)

    statuses[0] = 204
    expect(page.locator("#problem")).to_be_hidden()
    expect(page.get_by_role("heading", name="Statement 2.5")).to_be_visible()
