"""Pages to look at, read from `pages.txt`, which people can read too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.isolation.pages.asking import ROLES

TABLE = Path(__file__).with_name("pages.txt")


@dataclass(frozen=True)
class Row:
    """A page as one person meets it, in a trust that stands somewhere, after something was done on it."""

    route: str
    query: str
    trust: str
    role: str
    state: str  # a word of `states.STATES`, or nothing

    def __str__(self) -> str:
        words = (self.route.partition(":")[2] or self.route, self.query, self.trust, self.role, self.state)
        return "-".join(filter(None, words))


def rows() -> list[Row]:
    """Every row of the table: route | trusts | roles | states. Each trust with each role, in each state."""
    return list(_rows(TABLE.read_text()))


def _rows(text: str) -> Iterator[Row]:
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        address, trusts, roles, states = [*map(str.strip, line.split("|")), ""][:4]
        route, _, query = address.partition("?")
        assert set(roles.split()) <= set(ROLES), f"{line}: nobody is called that"
        for trust in trusts.split():
            for role in roles.split():
                for state in states.split() or [""]:
                    yield Row(route, query, trust, role, "" if state == "plain" else state)
