"""Whose report is made next, what one may ask of a worker, and when files go."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.isolation.actor import acting_as
from accounts.models import AuditEvent, Role
from accounts.operations import change_role
from accounts.outbox.job_kinds import LEFT
from accounts.outbox.jobs import claim
from accounts.refusals import NotAllowed, Refused
from reviews.documents.limits import TooMuch, letters_in, limited_memory, refuse_too_much
from reviews.reports import Choices, FinishedReport, Maker, tasks
from reviews.reports.job import REPORTS
from reviews.reports.kinds import ReportStatus
from reviews.reports.models import Report, ReportFile
from reviews.reports.operations import Wanted, make_report_again, request_report
from reviews.reports.tasks import expire_old_reports, render_report
from tests.builders import Cast, acting, standing, trust_with, yst_person
from tests.reviews.reports.worlds import signed_off
from wellschool.database.testing.base import as_role

NOW = datetime(2026, 11, 21, 11, tzinfo=UTC)
ANSWERS, LEVELS = Wanted(kind="answers"), Wanted(kind="levels", format="xlsx")
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = trust_with(yst_person("Max Hill", "manager"), "thistledown")
    signed_off(cast, lambda n, s: None, on=NOW)
    return cast


def another(manager: str, slug: str) -> Cast:
    """One more trust that has signed off, as its people did it in the web."""
    with as_role(connection, "wellschool_web"):
        made = trust_with(yst_person(manager, "manager"), slug)
        signed_off(made, lambda n, s: None, on=NOW)
    return made


@pytest.fixture
def other(cast: Cast) -> Cast:
    return another("Mia Hill", "saltmarsh")


@pytest.fixture(autouse=True)
def worker(cast: Cast) -> Iterator[None]:
    with as_role(connection, "wellschool_worker"):
        yield


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file itself is not the question."""
    maker = Maker(lambda o: o, lambda c: c, lambda w: b"file", lambda m: FinishedReport(m, None))
    monkeypatch.setattr(tasks, "maker_of", lambda *what: maker)


def ask(cast: Cast, who: str, wanted: Wanted | None = None, minute: int = 0) -> Report:
    member = cast.people[who]
    with acting(member):
        at = NOW + timedelta(minutes=minute)
        return request_report(wanted=wanted or Wanted(), by=standing(member, cast.review), at=at)


def claimed(after: int = 0) -> int | None:
    held = claim(REPORTS, at=NOW + timedelta(minutes=1, seconds=after))
    return held.pk if held else None


def now(report: Report) -> Report:
    with acting_as(REPORTS.tended_by):
        return Report.objects.get(pk=report.pk)


def test_the_trust_with_fewest_in_work_comes_first_then_the_oldest(cast: Cast, other: Cast) -> None:
    busy = [ask(cast, "lead", LEVELS), ask(cast, "lead", Wanted(kind="board")), ask(cast, "trustee")]
    late = ask(other, "trustee", minute=1)

    assert [claimed() for _ in range(5)] == [busy[0].pk, late.pk, busy[1].pk, busy[2].pk, None]


def test_every_trust_has_its_first_before_any_has_its_third(cast: Cast) -> None:
    kinds = [LEVELS, ANSWERS, Wanted(kind="board"), Wanted(kind="plan", format="xlsx"), Wanted(), Wanted(kind="blank")]
    casts = [cast, *(another(f"Mia Hill {n}", f"trust{n}") for n in range(7))]
    for asking in casts:  # one trust after the other, all of theirs at once
        for n, wanted in enumerate(kinds):
            ask(asking, "lead" if n < 3 else "executive", wanted)

    turns: list[int] = []
    at_work: list[int] = []
    for n in range(48):  # two workers
        held = claim(REPORTS, at=NOW + timedelta(minutes=5, seconds=n))
        assert held is not None
        at_work.append(held.pk)
        turns.append(held.row.trust_id)
        with acting_as(REPORTS.tended_by):
            if len(at_work) == 2:
                done = Report.objects.filter(pk=at_work.pop(0))
                done.update(status=ReportStatus.DONE, lease=None, lease_until=None)

    for nth in range(6):
        assert len(set(turns[nth * 8 : nth * 8 + 8])) == 8


