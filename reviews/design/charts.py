"""The product's charts as SVG: the same drawing on a page and in a PDF.

Each draws a wide and a slim geometry; on a page a container query shows one of the two, in a PDF the wide one is
used. Colours are literal. The title carries the finding and every value, because that is all that reaches the
alternative text of a PDF. Levels have one direction and no middle, so bars stack from the lowest to the highest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from frameworks.scale import LevelContent, Scale
from reviews.agreement import Band, band_words
from reviews.design.chart_rows import (
    KNOWLEDGE_WORDS,
    LEFT_OPEN,
    NOT_YET,
    ChartTable,
    DomainChange,
    DomainGaps,
    DomainKnowledge,
    DomainLevels,
    as_table,
    change_finding,
    gaps_finding,
    knowledge_finding,
    levels_finding,
    name_of,
    spoken_name,
)
from reviews.design.svg import Drawing, width_of, wrapped
from reviews.design.tokens import COLOURS, LEVELS, NO_LEVEL

__all__ = [
    "ChartTable",
    "DomainChange",
    "DomainGaps",
    "DomainKnowledge",
    "DomainLevels",
    "as_table",
    "change_by_domain",
    "change_finding",
    "gaps_by_domain",
    "gaps_finding",
    "knowledge_by_domain",
    "levels_by_domain",
    "levels_finding",
]

WIDE, SLIM = 720, 328  # widths in units
LABELS = 320  # of the labels' column in a wide chart
BAR, LINE, GAP = 26, 19, 10  # heights: of a bar, of a line of text, between rows
NARROWEST = 22  # of a segment, so that its count fits
BESIDE = 76  # a dot's label, on either side


Bar = DomainLevels | DomainGaps | DomainKnowledge


@dataclass(frozen=True)
class _Segment:
    """One kind of segment: its words within a sentence, and how it looks."""

    words: str
    fill: str
    text: str
    edge: str
    dashed: bool = False


WITHOUT_LEVEL = (
    _Segment(LEFT_OPEN, NO_LEVEL.fill, NO_LEVEL.text, NO_LEVEL.edge, dashed=True),
    _Segment(NOT_YET, COLOURS["sunken"], NO_LEVEL.text, COLOURS["line-strong"]),
)
GAPS = {
    Band.WIDE: ("talk", "surface", "talk"),
    Band.NEAR: ("talk-bg", "ink", "talk"),
    Band.SAME: ("sunken", "ink", "line-strong"),
    Band.FEW: ("surface", "ink", "line-strong"),
}
KNOWLEDGE = {
    "known": ("sunken", "ink", "line-strong"),
    "some": ("heat-1", "ink", "heat-2"),
    "few": ("heat-2", "surface", "heat-2"),
}


def level_kind(level: LevelContent) -> _Segment:
    """How a level's segments look."""
    look = LEVELS[level.look]
    return _Segment(level.name, look.fill, look.text, look.edge)


def levels_by_domain(
    rows: Sequence[DomainLevels], scale: Scale, *, wide: bool = True, name: str = "levels"
) -> SafeString:
    """Bars of equal length, split by agreed level, counts in the segments. `name` makes the ids unique on the page."""
    kinds = [level_kind(level) for level in scale.levels]
    shown = [i for i in (0, 1) if any(row.without_level[i] for row in rows)]
    kinds += [WITHOUT_LEVEL[i] for i in shown]
    counts = [(*row.levels, *(row.without_level[i] for i in shown)) for row in rows]
    title = f"{levels_finding(rows, scale)}. {_values(rows, kinds, counts)}"
    return _bars(rows, kinds, counts, scale=None, wide=wide).finish(name=_id(name, wide), title=title)


