"""Colours come from the tokens, nothing is inline, and a page stays light."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from reviews.design.tokens import custom_properties
from reviews.management.commands.write_tokens import BUNDLE, bundle, css_folder, sources, squeezed, tokens_css

ROOT = Path(settings.STATICFILES_DIRS[0]).parent
HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b(?![-\w])")
INLINE = re.compile(r"\s(?:style|on[a-z]+|hx-on[:\w-]*)\s*=|<style\b|<script(?![^>]*\bsrc=)", re.IGNORECASE)
LITERAL = ("layouts/email.html", "emails/", "reports/")  # read by what knows no custom properties
SCRIPTS = {
    "signed out": ("app.js", "limit.js"),
    "any": ("app.js", "limit.js", "keep.js", "sending.js", "draft.js"),
    "rating": ("app.js", "limit.js", "keep.js", "sending.js", "draft.js", "rating.js"),
    "meeting": ("app.js", "limit.js", "keep.js", "sending.js", "draft.js", "requests.js", "meeting.js"),
}
# bytes, brotli; 8 kB of CSS were planned for six screens, and there are fifty. Rating loads no htmx (15 kB) now
MOST_CSS, MOST_JS = 10_240, 9_800
MOST_LINES = {"file": 200, "all": 3_400}


def weight(*files: Path) -> int:
    """What the files weigh on the wire."""
    return sum(len(brotli.compress(file.read_bytes())) for file in files)


def templates() -> list[Path]:
    """Templates of pages."""
    folder = ROOT / "templates"
    return [p for p in sorted(folder.rglob("*.html")) if not p.relative_to(folder).as_posix().startswith(LITERAL)]


def test_written_style_sheets_are_up_to_date() -> None:
    folder = css_folder()
    assert (folder / "tokens.css").read_text() == tokens_css(), "run make docs"
    assert (folder / BUNDLE).read_text() == bundle(folder), "run make docs"


def test_joining_leaves_words_in_quotation_marks_alone() -> None:
    assert squeezed('a { content: " ; "; /* out */ color: red; }') == 'a{content:" ; ";color:red}'


def test_style_sheets_name_no_colour() -> None:
    stray = {p.name: HEX.findall(p.read_text()) for p in sources(css_folder()) if p.name != "tokens.css"}
    assert not {name: found for name, found in stray.items() if found}


def test_templates_name_no_colour() -> None:
    coloured = re.compile(r"(?:fill|stroke|color|background)\s*[=:]\s*\"?\s*" + HEX.pattern)
    assert not [p for p in templates() if coloured.search(p.read_text())]


def test_images_use_the_tokens() -> None:
    used = {colour for p in (ROOT / "static" / "img").glob("*.svg") for colour in HEX.findall(p.read_text())}
    assert used
    assert used <= set(custom_properties().values())


@pytest.mark.parametrize("template", templates(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_templates_have_no_inline_style_or_script(template: Path) -> None:
    assert not INLINE.findall(template.read_text())


def test_style_sheets_are_small() -> None:
    lines = {p.name: len(p.read_text().splitlines()) for p in sources(css_folder())}
    assert max(lines.values()) <= MOST_LINES["file"]
    assert sum(lines.values()) <= MOST_LINES["all"]
    assert weight(css_folder() / BUNDLE) <= MOST_CSS


@pytest.mark.parametrize("page", SCRIPTS)
def test_scripts_are_small(page: str) -> None:
    assert weight(*(ROOT / "static" / "js" / name for name in SCRIPTS[page])) <= MOST_JS


def test_only_one_script_knows_htmx() -> None:
    knowing = [p.name for p in (ROOT / "static" / "js").glob("*.js") if re.search(r"htmx[:.]", p.read_text())]
    assert knowing == ["requests.js"]