def test_a_worker_that_died_does_not_hold_its_trust_back(cast: Cast, other: Cast) -> None:
    first, second = ask(cast, "lead", LEVELS), ask(cast, "lead", Wanted(kind="board"))
    late, later = ask(other, "trustee", minute=1), ask(other, "lead", LEVELS, minute=1)
    assert [claimed(), claimed(after=1)] == [first.pk, late.pk]
    with acting_as(REPORTS.tended_by):
        Report.objects.filter(pk=first.pk).update(lease_until=NOW, attempts=3)  # it will be ended, not made
        Report.objects.filter(pk=late.pk).update(status=ReportStatus.DONE, lease=None, lease_until=None)

    assert [claimed(after=2), claimed(after=3)] == [second.pk, later.pk]


def test_each_report_is_made_as_whoever_asked_for_it(cast: Cast, other: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    maker = Maker(
        lambda o: seen.append((o.trust_id, o.user_id)), str, lambda w: b"file", lambda m: FinishedReport(m, 1)
    )
    monkeypatch.setattr(tasks, "maker_of", lambda *what: maker)
    ask(cast, "trustee")
    ask(other, "executive")

    render_report()
    render_report()

    assert set(seen) == {(cast.trust.pk, cast.trustee.user_id), (other.trust.pk, other.executive.user_id)}


def test_the_same_report_in_work_is_not_asked_for_twice(cast: Cast) -> None:
    assert ask(cast, "lead").pk == ask(cast, "lead").pk
    assert ask(cast, "lead").pk != ask(cast, "lead", Wanted(choices=Choices(large=True))).pk
    assert ask(cast, "lead").pk != ask(cast, "trustee").pk


def test_a_sixth_report_waits_for_the_others(cast: Cast) -> None:
    for kind in ("full", "board", "blank"):
        ask(cast, "lead", Wanted(kind=kind))
    ask(cast, "lead", LEVELS)
    ask(cast, "lead", Wanted(kind="plan", format="xlsx"))

    with pytest.raises(Refused, match="Five reports of yours"):
        ask(cast, "lead", Wanted(kind="progress", format="xlsx"))


def test_a_file_of_another_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="kind of file"):
        ask(cast, "lead", Wanted(kind="full", format="xlsx"))


def test_who_may_not_compare_gets_no_ratings(cast: Cast) -> None:
    for wanted in (Wanted(choices=Choices(ratings=True)), Wanted(kind="ratings", format="xlsx")):
        with pytest.raises(NotAllowed):
            ask(cast, "trustee", wanted)
    with pytest.raises(NotAllowed):
        ask(cast, "bystander", ANSWERS)
    with pytest.raises(NotAllowed):
        ask(cast, "lead", Wanted(draft=True))  # it is signed off


def test_ones_own_answers_leave_no_trace_for_others(cast: Cast, quick: None) -> None:
    report = ask(cast, "lead", ANSWERS)
    render_report()

    with acting(cast.executive):
        assert not Report.objects.filter(pk=report.pk).exists()
        assert not AuditEvent.objects.filter(event="report.requested").exists()
    with acting(cast.lead):
        assert ReportFile.objects.filter(report=report).exists()


def test_answers_of_somebody_who_became_a_trustee_meanwhile_are_not_made(cast: Cast, quick: None) -> None:
    report = ask(cast, "lead", ANSWERS)
    with acting(cast.executive):
        change_role(member=cast.colleague, role=Role.LEAD, also_lead=False, by=cast.executive, at=NOW)
        change_role(member=cast.lead, role=Role.TRUSTEE, also_lead=False, by=cast.executive, at=NOW)

    render_report()

    assert (now(report).status, now(report).failure) == (ReportStatus.FAILED, LEFT)


