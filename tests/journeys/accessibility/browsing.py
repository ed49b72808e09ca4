"""Opening a row's page in a browser that many tests share: as whom, and in which state."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from playwright.sync_api import Page

from tests.isolation.pages.asking import account_of
from tests.isolation.pages.routes import address
from tests.isolation.pages.worlds import World
from tests.journeys.accessibility.pages import Row
from tests.journeys.accessibility.states import STATES
from tests.journeys.site import WIDE, Site

OPEN_ALL = "document.querySelectorAll('details').forEach((details) => (details.open = true))"


class Browsing:
    """One browser for everybody in turn: signing in means another cookie.

    Pages share a tab, whose scripts are compiled already; what is done on a page first is done in a tab of its own.
    """

    def __init__(self, site: Site, world: World, **options: Any) -> None:
        self.site = site
        self.world = world
        self.shared = site.visitor(**options)
        self.context = self.shared.context

    @contextmanager
    def at(self, row: Row) -> Iterator[Page]:
        """The page of this row, as wide as a desk's."""
        self.shared.goto("about:blank")  # so that no page asks on, as somebody else by then
        self.become(row)
        self.site.said.clear()
        self.site.broken.clear()
        page = self.context.new_page() if row.state else self.shared
        if page.viewport_size != WIDE:
            page.set_viewport_size(WIDE)
        try:
            query = f"?{row.query}" if row.query else ""
            answer = page.goto(address(row.route, self.world.places[row.trust]) + query)
            assert answer
            STATES[row.state](page, answer)
            yield page
        finally:
            if row.state:
                page.close()

    def become(self, row: Row) -> None:
        """Sign in as whoever plays the row's role, or sign out."""
        self.context.clear_cookies()
        if user := account_of(self.world, row.trust, row.role):
            value = self.world.sessions[user.pk]
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.site.url}])
