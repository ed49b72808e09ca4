"""A job done in the background, of whatever kind: asked for, taken, held, done or failed, and kept for a while.

The row is the truth; messages only carry it, and may come twice or never. Who takes a row holds a lease of five
minutes, so that what a dead worker held is taken up again. Attempts are counted before the work, so that what kills its
worker is given up after three.

A kind of job is a table (`Job`), a `JobKind` beside its model, and tasks that call `run`, `recover` and, where files
are kept, `expire`. Nothing personal is logged: a job's number, what was being done, the kind of error, where in the
code.
"""

import logging
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Generic
from uuid import UUID, uuid4

from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import timezone

from accounts.isolation.actor import Actor, acting_as
from accounts.outbox.asking import enqueue
from accounts.outbox.job_kinds import LEASE, MOST_ATTEMPTS, JobKind, Row
from accounts.refusals import Refused

log = logging.getLogger(__name__)

AT_ONCE = 100  # lost jobs of a kind that one run takes up


class TakenOver(Exception):
    """The job is no longer this worker's: its lease ran out, or the person may no longer have it."""


# -- asking, as a person -----------------------------------------------------------------------------------------------


def ask(kind: JobKind[Row], *, pk: int, by: int | None) -> None:
    """Have a job done soon after this transaction commits. Its row waits, with `lease_until` a LEASE from now."""
    enqueue(kind.task, **({kind.carries: pk, "user_id": by} if kind.carries else {}))


def ask_again(kind: JobKind[Row], *, pk: int, by: int | None, at: datetime, after: str = "", **whose: object) -> bool:
    """Try again a job that failed, or go on with one that is in the state `after`; False when it is not, or not theirs.

    `whose` are columns by which it is theirs.
    """
    rows = kind.rows(after or kind.failed).filter(pk=pk, **whose)
    changed = rows.update(**kind.put_back(at), attempts=0, failure="")
    if changed:
        ask(kind, pk=pk, by=by)
    return bool(changed)


# -- taking, and having ------------------------------------------------------------------------------------------------


@dataclass
class Held(Generic[Row]):
    """A job in this worker's hands. `row` is as the person sees it for whom it is made.

    `doing` is what is being done, for the log and for words of a failure: "laying out the pages".
    """

    kind: JobKind[Row]
    row: Row
    lease: UUID
    actor: Actor
    doing: str

    @property
    def pk(self) -> int:
        """Its number."""
        return int(self.row.pk)

    @property
    def user_id(self) -> int:
        """For whom it is made."""
        assert self.actor.user_id is not None  # noqa: S101 `_take` says so
        return self.actor.user_id

    def acting(self) -> AbstractContextManager[None]:
        """One transaction as the person for whom it is made."""
        return acting_as(self.actor)

    def show(self, *, at: datetime, **progress: object) -> None:
        """Show how far it is, and hold the lease longer. Raises `TakenOver`."""
        with acting_as(self.kind.tended_by):
            if not self._mine().update(lease_until=at + LEASE, **progress):
                raise TakenOver

    def finish(self, state: str, **columns: object) -> None:
        """It is done. To be called inside `acting`, so that what was made is stored with it or not at all.

        Raises `TakenOver`, and then nothing is stored: another worker has it, or the person may no longer have it.
        """
        ended = {self.kind.state: state, "lease": None, "lease_until": None}
        with self.acting():
            if not self.kind.may() or not self._mine().update(**ended, **columns):
                raise TakenOver

    def fail(self, words: str, *, at: datetime, final: bool = False) -> None:
        """Put it back for another attempt, or, after the last one or a `final` failure, say why. Nothing if taken over.

        The job does it and not the person, who may have left.
        """
        with acting_as(self.kind.tended_by):
            ended = self._mine() if final else self._mine().filter(attempts__gte=MOST_ATTEMPTS)
            if not ended.update(**self.kind.given_up(words, at)) and self._mine().update(**self.kind.put_back(at)):
                ask(self.kind, pk=self.pk, by=self.user_id)

    def _mine(self) -> QuerySet[Row]:
        return self.kind.rows(self.kind.working).filter(pk=self.row.pk, lease=self.lease)


