"""A review at a glance, for executives: furthest apart, still to agree, and what changed since the last cycle."""

from dataclasses import dataclass

from frameworks.content import Content, DomainContent, StatementContent, content_of
from reviews.agreement import Band
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.history import last_levels_of
from reviews.review.models.review import Review

MOST = 3  # of each list


@dataclass(frozen=True)
class Moved:
    """A statement whose agreed level is another than last time."""

    statement: StatementContent
    before: int
    now: int

    @property
    def is_up(self) -> bool:
        return self.now > self.before


@dataclass(frozen=True)
class Since:
    """Agreed levels beside those of the last cycle. `new` counts statements without a level last time."""

    moved: tuple[Moved, ...]
    same: int
    new: int

    @property
    def up(self) -> int:
        return sum(m.is_up for m in self.moved)

    @property
    def down(self) -> int:
        return len(self.moved) - self.up

    @property
    def both_times(self) -> int:
        return len(self.moved) + self.same


@dataclass(frozen=True)
class Overview:
    """What an executive wants to see first; each thing is one click away."""

    furthest: tuple[ComparisonRow, ...]  # not settled, most split first
    apart: int  # how many unsettled statements colleagues see differently
    too_few: int  # how many unsettled statements have too few ratings to tell
    to_agree: tuple[tuple[DomainContent, int], ...]  # domains with how many statements are still to agree
    since: Since | None  # None without an earlier cycle


def overview_of(comparison: Comparison) -> Overview:
    """From the comparison of a review whose ratings are shown. One query more."""
    waiting = [row for row in comparison.most_split_first if not row.is_settled]
    apart = [row for row in waiting if row.band in (Band.WIDE, Band.NEAR)]
    to_agree = [
        (d, open_here)
        for d in comparison.content.domains
        if (open_here := sum(not row.is_settled for row in comparison.in_domain(d)))
    ]
    now = {row.statement.id: row.agreed.level for row in comparison.rows if row.agreed and row.agreed.level}
    return Overview(
        furthest=tuple(apart[:MOST]), apart=len(apart), to_agree=tuple(to_agree),
        too_few=sum(row.band is Band.FEW for row in waiting),
        since=since_last_cycle(comparison.content, now, comparison.review.previous_id),
    )  # fmt: skip


def since_sign_off(review: Review) -> Since | None:
    """What a signed-off review changed since the cycle before; None without one."""
    return since_last_cycle(content_of(review.version_id), last_levels_of(review.pk), review.previous_id)


def since_last_cycle(content: Content, now: dict[int, int], previous_id: int | None) -> Since | None:
    """Levels agreed now, by statement, beside the last cycle's."""
    before = last_levels_of(previous_id)
    if not before or not now:
        return None
    pairs = [(s, before[s.id], now[s.id]) for s in content.statements if s.id in now and s.id in before]
    moved = tuple(Moved(s, was, level) for s, was, level in pairs if was != level)
    return Since(moved=moved, same=len(pairs) - len(moved), new=len(now) - len(pairs))
