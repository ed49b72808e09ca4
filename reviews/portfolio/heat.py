"""Trusts by domain: how many statements each trust that shares agreed as Established or Embedded. Alphabetical."""

from collections import Counter
from dataclasses import dataclass

from accounts.models import Trust
from frameworks.content import Content, content_of, newest_version_id
from reviews.models import Snapshot, SnapshotLevel
from reviews.portfolio.trusts import shared_snapshot_ids


@dataclass(frozen=True)
class HeatCell:
    """One trust in one domain. `shade` 0 to 3 is the share in quarters, for the colour only."""

    count: int
    total: int

    @property
    def shade(self) -> int:
        return min(3, 4 * self.count // self.total) if self.total else 0


@dataclass(frozen=True)
class HeatTable:
    """Rows of (trust, cells), in the order of the trusts' names; cells are None for a trust that does not share."""

    content: Content
    rows: tuple[tuple[Trust, tuple[HeatCell, ...] | None], ...]

    @property
    def sharing(self) -> int:
        return sum(cells is not None for _, cells in self.rows)


def heat_table(trusts: list[Trust]) -> HeatTable:
    """The heat table of these trusts. Three queries, whatever their number."""
    content = content_of(newest_version_id())
    shared = shared_snapshot_ids()
    versions = dict(Snapshot.objects.filter(pk__in=shared.values()).values_list("pk", "review__version_id"))
    domain_of = {s.id: s.domain_number for s in content.statements}
    counts: Counter[tuple[int, int]] = Counter()
    rows = SnapshotLevel.objects.filter(snapshot_id__in=shared.values(), level__gte=2).values_list(
        "snapshot_id", "statement_id"
    )
    for snapshot_id, statement_id in rows:
        if statement_id in domain_of:
            counts[snapshot_id, domain_of[statement_id]] += 1

    def cells(trust: Trust) -> tuple[HeatCell, ...] | None:
        snapshot_id = shared.get(trust.pk)
        if snapshot_id is None or versions[snapshot_id] != content.version_id:
            return None
        return tuple(HeatCell(counts[snapshot_id, d.number], len(d.statements)) for d in content.domains)

    return HeatTable(content, tuple((trust, cells(trust)) for trust in trusts))
