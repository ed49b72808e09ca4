"""Trusts named after where their review stands, and who asks for their pages. Every note holds its writer's word."""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from django.db import connection

from accounts.models import Role, TrustLogo, YstPerson, YstRole
from accounts.operations import invite_member, remove_member
from accounts.outbox.jobs import claim
from frameworks.content import content_of
from reviews.meeting.models import Meeting, MeetingItem
from reviews.meeting.operations import start_meeting
from reviews.plan.models import NextStep
from reviews.plan.operations import StepContent, add_next_step, follow_up
from reviews.reports.job import REPORTS
from reviews.reports.models import Report
from reviews.reports.operations import Wanted, request_report, store_report
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.revealing import ask_about_names
from tests.builders import (
    NOON,
    PATTERNS,
    REVIEWERS,
    ROLES,
    Cast,
    acting,
    agree_all,
    assign_advisor,
    draft,
    finish,
    rate,
    reveal,
    standing,
    start,
    submit,
    trust_with,
    yst_person,
)
from tests.isolation.furnishing import follow_up_again
from tests.isolation.pages.registering import register_place
from tests.isolation.pages.supporting import support_place
from tests.isolation.releasing import releases_made
from wellschool.database.testing.base import as_role

LATER = NOON + timedelta(hours=7)
NOW = NOON + timedelta(hours=8)  # when people look
PEOPLE = {**ROLES, "removed": Role.COLLEAGUE}  # rated, submitted, and was then removed from the trust
RATERS = (*REVIEWERS, "removed")
PDF = b"%PDF of what was agreed"


@dataclass
class World:
    """Casts by the stage of their review, with what their addresses name; and YST's people."""

    manager: YstPerson
    advisor: YstPerson
    unassigned: YstPerson
    casts: dict[str, Cast] = field(default_factory=dict)
    places: dict[str, SimpleNamespace] = field(default_factory=dict)
    sessions: dict[int, str] = field(default_factory=dict)  # by account
    database: str = ""


def secret(stage: str, who: str) -> str:
    """The word in this person's notes and suggestions, and in nobody else's."""
    return f"zebra-{stage}-{who}-quagga"


def build_world() -> World:
    """A trust for every stage, assigned to the advisor; `elsewhere` is the outsider's."""
    world = World(yst_person("Max Hill", YstRole.MANAGER), yst_person("Ada Reed"), yst_person("Una Moss"))
    for stage, make in MAKERS.items():
        cast = trust_with(world.manager, stage, PEOPLE, name=f"{stage.title()} Trust", region="london", schools=9)
        world.casts[stage] = cast
        make(stage, cast)
        world.places[stage] = place_of(stage, cast)
        if stage != "elsewhere":
            with acting(world.manager):
                assign_advisor(trust=cast.trust, advisor=world.advisor, by=world.manager, at=NOON)
    released(world)
    named = vars(register_place(world.manager)) | vars(
        support_place(world.manager, world.advisor, world.casts["rating"].trust)
    )
    for place in world.places.values():
        vars(place).update(named)
    return world


def released(world: World) -> None:
    """A release in every state: the published one everywhere, the others in places of their own beside `agreed`."""
    made = releases_made(world.manager, world.casts["rating"].review.version_id)
    for place in world.places.values():
        place.release_id = made["published"]
    for state, release in made.items():
        if "agreed" in world.casts and state != "published":
            world.casts[state] = world.casts["agreed"]
            world.places[state] = SimpleNamespace(**{**vars(world.places["agreed"]), "release_id": release})


def drafted(stage: str, cast: Cast) -> None:
    """Being set up."""
    draft(cast, RATERS)
    leave(cast)


def rating(stage: str, cast: Cast) -> None:
    """The lead has answered everything, the colleague all but 1.6; the others have submitted."""
    rated(stage, cast, unanswered=5)
    submit(cast, "second", "removed")
    leave(cast)


def ready(stage: str, cast: Cast) -> None:
    """Everyone has submitted, and been asked about names."""
    rated(stage, cast)
    submit(cast, *RATERS)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=LATER)
    leave(cast)


def hidden(stage: str, cast: Cast) -> None:
    """Comparing with names hidden; one next step; a meeting is open."""
    ready(stage, cast)
    reveal(cast)
    plan(cast)
    meet(cast)


def named(stage: str, cast: Cast) -> None:
    """Comparing with names shown; one next step, every statement settled."""
    rated(stage, cast, names_shown=True)
    submit(cast, *RATERS)
    leave(cast)
    reveal(cast)
    plan(cast)
    agree_all(cast)


