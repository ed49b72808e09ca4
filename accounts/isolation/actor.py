"""Who is acting: one ContextVar, sent to the database before its next statement (`wellschool/database/base.py`).

The application says who; the database decides what that person sees.
"""

import hmac
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from hashlib import sha256

from django.db import transaction

_SAFE = re.compile(r"[a-z0-9-]*\Z")


@dataclass(frozen=True)
class Actor:
    """A person, perhaps narrowed to one trust, or a background job. `yst` is a hint; the database checks it."""

    user_id: int | None = None
    trust: str | None = None  # the trust's slug, as in the URL
    job: str | None = None
    yst: bool = False


NOBODY = Actor()
_current: ContextVar[Actor] = ContextVar("actor", default=NOBODY)


class ActorMissing(Exception):
    """A query while acting for somebody, but outside a transaction: the database would not know for whom."""


def current_actor() -> Actor:
    """Who is acting now; NOBODY unless told."""
    return _current.get()


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Act for somebody inside a transaction of its own.

    The transaction is outermost, so hooks on commit run as nobody and open their own context.
    """
    with transaction.atomic():
        token = _current.set(actor)
        try:
            yield
        finally:
            _current.reset(token)


def narrow_to(trust: str) -> None:
    """For the rest of this `acting_as`, see one trust only, whatever else the person belongs to."""
    _current.set(replace(_current.get(), trust=trust))


def signed_context(actor: Actor, backend_pid: int, key: bytes) -> str:
    """The token that the database believes: user, trust, job, the connection's own process number and a MAC.

    Empty for nobody. Bound to one connection, so a token seen in a log is of no use elsewhere.
    """
    if actor.user_id is None and actor.job is None:
        return ""
    parts = (str(actor.user_id or ""), actor.trust or "", actor.job or "", str(backend_pid))
    if not all(_SAFE.match(part) for part in parts):
        raise ValueError("An actor's trust and job may hold only a to z, digits and hyphens.")
    message = ".".join(parts)
    return f"{message}.{hmac.new(key, message.encode(), sha256).hexdigest()}"
