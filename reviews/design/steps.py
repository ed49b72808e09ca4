"""Rising steps beside a level's name: decoration, as its word stands there."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

STEPS = ((1.25, 10.5, 4.25), (6.9, 6.25, 8.5), (12.55, 2, 12.75))  # left, top, height of each, in a box of 18


def _drawn_steps(level: int) -> SafeString:
    rects = format_html_join(
        "",
        '<rect{} x="{}" y="{}" width="4.2" height="{}" rx="1.1"/>',
        ((SafeString(' class="steps__on"' if i < level else ""), x, y, h) for i, (x, y, h) in enumerate(STEPS)),
    )
    return format_html('<svg class="steps" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{}</svg>', rects)


DRAWN_STEPS = {level: _drawn_steps(level) for level in range(4)}
