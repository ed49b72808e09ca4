"""One world in a database of its own, built once in a run. Whoever writes to it rolls back."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.isolation.databases import built_once, copy_of, django_at
from tests.isolation.pages.asking import sign_everybody_in
from tests.isolation.pages.routes import WITH_DEMO
from tests.isolation.pages.worlds import NOW, World, build_world


@pytest.fixture(scope="package", autouse=True)
def _with_demo() -> Iterator[None]:
    """The demo's addresses are there too. For the package: Django reads all addresses anew when the setting changes."""
    with override_settings(ROOT_URLCONF=WITH_DEMO):
        yield


def everybody_signed_in() -> World:
    with time_machine.travel(NOW):
        world = build_world()
        sign_everybody_in(world)
    return world


@pytest.fixture(scope="session")
def built(django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock():
        world = built_once("pages", everybody_signed_in)
    with copy_of("pages", "read") as world.database:
        yield world


@pytest.fixture
def world(built: World, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, to be read."""
    with django_db_blocker.unblock(), django_at(built.database), time_machine.travel(NOW):
        yield built


@pytest.fixture
def undone(world: World) -> Iterator[World]:
    """The world, to be written to: everything is undone after the test."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)
