"""Looking at a job in a test, and what may befall it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.isolation.actor import acting_as
from accounts.isolation.roles import as_database_role
from accounts.outbox.jobs import Held, claim
from accounts.outbox.models import OutboxTask
from tests.accounts.outbox.job_cases import Asked, Case


def row(case: Case, asked: Asked) -> Any:
    with as_database_role("wellschool_migrate"):
        return case.kind.model.objects.get(pk=asked.pk)


def state(case: Case, asked: Asked) -> tuple[str, int]:
    """Where it stands, and how often it was tried."""
    found = row(case, asked)
    return getattr(found, case.kind.state), found.attempts


def stored(case: Case) -> int:
    with as_database_role("wellschool_migrate"):
        return case.stored()


def messages() -> list[tuple[str, dict[str, int]]]:
    """Take what waits in the outbox."""
    with as_database_role("wellschool_migrate"):
        found = list(OutboxTask.objects.order_by("created_at").values_list("name", "arguments"))
        OutboxTask.objects.all().delete()
    return found


def message(case: Case, asked: Asked) -> tuple[str, dict[str, int]]:
    """The one by which it is asked for."""
    carried = {case.kind.carries: asked.pk, "user_id": asked.person.user_id} if case.kind.carries else {}
    return case.kind.task, carried


def taken(case: Case, asked: Asked) -> Held:
    """In a worker's hands."""
    held = claim(case.kind, at=timezone.now(), pk=asked.pk)
    assert held is not None
    return held


def lapse(case: Case, asked: Asked) -> None:
    """As if the worker had died, or the message were lost, five minutes ago."""
    with acting_as(case.kind.tended_by):
        changed = case.kind.model.objects.filter(pk=asked.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert changed


def tend(case: Case) -> None:
    getattr(case.tasks, case.tend)()


def raising(error: Exception) -> Callable[[Held], None]:
    """Work that goes wrong."""

    def work(held: Held) -> None:
        raise error

    return work


def first(monkeypatch: pytest.MonkeyPatch, case: Case, do: Callable[[], object]) -> None:
    """Once, when a worker has the job and before it begins, something happens."""
    real = getattr(case.tasks, case.work)

    def work(held: Held) -> None:
        monkeypatch.setattr(case.tasks, case.work, real)
        do()
        real(held)

    monkeypatch.setattr(case.tasks, case.work, work)


def rights(statement: str, case: Case) -> None:
    """Grant or revoke on the kind's table."""
    with as_database_role("wellschool_owner"), connection.cursor() as cursor:
        cursor.execute(statement.format(case.kind.model._meta.db_table))
