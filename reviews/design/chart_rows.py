"""What charts draw: counts of statements in each domain, the finding in words, and the same numbers as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from frameworks.content import DomainContent
from frameworks.scale import Scale
from reviews.agreement import Band, band_words

LEFT_OPEN = "left open"
NOT_YET = "not agreed yet"


@dataclass(frozen=True)
class DomainLevels:
    """How many statements of a domain were agreed at each level, from the lowest up, and how many were left open.

    `not_yet` counts those that were not talked about, before a sign-off. Without a number it is a pillar: several
    domains together.
    """

    number: int
    title: str
    levels: tuple[int, ...]
    left_open: int = 0
    not_yet: int = 0

    @property
    def total(self) -> int:
        return sum(self.levels) + self.left_open + self.not_yet

    @property
    def without_level(self) -> tuple[int, int]:
        """Left open, and not agreed yet."""
        return self.left_open, self.not_yet


def levels_row(domain: DomainContent, counts: Mapping[int | None, int], scale: Scale) -> DomainLevels:
    """A domain as its statements are counted by level; None counts those left open."""
    levels = tuple(counts.get(value, 0) for value in scale.values)
    return DomainLevels(domain.number, domain.short_title, levels, counts.get(None, 0))


@dataclass(frozen=True)
class DomainGaps:
    """How many statements of a domain are in each band."""

    number: int
    title: str
    wide: int
    near: int
    same: int
    few: int = 0

    @property
    def total(self) -> int:
        return self.wide + self.near + self.same + self.few

    @property
    def apart(self) -> int:
        return self.wide + self.near


@dataclass(frozen=True)
class DomainKnowledge:
    """On how many statements of a domain everyone could say, some could not, and half or more could not."""

    number: int
    title: str
    known: int
    some: int
    few: int

    @property
    def total(self) -> int:
        return self.known + self.some + self.few


@dataclass(frozen=True)
class DomainChange:
    """Of `of` statements of a domain with a level both times, how many were in place then and now."""

    number: int
    title: str
    then: int
    now: int
    of: int


@dataclass(frozen=True)
class ChartTable:
    """The numbers of a chart. The first cell of a row is its header."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Row = DomainLevels | DomainGaps | DomainKnowledge | DomainChange
KNOWLEDGE_WORDS = {"known": "everyone could say", "some": "some could not", "few": "half or more could not"}


def name_of(row: Row) -> str:
    """A domain or pillar as charts and tables name it."""
    return f"{row.number}. {row.title}" if row.number else row.title


def spoken_name(row: Row) -> str:
    """The same within a sentence."""
    return f"Domain {row.number}, {row.title}" if row.number else row.title


def heading_of(rows: Sequence[Row]) -> str:
    """What the rows of a table are."""
    return "Domain" if all(row.number for row in rows) else "Pillar"


def levels_finding(rows: Sequence[DomainLevels], scale: Scale) -> str:
    """What the levels come to, in ten words or fewer."""
    sums = [sum(row.levels[i] for row in rows) for i in range(len(scale.levels))]
    total = sum(row.total for row in rows)
    most = max(sums)
    left_open, not_yet = (sum(row.without_level[i] for row in rows) for i in (0, 1))
    without = f"{left_open + not_yet} of {total} statements {_without_words(left_open, not_yet)}"
    if not most:
        return f"All {without.split(' of ', 1)[1]}"
    top = [name for name, count in zip(scale.names, sums, strict=True) if count == most]
    if left_open + not_yet >= most:
        return f"{without}; {most} are {' and as many '.join(top)}"
    if len(top) == 1:
        return f"{top[0]} is the commonest level, for {most} of {total} statements"
    listed = f"{', '.join(top[:-1])} and {top[-1]}"
    return f"{listed} are equally common: {most} statements each"


def _without_words(left_open: int, not_yet: int) -> str:
    if left_open and not_yet:
        return "have no level yet"
    return f"are {NOT_YET if not_yet else LEFT_OPEN}"


def gaps_finding(rows: Sequence[DomainGaps]) -> str:
    """On how many statements views differ, in ten words or fewer."""
    apart, total = sum(row.apart for row in rows), sum(row.total for row in rows)
    if not apart:
        return f"Views differ on none of {total} statements"
    most = max(row.apart for row in rows)
    where = [f"domain {row.number}" if row.number else row.title for row in rows if row.apart == most]
    return f"Views differ on {apart} of {total}" + (f", most in {where[0]}" if len(where) == 1 else " statements")


def knowledge_finding(rows: Sequence[DomainKnowledge]) -> str:
    """On how many statements somebody could not say, in ten words or fewer."""
    gaps, total = sum(row.some + row.few for row in rows), sum(row.total for row in rows)
    return f"Somebody could not say on {gaps} of {total} statements"


def change_finding(rows: Sequence[DomainChange], scale: Scale) -> str:
    """How many statements are in place now and last time, by the levels' names."""
    now, then, of = (sum(getattr(row, part) for row in rows) for part in ("now", "then", "of"))
    return f"{now} of {of} {scale.in_place_words} now, {then} last time"


def as_table(rows: Sequence[Row], scale: Scale) -> ChartTable:
    """The same numbers as the chart of these rows, for 'Show as a table' under it."""
    if all(isinstance(row, DomainLevels) for row in rows):
        return _levels_table([row for row in rows if isinstance(row, DomainLevels)], scale)
    if all(isinstance(row, DomainGaps) for row in rows):
        return _gaps_table([row for row in rows if isinstance(row, DomainGaps)], scale)
    if all(isinstance(row, DomainKnowledge) for row in rows):
        return _knowledge_table([row for row in rows if isinstance(row, DomainKnowledge)])
    changes = [row for row in rows if isinstance(row, DomainChange)]
    words = scale.in_place_words
    return ChartTable(
        (heading_of(changes), f"{words} last time", f"{words} now", "Statements with a level both times"),
        tuple((name_of(row), str(row.then), str(row.now), str(row.of)) for row in changes),
    )


def _levels_table(rows: Sequence[DomainLevels], scale: Scale) -> ChartTable:
    shown = [i for i in (0, 1) if any(row.without_level[i] for row in rows)]
    return ChartTable(
        (heading_of(rows), *scale.names, *(capfirst((LEFT_OPEN, NOT_YET)[i]) for i in shown), "Statements"),
        tuple((name_of(r), *map(str, r.levels), *(str(r.without_level[i]) for i in shown), str(r.total)) for r in rows),
    )


def _gaps_table(rows: Sequence[DomainGaps], scale: Scale) -> ChartTable:
    bands = [Band.WIDE, Band.NEAR, Band.SAME, *([Band.FEW] if any(row.few for row in rows) else [])]
    words = band_words(scale.names)
    return ChartTable(
        (heading_of(rows), *(capfirst(words[band]) for band in bands), "Statements"),
        tuple((name_of(row), *(str(getattr(row, band)) for band in bands), str(row.total)) for row in rows),
    )


def _knowledge_table(rows: Sequence[DomainKnowledge]) -> ChartTable:
    return ChartTable(
        (heading_of(rows), *map(capfirst, KNOWLEDGE_WORDS.values()), "Statements"),
        tuple((name_of(r), *(str(getattr(r, kind)) for kind in KNOWLEDGE_WORDS), str(r.total)) for r in rows),
    )
