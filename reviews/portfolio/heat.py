"""Trusts by domain: how many statements each trust that shares agreed to be in place. Alphabetical."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from frameworks.content import Content
from reviews.portfolio.rows import PortfolioRow


@dataclass(frozen=True)
class HeatCell:
    """One trust in one domain. `shade` 0 to 3 is the share in quarters, for the colour only."""

    count: int
    total: int
    left_open: int = 0  # without an agreed level, which is not a low one

    @property
    def shade(self) -> int:
        return min(3, 4 * self.count // self.total) if self.total else 0


@dataclass(frozen=True)
class Sharing:
    """A trust that shares what it agreed on today's wording of the framework, and the day of its sign-off.

    What another version says is not comparable: its domains may be others. Heat table and needs are of these trusts.
    """

    row: PortfolioRow
    signed_off_on: date
    agreed: Mapping[int, Sequence[int]]  # by level, the statements at it


@dataclass(frozen=True)
class HeatTable:
    """Rows of (trust, day of the sign-off, cells) in the order of the trusts' names, of those that share."""

    content: Content
    rows: tuple[tuple[PortfolioRow, date, tuple[HeatCell, ...]], ...]

    @property
    def title(self) -> str:
        """What its cells count."""
        return f"Statements at {self.content.scale.in_place_words}"


LEVELS = """
    select snapshot_id, level, array_agg(statement_id) from reviews_snapshotlevel
    where snapshot_id = any(%s) and level is not null group by snapshot_id, level
"""


def sharing_of(rows: Sequence[PortfolioRow], content: Content) -> list[Sharing]:
    """Of these trusts, those that share what they agreed on this version, in their order. One query for all."""
    sharing = [(row, row.shared) for row in rows if row.shared and row.shared.version_id == content.version_id]
    agreed: dict[int, dict[int, list[int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LEVELS, [[shared.snapshot_id for _, shared in sharing]])
        for snapshot, level, statements in cursor.fetchall():
            agreed.setdefault(snapshot, {})[level] = statements
    return [Sharing(row, shared.signed_off_on, agreed.get(shared.snapshot_id, {})) for row, shared in sharing]


def heat_table(shown: Sequence[Sharing], content: Content) -> HeatTable:
    """The heat table of these trusts."""
    number_of = {statement.id: domain.number for domain in content.domains for statement in domain.statements}
    places = [(domain.number, len(domain.statements)) for domain in content.domains]

    def cells(agreed: Mapping[int, Sequence[int]]) -> tuple[HeatCell, ...]:
        reached: Counter[int] = Counter()
        settled: Counter[int] = Counter()
        for level, statements in agreed.items():
            counted = Counter(map(number_of.__getitem__, statements))
            settled.update(counted)
            if level >= content.scale.in_place_from:
                reached.update(counted)
        return tuple([HeatCell(reached[number], total, total - settled[number]) for number, total in places])

    return HeatTable(content, tuple((one.row, one.signed_off_on, cells(one.agreed)) for one in shown))
