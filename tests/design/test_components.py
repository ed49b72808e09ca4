"""Components that both template languages use: written once, and given what they ask for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from reviews.design.components import component
from wellschool.settings.environment import ROOT

TEMPLATES = ROOT / "templates"
MACROS = sorted(path.stem for path in (TEMPLATES / "jinja2" / "components").glob("*.html"))
INCLUDED = re.compile(r'\{%\s*include\s+"components/(\w+)\.html"(?:\s+with\s+(.*?))?(\s+only)?\s*%\}', re.DOTALL)
BLOCK = re.compile(r"\{%\s*(notice|details|table_region|empty_state)\s+(.*?)%\}", re.DOTALL)
BLOCKS = {"empty_state": "empty"}
NAMED = re.compile(r"(\w+)=")
CALLED = re.compile(r"\bui\.(\w+)\(")


def includes() -> Iterator[tuple[Path, str, set[str]]]:
    """Each place in a template of Django's where one of them is asked for, and the names that it is given."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if "jinja2" in path.parts:
            continue
        for name, given, _ in INCLUDED.findall(text):
            if name in MACROS:
                yield path, name, set(NAMED.findall(given))
        for tag, given in BLOCK.findall(text):
            yield path, BLOCKS.get(tag, tag), set(NAMED.findall(given))


def test_an_include_names_only_what_the_component_asks_for() -> None:
    """What it does not ask for is left out without a word: a misspelt name would be."""
    found = list(includes())
    wrong = {
        f"{path.relative_to(TEMPLATES)}: {name} is given {sorted(odd)}"
        for path, name, given in found
        if (odd := given - set(component(name).arguments))  # type: ignore[attr-defined]
    }

    assert len(found) > 200
    assert wrong == set()


def test_every_component_is_written_in_one_language_and_used() -> None:
    twice = {path.stem for path in (TEMPLATES / "components").glob("*.html")} & set(MACROS)
    used = {name for _, name, _ in includes()}
    for path in (TEMPLATES / "jinja2").rglob("*.html"):
        used |= set(CALLED.findall(path.read_text(encoding="utf-8")))

    assert twice == set()
    assert used >= set(MACROS)


def test_both_languages_draw_it_alike() -> None:
    given = {"title": "Say <why>", "words": "“Nothing” & more", "kind": "talk"}
    in_django = get_template("components/notice.html").render(given)
    in_jinja = engines["jinja2"].env.from_string("{{ ui.notice(words, kind=kind, title=title) }}").render(given)  # type: ignore[attr-defined]

    assert in_django == in_jinja
    assert "Say &lt;why&gt;" in in_django
    assert "&amp; more" in in_django


def test_what_is_safe_already_is_not_escaped_again() -> None:
    html = get_template("components/notice.html").render({"content": mark_safe("<p>One</p>")})

    assert "<p>One</p>" in html


def test_a_component_that_is_not_there_is_an_error() -> None:
    with pytest.raises(Exception, match="no-such"):
        get_template("components/no-such.html")
