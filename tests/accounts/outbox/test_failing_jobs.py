"""What every kind of job does when something goes wrong, somebody leaves, or its time is over."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection
from django.utils import timezone

from accounts.isolation.roles import as_database_role
from accounts.outbox.jobs import expire
from accounts.refusals import Refused
from reviews.documents.limits import TooMuch
from tests.accounts.outbox.job_cases import CASES, Asked, Case
from tests.accounts.outbox.job_faults import (
    first,
    lapse,
    message,
    messages,
    raising,
    rights,
    row,
    state,
    stored,
    taken,
    tend,
)
from tests.builders import acting
from wellschool.database.testing.base import as_role

pytestmark = pytest.mark.django_db
ERRORS = {error.__name__: error for error in (SoftTimeLimitExceeded, MemoryError, RuntimeError)}


# -- what goes wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("error", ERRORS)
def test_what_goes_wrong_is_tried_three_times_and_then_said(
    case: Case, asked: Asked, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored(case)
    monkeypatch.setattr(case.tasks, case.work, raising(ERRORS[error]()))

    for attempt in (1, 2):
        case.make(asked)
        assert state(case, asked) == (case.kind.waiting, attempt)
        assert messages() == [message(case, asked)]
    case.make(asked)

    assert state(case, asked) == (case.kind.failed, 3)
    assert case.words[error] in row(case, asked).failure
    assert (messages(), stored(case)) == ([], before)


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("error", [TooMuch("Leave out the notes."), Refused("Leave out the notes." + " " * 600)])
def test_what_is_refused_is_not_tried_again(
    case: Case, asked: Asked, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case.tasks, case.work, raising(error))

    case.make(asked)

    assert state(case, asked) == (case.kind.failed, 1)
    assert row(case, asked).failure.strip() == "Leave out the notes."
    assert not messages()


@pytest.mark.usefixtures("at_work")
def test_the_log_says_where_and_nothing_personal(
    case: Case, asked: Asked, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(case.tasks, case.work, raising(ValueError("Gwen Price wrote a note")))
    case.make(asked)

    (record,) = (r for r in caplog.records if r.name == "accounts.outbox.jobs")
    assert record.levelno == logging.WARNING
    told = record.getMessage()
    assert told.startswith(f"{case.kind.name} {asked.pk}: ValueError while {case.kind.doing} (")
    assert "job_faults.py:" in told
    assert "Gwen" not in caplog.text


@pytest.mark.usefixtures("at_work")
def test_a_failure_that_cannot_be_stored_is_left_to_the_lease(
    case: Case, asked: Asked, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(held: Any) -> None:
        rights("revoke update on {} from wellschool_worker", case)
        raise RuntimeError

    monkeypatch.setattr(case.tasks, case.work, broken)
    case.make(asked)
    assert "could not be stored: ProgrammingError" in caplog.text
    assert state(case, asked) == (case.kind.working, 1)

    rights("grant update on {} to wellschool_worker", case)
    lapse(case, asked)
    tend(case)
    assert state(case, asked) == (case.kind.waiting, 1)


# -- people ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_work")
def test_for_whoever_has_left_nothing_is_made(case: Case, asked: Asked) -> None:
    before = stored(case)
    case.leave(asked)

    case.make(asked)

    assert state(case, asked) == (case.kind.failed, 1)
    assert row(case, asked).failure == case.kind.words.left
    assert (stored(case), messages()) == (before, [])


@pytest.mark.usefixtures("at_work")
def test_for_whoever_leaves_meanwhile_nothing_is_stored(
    case: Case, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored(case)
    first(monkeypatch, case, lambda: case.leave(asked))

    for _ in range(3):
        case.make(asked)

    assert (state(case, asked)[0], row(case, asked).failure) == (case.kind.failed, case.kind.words.left)
    assert stored(case) == before


@pytest.mark.parametrize("case", [name for name in CASES if CASES[name].retry], indirect=True)
def test_what_failed_is_tried_again_by_whoever_may(case: Case, asked: Asked) -> None:
    assert case.retry
    with as_role(connection, "wellschool_worker"):
        taken(case, asked).fail("It failed.", at=timezone.now(), final=True)
    with acting(asked.person):
        case.retry(row(case, asked), asked)

    found = row(case, asked)
    assert (state(case, asked), found.failure, found.lease) == ((case.kind.waiting, 0), "", None)
    assert messages() == [message(case, asked)]
    with as_role(connection, "wellschool_worker"):
        case.make(asked)
    assert state(case, asked) == (case.done, 1)
    with acting(asked.person), pytest.raises(Refused):
        case.retry(row(case, asked), asked)


# -- keeping -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("case", [name for name in CASES if CASES[name].kind.keeping], indirect=True)
def test_files_go_when_their_time_is_over(case: Case, asked: Asked) -> None:
    keeping = case.kind.keeping
    assert keeping is not None
    case.make(asked)
    expire(case.kind, at=timezone.now() + keeping.time - timedelta(minutes=1))
    assert (state(case, asked)[0], stored(case)) == (case.done, 1)

    expire(case.kind, at=timezone.now() + keeping.time + timedelta(minutes=1))

    with as_database_role("wellschool_migrate"):
        left = case.kind.rows(keeping.gone).count()
    assert (left, stored(case)) == (0 if keeping.rows_too else 1, 0)
