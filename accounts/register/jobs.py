"""An import as two jobs, checking and applying: as the job `register`, for the programme manager who asked."""

from dataclasses import replace

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from accounts.isolation.actor import Actor
from accounts.outbox.job_kinds import AGAIN, JobKind, Words
from accounts.register.import_models import ImportStatus, RegisterImport


def is_manager() -> bool:
    """Whether the acting person is a programme manager: the job's own policies do not ask."""
    with connection.cursor() as cursor:
        cursor.execute("select isolation.yst('manager')")
        return bool(cursor.fetchone()[0])


CHECKING = JobKind(
    name="register import",
    model=RegisterImport,
    tended_by=Actor(job="register"),
    acts=Actor(job="register"),
    may=is_manager,
    asked_by="uploaded_by_id",
    task="accounts.check_register",
    carries="import_id",
    waiting=ImportStatus.WAITING,
    working=ImportStatus.CHECKING,
    doing="it was being checked",
    started={"doing": "", "done": 0},
    words=Words(
        wrong=f"Something went wrong while {{doing}}. {AGAIN}",
        left="Whoever asked for it is no longer a programme manager, so nothing was done.",
        of={SoftTimeLimitExceeded: f"It took too long and was stopped. {AGAIN}"},
    ),
)
APPLYING = replace(
    CHECKING, task="accounts.apply_register", waiting=ImportStatus.ASKED, working=ImportStatus.APPLYING,
    doing="it was being applied",
)  # fmt: skip
