"""What the components of pages show: one class for each shape, whichever room draws it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """A figure with its words, leading to what it counts. `kind` is "talk" for what asks for a conversation."""

    figure: int
    words: str
    kind: str = ""
    url: str = ""


@dataclass(frozen=True)
class Milestone:
    """One of the steps of something that gets on. `state` is "done", "now", "busy", "next" or "failed"."""

    name: str
    state: str
    hint: str = ""


def milestones(names: Sequence[str], at: int, *, here: str = "busy") -> list[Milestone]:
    """Steps of which those before `at` are done; `here` is the state of the one that it stands at."""
    states = ["done" if n < at else here if n == at else "next" for n in range(len(names))]
    return [Milestone(name, state) for name, state in zip(names, states, strict=True)]


@dataclass(frozen=True)
class ErrorLink:
    """A line of the error summary, leading to where it can be put right."""

    words: str
    href: str
