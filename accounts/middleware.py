"""Who is acting in a request, and what its answer may do."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control, patch_vary_headers

from accounts.actor import NOBODY, Actor, acting_as, narrow_to
from accounts.refusals import NotAllowed, Refused
from accounts.views.errors import error_page

Handler = Callable[[HttpRequest], HttpResponse]


class PrivateAnswersMiddleware:
    """Signed-in pages are kept in no cache and no browser history; fragments and pages never mixed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, no_store=True, private=True)
        return response


class SignedOutMiddleware:
    """A fragment's request gets 401, not a redirect that a script would follow to the sign-in page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_redirect = request.headers.get("HX-Request") and response.status_code == 302
        if is_redirect and response["Location"].startswith(resolve_url(settings.LOGIN_URL)):
            return HttpResponse("You are signed out.", status=401, content_type="text/plain")
        return response


class ActorMiddleware:
    """The request's one transaction, in which the database knows who is acting. Must be last.

    A view that raises, whatever the answer becomes, and any answer of 500 or more is rolled back: an exception
    becomes an answer further in, so a transaction out here would otherwise be committed. Error pages therefore ask
    the database nothing.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(actor_of(request)):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if trust_slug := kwargs.get("trust_slug"):
            narrow_to(trust_slug)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        transaction.set_rollback(True)
        if isinstance(exception, NotAllowed):
            return error_page(request, 403, words=exception.words)
        if isinstance(exception, Refused):
            return error_page(request, 409, words=exception.words)
        return None


def actor_of(request: HttpRequest) -> Actor:
    """The person signed in, or nobody."""
    user = request.user
    return Actor(user_id=user.pk, yst=user.is_yst) if user.is_authenticated else NOBODY
