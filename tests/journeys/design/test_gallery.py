"""Every screen of the gallery renders, is accessible, and fits a narrow window."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import engines
from django.test import RequestFactory, override_settings
from playwright.sync_api import Browser, Page

from reviews.views.gallery import SCREENS, gallery_detail
from tests.journeys.design.rating_page import SITE, serve_static

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OPEN_ALL = "document.querySelectorAll('details').forEach((details) => (details.open = true))"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2, 1.4.12
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@override_settings(ROOT_URLCONF="tests.journeys.design.urls")
def shown(screen: str) -> str:
    """A screen as somebody signed in sees it."""
    request = RequestFactory().get("/gallery/")
    request.user = SimpleNamespace(is_authenticated=True, pk=7)
    return gallery_detail(request, screen).content.decode()


def opened(chromium: Browser, screen: str, width: int) -> Page:
    """A screen in a window of that width."""
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    page.route("**/static/**", serve_static)
    page.route(f"{SITE}/gallery/", lambda route: route.fulfill(body=shown(screen), content_type="text/html"))
    page.goto(f"{SITE}/gallery/")
    return page


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


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_accessible(chromium: Browser, screen: str, width: int) -> None:
    page = opened(chromium, screen, width)
    closed = Axe().run(page, options=RULES)
    page.evaluate(OPEN_ALL)
    found = closed.response["violations"] + Axe().run(page, options=RULES).response["violations"]
    page.context.close()
    assert not [(v["id"], v["nodes"][0]["target"]) for v in found]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_fits_320_pixels_also_with_wider_spacing(chromium: Browser, screen: str) -> None:
    page = opened(chromium, screen, 320)
    page.evaluate(OPEN_ALL)
    plain = page.evaluate(TOO_WIDE)
    page.add_style_tag(content=SPACED)
    spaced = page.evaluate(TOO_WIDE)
    page.context.close()
    assert (plain, spaced) == (0, 0)
