"""Every class that a style sheet knows is put on something by a page, a paper or a script; the gallery is none."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from reviews.design.tokens import LEVELS
from reviews.documents.pdf import STYLES
from reviews.management.commands.write_tokens import APART, css_folder, sources
from wellschool.settings.environment import ROOT

TEMPLATES = ROOT / "templates"
GALLERY = TEMPLATES / "gallery"
COMMENT = re.compile(r"/\*.*?\*/|\"[^\"]*\"", re.DOTALL)  # and what stands in quotation marks, as addresses do
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
PUT_ON = re.compile(r"""\bclass(?:Name|Names?)?\s*[=:]\s*\\?["'`]([^"'`<>]*)""")
BLOCK = re.compile(r"\{% block (?:main_class|look) %\}(.*?)\{% endblock %\}", re.DOTALL)  # filled by other templates
# classes of which a value is the end, with what it can be
COMPOSED = {
    **{start: [*LEVELS] for start in ("option--", "person--", "compare__lane--")},  # a level's look
    "level--": [*LEVELS, "none"],
    "heat__": ["0", "1", "2", "3"],  # by quarters
    "notice--": ["bad", "good", "talk"],  # what components are given as `kind`; "info" needs no rule of its own
    "tag--": ["brand", "outline", "talk"],
    "tile--": ["talk"],
    "stage--": ["busy", "done", "failed", "now"],  # states of a Milestone
}
IN_PAPERS = {
    "l": [*LEVELS, "none"],
    "h": ["0", "1", "2", "3"],
    "tiles--": ["3", "4", "5"],  # as many as there are
}
FROM_PYTHON = {"lnone": "a tile of what is left open", "plain": "a tile of next steps"}


def known(sheets: Iterable[Path]) -> set[str]:
    """The classes in the selectors of style sheets."""
    found = set()
    for sheet in sheets:
        for selector in re.findall(r"([^{};]+)\{", COMMENT.sub("", sheet.read_text(encoding="utf-8"))):
            found |= set(CLASS.findall(selector))
    return found


def put_on(source: str) -> set[str]:
    """The classes that a template or a script puts on elements; of one that ends in a value, all before it."""
    plain = VALUE.sub("\0", TAG.sub("", source))
    inside = " ".join(TAG.findall(source))
    names = [*PUT_ON.findall(plain), *PUT_ON.findall(inside), *BLOCK.findall(source)]
    return {name for each in names for name in each.split()}


def is_paper(template: Path) -> bool:
    """Whether it is laid out with the style sheets of papers."""
    return ("report_" not in template.name and template.parent.name == "reports") or "_paper" in template.name


def used(*, papers: bool) -> set[str]:
    """What templates put on elements of pages, or of papers; what scripts and Python do, counts for both."""
    pages = [path for path in TEMPLATES.rglob("*.html") if GALLERY not in path.parents and is_paper(path) == papers]
    scripts = (ROOT / "static" / "js").glob("*.js")
    python = [
        path for app in ("accounts", "reviews") for path in (ROOT / app).rglob("*.py") if path.name != "gallery.py"
    ]
    return {name for path in (*pages, *scripts, *python) for name in put_on(path.read_text(encoding="utf-8"))}


def ends(composed: Mapping[str, Iterable[str]]) -> set[str]:
    return {start + end for start, values in composed.items() for end in values}


@pytest.mark.parametrize("papers", [False, True], ids=["pages", "papers"])
def test_every_class_of_a_style_sheet_is_put_on_something(papers: bool) -> None:
    classes = known(STYLES if papers else sources(css_folder()))
    given = used(papers=papers) | (ends(IN_PAPERS) | {*FROM_PYTHON} if papers else ends(COMPOSED))

    assert len(classes) > 50
    assert sorted(classes - given) == []


@pytest.mark.parametrize(("papers", "composed"), [(False, COMPOSED), (True, IN_PAPERS)], ids=["pages", "papers"])
def test_what_ends_in_a_value_is_in_a_template(papers: bool, composed: Mapping[str, list[str]]) -> None:
    begun = {name.partition("\0")[0] for name in used(papers=papers) if "\0" in name}

    assert set(composed) <= begun


def test_the_gallery_uses_what_its_own_style_sheet_knows() -> None:
    shown = {name for path in GALLERY.glob("*.html") for name in put_on(path.read_text(encoding="utf-8"))}

    assert known([css_folder() / APART]) <= shown
