"""Pages for what went wrong. They ask the database nothing: it may be what went wrong."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def error_page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """`templates/errors/<status>.html`, as a page or, for a script, as its first words."""
    if request.headers.get("HX-Request"):
        return HttpResponse(context.get("words", ""), status=status, content_type="text/plain; charset=utf-8")
    return render(request, f"errors/{status}.html", context, status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403, words=str(exception or ""))


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404)


@login_not_required
def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Asked for by allauth, when somebody has tried too often."""
    return error_page(request, 429)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret is not this session's: usually a sign-in in another tab."""
    return error_page(request, 403, is_csrf=True, words="The page is out of date.")