def gaps_by_domain(rows: Sequence[DomainGaps], scale: Scale, *, wide: bool = True, name: str = "gaps") -> SafeString:
    """Bars as long as a domain has statements, split by how far apart their ratings are."""
    bands = [Band.WIDE, Band.NEAR, Band.SAME, *([Band.FEW] if any(row.few for row in rows) else [])]
    kinds, words = [], band_words(scale.names)
    for band in bands:
        fill, text, edge = (COLOURS[colour] for colour in GAPS[band])
        kinds.append(_Segment(words[band], fill, text, edge, dashed=band is Band.FEW))
    counts = [tuple(getattr(row, band) for band in bands) for row in rows]
    longest = max((row.total for row in rows), default=0)
    title = f"{gaps_finding(rows)}. {_values(rows, kinds, counts)}"
    return _bars(rows, kinds, counts, scale=longest, wide=wide).finish(name=_id(name, wide), title=title)


def knowledge_by_domain(rows: Sequence[DomainKnowledge], *, wide: bool = True, name: str = "knowledge") -> SafeString:
    """Bars as long as a domain has statements, split by how many colleagues could say."""
    kinds = []
    for kind, words in KNOWLEDGE_WORDS.items():
        fill, text, edge = (COLOURS[colour] for colour in KNOWLEDGE[kind])
        kinds.append(_Segment(words, fill, text, edge))
    counts = [tuple(getattr(row, kind) for kind in KNOWLEDGE_WORDS) for row in rows]
    longest = max((row.total for row in rows), default=0)
    title = f"{knowledge_finding(rows)}. {_values(rows, kinds, counts)}"
    return _bars(rows, kinds, counts, scale=longest, wide=wide).finish(name=_id(name, wide), title=title)


def change_by_domain(
    rows: Sequence[DomainChange],
    scale: Scale,
    *,
    wide: bool = True,
    name: str = "change",
    before: str = "Last time",
    after: str = "This time",
) -> SafeString:
    """For each domain the share of statements in place: hollow last time, solid this time.

    The label beside the solid dot gives the count. A row without any statement agreed both times says so.
    """
    drawing = Drawing(WIDE if wide else SLIM)
    start, end = (LABELS if wide else 0) + BESIDE, drawing.width - BESIDE
    _dots_key(drawing, before, after, x=start if wide else 0, stacked=not wide)
    ticks = {percent: start + (end - start) * percent / 100 for percent in range(0, 101, 25 if wide else 50)}
    for percent, x in ticks.items():
        drawing.text(x, drawing.height + LINE / 2, f"{percent}%", anchor="middle")
    drawing.height += LINE + 4
    for row in rows:
        top = drawing.height
        middle = _label(drawing, name_of(row), wide=wide)
        for x in ticks.values():
            drawing.line(x, top if wide else middle - BAR / 2, x, drawing.height, colour=COLOURS["line"])
        _dumbbell(drawing, row, middle, start, end)
    return drawing.finish(name=_id(name, wide), title=f"{change_finding(rows, scale)}. {_change_values(rows)}")


def _id(name: str, wide: bool) -> str:
    return f"{name}-{'wide' if wide else 'slim'}"


def _values(rows: Sequence[Bar], kinds: list[_Segment], counts: list[tuple[int, ...]]) -> str:
    """Every count in words, domain by domain."""
    parts = []
    for row, numbers in zip(rows, counts, strict=True):
        listed = ", ".join(f"{n} {kind.words}" for n, kind in zip(numbers, kinds, strict=True) if n)
        parts.append(f"{spoken_name(row)}: {listed or 'no statements'}.")
    return " ".join(parts)


def _change_values(rows: Sequence[DomainChange]) -> str:
    return " ".join(
        f"{spoken_name(row)}: "
        + (f"{row.now} of {row.of} now, {row.then} last time." if row.of else "no statement agreed both times.")
        for row in rows
    )


def _bars(
    rows: Sequence[Bar],
    kinds: list[_Segment],
    counts: list[tuple[int, ...]],
    *,
    scale: int | None,
    wide: bool,
) -> Drawing:
    """Stacked bars under a key. `scale`: the count that fills the width, or None for bars of equal length."""
    drawing = Drawing(WIDE if wide else SLIM)
    start = LABELS if wide else 0
    _key(drawing, kinds, x=start, stacked=not wide)
    for row, numbers in zip(rows, counts, strict=True):
        middle = _label(drawing, name_of(row), wide=wide)
        room = drawing.width - start
        length = room if scale is None else room * row.total / scale if scale else 0
        _segments(drawing, kinds, numbers, x=start, y=middle - BAR / 2, length=length)
    drawing.height -= GAP
    return drawing


