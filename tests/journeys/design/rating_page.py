"""The rating page in a browser, with the test as its server."""

import json
import mimetypes
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory, override_settings
from playwright.sync_api import Locator, Page, Route

from accounts.answering import names_of
from reviews.home.gallery import example
from tests.journeys.site import arrived

SITE = "http://localhost:9"  # browsers encrypt only where nobody listens in
SOURCE = '{% extends "gallery/rating.html" %}{% block scripts %}{% include "layouts/_rating.html" %}{% endblock %}'
POLICY = {"Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"}
Answer = Callable[[Route], None]


def saved(version: int = 2, time: str = "14:05") -> Answer:
    """The answer was stored."""
    headers = {"X-Saved": time, "X-Version": str(version), "X-Say": "Saved%2C%20said%20once", "X-Order": "1"}
    return lambda route: route.fulfill(status=200, headers=headers, body="")


def counted(answered: int, order: int) -> Answer:
    """The answer was stored as one of so many."""
    headers = {"X-Saved": "14:05", "X-Version": "2", "X-Say": "", "X-Order": str(order)}
    body = f'<div id="dock-progress"><strong>{answered} of 6 answered</strong></div>'
    return lambda route: route.fulfill(status=200, headers=headers, body=body)


def failed(status: int, body: str = "", **headers: str) -> Answer:
    """The answer was not stored. Underscores in names of headers stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda route: route.fulfill(status=status, headers=named, body=body)


def conflict(**theirs: Any) -> Answer:
    """Somebody else's answer is stored."""
    stored = {"level": "3", "note": "", "suggestion": "", "version": 5, "words": "Embedded", **theirs}
    return failed(409, json.dumps(stored), X_Conflict="answer")


def no_answer(route: Route) -> None:
    """The connection is gone."""
    route.abort()


def serve_static(route: Route) -> None:
    """A file as the finders find it."""
    file = Path(finders.find(route.request.url.partition("/static/")[2]))
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0] or "font/ttf")


class RatingPage:
    """What a test does and sees. `answers` are given in turn, then `otherwise`: everything is saved."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.person = 7
        self.late: list[Route] | None = None  # scripts that wait, while this is a list
        self.missing: tuple[str, ...] = ()  # scripts that do not arrive
        self.answers: list[Answer] = []
        self.otherwise: Answer = saved()
        self.posted: list[dict[str, str]] = []
        self.tokens: list[str | None] = []
        self.waiting: list[Route] = []
        self.broken: list[str] = []
        page.on("pageerror", lambda error: self.broken.append(str(error)))
        page.on("console", lambda said: self.broken.append(said.text) if "Security Policy" in said.text else None)
        page.route("**/*", self.serve)

    def open(self) -> None:
        self.page.context.add_cookies([{"name": "wellschool_csrf", "value": "first", "url": SITE}])
        self.page.goto(f"{SITE}/rating/")

    def serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.endswith(self.missing):
            route.abort()
        elif path.endswith(".js") and self.late is not None:
            self.late.append(route)
        elif path.startswith("/static/"):
            serve_static(route)
        elif route.request.method == "GET":
            route.fulfill(body=html(self.person), content_type="text/html", headers=POLICY)
        else:
            self.posted.append({k: v[-1] for k, v in parse_qs(route.request.post_data or "").items()})
            self.tokens.append(route.request.headers.get("x-csrftoken"))
            (self.answers.pop(0) if self.answers else self.otherwise)(route)

    def let_scripts_come(self) -> None:
        """What waited comes, and what is asked for from now on at once."""
        waiting, self.late = self.late or [], None
        for route in waiting:
            serve_static(route)

    def hold(self, route: Route) -> None:
        """An answer that the test gives later."""
        self.waiting.append(route)

    def held(self, number: int) -> Route:
        """The request of this number that waits for an answer, from 0."""
        return arrived(self.page, self.waiting, number)

    def card(self, number: int) -> Locator:
        return self.page.locator(f"#statement-{number}")

    def option(self, number: int, name: str) -> Locator:
        return self.card(number).get_by_role("radio", name=name)

    def evidence(self, number: int) -> Locator:
        """The evidence's field, its details opened."""
        field = self.card(number).get_by_label("Evidence", exact=True)
        if not field.is_visible():
            self.card(number).locator("summary").click()
        return field

    def state(self, number: int) -> Locator:
        return self.card(number).locator(".save-state")

    def problem(self) -> Locator:
        return self.page.get_by_role("alert")

    def kept(self) -> dict[str, str]:
        """What this device keeps."""
        return kept_on(self.page)


def kept_on(page: Page) -> dict[str, str]:
    """What the device keeps of what was typed, once a script has had the time to write it."""
    page.wait_for_timeout(150)
    return page.evaluate("({...localStorage})")


@override_settings(ROOT_URLCONF="tests.journeys.design.urls")
def html(person: int) -> str:
    """The page as person `person` gets it."""
    request = RequestFactory().get("/rating/")
    request.user = SimpleNamespace(is_authenticated=True, is_yst=False, pk=person)
    request.session = SessionBase()
    context = {**names_of(example()), "user": request.user, "is_demo": False, "messages": []}
    return engines["django"].from_string(SOURCE).render(context, request)
