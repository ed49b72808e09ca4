"""The rating page in a browser without a server: the test plays the server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.design.rating_page import RatingPage


@pytest.fixture
def rating(chromium: Browser) -> Iterator[RatingPage]:
    """Domain 1 open for person 7; nothing changed yet."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = RatingPage(context.new_page())
    opened.open()
    yield opened
    context.close()
    assert not opened.broken, opened.broken
