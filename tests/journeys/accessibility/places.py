"""The world of the URL matrix, with what else makes a page look different. A place is what addresses name."""

from types import SimpleNamespace

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from accounts.isolation.roles import as_database_role
from accounts.models import Invitation, Role, Trust
from accounts.operations import assign_advisor, create_trust, invite_member, withdraw_invitation
from accounts.register.import_models import RegisterImport
from accounts.register.models import RegisteredTrust
from accounts.register.operations import discard_import
from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.plan.operations import StepContent, add_next_step
from reviews.portfolio.export_models import PortfolioExport
from reviews.portfolio.models import SupportNote
from reviews.portfolio.operations import NoteContent, set_support_level, write_note
from reviews.reports.models import Report
from reviews.reports.operations import Wanted, request_report
from reviews.review.operations.agreeing import agree_statement
from reviews.review.operations.revealing import ask_about_names
from tests.accounts.register.importing import bring_in, check
from tests.accounts.register.test_checking import CLOSED
from tests.builders import (
    NOON,
    ROLES,
    Cast,
    acting,
    agree_all,
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
)
from tests.extracts import groups, school, schools, trust
from tests.isolation.pages.asking import sign_everybody_in
from tests.isolation.pages.worlds import LATER, World, build_world, place_of, plan
from tests.signing_in import app_of

LONG_NAME = "Thistledown, Harrowgate and Upper Wharfedale Church of England and Community Schools Partnership Trust"
LINK = "https://intranet.thistledown.example/governance/2026/trust_board_physical_activity_and_sport_paper_final.docx"
LONG = f"Seen in nine schools of ten, and minuted: {LINK}\n" + "We asked pupils in each school, twice. " * 8
EIGHT = ("lead", "colleague", "second", *(f"colleague {n}" for n in range(4, 9)))


def build_places() -> World:
    """Trusts at every stage and those made here. Places that differ in a link or two stand in a trust of another."""
    world = build_world()
    for name, make in MAKERS.items():
        more = {"name": LONG_NAME} if name == "full" else {}
        people = ROLES | dict.fromkeys(EIGHT[3:], Role.COLLEAGUE) if name == "full" else ROLES
        world.casts[name] = cast = trust_with(world.manager, name, people, **more)
        make(cast)
        world.places[name] = place_of(name, cast) if cast.review else SimpleNamespace(trust_slug=cast.trust.slug)
        with acting(world.manager):
            assign_advisor(trust=cast.trust, advisor=world.advisor, by=world.manager, at=NOON)
    in_reports(world)
    in_register(world)
    in_portfolio(world)
    invited(world)
    with_an_app(world)
    sign_everybody_in(world)  # before a link to a new password, which signing in would end
    in_emails(world)
    return world


def beside(world: World, name: str, trust: str, **links: object) -> None:
    """A place of its own in the trust of another place."""
    world.casts[name] = world.casts[trust]
    world.places[name] = SimpleNamespace(**{**vars(world.places[trust]), **links})


# -- trusts ----------------------------------------------------------------------------------------------------------
def sharing(cast: Cast) -> None:
    """As `shared`, without next steps: what both agreed as Emerging is help that several need."""
    review_at(cast, Stage.AGREED)
    share(cast)


def empty(cast: Cast) -> None:
    """No self-review yet."""


def cancelled(cast: Cast) -> None:
    """Cancelled before ratings were shown."""
    review_at(cast, Stage.CANCELLED)


def asked(cast: Cast) -> None:
    """Names are hidden, one has submitted, and is asked about names."""
    draft(cast)
    start(cast)
    rate(cast, "colleague")
    submit(cast, "colleague")
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=LATER)


def early(cast: Cast, *, names_shown: bool = False) -> None:
    """Names are hidden, two of three have submitted, the lead among them: showing is early, and asks about names."""
    draft(cast, names_shown=names_shown)
    start(cast)
    for who in ("lead", "colleague"):
        rate(cast, who)
        submit(cast, who)


def hurried(cast: Cast) -> None:
    """The same with names shown: it takes a reason."""
    early(cast, names_shown=True)


def alone(cast: Cast) -> None:
    """One person's view."""
    review_at(cast, Stage.COMPARING, reviewers=("colleague",), names_shown=True)


def reopened(cast: Cast) -> None:
    """Signed off, and being agreed again."""
    review_at(cast, Stage.AGREED)
    reopen(cast)


def shared(cast: Cast) -> None:
    """Signed off; agreed results and next steps are shared with YST."""
    review_at(cast, Stage.COMPARING)
    plan(cast)
    agree_all(cast)
    finish(cast)
    share(cast, steps=True)


def full(cast: Cast) -> None:
    """Eight reviewers with long names of trust and people, and long notes with addresses in them."""
    draft(cast, EIGHT, names_shown=True)
    start(cast)
    for who in EIGHT:
        rate(cast, who, secret=LONG)
    submit(cast, *EIGHT)
    reveal(cast)
    statement = content_of(cast.review.version_id).by_code["1.1"]
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        agree_statement(
            statement=statement, level=2, rationale=LONG, left_open_reason="", why="evidence", dissent=LONG,
            expected=0, by=by, at=LATER,
        )  # fmt: skip
        step = StepContent(LONG, statement_id=statement.id, owner_name="The company secretary, with every head")
        add_next_step(content=step, by=by, at=LATER)


