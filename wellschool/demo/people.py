"""The demo's people as the sign-in page lists them, each with a button."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from accounts.isolation.actor import Actor
from accounts.models import User, YstRole
from wellschool.demo.cast import TRUSTS, YST
from wellschool.demo.seed import address

FULL_CASTS = 2  # trusts with people for every role, shown first and open
WALKED = "harrowgate-vale"  # the trust of the README's walk, open too

WHO_TO_BE = "priya.nair@thistledown.example"  # of a trust with reviews of three years


@dataclass(frozen=True)
class Button:
    """Somebody to be with one press."""

    name: str
    role: str
    email: str


@dataclass(frozen=True)
class Place:
    """Where the demo's people are: a trust, or YST."""

    name: str
    people: list[Button]
    open: bool


def demo_people(request: HttpRequest) -> dict[str, Callable[[], list[Place]]]:
    """For templates: `demo_places`, a list of places with their people. Made from the cast, not from the database."""
    return {"demo_places": places}


def places() -> list[Place]:
    """YST, then the trusts with the fullest casts, then the others."""
    yst = [person(name, YstRole(role).label, "yst") for name, role in YST]
    trusts = [
        Place(
            trust.name,
            [person(p.name, f"{p.job_title}, {p.role.label.lower()}", trust.slug) for p in trust.people if p.accepts],
            open=n < FULL_CASTS or trust.slug == WALKED,
        )
        for n, trust in enumerate(TRUSTS)
        if trust.people
    ]
    return [Place("Youth Sport Trust", yst, open=True), *trusts]


def person(name: str, role: str, slug: str) -> Button:
    """One button."""
    return Button(name, role, address(name, slug))


def somebody(email: str) -> Actor:
    """One of the demo's people, to act as: `with acting_as(somebody("…")):`."""
    user = User.objects.get(email=email)
    return Actor(user_id=user.pk, yst=user.is_yst)