def _key(drawing: Drawing, kinds: list[_Segment], *, x: float, stacked: bool) -> None:
    """What the segments mean, above the chart: beside one another or, where it is narrow, one under another."""
    y, needed = LINE / 2, [22 + width_of(kind.words) + 16 for kind in kinds]
    along = max(0, min(x, drawing.width - sum(needed)))
    for kind, width in zip(kinds, needed, strict=True):
        drawing.box(along, y - 7, 15, 15, fill=kind.fill, edge=kind.edge, dashed=kind.dashed)
        drawing.text(along + 22, y, capfirst(kind.words))
        along, y = (along, y + LINE + 3) if stacked else (along + width, y)
    drawing.height = (y - LINE - 3 if stacked else y) + LINE / 2 + GAP


def _label(drawing: Drawing, words: str, *, wide: bool, most: int = 2) -> float:
    """Write the label of a row, beside its bar or above it, and return where the middle of the bar is."""
    lines = wrapped(words, LABELS - 12 if wide else SLIM, most)
    top = drawing.height
    text = len(lines) * LINE
    if wide:
        high = max(BAR, text)
        first, middle = top + (high - text) / 2, top + high / 2
        drawing.height = top + high + GAP
    else:
        first, middle = top, top + text + 2 + BAR / 2
        drawing.height = middle + BAR / 2 + GAP + 2
    for n, line in enumerate(lines):
        drawing.text(0, first + n * LINE + LINE / 2, line)
    return middle


def _segments(
    drawing: Drawing, kinds: list[_Segment], counts: tuple[int, ...], *, x: float, y: float, length: float
) -> None:
    """One bar: a segment for every count above nothing, wide enough for its number."""
    for kind, count, width in zip(kinds, counts, _widths(counts, length), strict=True):
        if count:
            drawing.box(x, y, width - 1.5, BAR, fill=kind.fill, edge=kind.edge, dashed=kind.dashed)
            drawing.text(x + width / 2 - 0.75, y + BAR / 2, str(count), anchor="middle", bold=True, fill=kind.text)
        x += width


def _widths(counts: tuple[int, ...], length: float) -> list[float]:
    """Shares of the length; a share too narrow for its number takes what it lacks from the others in proportion."""
    total = sum(counts) or 1
    widths = [length * count / total for count in counts]
    small = [0 < width < NARROWEST for width in widths]
    room = length - NARROWEST * sum(small)
    rest = sum(width for width, narrow in zip(widths, small, strict=True) if not narrow)
    if not any(small) or room <= 0 or not rest:
        return widths
    return [NARROWEST if narrow else width * room / rest for width, narrow in zip(widths, small, strict=True)]


def _dots_key(drawing: Drawing, before: str, after: str, *, x: float, stacked: bool) -> None:
    y, brand = LINE / 2, COLOURS["brand"]
    for words, fill in ((before, COLOURS["surface"]), (after, brand)):
        drawing.dot(x + 8, y, 6, fill=fill, edge=brand)
        drawing.text(x + 22, y, words)
        x, y = (x, y + LINE + 3) if stacked else (x + 44 + width_of(words), y)
    drawing.height = (y if stacked else y + LINE + 3) - LINE / 2 + GAP - 3


def _dumbbell(drawing: Drawing, row: DomainChange, y: float, start: float, end: float) -> None:
    if not row.of:
        drawing.text(start, y, "Not agreed both times")
        return
    brand = COLOURS["brand"]
    then, now = (start + (end - start) * count / row.of for count in (row.then, row.now))
    drawing.line(then, y, now, y, colour=brand, width=2.5)
    drawing.dot(then, y, 8 if then == now else 6, fill=COLOURS["surface"], edge=brand)
    drawing.dot(now, y, 4 if then == now else 6, fill=brand, edge=brand)
    beside, anchor = (now - 14, "end") if now < then else (now + 14, "start")
    drawing.text(beside, y, f"{row.now} of {row.of}", anchor=anchor, bold=True)
