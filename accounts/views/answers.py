"""How views answer: a page that knows whose it is, or an operation tried and its outcome said."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, YstPerson
from accounts.refusals import Refused


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


def attempt(request: HttpRequest, operation: Callable[..., Any], *, success: str = "", **arguments: Any) -> bool:
    """Run an operation and say in a message how it went: `success`, or why it was refused."""
    try:
        operation(**arguments)
    except Refused as refused:
        messages.error(request, refused.words)
        return False
    if success:
        messages.success(request, success)
    return True
