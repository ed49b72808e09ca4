"""Real workers on real queues: reports keep no mail waiting, no mail server keeps reports, and trusts take turns."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from celery import Celery
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.isolation.actor import NOBODY, acting_as
from accounts.isolation.roles import as_database_role
from accounts.outbox.emails import add_to_outbox
from reviews.reports.kinds import ReportStatus
from reviews.reports.models import Report
from reviews.reports.operations import Wanted, request_report
from tests.accounts.outbox.smtp_server import GREETING, HANG, MailServer
from tests.builders import NOON, Cast, acting, standing, trust_with, yst_person
from tests.cluster import TEMPLATE
from tests.reviews.reports.worlds import signed_off
from wellschool.settings.environment import ROOT
from wellschool.workers import QUEUES, ROUTES, WORKERS, YST

PATIENCE = 180.0  # seconds, on a busy machine
KINDS = ("levels", "plan", "progress")


@pytest.fixture(autouse=True)
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in which everything is committed, so that workers see it, and emptied afterwards."""
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] == TEMPLATE:
            connection.creation.create_test_db(verbosity=0)
        yield
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.close()


def broker() -> str:
    """Queues that no other test uses."""
    nth = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return os.environ["BROKER_URL"].replace("virtual_host=0", f"virtual_host={8 + nth % 8}")


@pytest.fixture
def queues() -> Iterator[Celery]:
    """Sends to those queues."""
    app = Celery("tests", broker=broker(), set_as_current=False)
    app.conf.task_routes = ROUTES
    with app.connection_for_write() as link:
        for queue in QUEUES:
            link.default_channel.client.delete(queue)
    yield app
    app.close()


@contextmanager
def workers(folder: Path, server: MailServer, *, report_seconds: float) -> Iterator[None]:
    """The product's workers, on the test's database by their own login."""
    environment = {
        **os.environ, "DB_ROLE": "worker", "DB_NAME": connection.settings_dict["NAME"],
        "BROKER_URL": broker(), "MAIL_PORT": str(server.port), "REPORT_SECONDS": str(report_seconds),
    }  # fmt: skip
    with ExitStack() as stack:
        started = []
        for worker in (worker for worker in WORKERS if YST not in worker.queues):
            argv = [sys.executable, "-m", "celery", "--app", "tests.services.slow_app", *worker.arguments()]
            log = stack.enter_context((folder / worker.name).open("wb"))
            quiet = ["--without-gossip", "--without-mingle"]
            started.append(subprocess.Popen([*argv, *quiet], cwd=ROOT, env=environment, stdout=log, stderr=log))
        try:
            yield
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait(PATIENCE)


def seconds_until(happens: Callable[[], bool]) -> float:
    begun = time.monotonic()
    while not happens():
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.05)
    return time.monotonic() - begun


def counted(*statuses: str) -> int:
    with as_database_role("wellschool_migrate"):
        return Report.objects.filter(status__in=statuses).count()


def ask_for_reports(casts: list[Cast]) -> None:
    """Six of each trust, one trust after another."""
    for cast in casts:
        for who in ("lead", "executive"):
            member = cast.people[who]
            with acting(member):
                for kind in KINDS:
                    wanted = Wanted(kind=kind, format="xlsx")
                    request_report(wanted=wanted, by=standing(member, cast.review), at=timezone.now())


def trusts(many: int) -> list[Cast]:
    casts = []
    for n in range(many):
        cast = trust_with(yst_person(f"Max Hill {n}", "manager"), f"trust{n}")
        signed_off(cast, lambda n, s: None, on=NOON)
        casts.append(cast)
    return casts


def test_a_password_reset_does_not_wait_for_reports(queues: Celery, server: MailServer, tmp_path: Path) -> None:
    ask_for_reports(trusts(2))
    with acting_as(NOBODY):
        add_to_outbox(to="ann@thistledown.example", subject="A new password", text="A link", html="")
    with workers(tmp_path, server, report_seconds=5):
        for _ in range(12):
            queues.send_task("reviews.render_report")
        seconds_until(lambda: counted(ReportStatus.RUNNING) == 2)

        queues.send_task("accounts.send_mail")
        waited = seconds_until(lambda: "ann@thistledown.example" in server.addresses())

        assert waited < 5
        assert counted(ReportStatus.QUEUED) >= 6


def test_a_hanging_mail_server_stops_no_report(queues: Celery, server: MailServer, tmp_path: Path) -> None:
    server.answers[GREETING] = HANG
    ask_for_reports(trusts(1))
    with acting_as(NOBODY):
        add_to_outbox(to="ann@thistledown.example", subject="A new password", text="A link", html="")
    with workers(tmp_path, server, report_seconds=0):
        for _ in range(5):
            queues.send_task("accounts.send_mail")
        seconds_until(lambda: server.connections > 0)

        queues.send_task("accounts.publish_outbox")  # beside mail, and not behind it
        waited = seconds_until(lambda: counted(ReportStatus.DONE) == 2 * len(KINDS))

        assert waited < 4.5, "the server hangs for five seconds"
        assert server.connections == 1


def test_every_trust_has_its_first_report_before_any_has_its_third(
    queues: Celery, server: MailServer, tmp_path: Path
) -> None:
    casts = trusts(8)
    ask_for_reports(casts)
    with workers(tmp_path, server, report_seconds=0.05):
        for _ in range(48):
            queues.send_task("reviews.render_report")
        seconds_until(lambda: counted(ReportStatus.DONE) == 48)

    with as_database_role("wellschool_migrate"):
        order = list(Report.objects.order_by("claimed_at").values_list("trust_id", flat=True))
    assert len(set(order[:8])) == 8
    assert max(order[:16].count(cast.trust.pk) for cast in casts) == 2
