"""The worker's side of an import: taken, kept, put back or ended. Its row is the truth; messages may repeat."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from accounts.isolation.actor import Actor, acting_as
from accounts.outbox.asking import enqueue
from accounts.register.import_models import MOST_ATTEMPTS, ImportStatus, RegisterImport
from accounts.register.operations import APPLY, CHECK, LEASE

JOB = Actor(job="register")
TOO_OFTEN = "It did not work three times. Try it again later; if it fails again, tell us."
NO_MANAGER = "Whoever asked for it is no longer a programme manager, so nothing was done."
BACK = {ImportStatus.CHECKING: ImportStatus.WAITING, ImportStatus.APPLYING: ImportStatus.ASKED}
TASKS = {ImportStatus.WAITING: CHECK, ImportStatus.ASKED: APPLY}
AT_ONCE = 20


@dataclass(frozen=True)
class Work:
    """An import in this worker's hands, for the programme manager who asked."""

    import_id: int
    user_id: int
    lease: UUID
    kinds: tuple[str, ...]

    @contextmanager
    def acting(self) -> Iterator[None]:
        """One transaction of the job, for that manager: the database asks for both."""
        with acting_as(Actor(user_id=self.user_id, job=JOB.job)):
            yield

    def held(self) -> QuerySet[RegisterImport]:
        """Its row, as long as the lease is this worker’s."""
        return RegisterImport.objects.filter(pk=self.import_id, lease=self.lease)


def claim_import(*, import_id: int, user_id: int, waiting: str, working: str, at: datetime) -> Work | None:
    """Take an import that waits; None when it is done or in another worker's hands.

    Attempts are counted before the work: an import that kills its worker fails after three.
    """
    lease, free = uuid4(), Q(status=waiting) | Q(status=working, lease_until__lt=at)
    with acting_as(Actor(user_id=user_id, job=JOB.job)):
        found = RegisterImport.objects.select_for_update().filter(free, pk=import_id).first()
        if found is None:
            return None
        held = RegisterImport.objects.filter(pk=import_id)
        if failure := NO_MANAGER if not _is_manager() else TOO_OFTEN if found.attempts >= MOST_ATTEMPTS else "":
            held.update(status=ImportStatus.FAILED, failure=failure, lease=None, lease_until=None)
            return None
        held.update(status=working, attempts=F("attempts") + 1, lease=lease, lease_until=at + LEASE, doing="", done=0)
        return Work(import_id, user_id, lease, tuple(file["kind"] for file in found.files))


def _is_manager() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select isolation.yst('manager')")
        return bool(cursor.fetchone()[0])


def show_progress(work: Work, *, doing: str, done: int, at: datetime) -> bool:
    """Say what is being done and how many rows of it are, and hold the lease longer; False when it was taken over."""
    return bool(work.held().update(doing=doing, done=done, lease_until=at + LEASE))


def end_import(work: Work, *, status: str, at: datetime, failure: str = "", **facts: object) -> bool:
    """The work is done, or cannot be; False when another worker has taken over."""
    finished = {} if status == ImportStatus.CHECKED else {"finished_at": at}
    return bool(
        work.held().update(status=status, failure=failure, lease=None, lease_until=None, **finished, **facts)
    )  # fmt: skip


@transaction.atomic
def put_back(work: Work, *, words: str, at: datetime) -> None:
    """For another attempt, or, after the last one, failed with these words."""
    if (
        work.held()
        .filter(attempts__gte=MOST_ATTEMPTS)
        .update(status=ImportStatus.FAILED, failure=words, lease=None, lease_until=None)
    ):
        return
    for working, waiting in BACK.items():
        if work.held().filter(status=working).update(status=waiting, lease=None, lease_until=at + LEASE):
            enqueue(TASKS[waiting], import_id=work.import_id, user_id=work.user_id)


def recover_lost(*, at: datetime) -> list[int]:
    """Ask again for imports whose worker died or whose message was lost. Returns those that failed for good."""
    lost = RegisterImport.objects.filter(status__in=[*BACK, *TASKS], lease_until__lt=at)
    failed = []
    for found in lost.order_by("lease_until").select_for_update(skip_locked=True)[:AT_ONCE]:
        row = RegisterImport.objects.filter(pk=found.pk)
        if found.attempts >= MOST_ATTEMPTS:
            row.update(status=ImportStatus.FAILED, failure=TOO_OFTEN, lease=None, lease_until=None)
            failed.append(found.pk)
        else:
            waiting = BACK.get(ImportStatus(found.status), ImportStatus(found.status))
            row.update(status=waiting, lease=None, lease_until=at + LEASE)
            enqueue(TASKS[waiting], import_id=found.pk, user_id=found.uploaded_by_id)
    return failed
