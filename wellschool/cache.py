"""Django's cache in Valkey, which nobody has to wait for: while Valkey does not answer, each process counts by itself.

What is kept there are counts (how often somebody has tried) and codes that were used; nothing that must survive. After
an error this process keeps them in its own memory for some seconds before it asks again, so that a page is made as
quickly as ever; the limits are then per process, as many times as generous as there are processes.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from redis.typing import KeyT

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


P = ParamSpec("P")
Answer = TypeVar("Answer")


def either(
    server: Callable[Concatenate[RedisCache, P], Answer], memory: Callable[Concatenate[LocMemCache, P], Answer]
) -> Callable[Concatenate["Cache", P], Answer]:
    """The server's answer, or the memory's while the server is away."""

    def ask(cache: "Cache", *args: P.args, **kwargs: P.kwargs) -> Answer:
        if cache.server.may_be_asked():
            try:
                answer = server(cache, *args, **kwargs)
            except RedisError as error:
                cache.server.failed(error)
            else:
                cache.server.answered()
                return answer
        return memory(cache.memory, *args, **kwargs)

    return ask


class Client(RedisCacheClient):
    """Django's, with one `redis.Redis` for each pool instead of a new one for each question: they are made slowly."""

    def get_client(self, key: KeyT | None = None, *, write: bool = False) -> Redis:
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        made: Redis | None = getattr(pool, "client", None)
        if made is None:
            made = pool.client = super().get_client(key, write=write)
        return made


class Cache(RedisCache):
    """The backend to name in CACHES. A server that is away is stood in for by this process's memory."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**OPTIONS, **params.get("OPTIONS", {})}})
        self._class = Client
        self.server = SERVERS.setdefault(str(server), Server())
        self.memory = LocMemCache(f"instead of {server}", {**params, "OPTIONS": {}})

    def answers(self) -> bool:
        """Whether the server is there now, as far as this process knows."""
        self.has_key("is-anybody-there")
        return not self.server.away_until

    add = either(RedisCache.add, LocMemCache.add)
    get = either(RedisCache.get, LocMemCache.get)
    set = either(RedisCache.set, LocMemCache.set)
    touch = either(RedisCache.touch, LocMemCache.touch)
    delete = either(RedisCache.delete, LocMemCache.delete)
    get_many = either(RedisCache.get_many, LocMemCache.get_many)
    set_many = either(RedisCache.set_many, LocMemCache.set_many)
    delete_many = either(RedisCache.delete_many, LocMemCache.delete_many)
    has_key = either(RedisCache.has_key, LocMemCache.has_key)
    incr = either(RedisCache.incr, LocMemCache.incr)
    _clear = either(RedisCache.clear, LocMemCache.clear)

    def clear(self) -> None:
        self.memory.clear()
        self._clear()
