"""A next step as everybody reads it: on a page, in a report, at YST; as it stands now or as it was signed off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from frameworks.content import Content
from reviews.calendar import USUAL, by_when_words


class Priority(models.IntegerChoices):
    """How soon it matters."""

    HIGH = 1, "High"
    MEDIUM = 2, "Medium"
    LOW = 3, "Low"


class StepStatus(models.TextChoices):
    """How a next step stands."""

    NOT_STARTED = "not started", "Not started"
    UNDER_WAY = "under way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


NOT_DECIDED = "Not decided"  # in place of a name, where nobody leads a step
UNFINISHED = (StepStatus.NOT_STARTED, StepStatus.UNDER_WAY)


def led_by(name: str) -> str:
    """Who leads a step, as it is said everywhere."""
    return name or NOT_DECIDED


@dataclass(frozen=True)
class Step:
    """What, about what, who, by when, and how it stands. `owner` is empty where nobody leads it, or it is not told."""

    key: int
    statement_id: int | None
    domain_id: int | None
    about: str  # the statement's code, or the domain by its number
    text: str
    owner: str = ""
    due_on: date | None = None
    half_term: str = ""
    priority: int = Priority.MEDIUM
    status: str = StepStatus.NOT_STARTED

    @property
    def who_leads(self) -> str:
        return led_by(self.owner)

    @property
    def ends(self) -> date | None:
        """The day by which it is due; None without a date."""
        return USUAL.ends_on(self.due_on, self.half_term)

    @property
    def by_when(self) -> str:
        """By when, in words."""
        return by_when_words(self.due_on, self.half_term)

    @property
    def due(self) -> str:
        """By when, as a report prints it."""
        return by_when_words(self.due_on, self.half_term, without="No date set")

    @property
    def has_date(self) -> bool:
        return self.ends is not None

    @property
    def is_finished(self) -> bool:
        """Done or dropped."""
        return self.status not in UNFINISHED

    @property
    def is_urgent(self) -> bool:
        return self.priority == Priority.HIGH

    @property
    def status_words(self) -> str:
        return StepStatus(self.status).label

    @property
    def priority_words(self) -> str:
        return Priority(self.priority).label

    def is_overdue(self, today: date) -> bool:
        """Its day is over and it is not finished."""
        return self.ends is not None and self.ends < today and not self.is_finished

    @property
    def sort_key(self) -> tuple[bool, date, int, int]:
        """Soonest first, then by priority."""
        return (self.ends is None, self.ends or date.max, self.priority, self.key)


def about(content: Content, statement_id: int | None, domain_id: int | None) -> str:
    """The statement's code, or the domain by its number."""
    if statement_id:
        return content.by_id[statement_id].code
    return next(f"Domain {domain.number}" for domain in content.domains if domain.id == domain_id)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Soonest first."""
    return tuple(sorted(steps, key=lambda step: step.sort_key))
