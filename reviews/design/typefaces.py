"""The typefaces of reports, and of charts as pictures: ours, and those that draw what it cannot.

All come from packages, never from what a machine happens to have: a report is the same wherever it is made.
"""

import atexit
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from fontTools.ttLib import TTFont

from accounts.names import TURNING, UNSEEN

WEIGHTS = {500: "Medium", 700: "Bold", 800: "ExtraBold"}
OTHERS = ("manimgx_fonts", "noto_cjk_sans_jp_regular")  # packages: Noto Sans for other scripts, symbols, emoji; and CJK
REPLACEMENT = "\N{WHITE SQUARE}"  # drawn for a sign that no typeface here has
CERTAIN = re.compile(r"[\n\t -~\u00a0-\u017f‘’“”–—…£€•→✓]*")  # what our own has: most texts are looked at no closer
NEVER_DRAWN = re.compile(f"[\\s{UNSEEN}{TURNING}\u200c\u200d]")
SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>emoji</string></test>
<edit name="family" mode="prepend" binding="strong"><string>Noto Emoji</string></edit></match></fontconfig>
"""


def own_files() -> dict[int, Path]:
    """Our typeface, by weight."""
    folder = Path(str(files("font_manrope") / "files"))
    return {weight: folder / f"Manrope-{name}.ttf" for weight, name in WEIGHTS.items()}


def other_files() -> list[Path]:
    """The typefaces that draw what ours cannot, in a fixed order."""
    folders = [Path(str(files(package))) for package in OTHERS]
    found = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in (".ttf", ".otf")]
    return [path for path in found if "Italic" not in path.name]


@contextmanager
def these_alone() -> Iterator[None]:
    """Inside, Fontconfig, by which WeasyPrint finds typefaces, reads settings that know these folders and no others."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = _settings()
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


@cache
def _settings() -> str:
    """The file of those settings, for as long as this process lives; beside it, what was read of the typefaces."""
    home = mkdtemp(prefix="wellschool-fonts-")
    atexit.register(rmtree, home, ignore_errors=True)
    folders = "".join(f"<dir>{files(package)}</dir>" for package in OTHERS)
    settings = Path(home, "fonts.conf")
    settings.write_text(SETTINGS.format(folders=folders, cache=home), encoding="utf-8")
    return str(settings)


@cache
def drawn_signs() -> frozenset[int]:
    """Every sign that one of the typefaces draws."""
    found: set[int] = set()
    for path in (*own_files().values(), *other_files()):
        with TTFont(path, lazy=True) as face:
            found |= face.getBestCmap().keys()
    return frozenset(found)


def undrawn(text: str) -> list[str]:
    """The signs of a text that none of the typefaces has, each once, in their order."""
    if CERTAIN.fullmatch(text):
        return []
    return [c for c in dict.fromkeys(text) if ord(c) not in drawn_signs() and not NEVER_DRAWN.match(c)]


def drawable(text: str) -> str:
    """The text with one clear sign for each that cannot be drawn, which would else lie over its neighbours."""
    missing = undrawn(text)
    return text.translate(dict.fromkeys(map(ord, missing), REPLACEMENT)) if missing else text
