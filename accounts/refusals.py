"""Saying no in words: an operation that may not be, whether our own check or the database said so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import Error


class Refused(Exception):
    """What was asked cannot be done; the message says why and what to do, for the person who asked."""

    @property
    def words(self) -> str:
        return str(self)


class NotAllowed(Refused):
    """It is not this person's to do."""


class Stale(Refused):
    """Somebody else changed it meanwhile. Nothing was overwritten."""


TERMS_FIRST = "Before rating starts, an executive of your trust accepts the terms and the processing agreement."
CLOSED = "This trust has closed, so its self-reviews can be read and no longer changed."

# what the database's triggers say, by SQLSTATE; our own checks come first and say it more exactly
WORDS: dict[str, str] = {
    "P0M01": "The first person of a trust is its review lead.",
    "P0M02": "You cannot change your own role. Ask another review lead or an executive.",
    "P0M03": "Only an executive can do this for an executive.",
    "P0M04": "A trust keeps at least one review lead. Make somebody else a lead first.",
    "P0M05": "This account belongs to the Youth Sport Trust, so it cannot belong to a trust too.",
    "P0T01": "This comes from the register, so it is changed there.",
    "P0T02": CLOSED,
    "P0T03": (
        "The name comes from the register. You can change how it is written: capitals, accents, apostrophes and "
        "punctuation. Its letters stay."
    ),
    "P0R01": "Ratings for this review have closed.",
    "P0R02": "You have submitted these ratings. Take your submission back to change them.",
    "P0R03": "That statement is not part of this review.",
    "P0R04": "Reviewers can no longer be changed in this review.",
    "P0R05": "Choose somebody who belongs to the trust and is not a trustee.",
    "P0R06": "A review has at most eight reviewers.",
    "P0R07": "This reviewer has submitted, so they stay in the review.",
    "P0R08": "Some statements have no answer yet.",
    "P0R10": "Say why this reviewer is being removed.",
    "P0S00": "The review has moved on, so this can no longer be done.",
    "P0S01": "Nobody has submitted yet.",
    "P0S02": "Not everyone has submitted. Say why ratings are shown early.",
    "P0S03": "At least two people must have submitted before ratings can be shown.",
    "P0S04": "A review lead who is rating must submit first.",
    "P0S05": (
        "Names are hidden in this review, so at least three must have submitted, "
        "or each of them must agree to names being shown."
    ),
    "P0S06": "This was settled when rating began and cannot change now.",
    "P0S07": "Choose at least one reviewer first.",
    "P0S08": "Names can be hidden only with three reviewers or more.",
    "P0S12": TERMS_FIRST,
    "P0S09": "Some statements are neither agreed nor left open with a reason.",
    "P0S10": "Say why the review is being reopened.",
    "P0S11": "A review that has been signed off cannot be cancelled.",
    "P0A01": "Levels can be agreed only while the review is at the comparing stage.",
    "P0A02": "The meeting has ended.",
    "P0N01": (
        "Too few trusts share their results of this year for figures that keep each one’s levels private. "
        "Nothing was counted. Try again when more of them share."
    ),
    "P0N02": "This release is being made, or was made already.",
    "P0N03": "A release that was published or discarded never changes.",
    "P0N04": "This release has moved on, so this can no longer be done.",
    "P0C01": (
        "This self-review has been counted in the national figures, so it can be shared less, or no longer, but not "
        "more widely."
    ),
    "P0F01": "A published framework version never changes.",
}


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a trigger's refusal into `Refused`; any other database error goes on."""
    try:
        yield
    except Error as error:
        state = getattr(error.__cause__, "sqlstate", None)
        if state in WORDS:
            raise Refused(WORDS[state]) from error
        raise


def asks(check: Callable[..., None]) -> Callable[..., bool]:
    """From a `check_can_x` that raises `NotAllowed`, the `can_x` that asks, so the two cannot differ."""

    def can(*args: Any, **kwargs: Any) -> bool:
        try:
            check(*args, **kwargs)
        except NotAllowed:
            return False
        return True

    can.__doc__ = f"Whether: {check.__doc__}"
    can.__name__ = check.__name__.removeprefix("check_")
    return can
