"""Asking that one's trust may take part: public pages, which say nothing of who takes part already."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answering import fragment, page
from accounts.forms.joining import JoinForm
from accounts.limits import address_of, is_within
from accounts.listing import typed_in, wants_part
from accounts.operations import ask_to_join, asked_by, confirm_request
from accounts.refusals import Refused
from accounts.register.models import RegisteredTrust
from accounts.register.search import find_trusts
from accounts.views.errors import too_many_requests
from accounts.views.opening import registered_or_404

MOST_FOUND = 20
MINUTE, HOUR, DAY = 60, 3_600, 86_400
WHAT_FOLLOWS = (
    "We send a link to your work address. Once you have followed it and pressed Ask to join, "
    "the Youth Sport Trust looks at your request and writes to you."
)
P = ParamSpec("P")


def for_strangers(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Without an account. Whoever is signed in has one, and is led to where they belong."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("home")
        return view(request, *args, **kwargs)

    return login_not_required(never_cache(guarded))


@dataclass(frozen=True)
class JoinSearch:
    """The first trusts that were found; `more`: there are others."""

    typed: str
    found: list[RegisteredTrust]
    more: bool
    most: int = MOST_FOUND


@require_safe
@for_strangers
def join_search(request: HttpRequest) -> HttpResponse:
    """Find one's trust in the public register, by name, number or postcode, as one types."""
    typed = typed_in(request)
    if not is_within("join search", address_of(request), most=120, seconds=MINUTE):
        return too_many_requests(request)
    found = list(find_trusts(typed, live_only=True)[: MOST_FOUND + 1]) if typed else []
    shown = JoinSearch(typed, found[:MOST_FOUND], more=len(found) > MOST_FOUND)
    if wants_part(request):
        return fragment(request, "joining/join_search.html#found", shown)
    return page(request, "joining/join_search.html", None, shown)


@require_http_methods(["GET", "POST"])
@for_strangers
def join_create(request: HttpRequest, group_uid: int) -> HttpResponse:
    """Who asks, for this trust. Whatever is true of the trust here, the next page is the same."""
    registered = registered_or_404(group_uid)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_ask(request, form.cleaned_data["email"]):
            return too_many_requests(request)
        try:
            ask_to_join(registered=registered, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return redirect("accounts:join_sent")
    return page(
        request, "joining/join_create.html", registered=registered, form=form,
        lede="" if registered.is_closed else WHAT_FOLLOWS, status=422 if form.is_bound else 200,
    )  # fmt: skip


def may_ask(request: HttpRequest, email: str) -> bool:
    """Ten times an hour from one network address, three times a day for one email address."""
    return is_within("join", address_of(request), most=10, seconds=HOUR) and is_within(
        "join", email.strip().lower(), most=3, seconds=DAY
    )


@require_safe
@for_strangers
def join_sent(request: HttpRequest) -> HttpResponse:
    """Look in your email: the same for everybody."""
    return page(request, "joining/join_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_strangers
def join_confirmation(request: HttpRequest, join_token: str) -> HttpResponse:
    """The link in the email: looking at it does nothing, so that no mail scanner confirms; the button does."""
    try:
        if request.method == "POST":
            asked = confirm_request(token=join_token, at=timezone.now())
            return page(request, "joining/join_confirmed.html", asked=asked)
        return page(request, "joining/join_confirmation.html", asked=asked_by(join_token))
    except Refused as refused:
        return page(request, "joining/join_refused.html", words=refused.words, status=410)
