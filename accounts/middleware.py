"""Who is acting in a request, and what its answer may do."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, UnreadablePostError
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_cache_control, patch_vary_headers

from accounts.access import account_of
from accounts.bodies import NOT_WHOLE, SAFE, WITHOUT_LENGTH, length_of, most_bytes, too_large
from accounts.isolation.actor import NOBODY, Actor, acting_as, narrow_to
from accounts.refusals import Busy, Refused, refusal_of
from accounts.sign_in import second_factor
from accounts.sign_in.internals import confirm_first
from accounts.sign_in.sessions import is_polled
from accounts.sign_in.signed_out import UNDONE, keep_for_next, page_with_form, say_next
from accounts.views.errors import error_page, not_this_way, refusal_page

Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]


class PrivateAnswersMiddleware:
    """Signed-in pages are kept in no cache and no browser history; fragments and pages never mixed.

    An address that is for a button alone answers whoever comes to it otherwise with a page, too.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response = not_this_way(request, response)
        patch_vary_headers(response, ["HX-Request"])
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, no_store=True, private=True)
        return response


class ActivityMiddleware:
    """A person who does something stays signed in; a page that only asks for news by itself does not keep them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_polled(request):
            request.session.note()  # type: ignore[attr-defined]
        return self.get_response(request)


class SignedOutMiddleware:
    """What is to be said of a session that is over is kept; and a script gets 401, not a redirect that it follows."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_redirect = request.headers.get("HX-Request") and response.status_code == 302
        if is_redirect and response["Location"].startswith(resolve_url(settings.LOGIN_URL)):
            response = HttpResponse("You are signed out.", status=401, content_type="text/plain")
        keep_for_next(request, response)
        return response


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Django's own, before anything of a body is read; afterwards one is led to the page with the form."""

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponseRedirect:
        if request.method in SAFE:
            return super().handle_no_permission(request, view_func)
        if not request.headers.get("HX-Request"):  # a script sends what it keeps again
            say_next(request, UNDONE)
        return redirect_to_login(page_with_form(request), resolve_url(settings.LOGIN_URL))


class BodySizeMiddleware:
    """Nothing large is taken in: a body is read only from whom, and up to the size that, the address says.

    Before the check of forms' secrets, which reads the body. One in chunks would read as empty: it is refused.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> HttpResponseBase | None:
        if request.method in SAFE:
            return None
        try:
            most = most_bytes(request, view)
        except Refused as refused:
            return error_page(request, 403, words=refused.words)
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            return error_page(request, 400, words=WITHOUT_LENGTH, back=page_with_form(request))
        if length_of(request) > most:
            return error_page(request, 413, words=too_large(most), back=page_with_form(request))
        try:
            _ = request.POST  # read once, here: half a form would empty what is missing of it
        except UnreadablePostError:
            return error_page(request, 400, words=NOT_WHOLE, back=page_with_form(request))
        return None


WITHOUT_SECOND_FACTOR = frozenset(
    [
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_activate_totp",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "help",
        "accessibility",
        "privacy",
        "terms",
        "health",
        "ready",
    ]
)  # nothing of anybody's is in these


class SecondFactorMiddleware:
    """Somebody at YST gets to setting up, or using, their second factor, and to nothing else before that."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        second_factor.is_missing(request)  # looked up before the request's transaction begins
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if (match and match.view_name in WITHOUT_SECOND_FACTOR) or not second_factor.is_missing(request):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse("You are signed out.", status=401, content_type="text/plain")
        if second_factor.device_of(account_of(request)):
            return redirect(f"{resolve_url('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        return redirect("mfa_activate_totp")


class ActorMiddleware:
    """The request's one transaction, in which the database knows who is acting. Must be last.

    A view that raises, whatever the answer becomes, and any answer of 500 or more is rolled back: an exception
    becomes an answer further in, so a transaction out here would otherwise be committed. Error pages therefore ask
    the database nothing.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            with acting_as(actor_of(request)):
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                return response
        except Error as error:  # what the database says only at the end, when the transaction is committed
            if (refused := refusal(error)) is None:
                raise
            return refusal_page(request, refused)

    def process_view(
        self, request: HttpRequest, view: View, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> HttpResponseBase | None:
        if isinstance(trust_slug := kwargs.get("trust_slug"), str):
            narrow_to(trust_slug)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        asked_again = confirmation(request) if isinstance(exception, ReauthenticationRequired) else None
        transaction.set_rollback(True)
        if asked_again is not None:
            return asked_again
        refused = refusal(exception)
        return refusal_page(request, refused) if refused else None


def refusal(error: Exception) -> Refused | Busy | None:
    """An operation's own refusal, or what the database refused."""
    if isinstance(error, Error):
        return refusal_of(error)
    return error if isinstance(error, Refused | Busy) else None


def confirmation(request: HttpRequest) -> HttpResponse:
    """Where somebody confirms who they are, and afterwards goes on with what they wanted.

    As allauth's own middleware does it, which comes after the rollback and could not ask the database for the way.
    """
    methods = get_adapter().get_reauthentication_methods(request.user)
    return confirm_first(request, methods[0]["url"] if methods else resolve_url(settings.LOGIN_URL))


def actor_of(request: HttpRequest) -> Actor:
    """The person signed in, or nobody; nobody, too, while somebody at YST has not used their second factor."""
    user = request.user
    if not user.is_authenticated or second_factor.is_missing(request):
        return NOBODY
    return Actor(user_id=user.pk, yst=user.is_yst)
