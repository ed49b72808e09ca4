"""What a kind of job says of itself: states and columns, for whom it is done and how, words, how long files stay."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet

from accounts.isolation.actor import Actor
from accounts.outbox.job_models import MOST_WORDS, Job

LEASE = timedelta(minutes=5)  # longer than the longest step between two calls of `Held.show`
MOST_ATTEMPTS = 3
AGAIN = "Please try again later; if it fails again, tell us."
TOO_OFTEN = f"It did not work three times. {AGAIN}"
LEFT = "Whoever asked for it may no longer see what would be in it, so it was not made."
Columns = Mapping[str, object]
Row = TypeVar("Row", bound=Job)


@dataclass(frozen=True)
class Words:
    """What the person who asked is told. A `Refused` brings its own words, and is final."""

    wrong: str  # `{doing}` in it is what was being done
    too_often: str = TOO_OFTEN
    left: str = LEFT  # they no longer see it, or no longer have the role for it
    of: Mapping[type[Exception], str] = field(default_factory=dict)  # errors with words of their own

    def about(self, error: Exception, doing: str) -> str:
        """What went wrong."""
        own = (words for kind, words in self.of.items() if isinstance(error, kind))
        return next(own, self.wrong.format(doing=doing))


@dataclass(frozen=True)
class Keeping:
    """How long files are kept. The policy of their table lets those of `gone` jobs be deleted, and no others."""

    files: type[Model]
    time: timedelta  # from the job's `finished_at`
    ended: tuple[str, ...] = ("done",)  # states
    gone: str = "expired"  # the state afterwards
    emptied: Columns = field(default_factory=dict)
    rows_too: bool = False  # nothing is left that could be made again


@dataclass(frozen=True, eq=False)
class JobKind(Generic[Row]):
    """One kind of job: one task that makes it, one state in which it waits for that, and one while it is made.

    Columns are by their names; `acts` is how the worker acts, beside for whom.
    """

    name: str  # for the log
    model: type[Row]
    tended_by: Actor  # the job whose policies show and change leases
    acts: Actor
    asked_by: str  # the column of the person's id
    task: str
    words: Words
    state: str = "status"
    waiting: str = "queued"
    working: str = "running"
    failed: str = "failed"
    carries: str = ""  # how a message calls the number of its row; without, it means the row whose turn it is
    doing: str = "it was being made"  # until `Held.doing` says more
    started: Columns = field(default_factory=dict)  # of its progress, when it is taken
    unstarted: Columns = field(default_factory=dict)  # and while it waits
    started_at: str = ""  # columns of times, where there are any
    failed_at: str = ""
    in_turn: Callable[[QuerySet[Row], datetime], QuerySet[Row]] = lambda free, at: free.order_by("pk")
    may: Callable[[], bool] = lambda: True  # whether the acting person may have it, beside seeing its row
    trust: Callable[[Row], str | None] = lambda row: None  # the slug of the only trust that the worker sees
    keeping: Keeping | None = None

    def rows(self, *states: str) -> QuerySet[Row]:
        """Its rows in these states, as far as whoever is acting sees them."""
        return self.model._default_manager.filter(**{f"{self.state}__in": states})

    def free(self, at: datetime) -> QuerySet[Row]:
        """What may be taken: it waits, or its worker has died."""
        cut_off = Q(**{self.state: self.working}, lease_until__lt=at)
        return self.rows(self.waiting, self.working).filter(Q(**{self.state: self.waiting}) | cut_off)

    def taken(self, lease: UUID, at: datetime) -> dict[str, object]:
        """The columns of one that a worker takes."""
        times = {self.started_at: at} if self.started_at else {}
        held = {"lease": lease, "lease_until": at + LEASE, "attempts": F("attempts") + 1}
        return {self.state: self.working, **held, **self.started, **times}

    def put_back(self, at: datetime) -> dict[str, object]:
        """The columns of one that waits to be taken."""
        return {self.state: self.waiting, "lease": None, "lease_until": at + LEASE, **self.unstarted}

    def given_up(self, words: str, at: datetime) -> dict[str, object]:
        """The columns of one that has failed for good."""
        times = {self.failed_at: at} if self.failed_at else {}
        return {self.state: self.failed, "failure": words[:MOST_WORDS], "lease": None, "lease_until": None, **times}
