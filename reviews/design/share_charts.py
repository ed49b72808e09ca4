"""Bars of shares: how answers are spread over many trusts, each share printed; what is withheld says so itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from frameworks.scale import Scale
from reviews.design.chart_rows import LEFT_OPEN, ChartTable
from reviews.design.charts import BAR, GAP, LABELS, SLIM, WIDE, _key, _label, _Segment, level_kind
from reviews.design.svg import Drawing
from reviews.design.tokens import COLOURS, NO_LEVEL

Kinds = Sequence[_Segment]  # what the parts of a bar are
NOT_SHOWN = "Not shown"
TENTHS = 10  # a share is so many of ten
MOST_LINES = 4  # of a label: groups that were put together have long names
# violet, in one direction: neither rising nor falling is good or bad
CHANGE_KINDS = (
    _Segment("higher", COLOURS["heat-3"], COLOURS["surface"], COLOURS["heat-3"]),
    _Segment("the same", COLOURS["sunken"], COLOURS["ink"], COLOURS["line-strong"]),
    _Segment("lower", COLOURS["heat-1"], COLOURS["ink"], COLOURS["heat-2"]),
    _Segment("open then or now", NO_LEVEL.fill, NO_LEVEL.text, NO_LEVEL.edge, dashed=True),
)


def level_kinds(scale: Scale) -> tuple[_Segment, ...]:
    """A kind for each level, and one for left open."""
    without = _Segment(LEFT_OPEN, NO_LEVEL.fill, NO_LEVEL.text, NO_LEVEL.edge, dashed=True)
    return (*(level_kind(level) for level in scale.levels), without)


@dataclass(frozen=True)
class ShareRow:
    """One bar: a part for each kind of answer, of the whole, and how it is printed. Without parts it is withheld."""

    name: str
    parts: tuple[int, ...] | None
    printed: tuple[str, ...] = ()

    @property
    def sum(self) -> int:
        """Of all parts, as they are printed."""
        return sum(self.parts or ()) or 1

    @classmethod
    def of_tenths(cls, name: str, tenths: Sequence[int] | None) -> "ShareRow":
        """Shares rounded to 10%."""
        if tenths is None:
            return cls(name, None)
        return cls(name, tuple(tenths), tuple(percent(t) for t in tenths))

    @classmethod
    def of_counts(cls, name: str, counts: Sequence[int]) -> "ShareRow":
        """Numbers of statements."""
        return cls(name, tuple(counts), tuple(map(str, counts)))


def percent(tenths: int) -> str:
    """Three tenths: 30%."""
    return f"{10 * tenths}%"


def bars_of_shares(rows: Sequence[ShareRow], kinds: Kinds, *, wide: bool = True, name: str = "shares") -> SafeString:
    """A bar for each row, drawn to its whole: shares that were rounded may add up to 90% or 110%, and the bar to 100%.

    What is printed on it stays as it was rounded; pages with such bars say so. Kinds that nobody chose are left out of
    the key.
    """
    drawing = Drawing(WIDE if wide else SLIM)
    start = LABELS if wide else 0
    used = [kind for n, kind in enumerate(kinds) if any(row.parts and row.parts[n] for row in rows)]
    if used:
        _key(drawing, used, x=start, stacked=not wide)
    for row in rows:
        middle = _label(drawing, row.name, wide=wide, most=MOST_LINES)
        if row.parts is None:
            drawing.text(start, middle, NOT_SHOWN)
        else:
            _bar(drawing, row, kinds, x=start, y=middle - BAR / 2, unit=(drawing.width - start) / row.sum)
    drawing.height -= GAP
    return drawing.finish(
        name=f"{name}-{'wide' if wide else 'slim'}", title=f"{finding(rows, kinds)}. {_values(rows, kinds)}"
    )


def _bar(drawing: Drawing, row: ShareRow, kinds: Kinds, *, x: float, y: float, unit: float) -> None:
    for kind, part, printed in zip(kinds, row.parts or (), row.printed, strict=True):
        width = unit * part
        if part:
            drawing.box(x, y, width - 1.5, BAR, fill=kind.fill, edge=kind.edge, dashed=kind.dashed)
            drawing.text(x + width / 2 - 0.75, y + BAR / 2, printed, anchor="middle", bold=True, fill=kind.text)
        x += width


def finding(rows: Sequence[ShareRow], kinds: Kinds) -> str:
    """Which answer is commonest in most rows, in ten words or fewer."""
    shown = [row.parts for row in rows if row.parts]
    if not shown:
        return "Nothing can be shown here"
    firsts = [sum(max(parts) == parts[n] for parts in shown) for n in range(len(kinds))]
    most = max(firsts)
    words = capfirst(kinds[firsts.index(most)].words)
    return f"{words} is commonest" + (f" in {most} of {len(shown)}" if len(shown) > 1 else "")


def _values(rows: Sequence[ShareRow], kinds: Kinds) -> str:
    return " ".join(f"{row.name}: {in_words(row, kinds)}." for row in rows)


def in_words(row: ShareRow, kinds: Kinds) -> str:
    """40% of one kind, 60% of another."""
    if row.parts is None:
        return NOT_SHOWN.lower()
    listed = zip(kinds, row.parts, row.printed, strict=True)
    return ", ".join(f"{printed} {kind.words}" for kind, part, printed in listed if part)


def table_of_shares(rows: Sequence[ShareRow], heading: str, kinds: Kinds) -> ChartTable:
    """The same numbers, for 'Show as a table'."""
    return ChartTable(
        (heading, *(capfirst(kind.words) for kind in kinds)),
        tuple((row.name, *(row.printed if row.parts is not None else [NOT_SHOWN] * len(kinds))) for row in rows),
    )
