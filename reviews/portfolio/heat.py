"""Trusts by domain: how many statements each trust that shares agreed as Established or Embedded. Alphabetical."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from frameworks.content import Content, content_of, newest_version_id
from reviews.models import Snapshot, SnapshotLevel
from reviews.portfolio.rows import PortfolioRow

ESTABLISHED = 2


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
class HeatTable:
    """Rows of (trust, day of the sign-off, cells) in the order of the trusts' names, of those that share; how many do
    not."""

    content: Content
    rows: tuple[tuple[PortfolioRow, date, tuple[HeatCell, ...]], ...]
    not_sharing: int


def heat_table(rows: Sequence[PortfolioRow]) -> HeatTable:
    """The heat table of these trusts. Three queries, whatever their number.

    A trust that shares what it agreed on another version of the framework is counted as not sharing: its domains may
    be others.
    """
    content = content_of(newest_version_id())
    shared = [row.snapshot_id for row in rows if row.snapshot_id is not None]
    comparable = Snapshot.objects.filter(pk__in=shared, review__version_id=content.version_id)
    snapshots = {pk: timezone.localdate(moment) for pk, moment in comparable.values_list("pk", "signed_off_at")}
    domain_of = {s.id: s.domain_number for s in content.statements}
    reached: Counter[tuple[int, int]] = Counter()
    agreed: Counter[tuple[int, int]] = Counter()
    told = SnapshotLevel.objects.filter(snapshot_id__in=list(snapshots), level__isnull=False)
    for snapshot_id, statement_id, level in told.values_list("snapshot_id", "statement_id", "level"):
        here = snapshot_id, domain_of[statement_id]
        agreed[here] += 1
        reached[here] += (level or 0) >= ESTABLISHED
    found = tuple(
        (
            row,
            snapshots[of],
            tuple(
                HeatCell(reached[of, d.number], len(d.statements), len(d.statements) - agreed[of, d.number])
                for d in content.domains
            ),
        )
        for row in rows
        if (of := row.snapshot_id) in snapshots
    )
    return HeatTable(content, found, len(rows) - len(found))
