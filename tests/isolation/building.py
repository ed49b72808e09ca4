"""One world of trusts at every stage, built through the operations as the people who would do it."""

from django.db.models import F

from accounts.isolation.roles import as_database_role
from accounts.models import Role, User, YstPerson, YstRole
from accounts.operations import change_role, create_trust, invite_first_lead, remove_member
from accounts.operations.yst import end_assignment
from accounts.outbox.service_models import AFTER, MailService
from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.meeting.models import Meeting
from reviews.plan.models import NextStep
from reviews.plan.operations import StepContent, add_next_step, update_next_step
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.setting_up import add_reviewer, record_early, remove_reviewer
from tests.builders import (
    NAMES,
    NOON,
    REVIEWERS,
    ROLES,
    Cast,
    accept,
    acting,
    agree_all,
    assign_advisor,
    draft,
    finish,
    rate,
    reopen,
    reveal,
    review_at,
    share,
    standing,
    start,
    submit,
    trust_with,
    yst_person,
)
from tests.isolation.editions import load_small_editions
from tests.isolation.furnishing import LATER, agree_one, follow_up_again, invite, logo, meet, plan, reports
from tests.isolation.registering import furnish_register
from tests.isolation.releasing import counts_made, releases_made
from tests.isolation.supporting import exports, support

MORE = {**ROLES, "third": Role.COLLEAGUE, "fourth": Role.COLLEAGUE}


def build_world() -> None:
    """Trusts named after where their review stands, and YST's people."""
    load_small_editions()
    manager = yst_person("Manager", YstRole.MANAGER)
    advisor = yst_person("Advisor")
    yst_person("Unassigned")
    yst_person("Gone")
    with as_database_role("wellschool_migrate"):
        YstPerson.objects.filter(name="Gone").update(left_at=LATER)
    User.objects.create_user("stranger@nowhere.example", "a password of theirs")
    casts = [make(manager) for make in MAKERS]
    for cast in casts:
        with acting(manager):
            assign_advisor(trust=cast.trust, advisor=advisor, by=manager, at=NOON)
            if cast.trust.name in ("Named", "Unshared"):
                end_assignment(trust=cast.trust, advisor=advisor, by=manager, at=NOON)
    first_leads_invited(manager)
    member_of_two_trusts(casts[0], casts[3])
    furnish_register(manager)
    trusts = {cast.trust.name: cast for cast in casts}
    support(manager, advisor, trusts["Shared"], trusts["Stepless"], trusts["Named"])
    exports(manager, advisor, trusts["Shared"])
    releases_made(manager, casts[0].review.version_id)
    counts_made()
    with as_database_role("wellschool_migrate"):
        MailService.objects.create(seen_at=NOON, failures=AFTER, failing_since=NOON, reason="It is cut.", waiting=9)


def cast_named(manager: YstPerson, name: str, roles: dict[str, Role] | None = None) -> Cast:
    return trust_with(manager, name.lower(), roles, name=name)


def rating(manager: YstPerson) -> Cast:
    """The lead has submitted, a colleague is half-way, another has not begun; an executive is invited."""
    cast = cast_named(manager, "Rating")
    draft(cast)
    start(cast)
    rate(cast, "lead", secret="secret-lead")
    submit(cast, "lead")
    rate(cast, "colleague", only=range(20), secret="secret-colleague")
    with acting(cast.executive):
        invite(cast, "invited", Role.EXECUTIVE, by="executive")
    return cast


def submitted(manager: YstPerson) -> Cast:
    """Everyone has submitted; one was removed while rating, half-way."""
    cast = cast_named(manager, "Submitted", MORE)
    draft(cast, (*REVIEWERS, "third"))
    start(cast)
    for who in REVIEWERS:
        rate(cast, who, secret=f"secret-{who}")
    rate(cast, "third", only=range(10), secret="secret-third")
    submit(cast, *REVIEWERS)
    with acting(cast.lead):
        reviewer = Reviewer.objects.get(review=cast.review, membership=cast.third)
        by = standing(cast.lead, cast.review)
        remove_reviewer(reviewer=reviewer, by=by, at=LATER, reason="left", note="secret-note of a lead")
    return cast


def hidden(manager: YstPerson) -> Cast:
    """Comparing with names hidden; one statement agreed, one next step; a meeting that has ended."""
    cast = cast_named(manager, "Hidden")
    review_at(cast, Stage.COMPARING, secrets=True)
    agree_one(cast, level=2)
    plan(cast)
    meet(cast, ended=True)
    return cast


def named(manager: YstPerson) -> Cast:
    """Comparing with names shown; one statement agreed, one next step; a meeting is open."""
    cast = cast_named(manager, "Named")
    review_at(cast, Stage.COMPARING, secrets=True, names_shown=True)
    agree_one(cast, level=2)
    plan(cast)
    meet(cast)
    return cast


