"""What every kind of job bears: messages that come twice or never, workers that die or are late."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from accounts.isolation.actor import acting_as
from accounts.models import YstPerson
from accounts.outbox.job_kinds import LEASE
from accounts.outbox.job_models import Job
from accounts.outbox.jobs import TakenOver
from tests.accounts.outbox.job_cases import CASES, Asked, Case, every_kind
from tests.accounts.outbox.job_faults import first, lapse, message, messages, row, state, stored, taken, tend
from wellschool.celery import app

pytestmark = pytest.mark.django_db
WITHOUT_A_LEASE = {  # tasks of which two at once do no harm, or that hold a lease of their own
    "accounts.publish_outbox", "accounts.send_mail", "accounts.tidy_up", "accounts.recover_imports",
    "reviews.recover_reports", "reviews.expire_reports", "reviews.recover_releases", "reviews.tend_portfolio_exports",
}  # fmt: skip


# -- messages ----------------------------------------------------------------------------------------------------------


def test_asking_sends_one_message_and_holds_a_lease_for_it(case: Case, manager: YstPerson) -> None:
    asked = case.ask(manager)

    assert [m for m in messages() if m[0] == case.kind.task] == [message(case, asked)]
    assert state(case, asked) == (case.kind.waiting, 0)
    assert timezone.now() < row(case, asked).lease_until <= timezone.now() + LEASE


@pytest.mark.usefixtures("at_work")
def test_a_message_that_comes_twice_makes_it_once(case: Case, asked: Asked) -> None:
    case.make(asked)
    made = stored(case)
    case.make(asked)

    assert (state(case, asked), stored(case)) == ((case.done, 1), made)
    assert made
    assert (row(case, asked).lease, row(case, asked).lease_until) == (None, None)


@pytest.mark.usefixtures("at_work")
def test_a_message_for_nothing_does_nothing(case: Case, asked: Asked) -> None:
    with acting_as(case.kind.tended_by):
        case.kind.model.objects.filter(pk=asked.pk).update(**case.kind.given_up("It failed.", timezone.now()))

    case.make(asked)
    case.make(Asked(0, asked.person))

    assert state(case, asked) == (case.kind.failed, 0)


@pytest.mark.usefixtures("at_work")
def test_a_second_worker_leaves_it_to_the_first(case: Case, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    first(monkeypatch, case, lambda: (case.make(asked), tend(case)))

    case.make(asked)

    assert state(case, asked) == (case.done, 1)
    assert not messages()


# -- workers that die --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_work")
def test_what_a_dead_worker_held_is_asked_for_once_in_five_minutes(case: Case, asked: Asked) -> None:
    taken(case, asked)
    tend(case)
    assert not messages()

    lapse(case, asked)
    tend(case)
    tend(case)

    assert messages() == [message(case, asked)]
    assert row(case, asked).lease_until > timezone.now() + LEASE - timedelta(minutes=1)
    case.make(asked)
    assert state(case, asked) == (case.done, 2)


@pytest.mark.usefixtures("at_work")
def test_a_lost_message_is_sent_again(case: Case, asked: Asked) -> None:
    lapse(case, asked)
    tend(case)

    assert messages() == [message(case, asked)]
    assert state(case, asked) == (case.kind.waiting, 0)


@pytest.mark.usefixtures("at_work")
def test_what_a_dead_worker_held_is_taken_by_whoever_comes_first(case: Case, asked: Asked) -> None:
    taken(case, asked)
    lapse(case, asked)
    case.make(asked)

    assert state(case, asked) == (case.done, 2)


@pytest.mark.usefixtures("at_work")
def test_what_kills_its_worker_is_given_up_after_three(case: Case, asked: Asked) -> None:
    before = stored(case)
    for _ in range(3):
        taken(case, asked)
        lapse(case, asked)
        assert case.kind.failed not in state(case, asked)
        tend(case)

    assert state(case, asked) == (case.kind.failed, 3)
    assert row(case, asked).failure == case.kind.words.too_often
    assert (len(messages()), stored(case)) == (2, before)
    case.make(asked)
    assert state(case, asked) == (case.kind.failed, 3)


# -- workers that are late ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_work")
def test_a_late_worker_ends_nothing_that_another_has(case: Case, asked: Asked) -> None:
    late = taken(case, asked)
    lapse(case, asked)
    now = taken(case, asked)

    late.fail("It failed.", at=timezone.now(), final=True)
    late.fail("It failed.", at=timezone.now())
    for finish in (lambda: late.show(at=timezone.now()), lambda: late.finish(case.done)):
        with pytest.raises(TakenOver):
            finish()

    assert (state(case, asked), row(case, asked).lease) == ((case.kind.working, 2), now.lease)
    assert not messages()


@pytest.mark.usefixtures("at_work")
def test_a_late_worker_stores_nothing(case: Case, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes to its work after another has done it."""
    made: list[int] = []
    first(monkeypatch, case, lambda: (lapse(case, asked), case.make(asked), made.append(stored(case))))

    case.make(asked)

    assert (state(case, asked), stored(case)) == ((case.done, 2), made[0])
    assert row(case, asked).failure == ""


# -- that nothing is left out ------------------------------------------------------------------------------------------


def test_every_kind_of_job_is_in_the_table() -> None:
    kinds = [case.kind for case in CASES.values()]

    assert set(kinds) == every_kind()
    assert {kind.model for kind in kinds} == {m for m in apps.get_models() if issubclass(m, Job)}
    assert len({(kind.model, kind.working) for kind in kinds}) == len({kind.task for kind in kinds}) == len(kinds)


def test_every_model_with_a_lease_is_a_job() -> None:
    leased = {m for m in apps.get_models() if {"lease", "lease_until"} & {f.name for f in m._meta.get_fields()}}

    assert leased == {case.kind.model for case in CASES.values()}


def test_every_task_is_of_a_job_or_needs_no_lease() -> None:
    app.loader.import_default_modules()
    tasks = {name for name in app.tasks if not name.startswith(("celery.", "tests."))}

    assert tasks == {case.kind.task for case in CASES.values()} | WITHOUT_A_LEASE


def test_every_kind_is_looked_after_and_taken_up(case: Case) -> None:
    task = getattr(case.tasks, case.tend)

    assert task.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert getattr(case.tasks, case.task).name == case.kind.task
    assert case.kind.tended_by.job
    assert case.kind.tended_by.user_id is None
