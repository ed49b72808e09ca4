"""Rows of the URL matrix, read from the tables in `tables/`, which people can read too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.isolation.pages.asking import ROLES

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Row:
    """What every role gets from one route at one stage. `+` after a status: something was written."""

    route: str  # `~` and a word after it: the same route, sent another body
    stage: str
    statuses: tuple[str, ...]
    shows: str
    hides: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.route.removeprefix('reviews:')}-{self.stage}"

    @property
    def name(self) -> str:
        """The route's name."""
        return self.route.partition("~")[0]


def rows(table: str) -> list[Row]:
    """The rows of a table: route | stages | statuses by role | shown by each 200 | shown by none, apart by ` ; `."""
    return list(_rows((TABLES / f"{table}.txt").read_text()))


def _rows(text: str) -> Iterator[Row]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            route, stages, statuses, shows, hides = [*map(str.strip, line.split("|")), "", ""][:5]
            found = tuple(statuses.split())
            assert len(found) == len(ROLES), f"{route} at {stages} has {len(found)} statuses"
            for stage in stages.split():
                yield Row(route, stage, found, shows, tuple(filter(None, hides.split(" ; "))))
