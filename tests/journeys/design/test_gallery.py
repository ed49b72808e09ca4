"""Every screen of the gallery renders, is accessible, and fits a narrow window."""

from types import SimpleNamespace

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.template import engines
from django.test import RequestFactory, override_settings
from playwright.sync_api import Browser, Page

from reviews.home.gallery import SCREENS, gallery_detail
from tests.journeys.accessibility.browsing import OPEN_ALL
from tests.journeys.accessibility.rules import violations
from tests.journeys.design.rating_page import SITE, serve_static

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2, 1.4.12
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@override_settings(ROOT_URLCONF="tests.journeys.design.urls")
def shown(screen: str) -> str:
    """A screen as somebody signed in sees it."""
    request = RequestFactory().get("/gallery/")
    request.user = SimpleNamespace(is_authenticated=True, is_yst=False, pk=7)
    request.session = SessionBase()
    return gallery_detail(request, screen).content.decode()


def opened(chromium: Browser, screen: str, width: int) -> Page:
    """A screen in a window of that width."""
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    page.route("**/static/**", serve_static)
    page.route(f"{SITE}/gallery/", lambda route: route.fulfill(body=shown(screen), content_type="text/html"))
    page.goto(f"{SITE}/gallery/")
    return page


def violations_at_both_widths(page: Page) -> list[str]:
    """What axe finds on a desk and on a phone."""
    found = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"at {width} px, {problem}" for problem in violations(page)]
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_renders(screen: str) -> None:
    html = shown(screen)
    assert 'lang="en-GB"' in html
    assert "{%" not in html or screen == "gallery"


def test_an_email_has_its_link_as_a_button_and_as_words() -> None:
    source = '{% extends "layouts/email.html" %}{% block content %}<h1>Rate</h1>{% endblock %}'
    html = engines["django"].from_string(source).render({"subject": "Rate", "link": f"{SITE}/x/"})
    assert f'<a class="button" href="{SITE}/x/">' in html
    assert f">{SITE}/x/</a>" in html


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_accessible(chromium: Browser, screen: str) -> None:
    page = opened(chromium, screen, 1280)
    closed = violations_at_both_widths(page)
    page.evaluate(OPEN_ALL)
    found = closed + violations_at_both_widths(page)
    page.context.close()
    assert not found


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_fits_320_pixels_also_with_wider_spacing(chromium: Browser, screen: str) -> None:
    page = opened(chromium, screen, 320)
    page.evaluate(OPEN_ALL)
    plain = page.evaluate(TOO_WIDE)
    page.add_style_tag(content=SPACED)
    spaced = page.evaluate(TOO_WIDE)
    page.context.close()
    assert (plain, spaced) == (0, 0)
