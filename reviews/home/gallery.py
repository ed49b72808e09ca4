"""The design system on show: each component with its states and parameters, and whole screens made of them.

Everything on it is invented. What to include, and with what, is written beside each component in `templates/gallery/`.
"""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.form_fields import AddressField, NameField, WordsField
from accounts.forms.renderer import Hinted, LevelSelect
from frameworks.scale import scale_of
from reviews.design.chart_rows import DomainGaps, DomainLevels, as_table
from reviews.design.charts import gaps_by_domain, levels_by_domain

SCREENS = (
    "gallery",
    "home",
    "rating",
    "comparison",
    "meeting",
    "plan",
    "portfolio",
    "signed_out",
    "error",
    "print",
)
TODAY = date(2026, 11, 21)
LEDE = (
    "Rate 42 statements in seven domains, in any order and in as many sittings as you like. "
    "Until everyone’s ratings are shown, this product shows yours to nobody else."
)
PEOPLE = ("Priya Nair", "Tom Ellis", "Sarah Okafor", "Joe Bennett")
SCALE = scale_of(
    [
        (1, "Emerging", "We are starting out, or it depends on particular people.", False),
        (2, "Established", "It is in place and happens as we planned.", False),
        (3, "Embedded", "It is part of how we work everywhere.", False),
    ],
    in_place_from=2,
)
DOMAINS = (
    ("Strategic governance", 6),
    ("Expert ethical leadership", 6),
    ("High quality and inclusive education", 9),
    ("School improvement at scale", 7),
    ("Workforce resilience and wellbeing", 5),
    ("Finance and operations", 4),
    ("Civic duty and public benefit", 5),
)
STATEMENTS = (
    (
        "Our Trust puts the health and wellbeing of staff and pupils at the heart of its improvement plan and clearly "
        "articulates its place in the trust's vision statement and curriculum of its schools."
    ),
    "The Trust's vision and values align with the health and wellbeing needs of its communities.",
    (
        "Our Trustees understand the meaning and importance of health and wellbeing and the value of PE, sport and "
        "play in meeting the needs of the trust and wider communities."
    ),
    (
        "Work to promote health and wellbeing is identified in the Trust strategy and there is clear strategic "
        "direction for the development of PE, sport, and play."
    ),
)
KINDS = {"All answered": "", "Not started": "plain"}  # what is finished gets no tag
RATINGS = (
    (2, False, "Strategic plan 2025–28, aim 3.", "Name PE, sport and play in the curriculum statement."),
    (3, False, "", ""),
    (None, True, "", ""),
    (None, False, "", ""),
)


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = NameField(max_length=100, help_text="As colleagues know you.")
    email = AddressField(label="Email address")
    role = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[
            ("lead", Hinted("Review lead", "Sets up the self-review, invites colleagues, shows everyone’s ratings.")),
            ("colleague", Hinted("Colleague", "Senior staff: rates independently, then compares and agrees.")),
        ],
    )
    domains = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(number), name) for number, (name, _) in enumerate(DOMAINS[:3], start=1)],
        help_text="Choose all that apply.",
    )
    level = forms.ChoiceField(
        widget=LevelSelect, label="We agree this is",
        choices=[*((level, level.name) for level in SCALE.levels), ("open", "Leave it open for now")],
    )  # fmt: skip
    due_on = forms.DateField(label="By when", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    half_term = forms.ChoiceField(label="Or by the end of", choices=[("", "No half-term"), ("2026-1", "Autumn 1")])
    rationale = WordsField(widget=forms.Textarea(attrs={"rows": 3}), help_text="A sentence or two.")
    names_shown = forms.BooleanField(
        label="Show names with ratings", help_text="With two reviewers, names always show."
    )


@login_not_required
@require_safe
def gallery_detail(request: HttpRequest, screen: str = "gallery") -> HttpResponse:
    """Every component, or one whole screen made of them."""
    if screen not in SCREENS:
        raise Http404
    return render(request, f"gallery/{screen}.html", example())


def example() -> dict[str, Any]:
    """What the pages of the gallery show."""
    return {
        "nav_trust": {"name": "Thistledown Schools Trust", "slug": "thistledown"},
        "screens": [{"url": f"{name}/", "words": name.replace("_", " ").capitalize()} for name in SCREENS[1:]],
        "nav_name": "Priya Nair",
        "today": TODAY,
        "lede": LEDE,
        "due": date(2026, 12, 4),
        "overdue": date(2026, 10, 23),
        "levels": SCALE.levels,
        "people": PEOPLE,
        "statements": STATEMENTS,
        "cards": cards(),
        "domains": domains(),
        "filled_form": ExampleForm(initial={"name": "Priya Nair", "role": "lead", "level": "2", "names_shown": True}),
        "wrong_form": wrong_form(),
        "levels_chart": chart(levels_by_domain, [DomainLevels(n, d, split(total)) for n, d, total in numbered()]),
        "gaps_chart": chart(gaps_by_domain, [DomainGaps(n, d, *split(total)) for n, d, total in numbered()]),
        "stages": stages(),
        "making": making(),
        "links": [
            {"url": "#level", "words": "By level", "current": True},
            {"url": "#person", "words": "By person"},
        ],
        "trail": [{"url": "#", "words": "Thistledown Schools Trust"}, {"url": "#", "words": "Autumn 2026 self-review"}],
        "errors": [{"href": "#statement-4", "words": "The evidence is too long."}],
        "heat": heat(),
    }


def numbered() -> list[tuple[int, str, int]]:
    """Domains with their number and how many statements they have."""
    return [(number, name, total) for number, (name, total) in enumerate(DOMAINS, start=1)]


def split(total: int) -> tuple[int, int, int]:
    """A total in three parts."""
    return total // 4, total // 2, total - total // 4 - total // 2


def chart(draw: Any, rows: list[Any]) -> SimpleNamespace:
    """Both geometries and the table."""
    return SimpleNamespace(wide=draw(rows, SCALE), slim=draw(rows, SCALE, wide=False), table=as_table(rows, SCALE))


def wrong_form() -> ExampleForm:
    """A form that came back with errors."""
    form = ExampleForm({"name": "Priya Nair", "email": "priya", "due_on": "soon"})
    form.add_error(None, "Choose a date or a half-term, not both.")
    return form


def cards() -> list[dict[str, Any]]:
    """Statements to rate: rated, with evidence, can't say, not yet."""
    names = ("level", "cant_say", "note", "suggestion")
    return [
        {
            "statement": {"id": number, "code": f"1.{number}", "text": text},
            "rating": {**dict(zip(names, rating, strict=True)), "version": 1},
            "last_level": "Emerging" if number == 1 else "",
            "next_id": number + 1 if number < len(STATEMENTS) else None,
        }
        for number, (text, rating) in enumerate(zip(STATEMENTS, RATINGS, strict=True), start=1)
    ]


def domains() -> list[dict[str, Any]]:
    """The domains of a review with how far one has got."""
    words = ("3 of 6 answered", "All answered", "5 of 9 answered", *["Not started"] * 4)
    return [
        {
            "id": f"domain-{number}",
            "number": number,
            "name": name,
            "total": total,
            "hint": f"{total} statements",
            "status": status,
            "kind": KINDS.get(status, "brand"),
            "current": number == 1,
            "url": "#",
        }
        for (number, name, total), status in zip(numbered(), words, strict=True)
    ]


def stages() -> list[dict[str, str]]:
    """A review's stages."""
    return [
        {"name": "Being set up", "state": "done", "hint": "5 October 2026"},
        {"name": "Rating", "state": "now", "hint": "3 of 4 have submitted"},
        {"name": "Comparing and agreeing", "state": "next"},
        {"name": "Signed off", "state": "next"},
    ]


def making() -> list[dict[str, str]]:
    """The steps of a report."""
    return [
        {"name": "Collecting what was agreed", "state": "done"},
        {"name": "Drawing charts and pages", "state": "busy", "hint": "This takes about ten seconds."},
        {"name": "Checking that it can be read aloud", "state": "next"},
    ]


def heat() -> list[dict[str, Any]]:
    """Counts of shared statements by trust and domain, and the shade of each."""
    trusts = {
        "Brackenhill Learning Trust": (5, 5, 4, 6, 4, 3, 2),
        "Fernside Academies": (6, 2, 6, 2, 4, 2, 1),
        "Oakmere Education Trust": None,
        "Thistledown Schools Trust": (3, 3, 6, 3, 3, 4, 0),
    }
    rows = []
    for name, counts in trusts.items():
        cells = [(n, min(3, n * 4 // total)) for n, (_, total) in zip(counts, DOMAINS, strict=True)] if counts else None
        rows.append({"name": name, "cells": cells})
    return rows
