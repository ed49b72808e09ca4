"""Stages of a review and the permitted transitions between them, as a table. Nothing returns to draft or rating.

The database holds a copy (`reviews/review/facts.py`), by which its trigger `stage_guard` decides.
"""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a review stands, and who sees what there."""

    DRAFT = "draft"  # being set up; nobody rates
    RATING = "rating"  # each reviewer sees their own ratings, nobody else any
    COMPARING = "comparing"  # those of the comparison see every submitted rating
    AGREED = "agreed"  # signed off; every member sees agreed levels
    CANCELLED = "cancelled"  # as it was; before ratings were shown, nobody is shown anything

    @property
    def label(self) -> str:
        """The stage in the words of the screen."""
        return LABELS[self]


LABELS = {
    Stage.DRAFT: "Being set up",
    Stage.RATING: "Rating",
    Stage.COMPARING: "Comparing and agreeing",
    Stage.AGREED: "Signed off",
    Stage.CANCELLED: "Cancelled",
}


class By(StrEnum):
    """Whose decision a transition is."""

    LEAD = "lead"
    EXECUTIVE = "executive"


@dataclass(frozen=True)
class Transition:
    """One permitted change of stage."""

    name: str
    before: Stage
    after: Stage
    by: By
    event: str  # in the audit log


TRANSITIONS = (
    Transition("start rating", Stage.DRAFT, Stage.RATING, By.LEAD, "review.started"),
    Transition("show everyone's ratings", Stage.RATING, Stage.COMPARING, By.LEAD, "review.revealed"),
    Transition("sign off", Stage.COMPARING, Stage.AGREED, By.EXECUTIVE, "review.signed_off"),
    Transition("reopen", Stage.AGREED, Stage.COMPARING, By.EXECUTIVE, "review.reopened"),
    Transition("cancel", Stage.DRAFT, Stage.CANCELLED, By.LEAD, "review.cancelled"),
    Transition("cancel", Stage.RATING, Stage.CANCELLED, By.LEAD, "review.cancelled"),
    Transition("cancel", Stage.COMPARING, Stage.CANCELLED, By.LEAD, "review.cancelled"),
)


def transition(before: str, after: Stage) -> Transition | None:
    """The permitted transition between two stages, or None."""
    return next((t for t in TRANSITIONS if t.before == before and t.after == after), None)


OPEN_STAGES = (Stage.DRAFT, Stage.RATING, Stage.COMPARING)
