"""Sessions are rows of the database, which end after a while of nothing done, and after a day's work whatever is done.

How long a session still lasts is in its row's `expire_date` alone: noting that somebody is there changes no other part
of it, so it never takes back what another request has just put into the session.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.sessions.backends import db
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User

BEGAN, AT_YST = "began", "yst"
NOTED_EVERY = timedelta(minutes=1)
LOAD = "select session_data, expire_date from django_session where session_key = %s"
BEFORE_SIGN_IN = timedelta(hours=1)


class Lasts(NamedTuple):
    """How long a session lasts without anything being done, and at the most."""

    idle: timedelta
    most: timedelta


AT_YST_LASTS = Lasts(timedelta(minutes=30), timedelta(hours=8))
OTHERS_LAST = Lasts(timedelta(hours=8), timedelta(hours=12))


class SessionStore(db.SessionStore):
    """Django's own, with two ends of a session. `ended` says which of them the browser's last one came to."""

    ended = ""  # "idle" or "long", and "-yst" for the times that hold there
    _until: datetime | None = None  # as the row says

    def load(self) -> dict[str, object]:
        """One plain query, which every request asks: putting it together costs more than the database needs for it."""
        with connection.cursor() as cursor:
            cursor.execute(LOAD, [self.session_key])
            rows = cursor.fetchall()
        for data, until in rows:
            if until > timezone.now():
                self._until = until
                return self.decode(data)
            before = self.decode(data)
            self.ended = _why(before.get(BEGAN), at_yst=bool(before.get(AT_YST)))
        self._session_key = None
        return {}

    def begin(self, *, at_yst: bool) -> None:
        """Somebody has signed in: both times run from now."""
        self[BEGAN], self[AT_YST] = int(timezone.now().timestamp()), at_yst
        self._until = self._from_now()

    def note(self) -> None:
        """Somebody has done something just now; written once a minute."""
        if BEGAN not in self or self._until is None:
            return
        until = self._from_now()
        if until - self._until >= NOTED_EVERY:
            self._until = until
            self.model.objects.filter(session_key=self.session_key).update(expire_date=until)

    def get_expiry_date(self, **kwargs: object) -> datetime:
        """What a save writes: that something is stored in a session makes it no longer."""
        if BEGAN not in self:
            return timezone.now() + BEFORE_SIGN_IN
        return self._until or self._from_now()

    def _from_now(self) -> datetime:
        lasts = _lasts(at_yst=bool(self.get(AT_YST)))
        return min(timezone.now() + lasts.idle, _moment(self[BEGAN]) + lasts.most)


def _lasts(*, at_yst: bool) -> Lasts:
    return AT_YST_LASTS if at_yst else OTHERS_LAST


def _moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def _why(began: int | None, *, at_yst: bool) -> str:
    """Which end a session that is over has come to; nothing for one in which nobody had signed in."""
    if began is None:
        return ""
    is_long = timezone.now() >= _moment(began) + _lasts(at_yst=at_yst).most
    return ("long" if is_long else "idle") + ("-yst" if at_yst else "")


def begin_session(request: HttpRequest, user: "User", **kwargs: object) -> None:
    """Called when somebody has signed in, in whatever way."""
    request.session.begin(at_yst=user.is_yst)  # type: ignore[attr-defined]


def is_polled(request: HttpRequest) -> bool:
    """Whether the page asked by itself, and no person: an open tab keeps nobody signed in."""
    return "X-Polled" in request.headers
