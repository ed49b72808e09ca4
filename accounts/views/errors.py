"""Pages for what went wrong. They ask the database nothing: it may be what went wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.refusals import Busy, NotAllowed, Refused, Unreadable
from accounts.sign_in.signed_out import OUT_OF_DATE, comes_from_here, page_with_form, say_next


def error_page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """`templates/errors/<status>.html`, as a page or, for a script, as its first words."""
    if request.headers.get("HX-Request"):
        return HttpResponse(context.get("words", ""), status=status, content_type="text/plain; charset=utf-8")
    return render(request, f"errors/{status}.html", context, status=status)


def refusal_page(request: HttpRequest, refused: Refused | Busy) -> HttpResponse:
    """What could not be done and why, where no form could be given back."""
    if isinstance(refused, Busy):
        answer = error_page(request, 503, words=refused.words)
        answer["Retry-After"] = "5"
        return answer
    status = 403 if isinstance(refused, NotAllowed) else 400 if isinstance(refused, Unreadable) else 409
    return error_page(request, status, words=refused.words)


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


def not_this_way(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """The address is for a button alone: nothing was done, and here is the page with the button."""
    answer = error_page(request, 405, back=page_with_form(request), words="Nothing was done.")
    answer["Allow"] = refused["Allow"]
    return answer


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret is not this session's: usually a sign-in in another tab. Back to the form, where it is said.

    What another site sends here, and a browser without cookies, gets a page of its own.
    """
    is_ours = settings.CSRF_COOKIE_NAME in request.COOKIES and comes_from_here(request)
    if is_ours and not request.headers.get("HX-Request"):
        say_next(request, OUT_OF_DATE)
        return redirect(page_with_form(request))
    return error_page(request, 403, is_csrf=True, words="The page is out of date.")
