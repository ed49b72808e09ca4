"""Real workers that are killed while they lay out a report, and a broker that stops while one is asked for."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from django.db import connection
from django.utils import timezone

from accounts.isolation.actor import acting_as
from reviews.reports.job import REPORTS
from reviews.reports.kinds import ReportStatus
from reviews.reports.models import Report, ReportFile
from reviews.reports.operations import Wanted, request_report
from reviews.reports.tasks import recover_reports
from tests.builders import Cast, acting, standing
from tests.journeys.working import running_worker
from tests.reviews.reports.worlds import Agreed, signed_off
from wellschool.database.testing.base import as_role
from wellschool.services.valkey import Valkey

PATIENCE = 90  # seconds
LONG = "Seen in nine schools of ten, and minuted by the board. " * 60


def asked(cast: Cast, kind: str = "full") -> Report:
    """A report of a long review, asked for by the trustee."""
    signed_off(cast, lambda n, s: Agreed(1 + n % 3, LONG), on=timezone.now())
    return asked_again(cast, kind)


def asked_again(cast: Cast, kind: str) -> Report:
    with acting(cast.trustee):
        by = standing(cast.trustee, cast.review)
        return request_report(wanted=Wanted(kind=kind), by=by, at=timezone.now())


def now(report: Report) -> Report:
    with as_role(connection, "wellschool_worker"), acting_as(REPORTS.tended_by):
        return Report.objects.get(pk=report.pk)


def files(cast: Cast) -> int:
    with acting(cast.trustee):
        return ReportFile.objects.count()


def wait_until(report: Report, is_so: Callable[[Report], bool]) -> Report:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = now(report)
        if is_so(found):
            return found
        time.sleep(0.05)
    raise AssertionError(f"It is {now(report).status} at step {now(report).step}")


def kill_all(process_id: int) -> None:
    """The worker and the process in which it lays out, at once, as when memory runs out or the power fails."""
    worker = psutil.Process(process_id)
    for process in [worker, *worker.children(recursive=True)]:
        process.kill()


def test_a_killed_workers_report_is_made_by_the_next(cast: Cast, tmp_path: Path) -> None:
    report = asked(cast)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()

    with running_worker(tmp_path / "first") as first:
        wait_until(report, lambda found: found.step == 3)
        kill_all(first.process.pid)
    assert (now(report).status, files(cast)) == (ReportStatus.RUNNING, 0)

    with as_role(connection, "wellschool_worker"):
        with acting_as(REPORTS.tended_by):  # five minutes later
            Report.objects.filter(pk=report.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        recover_reports()
    began = time.monotonic()
    with running_worker(tmp_path / "second"):
        made = wait_until(report, lambda found: found.status == ReportStatus.DONE)

    assert (made.attempts, files(cast)) == (2, 1)
    assert time.monotonic() - began < PATIENCE


def test_a_report_asked_for_while_the_broker_is_down_is_made_when_it_is_back(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = asked(cast, "board")
    valkey = Valkey(tmp_path / "v")
    monkeypatch.setenv("BROKER_URL", valkey.broker_url(0))
    with (tmp_path / "log").open("ab", buffering=0) as log:
        valkey.start(log)
        try:
            with running_worker(tmp_path) as worker:
                wait_until(before, lambda found: found.status == ReportStatus.DONE)
                os.kill(valkey.process.pid, 9)
                valkey.process.wait()
                began = time.monotonic()
                report = asked_again(cast, "blank")
                assert time.monotonic() - began < 5
                time.sleep(3)
                assert now(report).status == ReportStatus.QUEUED
                valkey.start(log)
                wait_until(report, lambda found: found.status == ReportStatus.DONE)
                assert worker.process.poll() is None
        finally:
            valkey.stop()
            valkey.remove()
