"""A session that is over: why, that nothing was done, and the way back to the page with the form.

What has to be said is kept in a cookie of one word until a page has said it: there is no session to keep it in.
"""

from types import FunctionType
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve

from accounts.sign_in.sessions import AT_YST_LASTS, OTHERS_LAST, Lasts

COOKIE = f"{settings.SESSION_COOKIE_NAME}-said"
KEPT_SECONDS = 60 * 60
UNDONE, OUT_OF_DATE = "undone", "out-of-date"


def _idle(lasts: Lasts) -> str:
    seconds = int(lasts.idle.total_seconds())
    span = f"{seconds // 3600} hours" if seconds >= 3600 else f"{seconds // 60} minutes"
    return f"You were signed out after {span} in which nothing was done here."


def _long(lasts: Lasts) -> str:
    hours = int(lasts.most.total_seconds()) // 3600
    return f"You were signed out after {hours} hours, as everybody is: sign in again to go on."


ENDS = {
    "idle": _idle(OTHERS_LAST),
    "long": _long(OTHERS_LAST),
    "idle-yst": _idle(AT_YST_LASTS),
    "long-yst": _long(AT_YST_LASTS),
}
BEFORE = {
    UNDONE: "You were not signed in, so what you sent was neither saved nor done. Sign in, and you are led back to it.",
    OUT_OF_DATE: "This page was out of date, so nothing was saved or done. Check it, and send it again.",
}
AFTER = {
    UNDONE: "You had been signed out, so what you sent was neither saved nor done. Check it, and send it again.",
    OUT_OF_DATE: BEFORE[OUT_OF_DATE],
}


def words_for(request: HttpRequest) -> list[str]:
    """What the page that is being made has to say first. Asked for by a page that has a place for it."""
    request._has_said = True  # type: ignore[attr-defined]
    said = [*request.COOKIES.get(COOKIE, "").split("."), getattr(request.session, "ended", "")]
    known = {**ENDS, **BEFORE} if not request.user.is_authenticated else AFTER
    return [known[word] for word in dict.fromkeys(said) if word in known]


def say_next(request: HttpRequest, word: str) -> None:
    """Have the next page say it."""
    request._to_say = word  # type: ignore[attr-defined]


def keep_for_next(request: HttpRequest, response: HttpResponse) -> None:
    """Keep what is still to be said with the browser, and forget what this answer has said."""
    ended, new = getattr(request.session, "ended", ""), getattr(request, "_to_say", "")
    before = request.COOKIES.get(COOKIE, "").split(".")
    if ended or new:
        words = ".".join(word for word in dict.fromkeys([*before, ended, new]) if word in {**ENDS, **BEFORE})
        response.set_cookie(
            COOKIE, words, max_age=KEPT_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    elif COOKIE in request.COOKIES and _has_said(request, response):
        response.delete_cookie(COOKIE, samesite="Lax")


def _has_said(request: HttpRequest, response: HttpResponse) -> bool:
    """A page has said it; on the way through signing in it is said until one has arrived."""
    is_on_the_way = not request.user.is_authenticated and request.path.startswith("/accounts/")
    return response.status_code == 200 and hasattr(request, "_has_said") and not is_on_the_way


def page_with_form(request: HttpRequest) -> str:
    """The address of the page from which this was sent, as far as the request tells; else the nearest one above."""
    if takes_get(request.path):
        return request.get_full_path()
    if came_from := own_referrer(request):
        return came_from
    above = request.path
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        if takes_get(above):
            return above
    return "/"


def own_referrer(request: HttpRequest) -> str:
    """The page of this site that the browser says it comes from."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if parts.netloc != request.get_host() or parts.path == resolve_url(settings.LOGIN_URL) or not takes_get(parts.path):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site has sent this."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def takes_get(path: str) -> bool:
    """Whether this is the address of a page, and not of a button alone."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    if hasattr(view, "view_class"):
        return hasattr(view.view_class, "get")
    return "GET" in (methods_of(view) or ["GET"])


def methods_of(view: object) -> list[str] | None:
    """What `require_http_methods` was told, however many decorators are around it."""
    while view is not None:
        if isinstance(view, FunctionType):
            told = dict(zip(view.__code__.co_freevars, view.__closure__ or (), strict=True))
            if methods := told.get("request_method_list"):
                return list(methods.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return None
