"""One world in a database of its own, built once in a run and only read; and a browser that looks at it."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tests.isolation.databases import built_once, copy_of, django_at
from tests.isolation.pages.worlds import NOW, World
from tests.journeys.accessibility.browsing import Browsing
from tests.journeys.accessibility.places import build_places
from tests.journeys.site import Site


def places_now() -> World:
    with time_machine.travel(NOW):
        return build_places()


@pytest.fixture(scope="session")
def built(django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock():
        world = built_once("accessibility", places_now)
    with copy_of("accessibility", "read") as world.database:
        yield world


@pytest.fixture(scope="module")
def world(built: World, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, for as long as the tests of a module look at it."""
    with django_db_blocker.unblock(), django_at(built.database), time_machine.travel(NOW):
        yield built


@pytest.fixture(scope="module")
def browsing(served: str, chromium: Browser, world: World) -> Iterator[Browsing]:
    """A browser that keeps to the pages' policy, and notes what does not."""
    site = Site(served, chromium)
    yield Browsing(site, world)
    site.close()
