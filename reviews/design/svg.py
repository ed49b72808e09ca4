"""A small SVG pencil: presentation attributes only and literal colours, because a PDF's SVG knows no page CSS."""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reviews.design.tokens import COLOURS, FONT

SIZE = 15  # of every text, in units; a wide chart is shown at 640 px or more, a slim one at 310 px or more
FAMILY = FONT.partition(",")[0].strip('"') + ", sans-serif"
EMS = {0.3: "ijlI',.| ", 0.42: "1frt!()*-/:;[]", 0.55: "acekstvxyzEFJLY2345678", 0.9: "mwMWCGOQU@%#&"}
SPACING = (0.12, 0.16)  # ems after a letter and a word that readers may add (WCAG 2.2, 1.4.12)
EM_OF = {letter: ems for ems, letters in EMS.items() for letter in letters}
WIDE, MARK = 1.3, ("Mn", "Me", "Cf")  # ems of a sign as wide as it is high, or of a script with wide letters


@lru_cache(maxsize=2_000)
def ems_of(letter: str) -> float:
    """How wide a letter is at most, in ems; of other typefaces than ours as well."""
    if letter < "\u0900":
        return EM_OF.get(letter, 0.0 if unicodedata.category(letter) in MARK else 0.62)
    return 0.0 if unicodedata.category(letter) in MARK else 0.62 if "\u1e00" <= letter < "\u2300" else WIDE


def number(value: float) -> str:
    """A coordinate with at most one decimal, always written the same way."""
    return f"{round(value, 1):g}"


def width_of(words: str) -> float:
    """How much room words need in Manrope at SIZE, in units, spaced as wide as readers may ask for."""
    letter, word = SPACING
    return SIZE * (sum(ems_of(each) + letter for each in words) + word * words.count(" "))


def wrapped(words: str, width: float, lines: int = 2) -> list[str]:
    """Words in at most so many lines of this width; what is cut off ends in an ellipsis."""
    done: list[str] = []
    for word in words.split():
        if done and width_of(f"{done[-1]} {word}") <= width:
            done[-1] += f" {word}"
        else:
            done.append(word)
    if len(done) > lines:
        done = [*done[: lines - 1], " ".join(done[lines - 1 :])]
    return [fitting(line, width) for line in done]


def fitting(line: str, width: float) -> str:
    """The line, shortened to this width."""
    if width_of(line) <= width:
        return line
    while line and width_of(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"


@dataclass
class Drawing:
    """An SVG in the making. Coordinates are units of its view box; `height` grows as things are drawn."""

    width: int
    height: float = 0
    _parts: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False, fill: str = ""
    ) -> None:
        """Words on one line, its middle at `y`."""
        self._parts.append(
            f'<text x="{number(x)}" y="{number(y + SIZE * 0.35)}" text-anchor="{anchor}" font-family="{FAMILY}"'
            f' font-size="{SIZE}" font-weight="{700 if bold else 500}" fill="{fill or COLOURS["ink"]}">'
            f"{escape(words)}</text>"
        )

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str, edge: str, dashed: bool = False
    ) -> None:
        """A rounded box with its edge inside the measures given."""
        dashes = ' stroke-dasharray="4 3"' if dashed else ""
        self._parts.append(
            f'<rect x="{number(x + 0.75)}" y="{number(y + 0.75)}" width="{number(width - 1.5)}"'
            f' height="{number(height - 1.5)}" rx="3" fill="{fill}" stroke="{edge}" stroke-width="1.5"{dashes}/>'
        )

    def line(self, x: float, y: float, x2: float, y2: float, *, colour: str, width: float = 1) -> None:
        """A straight line."""
        self._parts.append(
            f'<line x1="{number(x)}" y1="{number(y)}" x2="{number(x2)}" y2="{number(y2)}"'
            f' stroke="{colour}" stroke-width="{number(width)}"/>'
        )

    def dot(self, x: float, y: float, radius: float, *, fill: str, edge: str) -> None:
        """A circle."""
        self._parts.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}" stroke="{edge}"'
            ' stroke-width="2.5"/>'
        )

    def finish(self, *, name: str, title: str) -> SafeString:
        """The whole SVG; `name` is unique on the page, `title` says in words what the drawing shows."""
        size = f"{self.width} {number(self.height)}"
        return mark_safe(  # noqa: S308 every text went through escape
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{self.width}"'
            f' height="{number(self.height)}" role="img" aria-labelledby="{escape(name)}-title">'
            f'<title id="{escape(name)}-title">{escape(title)}</title>{"".join(self._parts)}</svg>'
        )
