"""How views answer: a page that knows whose it is, or an operation tried and its outcome said."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, YstPerson
from accounts.refusals import Busy, Refused, in_words


def page(
    request: HttpRequest, template: str, who: Membership | YstPerson | None = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page with its header: the trust it is about and the name of the person, or YST's."""
    if isinstance(who, Membership):
        context |= {"nav_trust": who.trust, "nav_name": who.name, "member": who}
    elif isinstance(who, YstPerson):
        context |= {"nav_yst": True, "nav_name": who.name, "person": who, "nav_links": yst_links(request)}
    return render(request, template, {"today": timezone.localdate(), **context}, status=status)


def yst_links(request: HttpRequest) -> list[dict[str, Any]]:
    """What people at YST reach from every page."""
    register = reverse("accounts:register_list")
    return [{"url": register, "words": "Register", "current": request.path == register}]


View = Callable[..., HttpResponse]


def in_turn(view: View, *, over: str = "") -> View:
    """For a form that shows what is stored: of two posts to one address the second reads what the first has stored.

    `over`: the same for all addresses at which this, whatever it is, is changed.
    """

    @wraps(view)
    def in_its_turn(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
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


def attempt(request: HttpRequest, operation: Callable[..., Any], *, success: str = "", **arguments: Any) -> bool:
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
