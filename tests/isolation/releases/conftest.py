"""A country in a copy of the world, for as long as a process lasts; each test has frameworks of its own in it."""

from collections.abc import Iterator

import pytest

from tests.isolation.databases import connect, copy_of_world
from tests.isolation.releases.country import Country
from tests.isolation.world import World


@pytest.fixture(scope="session")
def country(world_name: str, world: World) -> Iterator[Country]:
    with copy_of_world("country") as name, connect(name, autocommit=True) as raw:
        yield Country(raw, world)
