"""Two workers at the same moment, over connections of their own: one has the job, the other nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.outbox.job_kinds import JobKind
from accounts.outbox.jobs import claim
from tests.accounts.outbox.job_cases import CASES
from tests.builders import yst_person
from tests.cluster import TEMPLATE
from wellschool.database.testing.base import as_role


@pytest.fixture(autouse=True)
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in which everything is committed, so that both see it, and emptied afterwards."""
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] == TEMPLATE:
            connection.creation.create_test_db(verbosity=0)
        yield
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


def claims_at_once(kind: JobKind, pk: int | None, workers: int) -> list[int]:
    """What each of them takes."""
    barrier = Barrier(workers)

    def take() -> int | None:
        connection.ensure_connection()
        barrier.wait(5)
        try:
            held = claim(kind, at=timezone.now(), pk=pk)
            return held.pk if held else None
        finally:
            connections.close_all()

    with as_role(connection, "wellschool_worker"), ThreadPoolExecutor(workers) as pool:
        taken = [future.result(20) for future in [pool.submit(take) for _ in range(workers)]]
    return [pk for pk in taken if pk is not None]


@pytest.mark.parametrize("name", CASES)
def test_two_workers_at_once_never_have_the_same(name: str) -> None:
    kind, asked = CASES[name].kind, CASES[name].ask(yst_person("Max Hill", "manager"))

    assert claims_at_once(kind, asked.pk if kind.carries else None, 4) == [asked.pk]
