"""Components that both template languages use: written once, and given what they ask for."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from accounts.answering import Link
from accounts.models import Trust
from reviews.design.components import component
from wellschool.settings.environment import ROOT

TEMPLATES = ROOT / "templates"
MACROS = sorted(path.stem for path in (TEMPLATES / "jinja2" / "components").glob("*.html"))
INCLUDED = re.compile(
    r'\{%\s*(?:include|once)\s+"components/(\w+)\.html"(?:\s+with\s+(.*?))?(\s+only)?\s*%\}', re.DOTALL
)
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


# -- the layout of a page, which is written in each language ---------------------------------------------------------

SHELL = (
    '{% extends "layouts/page.html" %}{% block title %}A page{% endblock %}{% block content %}<p>It</p>{% endblock %}'
)
SPACE = re.compile(r"\s+")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')


def drawn_in(language: str, request: HttpRequest, told: dict[str, object]) -> str:
    """The whole page, without what differs each time; spaces between tags mean nothing."""
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    for level in (messages.SUCCESS, messages.ERROR, messages.WARNING, messages.INFO):
        messages.add_message(request, level, f"Said at <{level}>", extra_tags="saved")
    html = engines[language].from_string(SHELL).render(dict(told), request)
    return TOKEN.sub(r"\1", SPACE.sub(" ", html).replace("> <", "><").replace("> ", ">").replace(" <", "<"))


class Someone(NamedTuple):
    """As the layout knows who is signed in."""

    pk: int
    is_authenticated: bool
    is_yst: bool = False


TRUST = Trust(name="Ash & Oak", slug="ash-oak")
HEADERS: dict[str, dict[str, object]] = {
    "nobody": {},
    "a member": {"nav_trust": TRUST, "nav_name": "Priya <Nair>"},
    "YST": {"nav_yst": True, "nav_name": "Ade", "nav_links": [Link("Register", "/yst/register/", current=True)]},
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", HEADERS)
def test_the_layout_is_alike_in_both_languages(who: str, method: str, rf: RequestFactory) -> None:
    request = getattr(rf, method)("/trusts/ash-oak/")
    request.session = SimpleNamespace(ended="idle")
    request.user = Someone(7, is_authenticated=who != "nobody")
    in_django, in_jinja = (drawn_in(language, request, HEADERS[who]) for language in ("django", "jinja2"))

    assert in_django == in_jinja
    assert in_django.count("data-announce") >= 4
    assert ("data-unsaved" in in_django) == (method == "post")
    assert ("data-key" in in_django) == (who != "nobody")
    assert "<title>A page – Well School Trust self-review</title>" in in_django
