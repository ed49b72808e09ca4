"""Who needs help with what: statements at the first level in several trusts that share, with the trusts' names."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count

from frameworks.content import Content, StatementContent
from reviews.portfolio.heat import Sharing
from reviews.portfolio.rows import PortfolioRow
from reviews.review.models.snapshot import SnapshotLevel

SEVERAL = 2
MOST_NAMED = 20  # on a page
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Need:
    """One statement, and the trusts in which it was agreed at the first level, by name."""

    statement: StatementContent
    trusts: tuple[PortfolioRow, ...]

    @property
    def many(self) -> str:
        """How many trusts, in words up to ten."""
        number = len(self.trusts)
        return COUNTS[number].capitalize() if number < len(COUNTS) else str(number)

    @property
    def named(self) -> tuple[PortfolioRow, ...]:
        """Those that a page names."""
        return self.trusts[:MOST_NAMED]

    @property
    def more(self) -> int:
        """How many it does not."""
        return max(0, len(self.trusts) - MOST_NAMED)


def needs_of(sharing_trusts: Sequence[Sharing], content: Content, *, most: int | None = None) -> list[Need]:
    """Statements at the first level in two of these trusts or more, most trusts first. Two queries.

    Statements are ranked, trusts are not: theirs is the order of their names.
    """
    sharing = {one.row.snapshot_id: (n, one.row) for n, one in enumerate(sharing_trusts)}
    several = (
        SnapshotLevel.objects.filter(
            snapshot_id__in=list(sharing), level=content.scale.first.value, statement__version_id=content.version_id
        )
        .values("statement_id")
        .annotate(many=Count("snapshot_id"), where=ArrayAgg("snapshot_id"))
        .filter(many__gte=SEVERAL)
        .order_by("-many", "statement__domain__number", "statement__number")
    )
    return [
        Need(
            content.by_id[statement_id], tuple(row for _, row in sorted((sharing[i] for i in where), key=itemgetter(0)))
        )
        for statement_id, where in several.values_list("statement_id", "where")[:most]
    ]
