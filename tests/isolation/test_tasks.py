"""Tasks act as the person who asked or as a named job; a careless one sees nothing (attack 47)."""

from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.db import ProgrammingError, connection
from django.utils import timezone

from accounts.isolation.actor import Actor, acting_as
from accounts.models import Invitation
from accounts.outbox.jobs import claim
from accounts.outbox.mail_tasks import send_mail
from accounts.outbox.models import OutboxEmail
from accounts.outbox.tasks import publish_outbox
from reviews.reports.job import REPORTS
from reviews.reports.models import Report, ReportFile
from reviews.reports.tasks import recover_reports
from reviews.review.models.rating import Rating
from reviews.review.models.snapshot import Snapshot
from tests.isolation.world import World
from wellschool.database.testing.base import as_role

pytestmark = pytest.mark.usefixtures("django")


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_: names.append(name))
    return names


@pytest.fixture
def worker(django: str) -> Iterator[None]:
    with as_role(connection, "wellschool_worker"):
        yield


def queued(world: World) -> int:
    with acting_as(Actor(world.shared.executive.user_id)):
        return Report.objects.get(status="queued").pk


@pytest.mark.usefixtures("worker")
def test_a_careless_task_sees_nothing(world: World) -> None:
    for model in (Report, ReportFile, Snapshot, Rating, OutboxEmail):
        assert list(model.objects.values_list("pk")) == []
    assert Report.objects.update(status="queued") == 0
    assert OutboxEmail.objects.all().delete()[0] == 0


@pytest.mark.usefixtures("worker")
def test_a_task_for_the_wrong_person_sees_nothing(world: World) -> None:
    report = queued(world)
    for person in (world.named.lead, world.stranger, world.advisor):
        with acting_as(Actor(person.user_id)):
            assert not Report.objects.filter(pk=report).exists()
            assert not Report.objects.filter(pk=report).update(status="running")
    held = claim(REPORTS, at=timezone.now())
    assert held is not None
    assert (held.pk, held.user_id) == (report, world.shared.executive.user_id)


@pytest.mark.usefixtures("worker")
def test_a_job_sees_its_own_tables_only(published: list[str]) -> None:
    publish_outbox()
    assert "reviews.render_report" in published
    with acting_as(Actor(job="outbox")):
        assert not Invitation.objects.exists()
        assert not OutboxEmail.objects.exists()
        assert not Report.objects.exists()
        assert not Rating.objects.exists()


def test_a_job_on_the_web_role_does_nothing(published: list[str], mailoutbox: list[Any]) -> None:
    for task in (publish_outbox, send_mail):
        with pytest.raises(ProgrammingError, match="permission denied"):
            task()
    recover_reports()
    assert claim(REPORTS, at=timezone.now()) is None
    with acting_as(Actor(job="reports")):
        assert not Report.objects.exists()
    assert published == mailoutbox == []
