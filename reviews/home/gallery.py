"""The design system on show: each component with its states and parameters, and whole screens made of them.

Everything on it is invented. What to include, and with what, is written beside each component in `templates/gallery/`.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.answering import Link, page
from accounts.form_fields import AddressField, NameField, WordsField
from accounts.forms.renderer import Hinted, LevelSelect
from frameworks.content import StatementContent
from frameworks.scale import LevelContent, scale_of
from reviews.design.chart_rows import DomainGaps, DomainLevels
from reviews.design.page_charts import Chart, gaps_chart, levels_chart
from reviews.design.parts import ErrorLink, Milestone
from reviews.review.blinding import OwnRating
from reviews.review.views.rating_page import Card

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


@dataclass(frozen=True)
class ExampleTrust:
    """A trust as the header needs it."""

    name: str
    slug: str


@dataclass(frozen=True)
class ExampleDomain:
    """A domain as a task, as an entry of the rail and as a column."""

    id: str
    number: int
    name: str
    total: int
    hint: str
    status: str
    kind: str
    current: bool
    url: str = "#"


@dataclass(frozen=True)
class HeatRow:
    """A trust with its counts and the shade of each."""

    name: str
    cells: list[tuple[int, int]]


@dataclass(frozen=True)
class GalleryPage:
    """What the pages of the gallery show."""

    nav_trust: ExampleTrust
    nav_name: str
    screens: list[Link]
    today: date
    lede: str
    due: date
    overdue: date
    levels: tuple[LevelContent, ...]
    people: tuple[str, ...]
    statements: tuple[str, ...]
    cards: list[Card]
    domains: list[ExampleDomain]
    filled_form: ExampleForm
    wrong_form: ExampleForm
    levels_chart: Chart
    gaps_chart: Chart
    stages: list[Milestone]
    making: list[Milestone]
    links: list[Link]
    trail: list[Link]
    errors: list[ErrorLink]
    heat: list[HeatRow]


@login_not_required
@require_safe
def gallery_detail(request: HttpRequest, screen: str = "gallery") -> HttpResponse:
    """Every component, or one whole screen made of them."""
    if screen not in SCREENS:
        raise Http404
    return page(request, f"gallery/{screen}.html", None, example())


def example() -> GalleryPage:
    """Every component's own example."""
    return GalleryPage(
        nav_trust=ExampleTrust("Thistledown Schools Trust", "thistledown"),
        nav_name="Priya Nair",
        screens=[Link(name.replace("_", " ").capitalize(), f"{name}/") for name in SCREENS[1:]],
        today=TODAY,
        lede=LEDE,
        due=date(2026, 12, 4),
        overdue=date(2026, 10, 23),
        levels=SCALE.levels,
        people=PEOPLE,
        statements=STATEMENTS,
        cards=cards(),
        domains=domains(),
        filled_form=ExampleForm(initial={"name": "Priya Nair", "role": "lead", "level": "2", "names_shown": True}),
        wrong_form=wrong_form(),
        levels_chart=levels_chart([DomainLevels(n, d, split(total)) for n, d, total in numbered()], SCALE),
        gaps_chart=gaps_chart([DomainGaps(n, d, *split(total)) for n, d, total in numbered()], SCALE),
        stages=stages(),
        making=making(),
        links=[Link("By level", "#level", current=True), Link("By person", "#person")],
        trail=[Link("Thistledown Schools Trust", "#"), Link("Autumn 2026 self-review", "#")],
        errors=[ErrorLink("The evidence is too long.", "#statement-4")],
        heat=heat(),
    )


def numbered() -> list[tuple[int, str, int]]:
    """Domains with their number and how many statements they have."""
    return [(number, name, total) for number, (name, total) in enumerate(DOMAINS, start=1)]


def split(total: int) -> tuple[int, int, int]:
    """A total in three parts."""
    return total // 4, total // 2, total - total // 4 - total // 2


def wrong_form() -> ExampleForm:
    """A form that came back with errors."""
    form = ExampleForm({"name": "Priya Nair", "email": "priya", "due_on": "soon"})
    form.add_error(None, "Choose a date or a half-term, not both.")
    return form


def cards() -> list[Card]:
    """Statements to rate: rated, with evidence, can't say, not yet."""
    return [
        Card(
            statement=StatementContent(number, f"1.{number}", number, text, 1),
            rating=OwnRating(number, *rating, version=1),
            problem="",
            last_level="Emerging" if number == 1 else "",
            next_id=number + 1 if number < len(STATEMENTS) else None,
        )
        for number, (text, rating) in enumerate(zip(STATEMENTS, RATINGS, strict=True), start=1)
    ]


def domains() -> list[ExampleDomain]:
    """The domains of a review with how far one has got."""
    words = ("3 of 6 answered", "All answered", "5 of 9 answered", *["Not started"] * 4)
    return [
        ExampleDomain(
            id=f"domain-{number}",
            number=number,
            name=name,
            total=total,
            hint=f"{total} statements",
            status=status,
            kind=KINDS.get(status, "brand"),
            current=number == 1,
        )
        for (number, name, total), status in zip(numbered(), words, strict=True)
    ]


def stages() -> list[Milestone]:
    """A review's stages."""
    return [
        Milestone("Being set up", "done", "5 October 2026"),
        Milestone("Rating", "now", "3 of 4 have submitted"),
        Milestone("Comparing and agreeing", "next"),
        Milestone("Signed off", "next"),
    ]


def making() -> list[Milestone]:
    """The steps of a report."""
    return [
        Milestone("Collecting what was agreed", "done"),
        Milestone("Drawing charts and pages", "busy", "This takes about ten seconds."),
        Milestone("Checking that it can be read aloud", "next"),
    ]


def heat() -> list[HeatRow]:
    """Counts of shared statements by trust and domain, and the shade of each."""
    trusts = {
        "Brackenhill Learning Trust": (5, 5, 4, 6, 4, 3, 2),
        "Fernside Academies": (6, 2, 6, 2, 4, 2, 1),
        "Thistledown Schools Trust": (3, 3, 6, 3, 3, 4, 0),
    }
    return [
        HeatRow(name, [(n, min(3, n * 4 // total)) for n, (_, total) in zip(counts, DOMAINS, strict=True)])
        for name, counts in trusts.items()
    ]
