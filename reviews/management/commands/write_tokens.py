"""Writes `static/css/tokens.css` from the tokens, and `static/css/app.css` from the style sheets beside it.

Pages load the one file `app.css`: a list of `@import`s would cost a round trip each, thirty `<link>`s nearly as much,
and a build step needs tools that nobody here wants to keep. Both written files are committed, so that a checkout
needs no command before it runs; `tests/design/test_styles.py` fails when they are out of date.
"""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from reviews.design.tokens import custom_properties

FIRST = ("layers.css", "tokens.css")
BUNDLE = "app.css"
APART = "gallery.css"  # loaded by the gallery alone
NOTE = "/* Written by make docs. Do not edit. */\n"
KEPT = re.compile(r'("[^"]*")')
SQUEEZED = ((r"\s+", " "), (r" ?([{};,]) ?", r"\1"), (r": ", ":"), (r";}", "}"))


class Command(BaseCommand):
    """`manage.py write_tokens`."""

    help = "Write static/css/tokens.css and static/css/app.css."

    def handle(self, *args: object, **options: object) -> None:
        folder = css_folder()
        (folder / "tokens.css").write_text(tokens_css(), encoding="utf-8")
        (folder / BUNDLE).write_text(bundle(folder), encoding="utf-8")


def css_folder() -> Path:
    """Where the style sheets are."""
    return Path(settings.STATICFILES_DIRS[0]) / "css"


def tokens_css() -> str:
    """The tokens as custom properties of the root."""
    lines = "".join(f"    --{name}: {value};\n" for name, value in custom_properties().items())
    return f"{NOTE}@layer base {{\n  :root {{\n{lines}  }}\n}}\n"


def sources(folder: Path) -> list[Path]:
    """The style sheets in the order in which they are joined: layers keep it from mattering beyond the first."""
    rest = sorted(p.name for p in folder.glob("*.css") if p.name not in (*FIRST, BUNDLE, APART))
    return [folder / name for name in (*FIRST, *rest)]


def bundle(folder: Path) -> str:
    """All style sheets as one, without comments and needless spaces, a file a line."""
    return NOTE + "".join(squeezed(path.read_text(encoding="utf-8")) + "\n" for path in sources(folder))


def squeezed(css: str) -> str:
    """A style sheet without comments and needless spaces; what stands in quotation marks stays as it is."""
    parts = KEPT.split(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return "".join(part if part.startswith('"') else _squeeze(part) for part in parts).strip()


def _squeeze(text: str) -> str:
    for pattern, replacement in SQUEEZED:
        text = re.sub(pattern, replacement, text)
    return text
