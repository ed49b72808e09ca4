"""How views answer: a page that knows whose it is, or an operation tried and its outcome said."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, wraps
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, YstPerson
from accounts.refusals import Busy, Refused, in_words

if TYPE_CHECKING:
    from _typeshed import DataclassInstance as Shown


@dataclass(frozen=True)
class Link:
    """One of a row of links. `current`: it leads to what is shown already."""

    words: str
    url: str
    current: bool = False


def page(
    request: HttpRequest, template: str, who: Membership | YstPerson | None = None, shown: "Shown | None" = None, /,
    *, status: int = 200, **context: object,
) -> HttpResponse:  # fmt: skip
    """Render a page with its header: the trust it is about and the name of the person, or YST's.

    `shown` is what the page shows, a frozen object whose fields are names in the template; a page with up to four
    names of its own gives them as `context`.
    """
    if isinstance(who, Membership):
        context |= {"nav_trust": who.trust, "nav_name": who.name, "member": who}
    elif isinstance(who, YstPerson):
        context |= {"nav_yst": True, "nav_name": who.name, "person": who, "nav_links": yst_links(request)}
    told = {"today": timezone.localdate(), **names_of(shown), **context}
    return render(request, template, told, status=status, using=language_of(template))


@cache
def language_of(template: str) -> str:
    """The language of a page, which is that of its folder: Jinja2 for those that are long."""
    return "jinja2" if template in engines["jinja2"].env.list_templates() else "django"  # type: ignore[attr-defined]


def fragment(request: HttpRequest, template: str, shown: "Shown", *, status: int = 200) -> HttpResponse:
    """Render a part of a page, of the same frozen object as the page."""
    return render(request, template, names_of(shown), status=status)


def names_of(shown: "Shown | None") -> dict[str, object]:
    """The fields of a frozen object by name, for a template."""
    return {} if shown is None else {field.name: getattr(shown, field.name) for field in fields(shown)}


def yst_links(request: HttpRequest) -> list[Link]:
    """What people at YST reach from every page."""
    register = reverse("accounts:register_list")
    return [Link("Register", register, current=request.path == register)]


View = Callable[..., HttpResponse]


def in_turn(view: View, *, over: str = "") -> View:
    """For a form that shows what is stored: of two posts to one address the second reads what the first has stored.

    `over`: the same for all addresses at which this, whatever it is, is changed.
    """

    @wraps(view)
    def in_its_turn(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST":
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [over or request.path])
        return view(request, *args, **kwargs)

    return in_its_turn


def status_of(form: forms.BaseForm) -> int:
    """Of a form's page: 200 as opened, 409 where somebody else was quicker, 422 where something is to be put right."""
    if not form.is_bound:
        return 200
    return 409 if getattr(form, "clashes", None) or getattr(form, "changes", None) else 422


def attempt(request: HttpRequest, operation: Callable[..., object], *, success: str = "", **arguments: object) -> bool:
    """Run an operation and say in a message how it went: `success`, or why it was refused."""
    try:
        with in_words():
            operation(**arguments)
    except (Refused, Busy) as refused:
        messages.error(request, refused.words)
        return False
    if success:
        messages.success(request, success)
    return True