def test_files_go_after_30_days_and_can_be_made_again(cast: Cast, quick: None) -> None:
    report = ask(cast, "lead", Wanted(kind="board", choices=Choices(large=True)))
    render_report()
    with acting_as(REPORTS.tended_by):
        Report.objects.filter(pk=report.pk).update(finished_at=datetime.now(UTC) - timedelta(days=29))
    expire_old_reports()
    assert now(report).is_ready

    with acting_as(REPORTS.tended_by):
        Report.objects.filter(pk=report.pk).update(finished_at=datetime.now(UTC) - timedelta(days=31))
    expire_old_reports()

    assert now(report).status == ReportStatus.EXPIRED
    with acting(cast.trustee):
        assert not ReportFile.objects.exists()
        again = make_report_again(report=report, by=standing(cast.trustee, cast.review), at=NOW)
    assert (again.kind, again.choices["large"], again.requested_by_id) == ("board", True, cast.trustee.user_id)


def test_too_much_text_is_refused_at_once_and_in_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(content: Any) -> None:
        refuse_too_much(["x" * 100], 99, "Leave out the notes.")

    maker = Maker(lambda o: o, write, lambda w: b"", lambda m: FinishedReport(m, None))
    monkeypatch.setattr(tasks, "maker_of", lambda *what: maker)
    report = ask(cast, "lead")

    render_report()

    assert (now(report).status, now(report).attempts) == (ReportStatus.FAILED, 1)
    assert "more text in this review" in now(report).failure
    assert "Leave out the notes." in now(report).failure


def test_letters_are_counted_however_deep() -> None:
    wanted = Wanted(choices=Choices(parts=("plan",)))

    assert letters_in({"a": ["bc", ("def", 1, None)]}) == 5
    assert letters_in(wanted) == len("full") + len("pdf") + len("plan")
    refuse_too_much("abc", 3, "")
    with pytest.raises(TooMuch):
        refuse_too_much("abcd", 3, "")


def test_memory_beyond_the_limit_is_refused_and_the_limit_is_lifted_again() -> None:
    with limited_memory(64 * 1024 * 1024):
        with pytest.raises(MemoryError):
            bytearray(256 * 1024 * 1024)
        assert len(bytearray(1024)) == 1024
    assert len(bytearray(256 * 1024 * 1024)) > 0


def test_a_report_that_eats_memory_fails_in_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = Maker(lambda o: o, lambda c: bytearray(2**31), lambda w: b"", lambda m: FinishedReport(m, None))
    monkeypatch.setattr(tasks, "maker_of", lambda *what: maker)
    report = ask(cast, "lead")

    for _ in range(3):
        render_report()

    assert now(report).status == ReportStatus.FAILED
    assert "too much memory" in now(report).failure


def test_a_full_disk_leaves_no_file_and_is_told_in_words(
    cast: Cast, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk that fills is the database's: storing the file fails there, and nothing of it stays."""

    def full(rows: list[Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("do $$ begin raise exception 'No space left on device' using errcode = '53100'; end $$")

    monkeypatch.setattr(ReportFile.objects, "bulk_create", full)
    report = ask(cast, "lead")
    for attempt in (1, 2):
        render_report()
        assert (now(report).status, now(report).attempts) == (ReportStatus.QUEUED, attempt)
    render_report()

    assert now(report).status == ReportStatus.FAILED
    assert now(report).failure.startswith("Something went wrong while checking the file.")
    monkeypatch.undo()
    with acting(cast.lead):
        assert not ReportFile.objects.exists()


def test_asking_needs_no_broker(cast: Cast) -> None:
    """The message is a row of the same transaction; who publishes it is another process."""
    start = time.monotonic()
    report = ask(cast, "lead")

    assert report.status == ReportStatus.QUEUED
    assert time.monotonic() - start < 5