MAKERS = {
    "empty": empty,
    "cancelled": cancelled,
    "asked": asked,
    "early": early,
    "hurried": hurried,
    "alone": alone,
    "reopened": reopened,
    "shared": shared,
    "sharing": sharing,
    "full": full,
}


# -- places in them --------------------------------------------------------------------------------------------------
def in_reports(world: World) -> None:
    """A report that has failed, and one that waits for the worker."""
    beside(world, "failed", "agreed", report_id=world.places["agreed"].failed_report_id)
    cast = world.casts["shared"]
    with acting(cast.executive):
        report = request_report(wanted=Wanted(), by=standing(cast.executive, cast.review), at=LATER)
        beside(world, "waiting", "shared", report_id=Report.objects.get(pk=report.pk).uuid)


def with_an_app(world: World) -> None:
    """Somebody in a trust who signs in with an app, and has recovery codes."""
    user = world.casts["elsewhere"].trustee.user
    app_of(user)
    RecoveryCodes.activate(user)


def in_register(world: World) -> None:
    """A trust that is here and in the register; imports that were applied, that cannot be used, that were discarded."""
    made = RegisterImport.objects.filter(uuid=world.places["rating"].import_id)
    with acting(world.manager):
        discard_import(made=made.get(), by=world.manager, at=NOON)
    refused = check(world.manager, schools(school(1)), allgroupsdata=b"")
    bring_in(world.manager, groups(trust(5, Group_Name=LONG_NAME), trust(7)))
    bring_in(world.manager, groups(trust(5), trust(7, **CLOSED)), schools(school(101, 5)))
    with acting(world.manager):
        applied = RegisterImport.objects.filter(status="applied").order_by("-pk").first()
    with as_database_role("wellschool_migrate"):
        here = Trust.objects.filter(slug=world.casts["empty"].trust.slug)
        here.update(registered=RegisteredTrust.objects.get(group_uid=5), group_id="TR00005")
    beside(world, "registered", "empty", group_uid=5)
    beside(world, "imported", "rating", import_id=applied.uuid, group_uid=7)
    beside(world, "unusable", "rating", import_id=refused.uuid, join_token="nonsense")


def in_portfolio(world: World) -> None:
    """Files that wait, that can no longer be opened and that could not be made; notes of each kind, shown and not."""
    beside(world, "in-work", "rating", export_id=world.places["rating"].waiting_id)
    exports = PortfolioExport.objects.filter(requested_by_id=world.advisor.user_id)
    with as_database_role("wellschool_migrate"):
        for name, status in (("gone", "done"), ("unmade", "failed")):
            words = "It took too long and was stopped." if status == "failed" else ""
            made = exports.create(requested_by_id=world.advisor.user_id, format="pdf", status=status, failure=words)
            beside(world, name, "rating", export_id=made.uuid)
    trust = world.casts["shared"].trust
    with acting(world.advisor):
        set_support_level(trust=trust, level="regular", by=world.advisor, at=NOON)
        for kind, shown in (("visit", True), ("call", False), ("offer", True)):
            write_note(trust=trust, content=NoteContent(kind, NOON.date(), LONG, shown), by=world.advisor, at=NOON)
        first = SupportNote.objects.filter(trust=trust).order_by("pk").first()
        corrected = NoteContent("visit", NOON.date(), "It was the other school.", shown_to_trust=True)
        write_note(trust=trust, content=corrected, corrects=first.uuid, by=world.advisor, at=NOON)


def in_emails(world: World) -> None:
    """Links that work: to confirm a new address, and to choose a new password."""
    user = world.casts["empty"].bystander.user
    changed = EmailAddress.objects.create(user=user, email="new@empty.example", verified=False, primary=False)
    beside(world, "confirming", "empty", key=EmailConfirmationHMAC(changed).key)
    links = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    beside(world, "resetting", "empty", **links)


def invited(world: World) -> None:
    """A trust that nobody has joined; an invitation to somebody who has an account, and one withdrawn."""
    with acting(world.manager):
        fresh = create_trust(name="Fresh Trust", by=world.manager, at=NOON)
    beside(world, "fresh", "empty", trust_slug=fresh.slug)
    cast, known = world.casts["rating"], world.casts["elsewhere"].lead.user.email
    with acting(cast.lead):
        for name, email in (("known", known), ("withdrawn", "gone@rating.example")):
            made = invite_member(
                trust=cast.trust, email=email, name="Priya Nair", job_title="", role=Role.COLLEAGUE, by=cast.lead,
                at=NOON,
            )  # fmt: skip
            beside(world, name, "rating", token=made.token)
        gone = Invitation.objects.defer("token_hash").get(email="gone@rating.example")
        withdraw_invitation(invitation=gone, by=cast.lead, at=NOON)
