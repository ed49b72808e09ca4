"""What a process remembers of drawing: results of pure functions, whose input somebody had to be given first.

A page asks the database for everything it shows, each time; what it has been given it need not draw again if it has
drawn just that before. So nobody is shown what they may not see, and nothing is shown that has changed. What holds
somebody's words is kept for ten minutes at most, within a bound, and its input names `Trust.erasures`, which erasing
raises: every process draws anew what it had drawn before.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from time import monotonic as clock
from typing import TypeVar

from cachetools import TTLCache
from django.conf import settings
from django.core.signals import request_finished
from django.utils.safestring import SafeString

MOST_SECONDS = 600
Key = TypeVar("Key")

_memories: list[tuple[TTLCache[object, SafeString], Lock]] = []


def now() -> float:
    """Seconds that only ever grow."""
    return clock()


def remembered(draw: Callable[[Key], SafeString]) -> Callable[[Key], SafeString]:
    """Draw the same only once in ten minutes, as long as there is room; the input must be hashable, and all there is.

    The bound is of characters, over all that one function has drawn: `settings.REMEMBERED`.
    """
    kept: TTLCache[object, SafeString] = TTLCache(settings.REMEMBERED, MOST_SECONDS, now, getsizeof=len)
    lock = Lock()
    _memories.append((kept, lock))

    @wraps(draw)
    def drawn(key: Key) -> SafeString:
        with lock:
            found = kept.get(key)
        if found is None:
            found = draw(key)
            if len(found) <= kept.maxsize:
                with lock:
                    kept[key] = found
        return found

    return drawn


def forget_old(**_: object) -> None:
    """What is too old goes also where nothing new comes: after every request, a health check included."""
    for kept, lock in _memories:
        with lock:
            kept.expire()


def forget_all() -> None:
    """Begin with nothing."""
    for kept, lock in _memories:
        with lock:
            kept.clear()


request_finished.connect(forget_old)
