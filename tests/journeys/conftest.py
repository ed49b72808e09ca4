"""A browser, the product served to it, and a worker. A run of pytest of its own: the browser leaves an event loop."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import YstPerson, YstRole
from make.browsers import browser_here
from tests.builders import Cast, trust_with, yst_person
from tests.cluster import TEMPLATE
from tests.journeys.site import Site
from tests.journeys.working import Worker, running_worker

SLOW_MACHINE = 20_000  # milliseconds until a condition that is waited for counts as failed


@pytest.fixture(scope="session", autouse=True)
def _async_guard_off() -> Iterator[None]:
    """Playwright's synchronous driver leaves an event loop running in this thread, which Django would refuse."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One for all tests of a process."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=browser_here(), args=arguments)
        expect.set_options(timeout=SLOW_MACHINE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The address of the product, as emails give it too."""
    server = LiveServerThread("localhost", static_handler=StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    url = f"http://localhost:{server.port}"
    with override_settings(SITE_URL=url):
        yield url
    server.terminate()
    server.join()


@pytest.fixture(scope="session")
def _own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A copy of the template. pytest-django makes one only for tests that ask for `db`, and here none does."""
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] == TEMPLATE:
            connection.creation.create_test_db(verbosity=0)


@pytest.fixture(scope="module")
def database(_own_database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in which everything is committed, emptied after the module. Tests keep to trusts of their own."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


@pytest.fixture(scope="module")
def manager(database: None) -> YstPerson:
    """A programme manager at YST."""
    return yst_person("Max Hill", YstRole.MANAGER)


@pytest.fixture(scope="module")
def _trusts() -> Iterator[int]:
    return count(1)


@pytest.fixture
def cast(manager: YstPerson, _trusts: Iterator[int]) -> Cast:
    """A trust of this test's own with its people."""
    return trust_with(manager, f"thistledown-{next(_trusts)}", name="Thistledown Schools Trust")


@pytest.fixture
def site(served: str, chromium: Browser, database: None) -> Iterator[Site]:
    """The product in the browser. Whatever a page does against its own policy fails the test."""
    opened = Site(served, chromium)
    yield opened
    opened.close()
    assert not opened.broken, opened.broken


@pytest.fixture(scope="module")
def worker(database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A real worker with its clock, started for the module: it makes reports and sends mail."""
    folder: Path = tmp_path_factory.mktemp("worker")
    with running_worker(folder) as started:
        yield started
