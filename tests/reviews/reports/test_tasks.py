"""Making a report in the worker: its progress, its failures, and who it is made for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection
from django.utils import timezone

from accounts.isolation.actor import NOBODY, Actor, acting_as, current_actor
from accounts.models import Membership
from accounts.operations import remove_member
from accounts.outbox.job_kinds import LEFT
from accounts.outbox.models import OutboxTask
from reviews.reports import Faulty, FinishedReport, Written, tasks
from reviews.reports.job import REPORTS
from reviews.reports.kinds import ReportStatus
from reviews.reports.models import Report, ReportFile
from reviews.reports.operations import Wanted, request_report
from reviews.reports.tasks import render_report
from reviews.review.models.snapshot import Snapshot
from tests.builders import Cast, acting, standing, trust_with, yst_person
from tests.reviews.reports.worlds import signed_off
from wellschool.database.testing.base import as_role

NOW = datetime(2026, 11, 21, 11, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """A trust with a signed-off review of one person's."""
    cast = trust_with(yst_person("Max Hill", "manager"), "thistledown")
    signed_off(cast, lambda n, s: None, on=NOW)
    return cast


@pytest.fixture(autouse=True)
def worker(cast: Cast) -> Iterator[None]:
    with as_role(connection, "wellschool_worker"):
        yield


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file itself is not the question, none is laid out."""
    patched(monkeypatch, lay_out=lambda written: b"laid out", finish=lambda made: FinishedReport(made, 7))


def patched(monkeypatch: pytest.MonkeyPatch, **steps: Callable[..., Any]) -> None:
    """Some steps of making a report are others; the rest, changed before included, stay."""
    before = tasks.maker_of
    monkeypatch.setattr(tasks, "maker_of", lambda *what: replace(before(*what), **steps))


def requested(cast: Cast, by: Membership | None = None, wanted: Wanted | None = None) -> Report:
    by = by or cast.trustee
    with acting(by):
        report = request_report(wanted=wanted or Wanted(), by=standing(by, cast.review), at=timezone.now())
    taken()
    return report


def deliver() -> None:
    """A message: make one report."""
    render_report()


def now(report: Report) -> Report:
    with acting_as(REPORTS.tended_by):
        return Report.objects.get(pk=report.pk)


def taken() -> list[dict[str, int]]:
    """Take the waiting messages from the outbox."""
    with acting_as(Actor(job="outbox")):
        waiting = OutboxTask.objects.filter(name="reviews.render_report")
        arguments = [row.arguments for row in waiting]
        waiting.delete()
    return arguments


def expire(report: Report) -> None:
    """Let the lease of whoever holds the report run out."""
    with acting_as(REPORTS.tended_by):
        Report.objects.filter(pk=report.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def raising(error: BaseException) -> Callable[..., Any]:
    def fail(*args: Any) -> None:
        raise error

    return fail


def test_celery_knows_both_tasks() -> None:
    assert {"reviews.render_report", "reviews.recover_reports"} <= set(current_app.tasks)


def test_a_report_is_made_and_stored_with_its_size_pages_and_hash(cast: Cast) -> None:
    report = requested(cast)

    deliver()

    with acting(cast.trustee):
        report = Report.objects.get(pk=report.pk)
        content = bytes(ReportFile.objects.get(report=report).content)
    assert report.status == ReportStatus.DONE
    assert content.startswith(b"%PDF-1.7")
    assert (report.size, report.pages > 3, len(report.sha256)) == (len(content), True, 64)


def test_it_goes_through_its_four_steps(cast: Cast, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    report, seen = requested(cast), []
    maker = tasks.maker_of("full", "pdf")
    for step in ("read", "write", "lay_out", "finish"):
        make = getattr(maker, step)
        patched(monkeypatch, **{step: lambda x, make=make: seen.append(now(report).step) or make(x)})

    deliver()

    assert seen == [1, 2, 3, 4]


def test_a_worker_that_lost_its_lease_stores_nothing(cast: Cast, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    report, made = requested(cast), iter([b"late", b"in time"])

    def lay_out(written: Written) -> bytes:
        content = next(made)
        if content == b"late":
            expire(report)
            deliver()
        return content

    patched(monkeypatch, lay_out=lay_out)
    deliver()

    with acting(cast.trustee):
        assert bytes(ReportFile.objects.get(report=report).content) == b"in time"


@pytest.mark.parametrize(
    ("step", "error", "words"),
    [
        ("read", Snapshot.DoesNotExist(), "while reading the review"),
        ("write", ValueError(), "while writing the report"),
        ("lay_out", ValueError(), "while laying out the pages"),
        ("lay_out", MemoryError(), "too much memory"),
        ("lay_out", SoftTimeLimitExceeded(), "took too long"),
        ("finish", Faulty("A font is not embedded."), "did not pass its checks"),
    ],
)
def test_a_third_failure_is_told_in_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception, words: str
) -> None:
    report = requested(cast)
    patched(monkeypatch, lay_out=lambda written: b"laid out")
    patched(monkeypatch, **{step: raising(error)})

    for attempt in (1, 2):
        deliver()
        assert (now(report).status, now(report).attempts) == (ReportStatus.QUEUED, attempt)
        assert taken() == [{}]
    deliver()

    assert now(report).status == ReportStatus.FAILED
    assert words in now(report).failure
    assert not taken()


def test_a_requester_who_leaves_meanwhile_gets_no_report(
    cast: Cast, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = requested(cast, cast.bystander)

    def lay_out(written: Written) -> bytes:
        with acting(cast.lead):
            remove_member(member=cast.bystander, by=cast.lead, at=timezone.now())
        return b"laid out"

    patched(monkeypatch, lay_out=lay_out)
    deliver()

    assert (now(report).status, now(report).failure) == (ReportStatus.FAILED, LEFT)


def test_a_message_of_an_earlier_release_makes_the_report_whose_turn_it_is(cast: Cast, quick: None) -> None:
    report = requested(cast)

    render_report(report_id=0, user_id=0)

    assert now(report).status == ReportStatus.DONE


def test_nobody_acts_and_no_transaction_is_open_while_pages_are_laid_out(
    cast: Cast, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, seen = requested(cast), []
    before = list(connection.savepoint_ids)  # of the test's own transaction

    def lay_out(written: Written) -> bytes:
        seen.append((list(connection.savepoint_ids), current_actor()))
        return b"laid out"

    patched(monkeypatch, lay_out=lay_out)

    deliver()

    assert seen == [(before, NOBODY)]
    assert now(report).status == ReportStatus.DONE
