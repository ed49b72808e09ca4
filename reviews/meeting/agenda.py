"""What a review meeting has time for: pure arithmetic, without Django."""

from collections.abc import Iterable
from dataclasses import dataclass

from reviews.agreement import WIDE_FROM, Band

BATCH_MINUTES = 5  # to confirm together what all agree on
MINUTES = {Band.WIDE: 5, Band.NEAR: 3}  # for one statement; where nobody is apart, none is set aside


def time_words(levels: int) -> str:
    """What is set aside for one statement, of a framework with so many levels."""
    wide = "two levels or more" if levels > WIDE_FROM + 1 else "two levels"
    return f"{MINUTES[Band.WIDE]} minutes for each by {wide}, {MINUTES[Band.NEAR]} for each by one"


@dataclass(frozen=True)
class Agenda:
    """Statements in the order of discussion, by code: those that fit, and those that do not."""

    discussed: tuple[str, ...]
    parked: tuple[str, ...]
    minutes_used: int
    every_split_fits: bool


def agenda_for(statements: Iterable[tuple[str, Band]], *, minutes: int, has_batch: bool) -> Agenda:
    """Fit statements, most split first, into a meeting of `minutes`.

    As soon as one does not fit, it and all after it are parked: nobody should wonder why a wider gap was skipped.
    Those on which nobody is apart, with too few ratings, come last and are parked: they are taken if there is time.
    """
    used = BATCH_MINUTES if has_batch else 0
    discussed: list[str] = []
    parked: list[str] = []
    every_split_fits = True
    for code, band in statements:
        if band in MINUTES and not parked and used + MINUTES[band] <= minutes:
            used += MINUTES[band]
            discussed.append(code)
        else:
            parked.append(code)
            every_split_fits = every_split_fits and band not in MINUTES
    return Agenda(tuple(discussed), tuple(parked), used, every_split_fits)
