"""Every kind of job that there is, and how a test asks for one, has it made, breaks it, and counts what it stores."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from accounts.isolation.roles import as_database_role
from accounts.models import ImportedTrust, RegisteredTrust, YstPerson
from accounts.operations import remove_member
from accounts.outbox.job_kinds import JobKind
from accounts.register import tasks as register_tasks
from accounts.register.jobs import APPLYING, CHECKING
from accounts.register.operations import apply_import, retry_import
from frameworks.content import newest_version_id
from reviews.portfolio import tasks as portfolio_tasks
from reviews.portfolio.export_job import EXPORTS
from reviews.portfolio.export_models import PortfolioFile
from reviews.portfolio.export_operations import request_export
from reviews.releases import tasks as release_tasks
from reviews.releases.job import RELEASES
from reviews.releases.models import ReleaseCount
from reviews.releases.operations import request_release, retry_release
from reviews.reports import tasks as report_tasks
from reviews.reports.job import REPORTS
from reviews.reports.models import ReportFile
from reviews.reports.operations import Wanted, request_report, retry_report
from tests.accounts.register.importing import check, upload
from tests.builders import NOON, Cast, acting, standing, trust_with
from tests.extracts import groups, school, schools, trust
from tests.modules import modules
from tests.reviews.reports.worlds import signed_off
from wellschool.demo.country import NAMES, fill_country

LAST_YEAR = datetime.now(UTC).year - 2  # an academic year that is over


@dataclass
class Asked:
    """A job that waits, the person who asked, and, of a report, their trust."""

    pk: int
    person: Any
    cast: Cast | None = None


@dataclass(frozen=True)
class Case:
    """One kind. `work` is the name, beside its tasks, of what does the work."""

    kind: JobKind
    ask: Callable[[YstPerson], Asked]
    tasks: Any  # the module
    task: str
    tend: str
    work: str
    done: str
    stored: Callable[[], int]  # what it has stored, as whoever sees all rows
    words: dict[str, str]  # by the name of an error
    leave: Callable[[Asked], None]
    retry: Callable[[Any, Asked], None] | None = None

    def make(self, asked: Asked) -> None:
        """Deliver a message."""
        numbers = {self.kind.carries: asked.pk, "user_id": asked.person.user_id} if self.kind.carries else {}
        getattr(self.tasks, self.task)(**numbers)


# -- asking ------------------------------------------------------------------------------------------------------------


def a_report(manager: YstPerson) -> Asked:
    cast = trust_with(manager, "thistledown")
    signed_off(cast, lambda n, s: None, on=NOON)
    with acting(cast.bystander):
        by = standing(cast.bystander, cast.review)
        report = request_report(wanted=Wanted(kind="levels", format="xlsx"), by=by, at=timezone.now())
    return Asked(report.pk, cast.bystander, cast)


def an_export(manager: YstPerson) -> Asked:
    trust_with(manager, "thistledown", {"lead": "lead"})
    with acting(manager):
        return Asked(request_export(format="xlsx", filters="", by=manager, at=timezone.now()).pk, manager)


def a_release(manager: YstPerson) -> Asked:
    fill_country(years=[LAST_YEAR], version_id=newest_version_id(), names=NAMES[:40])
    with acting(manager):
        version = newest_version_id()
        release = request_release(academic_year=LAST_YEAR, version_id=version, by=manager, at=timezone.now())
    return Asked(release.pk, manager)


FILES = groups(trust(1)), schools(school(100, 1))


def a_check(manager: YstPerson) -> Asked:
    return Asked(upload(manager, *FILES).pk, manager)


def an_applying(manager: YstPerson) -> Asked:
    made = check(manager, *FILES)
    with acting(manager):
        apply_import(made=made, sure=True, by=manager, at=timezone.now())
    return Asked(made.pk, manager)


# -- leaving, trying again ---------------------------------------------------------------------------------------------


def leave_the_trust(asked: Asked) -> None:
    assert asked.cast
    with acting(asked.cast.lead):
        remove_member(member=asked.person, by=asked.cast.lead, at=timezone.now())


def be_manager_no_more(asked: Asked) -> None:
    with as_database_role("wellschool_migrate"):
        YstPerson.objects.filter(pk=asked.person.pk).update(role="advisor")


def leave_yst(asked: Asked) -> None:
    with as_database_role("wellschool_migrate"):
        YstPerson.objects.filter(pk=asked.person.pk).update(left_at=NOON)


def report_again(row: Any, asked: Asked) -> None:
    assert asked.cast
    retry_report(report=row, by=standing(asked.person, asked.cast.review), at=timezone.now())


def release_again(row: Any, asked: Asked) -> None:
    retry_release(release=row, by=asked.person, at=timezone.now())


def import_again(row: Any, asked: Asked) -> None:
    retry_import(made=row, by=asked.person, at=timezone.now())


# -- the table ---------------------------------------------------------------------------------------------------------

SOFT, MEMORY, OURS = "SoftTimeLimitExceeded", "MemoryError", "RuntimeError"
LATE = "took too long"
CASES = {
    "report": Case(
        kind=REPORTS,
        ask=a_report,
        tasks=report_tasks,
        task="render_report",
        tend="recover_reports",
        work="make_report",
        done="done",
        stored=ReportFile.objects.count,
        words={SOFT: LATE, MEMORY: "too much memory", OURS: "wrong while reading the review"},
        leave=leave_the_trust,
        retry=report_again,
    ),
    "portfolio export": Case(
        kind=EXPORTS,
        ask=an_export,
        tasks=portfolio_tasks,
        task="make_portfolio_export",
        tend="tend_portfolio_exports",
        work="make_export",
        done="done",
        stored=PortfolioFile.objects.count,
        words={SOFT: LATE, MEMORY: "Choose fewer trusts", OURS: "Something went wrong."},
        leave=leave_yst,
    ),
    "release": Case(
        kind=RELEASES,
        ask=a_release,
        tasks=release_tasks,
        task="make_release_task",
        tend="recover_releases",
        work="_make",
        done="previewed",
        stored=ReleaseCount.objects.count,
        words=dict.fromkeys((SOFT, MEMORY, OURS), "nothing was counted"),
        leave=be_manager_no_more,
        retry=release_again,
    ),
    "checking of an import": Case(
        kind=CHECKING,
        ask=a_check,
        tasks=register_tasks,
        task="check_register",
        tend="recover_imports",
        work="check_import",
        done="checked",
        stored=ImportedTrust.objects.filter(register_import__status="checked").count,  # before, it is nothing yet
        words={SOFT: LATE, MEMORY: "it was being checked", OURS: "it was being checked"},
        leave=be_manager_no_more,
        retry=import_again,
    ),
    "applying of an import": Case(
        kind=APPLYING,
        ask=an_applying,
        tasks=register_tasks,
        task="apply_register",
        tend="recover_imports",
        work="apply_checked",
        done="applied",
        stored=RegisteredTrust.objects.count,
        words={SOFT: LATE, MEMORY: "it was being applied", OURS: "it was being applied"},
        leave=leave_yst,
        retry=import_again,
    ),
}


def every_kind() -> set[JobKind]:
    """All kinds that any module of the product declares."""
    return {value for module in modules() for value in vars(module).values() if isinstance(value, JobKind)}
