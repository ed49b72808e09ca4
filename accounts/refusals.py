"""Saying no in words: an operation that may not be, whether our own check or the database said so."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import ParamSpec

from django.db import DataError, Error, OperationalError

log = logging.getLogger(__name__)


class Refused(Exception):
    """What was asked cannot be done; the message says why and what to do, for the person who asked."""

    @property
    def words(self) -> str:
        return str(self)


class NotAllowed(Refused):
    """It is not this person's to do."""


class Stale(Refused):
    """Somebody else changed it meanwhile. Nothing was overwritten."""


class Busy(Exception):
    """Not now: somebody else holds what is needed, or it took too long. The same can be asked again."""

    @property
    def words(self) -> str:
        return str(self)


class Unreadable(Refused):
    """Nobody could have typed this: it does not fit where it is kept."""


TERMS_FIRST = "Before rating starts, an executive of your trust accepts the terms and the processing agreement."
CLOSED_STILL = (
    "What the trust keeps here can be read and reported on, not changed. People can still leave or be removed, "
    "invitations be withdrawn, and less be shared with the Youth Sport Trust."
)
CLOSED = f"This trust has closed. {CLOSED_STILL}"

# what the database's triggers say, by SQLSTATE; our own checks come first and say it more exactly;
# other apps and rooms add theirs
WORDS: dict[str, str] = {
    "P0M01": "The first person of a trust is its review lead.",
    "P0M02": "You cannot change your own role. Ask another review lead or an executive.",
    "P0M03": "Only an executive can do this for an executive.",
    "P0M04": "A trust keeps at least one review lead. Make somebody else a lead first.",
    "P0M05": "This account belongs to the Youth Sport Trust, so it cannot belong to a trust too.",
    "P0M06": "The people of this trust have changed, so this invitation cannot be sent. Look who belongs to it now.",
    "P0M07": "This invitation has been accepted or withdrawn.",
    "P0T01": "This comes from the register, so it is changed there.",
    "P0T02": CLOSED,
    "P0T03": (
        "The name comes from the register. You can change how it is written: capitals, accents, apostrophes and "
        "punctuation. Its letters stay."
    ),
}


AGAIN = "Look at where it stands now, and do it again if it still needs doing."
QUICKER = f"Somebody else has just done this, or something that goes against it. {AGAIN}"

# constraints that a person can meet: two people, or one who pressed twice, at the same moment
BY_CONSTRAINT: dict[str, str] = {
    "accounts_trust_slug_key": f"A trust of this name was added a moment ago. {AGAIN}",
    "accounts_trust_registered_id_key": f"This trust was opened a moment ago. {AGAIN}",
    "accounts_user_email_key": "There is an account with this address already. Sign in with it.",
    "accounts_trustlogo_pkey": f"Somebody else has chosen a logo a moment ago. {AGAIN}",
    "membership_once_in_a_trust": "This person belongs to the trust already.",
    "invitation_pending_once": "An invitation to this address is on its way already.",
    "joinrequest_waiting_once": "You have asked for this trust already. We answer by email.",
    "assignment_once": f"Somebody else has just changed the advisors of this trust. {AGAIN}",
    "registerimport_one_at_a_time": "Another import is not finished yet. Apply or discard it first.",
}

BUSY = "Somebody else is changing the same just now, so this was not done. Wait a moment and do it again."
TOO_LONG = "This took too long, so it was given up. Wait a minute and do it again."
UNREADABLE = "Something that was sent cannot be stored: a number far too large, or a character that is none."
NO_LONGER = f"This cannot be stored as things stand now. {AGAIN}"

DENIED = "42501"
STATES_WITHOUT_SERVER: dict[type[Error], str] = {
    OperationalError: "08000",
    DataError: "22021",
}  # not reached; refused before it was sent

# by the SQLSTATE, or by its first three or two characters
BY_STATE: dict[str, tuple[type[Refused | Busy], str]] = {
    "23": (Refused, NO_LONGER),  # a constraint
    "23505": (Refused, QUICKER),
    DENIED: (Refused, NO_LONGER),  # a policy: what was allowed when the page was opened no longer is
    "22001": (Unreadable, UNREADABLE),  # too long
    "22003": (Unreadable, UNREADABLE),  # out of range
    "22008": (Unreadable, UNREADABLE),  # no date that can be kept
    "22021": (Unreadable, UNREADABLE),  # not a character
    "22P05": (Unreadable, UNREADABLE),
    "55P03": (Busy, BUSY),
    "40": (Busy, BUSY),  # deadlock, serialization
    "57014": (Busy, TOO_LONG),
    "53": (Busy, TOO_LONG),  # out of connections, memory, disk
    "57P": (Busy, TOO_LONG),  # shutting down
    "08": (Busy, TOO_LONG),  # not to be reached
}


def register_refusals(words: Mapping[str, str], by_constraint: Mapping[str, str] = {}) -> None:
    """Have these said where the database refuses: each app and room brings its own when it is loaded.

    Raises ValueError where a code or a constraint has words already.
    """
    for known, new in ((WORDS, words), (BY_CONSTRAINT, by_constraint)):
        if twice := known.keys() & new.keys():
            raise ValueError(f"These have words already: {', '.join(sorted(twice))}.")
        known.update(new)


def refusal_of(error: Error) -> Refused | Busy | None:
    """What a database error means for the person who asked; None where it is our fault and nobody else's.

    What has no words of its own is for us to look at, and logged.
    """
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or STATES_WITHOUT_SERVER.get(type(error), "")
    if state in WORDS:
        return Refused(WORDS[state])
    constraint = getattr(getattr(cause, "diag", None), "constraint_name", None)
    if constraint in BY_CONSTRAINT:
        return Refused(BY_CONSTRAINT[constraint])
    if state == DENIED and "row-level security" not in str(cause):
        return None  # a right that the role lacks: nobody else's fault
    kind, words = next((BY_STATE[s] for s in (state, state[:3], state[:2]) if s in BY_STATE), (None, ""))
    if words in (NO_LONGER, UNREADABLE):
        log.error("The database refused what a form let through: %s %s", state, constraint)
    return kind(words) if kind else None


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the database refuses into `Refused` or `Busy`; an error that is our fault goes on."""
    try:
        yield
    except Error as error:
        refused = refusal_of(error)
        if refused is None:
            raise
        raise refused from error


P = ParamSpec("P")


def asks(check: Callable[P, None]) -> Callable[P, bool]:
    """From a `check_can_x` that raises `NotAllowed`, the `can_x` that asks, so the two cannot differ."""

    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except NotAllowed:
            return False
        return True

    can.__doc__ = f"Whether: {check.__doc__}"
    can.__name__ = check.__name__.removeprefix("check_")
    return can
