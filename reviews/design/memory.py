"""What a process remembers of drawing: results of pure functions, whose input somebody had to be given first.

A page asks the database for everything it shows, each time; what it has been given it need not draw again if it has
drawn just that before. So nobody is shown what they may not see, and nothing is shown that has changed. What holds
somebody's words is kept for ten minutes at most, within a bound, and its input names `Trust.erasures`, which erasing
raises: every process draws anew what it had drawn before.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock, Timer
from time import monotonic as clock
from typing import TypeVar

from cachetools import TTLCache
from django.conf import settings
from django.utils.safestring import SafeString

KEPT_SECONDS = 300  # and looked through as often, so that nothing is there after ten minutes
Key = TypeVar("Key")

_memories: list[tuple[TTLCache[object, SafeString], Lock]] = []
_timers: list[Timer] = []  # one, or none
_timing = Lock()


def now() -> float:
    """Seconds that only ever grow."""
    return clock()


def remembered(draw: Callable[[Key], SafeString]) -> Callable[[Key], SafeString]:
    """Draw the same only once in five minutes, as long as there is room; the input must be hashable, and all there is.

    The bound is of characters, over all that one function has drawn: `settings.REMEMBERED`.
    """
    kept: TTLCache[object, SafeString] = TTLCache(settings.REMEMBERED, KEPT_SECONDS, now, getsizeof=len)
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
                forget_in_time()
        return found

    return drawn


def forget_in_time() -> None:
    """What is too old goes by itself, also where nobody asks for anything any more."""
    with _timing:
        if not _timers:
            timer = Timer(KEPT_SECONDS, _forget_old)
            timer.daemon = True  # it keeps no process alive
            _timers.append(timer)
            timer.start()


def _forget_old() -> None:
    with _timing:
        _timers.clear()
    is_empty = True
    for kept, lock in _memories:
        with lock:
            kept.expire()
            is_empty &= not kept.currsize
    if not is_empty:
        forget_in_time()


def forget_all() -> None:
    """Begin with nothing."""
    for kept, lock in _memories:
        with lock:
            kept.clear()
