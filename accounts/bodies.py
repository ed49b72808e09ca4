"""How large what is sent may be, by address: small, unless a view says otherwise and from whom."""

from collections.abc import Callable, Iterable
from typing import IO, TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
OF_STRANGERS = 100_000  # bytes; the longest form that is open to everybody has some thousand
NOT_WHOLE = "What you sent did not arrive whole, so nothing of it was stored. Go back, and send it again."
WITHOUT_LENGTH = "What you sent does not say how long it is, so nothing of it was stored. Send it with its length."
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
AROUND_FILES = 100_000  # the other fields, and what stands between them


def takes_files(most: int, only: Callable[[HttpRequest], object] | None = None) -> Callable[[View], View]:
    """For a view: files of `most` bytes together. `only` raises for people who may send none, before any is read."""

    def mark(view: View) -> View:
        vars(view)["takes_files"] = most, only
        return view

    return mark


def most_bytes(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> int:
    """How large the body of this request may be. Raises when this person may send nothing."""
    if not request.user.is_authenticated:
        return OF_STRANGERS
    most, only = getattr(view, "takes_files", (0, None))
    if only is not None:
        only(request)
    return most + AROUND_FILES if most else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def length_of(request: HttpRequest) -> int:
    """How much of a body Django would read: what its header says, and nothing where that is no number."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class Whole:
    """A request's body of which nothing may be missing: reading it raises where the connection ended too soon."""

    def __init__(self, body: IO[bytes], length: int) -> None:
        self.body, self.left = body, length

    def read(self, size: int = -1) -> bytes:
        return self._counted(self.body.read(size), self.left if size < 0 else min(size, self.left))

    def readline(self, size: int = -1) -> bytes:
        line = self.body.readline(size)
        return self._counted(line, 0 if line.endswith(b"\n") else self.left if size < 0 else min(size, self.left))

    def _counted(self, part: bytes, least: int) -> bytes:
        self.left -= len(part)
        if len(part) < least:
            raise ConnectionError("The connection ended before all was read.")
        return part


def whole_bodies(application: WSGIApplication) -> WSGIApplication:
    """For a WSGI application: servers hand on what arrived, however little, and Django compares it with nothing."""

    def checked(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "0")
        if length.isdigit():
            environ["wsgi.input"] = Whole(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return checked


def too_large(most: int) -> str:
    """How much is taken."""
    size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1_000} kB"
    return f"What you sent is larger than the {size} that can be taken here."