def claim(kind: JobKind[Row], *, at: datetime, pk: int | None = None, by: int | None = None) -> Held[Row] | None:
    """Take the job `pk`, or the one whose turn it is; None when there is nothing to take.

    `by` is who asked last, where that may be somebody else than the row says. One that the person may no longer have is
    closed, with the kind's words.
    """
    while held := _take(kind, at, pk, by):
        if _is_still_theirs(held):
            return held
        held.fail(kind.words.left, at=at, final=True)
    return None


def _take(kind: JobKind[Row], at: datetime, pk: int | None, by: int | None) -> Held[Row] | None:
    lease = uuid4()
    with acting_as(kind.tended_by):
        free = kind.free(at).filter(attempts__lt=MOST_ATTEMPTS).only("pk", kind.asked_by)
        chosen = kind.in_turn(free, at) if pk is None else free.filter(pk=pk)
        row = chosen.select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return None
        kind.rows(kind.waiting, kind.working).filter(pk=row.pk).update(**kind.taken(lease, at))
    return Held(kind, row, lease, replace(kind.acts, user_id=by or getattr(row, kind.asked_by)), kind.doing)


def _is_still_theirs(held: Held[Row]) -> bool:
    """Whether the person sees it. From here on it is read, and made, as they see it."""
    with held.acting():
        row = held.kind.rows(held.kind.working).filter(pk=held.pk).first() if held.kind.may() else None
        if row is not None:
            held.row, held.actor = row, replace(held.actor, trust=held.kind.trust(row))
    return row is not None


# -- doing -------------------------------------------------------------------------------------------------------------


def run(
    kind: JobKind[Row], work: Callable[[Held[Row]], object], *, pk: int | None = None, by: int | None = None
) -> None:
    """Take one job and do the work, which ends in `Held.finish`. With none to take it does nothing.

    Errors are put into words, logged, and put the job back or end it. Should that not work either, the lease runs out.
    """
    held = claim(kind, at=timezone.now(), pk=pk, by=by)
    if held is None:
        return
    try:
        work(held)
    except TakenOver as over:  # if it is another worker's, this ends nothing
        _failed(held, kind.words.left, over, final=True)
    except Refused as refused:
        _failed(held, refused.words, refused, final=True)
    except Exception as error:
        _failed(held, kind.words.about(error, held.doing), error)


def _failed(held: Held[Row], words: str, error: Exception, *, final: bool = False) -> None:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    name = held.kind.name
    log.warning("%s %s: %s while %s (%s)", name, held.pk, type(error).__name__, held.doing, where)
    try:
        held.fail(words, at=timezone.now(), final=final)
    except DatabaseError as worse:
        log.warning("%s %s: its failure could not be stored: %s", name, held.pk, type(worse).__name__)


# -- looking after -----------------------------------------------------------------------------------------------------


def recover(kind: JobKind[Row], *, at: datetime) -> None:
    """Ask again for jobs whose worker died or whose message was lost; after the last attempt say that they failed.

    The lease is renewed, so that a job is asked for once in five minutes and not at every run.
    """
    with acting_as(kind.tended_by):
        lost = kind.rows(kind.waiting, kind.working).filter(lease_until__lt=at).order_by("lease_until")
        columns = lost.only("pk", "attempts", kind.asked_by)
        for row in columns.select_for_update(skip_locked=True)[:AT_ONCE]:
            this = kind.model._default_manager.filter(pk=row.pk)
            if row.attempts >= MOST_ATTEMPTS:
                this.update(**kind.given_up(kind.words.too_often, at))
                log.warning("%s %s: failed after %s attempts", kind.name, row.pk, row.attempts)
            else:
                this.update(**kind.put_back(at))
                ask(kind, pk=row.pk, by=getattr(row, kind.asked_by))


def expire(kind: JobKind[Row], *, at: datetime) -> None:
    """Delete the files of this kind that have been kept long enough."""
    keeping = kind.keeping
    assert keeping is not None  # noqa: S101 a task of its own, of kinds that keep files
    with acting_as(kind.tended_by):
        old = kind.rows(*keeping.ended).filter(finished_at__lt=at - keeping.time)
        old.update(**{kind.state: keeping.gone, **keeping.emptied})
        keeping.files._default_manager.all().delete()
        if keeping.rows_too:
            kind.rows(keeping.gone).delete()
