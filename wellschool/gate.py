"""Beyond what a process can do it says so at once: nobody waits in a queue whose end they cannot see.

So many requests are worked on at once, and so many wait for their turn, those first that must not be lost: answers that
are saved by themselves, then whatever else somebody sends, then pages, then files and what open pages ask; now and then
one of these also while many answers come. What finds no place is told 503 and when to come again, before anything of it
is read; so is what has waited too long. An answer that was not told to be saved is kept on the device and sent again.
"""

import logging
import os
import random
import re
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.template.loader import render_to_string

from accounts.answering import names_of

log = logging.getLogger(__name__)


class Kind(IntEnum):
    """What a request is, in the order in which they have their turn."""

    SAVE = 0  # an answer, from a script that keeps it and tries again
    FORM = 1  # whatever else somebody sends
    PAGE = 2
    LATER = 3  # files, and what an open page asks by itself: it will ask again


ROOM = {Kind.SAVE: 40, Kind.FORM: 10, Kind.PAGE: 10, Kind.LATER: 4}  # how many of a kind may wait
MOST_WAITING = sum(ROOM.values())
IN_A_ROW = 7  # saves, while others wait: then one of those has its turn
PATIENCE = 2.5  # seconds: who has waited so long is told to come again
AGAIN = {Kind.SAVE: 2, Kind.FORM: 5, Kind.PAGE: 5, Kind.LATER: 15}  # seconds
LOGGED_EVERY = 30.0  # seconds
RATING = re.compile(r"/rating/[0-9]+/$")
FILES = re.compile(r"/file/$")
BESIDE = ("/health/", "/ready/")  # asked by the proxy, and quick
WORDS = "Many people are using this just now, so this was not done. Wait a few seconds, and do it again."


def kind_of(environ: WSGIEnvironment) -> Kind:
    """From its method and address: nothing of a request has been read yet."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        by_script = "HTTP_HX_REQUEST" in environ and RATING.search(path)
        return Kind.SAVE if by_script and "HTTP_COOKIE" in environ else Kind.FORM
    return Kind.LATER if FILES.search(path) or "HTTP_X_POLLED" in environ else Kind.PAGE


Turn = threading.Event  # of one request that waits: set when it may go on


class Gate:
    """In front of the whole application of one process. `at_once` are worked on together."""

    def __init__(self, application: WSGIApplication, *, at_once: int) -> None:
        self.application = application
        self.free = at_once
        self.waiting: dict[Kind, deque[Turn]] = {kind: deque() for kind in Kind}
        self.saves_in_a_row = 0
        self.lock = threading.Lock()
        self.turned_away = 0
        self.logged_at = -LOGGED_EVERY

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path in BESIDE or path.startswith(settings.STATIC_URL):
            return self.application(environ, start_response)
        kind = kind_of(environ)
        if not self.enter(kind):
            return come_again(kind, environ, start_response)
        try:
            return self.application(environ, start_response)
        finally:
            self.leave()

    def enter(self, kind: Kind) -> bool:
        """Whether it is this request's turn; false where there is no room for it, or it has waited too long."""
        line = self.waiting[kind]
        with self.lock:
            if self.free:  # then nobody waits
                self.free -= 1
                return True
            if len(line) >= ROOM[kind]:
                self.turn_away()
                return False
            mine = Turn()
            line.append(mine)
        if mine.wait(PATIENCE):
            return True
        with self.lock:
            if mine.is_set():  # just now
                return True
            line.remove(mine)
            self.turn_away()
        return False

    def leave(self) -> None:
        """One is done: the next has its turn."""
        with self.lock:
            lines = [line for line in self.waiting.values() if line]
            if not lines:
                self.free += 1
                return
            is_save = lines[0] is self.waiting[Kind.SAVE]
            if is_save and len(lines) > 1 and self.saves_in_a_row >= IN_A_ROW:
                lines, is_save = lines[1:], False
            self.saves_in_a_row = self.saves_in_a_row + 1 if is_save else 0
            lines[0].popleft().set()

    def turn_away(self) -> None:
        """Count it, and log how many now and then."""
        self.turned_away += 1
        now = time.monotonic()
        if now - self.logged_at >= LOGGED_EVERY:
            log.warning("More is asked than this process can do. Told to come again: %s.", self.turned_away)
            self.logged_at, self.turned_away = now, 0


@dataclass(frozen=True)
class BusyPage:
    """What the page says; `is_page`: somebody only asked for one."""

    words: str
    is_page: bool


@lru_cache(maxsize=2)
def busy_page(*, is_page: bool) -> bytes:
    """The page for a person, who asked for a page or sent something. Drawn once: it asks nothing of anybody."""
    return render_to_string("errors/503.html", names_of(BusyPage(WORDS, is_page))).encode()


def come_again(kind: Kind, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """503, when to come again, and words: a page, or plain text for a script."""
    is_script = "HTTP_HX_REQUEST" in environ
    body = WORDS.encode() if is_script else busy_page(is_page=kind >= Kind.PAGE)
    headers = [
        ("Content-Type", f"text/{'plain' if is_script else 'html'}; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Retry-After", str(random.randint(AGAIN[kind], 2 * AGAIN[kind]))),  # noqa: S311 not all at once
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    ]
    start_response("503 Service Unavailable", headers)
    return [body]


def gated(application: WSGIApplication) -> Gate:
    """As many at once as `WEB_THREADS` says: the server has threads for those who wait besides, `deploy/web.sh`."""
    return Gate(application, at_once=int(os.environ.get("WEB_THREADS") or 4))
