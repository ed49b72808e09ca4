"""Django's cache in Valkey, which nobody has to wait for: while Valkey does not answer, each process counts by itself.

What is kept there are counts (how often somebody has tried) and codes that were used; nothing that must survive. After
an error this process keeps them in its own memory for some seconds before it asks again, so that a page is made as
quickly as ever; the limits are then per process, as many times as generous as there are processes.
"""

import logging
import threading
import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)
WAIT = 0.2  # seconds for an answer, or for a connection
AWAY = 5.0  # seconds without asking, after an error
LOGGED_EVERY = 60.0  # seconds
OPTIONS = {"socket_timeout": WAIT, "socket_connect_timeout": WAIT, "retry": Retry(NoBackoff(), 0)}


class Server:
    """What this process knows of one server; shared by its threads, each of which has a cache object of its own."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.away_until = 0.0  # 0: it answers
        self.logged_at = -LOGGED_EVERY

    def may_be_asked(self) -> bool:
        """Whether it answers, or it is time for one thread to try again."""
        if not self.away_until:
            return True
        with self.lock:
            now = time.monotonic()
            if now < self.away_until:
                return False
            self.away_until = now + AWAY
            return True

    def failed(self, error: Exception) -> None:
        """It did not answer: leave it alone for a while, and log so once a minute."""
        with self.lock:
            now = time.monotonic()
            self.away_until = now + AWAY
            if now - self.logged_at < LOGGED_EVERY:
                return
            self.logged_at = now
        log.error(
            "Valkey does not answer (%s): each process counts limits by itself until it does.", type(error).__name__
        )

    def answered(self) -> None:
        """It is there (again)."""
        self.away_until = 0.0


SERVERS: dict[str, Server] = {}


class Cache(RedisCache):
    """The backend to name in CACHES. A server that is away is stood in for by this process's memory."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**OPTIONS, **params.get("OPTIONS", {})}})
        self._server = SERVERS.setdefault(str(server), Server())
        self._memory = LocMemCache(f"instead of {server}", {**params, "OPTIONS": {}})

    def answers(self) -> bool:
        """Whether the server is there now, as far as this process knows."""
        self.has_key("is-anybody-there")
        return not self._server.away_until

    def _ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if self._server.may_be_asked():
            try:
                answer = getattr(super(), name)(*args, **kwargs)
            except RedisError as error:
                self._server.failed(error)
            else:
                self._server.answered()
                return answer
        return getattr(self._memory, name)(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("set", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("touch", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("delete", *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("get_many", *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("set_many", *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("delete_many", *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("has_key", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("incr", *args, **kwargs)

    def clear(self) -> Any:
        self._memory.clear()
        return self._ask("clear")