def agreed(stage: str, cast: Cast) -> None:
    """Signed off, nothing shared with YST; a meeting was held; one report is ready, one has failed; a logo."""
    named(stage, cast)
    meet(cast)
    finish(cast)
    follow_up_again(cast)
    reports(cast)
    logo(cast)


MAKERS = {
    "draft": drafted,
    "rating": rating,
    "ready": ready,
    "hidden": hidden,
    "named": named,
    "agreed": agreed,
    "elsewhere": named,
}


def rated(stage: str, cast: Cast, *, names_shown: bool = False, unanswered: int | None = None) -> None:
    draft(cast, RATERS, names_shown=names_shown)
    start(cast)
    for who in RATERS:
        levels = PATTERNS.get(who, PATTERNS["lead"])
        if who == "colleague" and unanswered is not None:
            rate(cast, who, levels, only=range(unanswered), secret=secret(stage, who))
            rate(cast, who, levels, only=range(unanswered + 1, 42), secret=secret(stage, who))
        else:
            rate(cast, who, levels, secret=secret(stage, who))


def leave(cast: Cast) -> None:
    with acting(cast.executive):
        remove_member(member=cast.removed, by=cast.executive, at=LATER)


def plan(cast: Cast) -> None:
    """A next step for 1.2 that the colleague leads, under way."""
    statement = content_of(cast.review.version_id).by_code["1.2"]
    with acting(cast.colleague):
        by = standing(cast.colleague, cast.review)
        content = StepContent("Write it down.", statement_id=statement.id, owner_id=cast.colleague.pk)
        step = add_next_step(content=content, by=by, at=LATER)
        follow_up(step=step, status="under way", text="Begun in May.", by=by, at=LATER)


def meet(cast: Cast) -> None:
    """A review meeting that the lead opened."""
    with acting(cast.lead):
        start_meeting(minutes=60, by=standing(cast.lead, cast.review), at=LATER)


def reports(cast: Cast) -> None:
    """The lead's is ready, the trustee's has failed."""
    with as_role(connection, "wellschool_worker"):
        for who, attempts in (("lead", 1), ("trustee", 3)):
            member = cast.people[who]
            with acting(member):
                request_report(wanted=Wanted(), by=standing(member, cast.review), at=LATER)
            for _ in range(attempts):
                attempt(cast, who)


def logo(cast: Cast) -> None:
    with acting(cast.lead):
        TrustLogo.objects.create(trust=cast.trust, content=b"PNG", width=2, height=1, changed_at=LATER)


def attempt(cast: Cast, who: str) -> None:
    """One attempt at a report, which works for the lead."""
    held = claim(REPORTS, at=LATER)
    if who == "lead":
        store_report(held, content=PDF, pages=1, at=LATER)
    else:
        held.fail("It failed.", at=LATER)


def first_on_agenda(cast: Cast) -> str:
    """The code of the first statement to be discussed in a meeting, or any."""
    item = MeetingItem.objects.filter(review=cast.review).order_by("position").first()
    return content_of(cast.review.version_id).by_id[item.statement_id].code if item else "1.2"


def place_of(stage: str, cast: Cast) -> SimpleNamespace:
    """What the addresses of this trust name, by the parameters of the routes; somebody is invited for it."""
    with acting(cast.executive):
        invited = invite_member(
            trust=cast.trust, email=f"invited@{stage}.example", name="Ivy Dale", job_title="", role=Role.TRUSTEE,
            by=cast.executive, at=NOON - timedelta(days=1),
        )  # fmt: skip
        step = NextStep.objects.filter(review=cast.review).first()
        meeting = Meeting.objects.filter(review=cast.review).first()
        made = dict(Report.objects.filter(review=cast.review).values_list("status", "uuid"))
        reviewer = Reviewer.objects.get(review=cast.review, membership=cast.colleague)
        invitation = invited.member.invitations.values_list("pk", flat=True).get()
        return SimpleNamespace(
            stage=stage, trust_slug=cast.trust.slug, review_id=cast.review.uuid, domain_number=1, code="1.1",
            member_id=cast.bystander.pk, reviewer_id=reviewer.pk, invitation_id=invitation, token=invited.token,
            step_id=step.uuid if step else cast.review.uuid,
            meeting_id=meeting.uuid if meeting else cast.review.uuid, agenda_code=first_on_agenda(cast),
            report_id=made.get("done", cast.review.uuid), failed_report_id=made.get("failed", cast.review.uuid),
            release_id=cast.review.uuid,  # of none, unless `released` says otherwise
            version_id=cast.review.version_id,
        )  # fmt: skip
