"""Every task has a queue, every queue a worker, and both ways of running the product run the same workers."""

from fnmatch import fnmatch

import pytest
import yaml
from celery.exceptions import QueueNotFound
from django.conf import settings

from wellschool.celery import app
from wellschool.settings.environment import ROOT
from wellschool.workers import MAIL, QUEUES, REPORTS, ROUTES, WORKERS, YST

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
app.loader.import_default_modules()
TASKS = sorted(name for name in app.tasks if not name.startswith("celery."))


def queue_of(task: str) -> list[str]:
    return [route["queue"] for pattern, route in ROUTES.items() if fnmatch(task, pattern)]


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_one_queue(task: str) -> None:
    (queue,) = queue_of(task)

    assert queue in QUEUES
    assert app.amqp.router.route({}, task)["queue"].name == queue


def test_tasks_that_take_long_share_no_worker_with_mail() -> None:
    long = {name for name in TASKS if app.tasks[name].name.endswith(("_report", "_release", "_register"))}
    (mails,) = (worker for worker in WORKERS if MAIL in worker.queues)

    assert {queue for name in long for queue in queue_of(name)} == {REPORTS, YST}
    assert not {REPORTS, YST} & set(mails.queues)
    assert mails.processes > 1  # one may wait for the mail server


def test_every_queue_is_taken_from_by_one_worker() -> None:
    assert sorted(queue for worker in WORKERS for queue in worker.queues) == sorted(QUEUES)


def test_a_queue_that_nobody_takes_from_is_refused() -> None:
    with pytest.raises(QueueNotFound):
        app.amqp.router.route({"queue": "nobody"}, "accounts.send_mail")


def test_what_is_due_regularly_is_a_task_of_ours() -> None:
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(TASKS)


def test_compose_runs_these_workers_and_asks_each_how_it_is() -> None:
    started = {name: service for name, service in COMPOSE.items() if "worker" in service.get("command", ())}

    assert set(started) == {f"worker-{worker.name}" for worker in WORKERS}
    for worker in WORKERS:
        service = started[f"worker-{worker.name}"]
        assert service["command"] == ["python", "-m", "celery", "--app", "wellschool", *worker.arguments()]
        assert service["healthcheck"]["test"][1].endswith(f"--destination {worker.name}@$$HOSTNAME")
        assert ("out" in service["networks"]) == (MAIL in worker.queues)  # the others reach nobody outside