def early(manager: YstPerson) -> Cast:
    """Shown early: `fourth` had not submitted. Afterwards `second` left, `third` became a trustee; an empty meeting."""
    cast = cast_named(manager, "Early", MORE)
    reviewers = (*REVIEWERS, "third", "fourth")
    draft(cast, reviewers, names_shown=True)
    start(cast)
    for who in reviewers:
        rate(cast, who, only=range(15) if who == "fourth" else None, secret=f"secret-{who}")
    submit(cast, *reviewers[:-1])
    reveal(cast, early_reason="away", note="secret-note of a lead")
    with acting(cast.lead):
        owned = {"trust": cast.trust, "review": cast.review}
        Meeting.objects.create(minutes=45, opened_at=LATER, opened_by_name=cast.lead.name, **owned)
    with acting(cast.executive):
        remove_member(member=cast.second, by=cast.executive, at=LATER)
        change_role(member=cast.third, role=Role.TRUSTEE, also_lead=False, by=cast.executive, at=LATER)
    return cast


def shared(manager: YstPerson) -> Cast:
    """Signed off; agreed results and next steps are shared. Reports of every audience; a logo.

    A step of before the sign-off has an update of before and one of after it; another step was added since.
    """
    cast = signed_off(manager, "Shared")
    share(cast, steps=True)
    follow_up_again(cast)
    plan(cast, "A step after the sign-off.")
    reports(cast)
    logo(cast)
    return cast


def stepless(manager: YstPerson) -> Cast:
    """Signed off; agreed results are shared without next steps."""
    cast = signed_off(manager, "Stepless")
    share(cast)
    return cast


def unshared(manager: YstPerson) -> Cast:
    """Signed off, nothing shared; a next step and an early showing of which nobody has said more."""
    cast = signed_off(manager, "Unshared")
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        add_next_step(content=StepContent("Not begun.", statement_id=1), by=by, at=LATER)
        record_early(by=by, at=LATER, reason="other", note="", removed=None)
    return cast


def releases(manager: YstPerson) -> Cast:
    """Signed off; agreed results were shared, now only releases are."""
    cast = signed_off(manager, "Releases")
    share(cast, steps=True)
    share(cast, "releases")
    return cast


def reopened(manager: YstPerson) -> Cast:
    """Signed off with level 2 for 1.1, shared, then reopened: 1.1 is now 3, and the next step reads otherwise."""
    cast = signed_off(manager, "Reopened")
    share(cast, steps=True)
    reopen(cast)
    with acting(cast.lead):
        first = content_of(cast.review.version_id).by_code["1.1"].id
        agreed = AgreedLevel.objects.filter(review=cast.review, statement_id=first)
        assert agreed.update(level=3, rationale="Level 3 it is.", version=F("version") + 1) == 1
        step = NextStep.objects.get(review=cast.review)
        content = StepContent("Changed after the reopening.", statement_id=step.statement_id)
        update_next_step(
            step=step, content=content, expected=step.version, by=standing(cast.lead, cast.review), at=LATER
        )
    return cast


def cancelled(manager: YstPerson) -> Cast:
    """Cancelled while rating, everyone having submitted."""
    cast = cast_named(manager, "Cancelled")
    review_at(cast, Stage.CANCELLED, secrets=True)
    return cast


def drafted(manager: YstPerson) -> Cast:
    """Being set up; somebody invited, who has not accepted yet, is among the reviewers."""
    cast = cast_named(manager, "Drafted")
    draft(cast)
    with acting(cast.lead):
        invited = invite(cast, "invited", Role.COLLEAGUE, by="lead")
        add_reviewer(member=invited.member, by=standing(cast.lead, cast.review), at=LATER)
    return cast


def opened(manager: YstPerson) -> Cast:
    """Rating with names shown; lead and colleague have submitted, another is half-way."""
    cast = cast_named(manager, "Opened")
    draft(cast, names_shown=True)
    start(cast)
    for who in ("lead", "colleague"):
        rate(cast, who, secret=f"secret-{who}")
    rate(cast, "second", only=range(12), secret="secret-second")
    submit(cast, "lead", "colleague")
    return cast


MAKERS = (
    rating, submitted, hidden, named, early, shared, stepless, unshared, releases, reopened, cancelled, drafted, opened,
)  # fmt: skip


def signed_off(manager: YstPerson, name: str) -> Cast:
    cast = cast_named(manager, name)
    review_at(cast, Stage.COMPARING)
    plan(cast)
    agree_all(cast)
    finish(cast)
    return cast


def first_leads_invited(manager: YstPerson) -> None:
    """A trust whose first lead is invited, and one to which nobody is."""
    with acting(manager):
        pending = create_trust(name="Pending", by=manager, at=NOON)
        invite_first_lead(trust=pending, email="lead@pending.example", name=NAMES["lead"], by=manager, at=NOON)
        create_trust(name="Empty", by=manager, at=NOON)


def member_of_two_trusts(*casts: Cast) -> None:
    """Somebody who is an executive here and there."""
    for cast in casts:
        with acting(cast.executive):
            invited = invite(cast, "twice", Role.EXECUTIVE, by="executive", address="twice@both.example")
        cast.people["twice"] = accept(invited, cast.trust, "twice@both.example")
