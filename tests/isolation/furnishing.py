"""What the trusts of the world have beside ratings: agreed levels, next steps, invitations, reports."""

from datetime import timedelta

from django.db import connection

from accounts.models import Role, TrustLogo
from accounts.operations import invite_member
from accounts.operations.inviting import Invited
from accounts.outbox.jobs import claim
from frameworks.content import content_of
from reviews.meeting.operations import end_meeting, join_meeting, start_meeting
from reviews.plan.models import NextStep
from reviews.plan.operations import StepContent, add_next_step, follow_up
from reviews.reports import Choices
from reviews.reports.job import REPORTS
from reviews.reports.models import Report
from reviews.reports.operations import Wanted, request_report, store_report
from reviews.review.operations.agreeing import agree_statement
from tests.builders import NAMES, NOON, Cast, acting, standing
from wellschool.database.testing.base import as_role

LATER = NOON + timedelta(hours=7)


def agree_one(cast: Cast, level: int) -> None:
    """Agree 1.1, with dissent noted."""
    statement = content_of(cast.review.version_id).by_code["1.1"]
    with acting(cast.lead):
        agree_statement(
            statement=statement, level=level, rationale=f"Level {level} it is.", left_open_reason="", why="bar",
            dissent="secret-dissent", expected=0, by=standing(cast.lead, cast.review), at=LATER,
        )  # fmt: skip


def plan(cast: Cast, text: str = "Write it down.") -> None:
    """A next step for 1.2 with an owner, under way."""
    statement = content_of(cast.review.version_id).by_code["1.2"]
    with acting(cast.colleague):
        by = standing(cast.colleague, cast.review)
        content = StepContent(text, statement_id=statement.id, owner_id=cast.second.pk)
        step = add_next_step(content=content, by=by, at=LATER)
        follow_up(step=step, status="under way", text="Begun.", by=by, at=LATER)


def follow_up_again(cast: Cast) -> None:
    """Another word on the first next step."""
    with acting(cast.colleague):
        step = NextStep.objects.filter(review=cast.review).order_by("pk")[0]
        by = standing(cast.colleague, cast.review)
        follow_up(step=step, status="under way", text="Going well.", by=by, at=LATER)


def meet(cast: Cast, *, ended: bool = False) -> None:
    """A meeting that the lead opened and the colleague joined."""
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        meeting = start_meeting(minutes=60, by=by, at=LATER)
    with acting(cast.colleague):
        join_meeting(meeting=meeting, by=standing(cast.colleague, cast.review), at=LATER)
    if ended:
        with acting(cast.lead):
            end_meeting(meeting=meeting, by=by, at=LATER)


def invite(cast: Cast, what: str, role: Role, *, by: str, address: str = "") -> Invited:
    """Invited, and not yet joined."""
    return invite_member(
        trust=cast.trust, email=address or f"{what}@{cast.trust.name.lower()}.example",
        name=NAMES.get(what, what.title()), job_title="", role=role, by=cast.people[by], at=NOON,
    )  # fmt: skip


RATINGS = Wanted(kind="ratings", format="xlsx", choices=Choices(names=True))


def reports(cast: Cast) -> None:
    """The lead's, a colleague's answers and another's ratings are done, the bystander's failed, one waits."""
    wait_for_report(cast, "lead")
    made_report(cast, "lead", fails=False)
    wait_for_report(cast, "bystander")
    for _ in range(3):
        made_report(cast, "bystander", fails=True)
    wait_for_report(cast, "colleague", Wanted(kind="answers"))
    made_report(cast, "colleague", fails=False)
    wait_for_report(cast, "second", RATINGS)
    made_report(cast, "second", fails=False)
    wait_for_report(cast, "executive")
    with acting(cast.lead):
        assert {r.status for r in Report.objects.all()} == {"done", "failed", "queued"}


def wait_for_report(cast: Cast, who: str, wanted: Wanted | None = None) -> None:
    member = cast.people[who]
    with acting(member):
        request_report(wanted=wanted or Wanted(), by=standing(member, cast.review), at=LATER)


def made_report(cast: Cast, who: str, *, fails: bool) -> None:
    """The report whose turn it is, by a worker."""
    with as_role(connection, "wellschool_worker"):
        held = claim(REPORTS, at=LATER)
        assert held.user_id == cast.people[who].user_id
        if fails:
            held.fail("It failed.", at=LATER)
        else:
            store_report(held, content=b"%PDF", pages=1, at=LATER)


def logo(cast: Cast) -> None:
    with acting(cast.lead):
        TrustLogo.objects.create(trust=cast.trust, content=b"PNG", width=2, height=1, changed_at=LATER)
