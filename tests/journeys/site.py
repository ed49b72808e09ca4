"""The product as people meet it: each person in a browser of their own, signed in or not."""

from importlib import import_module
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

from accounts.models import Membership, User, YstPerson
from tests.signing_in import sign_in

WIDE = {"width": 1280, "height": 900}
Who = Membership | YstPerson | User


class Site:
    """Opens pages, and notes in `broken` what no page may do: scripts that fail, other hosts, forbidden content."""

    def __init__(self, url: str, chromium: Browser) -> None:
        self.url = url
        self.chromium = chromium
        self.broken: list[str] = []
        self.said: list[str] = []
        self._contexts: list[BrowserContext] = []

    def visitor(self, **options: Any) -> Page:
        """A page of somebody who is not signed in."""
        context = self.chromium.new_context(**{"base_url": self.url, "viewport": WIDE, **options})
        context.on("weberror", lambda error: self.broken.append(str(error.error)))
        context.on("console", self._heard)
        context.on("request", self._asked)
        self._contexts.append(context)
        return context.new_page()

    def enter(self, who: Who, **options: Any) -> Page:
        """A page of somebody who has signed in before."""
        page = self.visitor(**options)
        client = sign_in(Client(), account_of(who))
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.url}])
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.said.append(message.text)
        if "Security Policy" in message.text:
            self.broken.append(message.text)

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.url).netloc:
            self.broken.append(f"a request to {request.url}")

    def close(self) -> None:
        """Close every browser that was opened."""
        for context in self._contexts:
            context.close()


def account_of(who: Who) -> User:
    """The account that somebody signs in with."""
    return who if isinstance(who, User) else who.user


def session_of(page: Page) -> SessionBase:
    """The session on the server that this browser has a cookie for."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return import_module(settings.SESSION_ENGINE).SessionStore(cookies[settings.SESSION_COOKIE_NAME])


def arrived(page: Page, routes: list[Route], number: int) -> Route:
    """The request of this number, from 0, once it is there: a page says that it saves before it asks."""
    give_up = monotonic() + 20
    while len(routes) <= number and monotonic() < give_up:
        page.wait_for_timeout(20)
    return routes[number]
