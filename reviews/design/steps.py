"""Rising steps beside a level's name: decoration, as its word stands there."""

from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from frameworks.scale import FEWEST, LevelContent

LEFT, BOTTOM, ACROSS, HIGH = 1.25, 14.75, 15.5, 12.75  # of all steps together, in a box of 18
GAP = 4.35  # between two of them, times their number


def drawn_steps(level: LevelContent | None) -> SafeString:
    """As many steps as its scale has levels, filled up to this one; without a level all are empty."""
    return _drawn(level.value, level.of) if level else _drawn(0, FEWEST)


@cache
def _drawn(filled: int, of: int) -> SafeString:
    gap = GAP / of
    width = (ACROSS - gap * (of - 1)) / of
    rects = format_html_join(
        "",
        '<rect{} x="{}" y="{}" width="{}" height="{}" rx="1.1"/>',
        (
            (SafeString(' class="steps__on"' if n < filled else ""), *map(_number, _box(n, HIGH / of, width, gap)))
            for n in range(of)
        ),
    )
    return format_html('<svg class="steps" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{}</svg>', rects)


def _box(n: int, rise: float, width: float, gap: float) -> tuple[float, float, float, float]:
    """Left, top, width and height of a step."""
    height = rise * (n + 1)
    return LEFT + n * (width + gap), BOTTOM - height, width, height


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
