"""The cast that every test knows: a programme manager and a trust with its people."""

import gc

import pytest
from django.core.cache import cache

from accounts.models import YstPerson, YstRole
from tests.builders import Cast, trust_with, yst_person


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def manager(db: None) -> YstPerson:
    """A programme manager at YST."""
    return yst_person("Max Hill", YstRole.MANAGER)


@pytest.fixture
def cast(manager: YstPerson) -> Cast:
    """Thistledown and its people: lead, executive, colleague and second rate; bystander does not; trustee."""
    return trust_with(manager, "thistledown")


@pytest.fixture(autouse=True)
def _no_rate_limits_left() -> None:
    """Counts of failed sign-ins from the test before would refuse this one."""
    cache.clear()
