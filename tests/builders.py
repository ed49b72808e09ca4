"""Building trusts, people and reviews through the operations, as the people who would do it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.isolation.actor import Actor, acting_as
from accounts.models import Membership, Role, Trust, User, YstPerson, YstRole
from accounts.operations import (
    accept_invitation,
    accept_terms,
    add_yst_person,
    assign_advisor,
    create_account_for,
    create_trust,
    invite_first_lead,
    invite_member,
)
from accounts.operations.inviting import Invited
from accounts.terms import CURRENT
from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.agreeing import agree_statement, confirm_unanimous, leave_rest_open
from reviews.review.operations.rating import Answer, save_rating, submit_ratings
from reviews.review.operations.revealing import reveal_ratings
from reviews.review.operations.setting_up import create_review, start_rating
from reviews.review.operations.sharing import choose_sharing
from reviews.review.operations.signing_off import cancel_review, reopen_review, sign_off
from reviews.review.permissions import Standing

PASSWORD = "correct horse battery"
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@dataclass
class Cast:
    """The people of one trust, by what they are. Reviewers are lead, colleague and second."""

    trust: Trust
    people: dict[str, Membership] = field(default_factory=dict)
    review: Review | None = None

    def __getattr__(self, name: str) -> Membership:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


ROLES = {
    "lead": Role.LEAD,
    "executive": Role.EXECUTIVE,
    "colleague": Role.COLLEAGUE,
    "second": Role.COLLEAGUE,
    "bystander": Role.COLLEAGUE,
    "trustee": Role.TRUSTEE,
}
NAMES = {
    "lead": "Priya Nair",
    "executive": "Tom Ellis",
    "colleague": "Sarah Okafor",
    "second": "Joe Bennett",
    "bystander": "Maya Lund",
    "trustee": "Gwen Price",
}
REVIEWERS = ("lead", "colleague", "second")


@contextmanager
def acting(who: Membership | YstPerson | User) -> Iterator[None]:
    """Act as this person; in a trust, as its URLs do."""
    if isinstance(who, YstPerson):
        actor = Actor(user_id=who.user_id, yst=True)
    elif isinstance(who, User):
        actor = Actor(user_id=who.pk, yst=who.is_yst)
    else:
        actor = Actor(user_id=who.user_id, trust=who.trust.slug)
    with acting_as(actor):
        yield


def yst_person(name: str, role: str = YstRole.ADVISOR) -> YstPerson:
    return add_yst_person(
        email=f"{name.lower().replace(' ', '.')}@yst.example", name=name, role=role, at=NOON, password=PASSWORD
    )


def accept(invited: Invited, trust: Trust, email: str) -> Membership:
    """Accept as a new account."""
    user = User.objects.filter(email=email).first() or create_account_for(email=email, password=PASSWORD)
    with acting_as(Actor(user_id=user.pk)):
        accept_invitation(token=invited.token, at=NOON)
    member = invited.member
    member.user, member.joined_at, member.trust = user, NOON, trust
    return member


def trust_with(manager: YstPerson, slug: str, roles: dict[str, Role] | None = None, **profile: Any) -> Cast:
    """A trust and its people, invited and joined: `lead@<slug>.example` and so on."""
    roles = roles or ROLES
    with acting(manager):
        trust = create_trust(name=profile.pop("name", f"{slug.title()} Trust"), by=manager, at=NOON, **profile)
        first = invite_first_lead(trust=trust, email=f"lead@{slug}.example", name=NAMES["lead"], by=manager, at=NOON)
    cast = Cast(trust)
    cast.people["lead"] = accept(first, trust, f"lead@{slug}.example")
    join(cast, roles, slug)
    return cast


def join(cast: Cast, roles: dict[str, Role] = ROLES, place: str = "") -> None:
    """Everybody but the lead, who invites them, joins: `executive@<place>.example` and so on."""
    trust, by = cast.trust, cast.people["lead"]
    for what, role in roles.items():
        if what == "lead":
            continue
        email, name = f"{what}@{place or trust.slug}.example", NAMES.get(what, what.title())
        with acting(by):
            invited = invite_member(trust=trust, email=email, name=name, job_title="", role=role, by=by, at=NOON)
        cast.people[what] = accept(invited, trust, email)
        if role == Role.EXECUTIVE:
            accept_terms_for(cast.people[what])


def accept_terms_for(executive: Membership) -> None:
    """So that rating can start in this trust."""
    with acting(executive):
        accept_terms(edition=CURRENT.number, by=executive, at=NOON)


def standing(member: Membership, review: Review) -> Standing:
    """As `standing_for` would find it, for somebody who is acting."""
    fresh = Review.objects.get(pk=review.pk)
    fresh.trust = member.trust
    return Standing(
        member=member, review=fresh, reviewer=Reviewer.objects.filter(review=review, membership=member).first()
    )


def draft(
    cast: Cast, reviewers: tuple[str, ...] = REVIEWERS, *, names_shown: bool = False, framework_id: int | None = None
) -> Review:
    with acting(cast.lead):
        cast.review = create_review(
            by=cast.lead, at=NOON, title="Autumn self-review", academic_year=2026, term="autumn",
            due_on=datetime(2026, 12, 4).date(), reviewers=[cast.people[r] for r in reviewers], names_shown=names_shown,
            framework_id=framework_id,
        )  # fmt: skip
    return cast.review


def start(cast: Cast) -> None:
    with acting(cast.lead):
        start_rating(by=standing(cast.lead, cast.review), at=NOON + timedelta(hours=1))
        refresh(cast)


def refresh(cast: Cast) -> None:
    """The review as it is stored now; while acting as somebody who sees it."""
    cast.review = standing(cast.lead, cast.review).review


Levels = Callable[[int], int | None]  # from the position of a statement, 0 to 41, to a level or "can't say"

PATTERNS: dict[str, Levels] = {
    "lead": lambda n: 1 + n % 3,
    "colleague": lambda n: 2 if n % 2 else 1 + n % 3,
    "second": lambda n: None if n % 10 == 9 else 1 + (n // 2) % 3,
}


def rate(cast: Cast, who: str, levels: Levels | None = None, *, only: range | None = None, secret: str = "") -> None:
    """Rate all statements, or those at the positions `only`; notes carry the word `secret`."""
    levels = levels or PATTERNS.get(who, PATTERNS["lead"])
    member = cast.people[who]
    with acting(member):
        for n, statement in enumerate(content_of(cast.review.version_id).statements):
            if only is not None and n not in only:
                continue
            level = levels(n)
            note = f"{secret} evidence {statement.code}" if secret else ""
            answer = Answer(
                level, level is None, note, f"{secret} idea {statement.code}" if secret and n % 5 == 0 else ""
            )
            save_rating(review=cast.review.uuid, statement_id=statement.id, answer=answer, expected=0)


def submit(cast: Cast, *who: str) -> None:
    for name in who:
        member = cast.people[name]
        with acting(member):
            submit_ratings(by=standing(member, cast.review), at=NOON + timedelta(hours=2))


def reveal(cast: Cast, **early: str) -> None:
    with acting(cast.lead):
        reveal_ratings(by=standing(cast.lead, cast.review), at=NOON + timedelta(hours=3), **early)
        refresh(cast)


def agree_all(cast: Cast) -> None:
    """Confirm the unanimous, agree the first split with a note, leave the rest open."""
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        confirm_unanimous(by=by, at=NOON + timedelta(hours=4))
        agree_statement(
            statement=content_of(cast.review.version_id).by_code["1.1"], level=2,
            rationale="Seen in nine schools of ten.",
            left_open_reason="", why="evidence", dissent="One of us would say Emerging.",
            expected=1 if _has(cast) else 0, by=by,
            at=NOON + timedelta(hours=4),
        )  # fmt: skip
        leave_rest_open(reason="To be looked at after the spring visits.", by=by, at=NOON + timedelta(hours=4))


def _has(cast: Cast) -> bool:
    from reviews.review.models.agreed_level import AgreedLevel

    statement = content_of(cast.review.version_id).by_code["1.1"]
    return AgreedLevel.objects.filter(review=cast.review, statement_id=statement.id).exists()


def finish(cast: Cast) -> None:
    with acting(cast.executive):
        sign_off(by=standing(cast.executive, cast.review), at=NOON + timedelta(hours=5))
        refresh(cast)


def share(cast: Cast, choice: str = "agreed", *, steps: bool = False) -> None:
    with acting(cast.executive):
        choose_sharing(
            choice=choice, steps_shared=steps, by=standing(cast.executive, cast.review), at=NOON + timedelta(hours=5)
        )


def review_at(
    cast: Cast,
    stage: Stage,
    *,
    names_shown: bool = False,
    reviewers: tuple[str, ...] = REVIEWERS,
    secrets: bool = False,
) -> Review:
    """Bring a review to this stage, everybody having rated and submitted where that comes before."""
    draft(cast, reviewers, names_shown=names_shown)
    if stage == Stage.DRAFT:
        return cast.review
    start(cast)
    for who in reviewers:
        rate(cast, who, secret=f"secret-{who}" if secrets else "")
    if stage == Stage.RATING:
        return cast.review
    submit(cast, *reviewers)
    if stage == Stage.CANCELLED:
        with acting(cast.lead):
            cancel_review(by=standing(cast.lead, cast.review), at=NOON + timedelta(hours=3))
            refresh(cast)
        return cast.review
    reveal(cast)
    if stage == Stage.COMPARING:
        return cast.review
    agree_all(cast)
    finish(cast)
    return cast.review


def reopen(cast: Cast) -> None:
    with acting(cast.executive):
        reopen_review(
            reason="One school was left out.", by=standing(cast.executive, cast.review), at=NOON + timedelta(hours=6)
        )
        refresh(cast)


__all__ = [
    "NOON",
    "PASSWORD",
    "Cast",
    "acting",
    "assign_advisor",
    "draft",
    "review_at",
    "standing",
    "trust_with",
    "yst_person",
]
