"""Trusts by domain: how many statements each trust that shares agreed to be in place. Alphabetical."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from frameworks.content import Content
from reviews.portfolio.rows import PortfolioRow
from reviews.review.models.snapshot import Snapshot, SnapshotLevel


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


@dataclass(frozen=True)
class HeatTable:
    """Rows of (trust, day of the sign-off, cells) in the order of the trusts' names, of those that share."""

    content: Content
    rows: tuple[tuple[PortfolioRow, date, tuple[HeatCell, ...]], ...]

    @property
    def title(self) -> str:
        """What its cells count."""
        return f"Statements at {self.content.scale.in_place_words}"


def sharing_of(rows: Sequence[PortfolioRow], content: Content) -> list[Sharing]:
    """Of these trusts, those that share what they agreed on this version, in their order. One query for all."""
    shared = [row.snapshot_id for row in rows if row.snapshot_id is not None]
    comparable = Snapshot.objects.filter(pk__in=shared, review__version_id=content.version_id)
    days = {pk: timezone.localdate(moment) for pk, moment in comparable.values_list("pk", "signed_off_at")}
    return [Sharing(row, days[row.snapshot_id]) for row in rows if row.snapshot_id in days]


def heat_table(shown: Sequence[Sharing], content: Content) -> HeatTable:
    """The heat table of these trusts. One query, counted by the database."""
    is_in_place = Q(level__gte=content.scale.in_place_from)
    counted = (
        SnapshotLevel.objects.filter(snapshot_id__in=[one.row.snapshot_id for one in shown], level__isnull=False)
        .values("snapshot_id", "statement__domain__number")
        .annotate(agreed=Count("statement_id"), reached=Count("statement_id", filter=is_in_place))
        .values_list("snapshot_id", "statement__domain__number", "agreed", "reached")
    )
    found = {(snapshot, domain): (agreed, reached) for snapshot, domain, agreed, reached in counted}

    def cells(snapshot: int | None) -> tuple[HeatCell, ...]:
        told = ((len(d.statements), *found.get((snapshot or 0, d.number), (0, 0))) for d in content.domains)
        return tuple(HeatCell(reached, total, total - agreed) for total, agreed, reached in told)

    return HeatTable(content, tuple((one.row, one.signed_off_on, cells(one.row.snapshot_id)) for one in shown))
