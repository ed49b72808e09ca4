"""The registry of attacks. A probe acts on one connection, inside savepoints, and asserts."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.isolation.database import Database
from tests.isolation.world import World

Function = Callable[[Database, World], None]


@dataclass(frozen=True)
class Probe:
    """One attack or permitted act; `number` is the attack's in docs' list of attacks, 0 for one of our own."""

    number: int
    name: str
    function: Function


PROBES: list[Probe] = []


def probe(number: int = 0, about: str = "") -> Callable[[Function], Function]:
    """Register a function, whose name is the sentence; `about` ends it, for functions made in a loop."""

    def register(function: Function) -> Function:
        name = " ".join([*function.__name__.split("_"), *([about] if about else [])])
        PROBES.append(Probe(number, name, function))
        return function

    return register
