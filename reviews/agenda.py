"""What a review meeting has time for: pure arithmetic, without Django."""

from collections.abc import Iterable
from dataclasses import dataclass

from reviews.agreement import Band

BATCH_MINUTES = 5  # to confirm together what all agree on
MINUTES = {Band.WIDE: 5, Band.NEAR: 3, Band.SAME: 3, Band.FEW: 3}  # for one statement


@dataclass(frozen=True)
class Agenda:
    """Statements in the order of discussion, by code: those that fit, and those that do not."""

    discussed: tuple[str, ...]
    parked: tuple[str, ...]
    minutes_used: int


def agenda_for(statements: Iterable[tuple[str, Band]], *, minutes: int, has_batch: bool) -> Agenda:
    """Fit statements, most split first, into a meeting of `minutes`.

    As soon as one does not fit, it and all after it are parked: nobody should wonder why a wider gap was skipped.
    """
    used = BATCH_MINUTES if has_batch else 0
    discussed: list[str] = []
    parked: list[str] = []
    for code, band in statements:
        if parked or used + MINUTES[band] > minutes:
            parked.append(code)
        else:
            used += MINUTES[band]
            discussed.append(code)
    return Agenda(tuple(discussed), tuple(parked), used)
