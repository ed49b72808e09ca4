"""Filling the demo through the operations, as the people who would do it. Only `country.py` inserts past them."""

import random
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.isolation.actor import Actor, acting_as
from accounts.models import Membership, Trust, User, YstPerson
from accounts.operations import (
    accept_invitation,
    accept_terms,
    assign_advisor,
    create_account_for,
    create_trust,
    invite_first_lead,
    invite_member,
)
from accounts.operations.inviting import Invited
from accounts.terms import CURRENT
from frameworks.content import content_of
from reviews.calendar import academic_year_of
from reviews.plan.models import NextStep, StepStatus
from reviews.plan.operations import StepContent, add_next_step, follow_up
from reviews.reports.operations import Wanted, request_report
from reviews.review.comparison import comparison_of
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.agreeing import agree_statement, confirm_unanimous, leave_rest_open
from reviews.review.operations.rating import Answer, save_rating, submit_ratings
from reviews.review.operations.revealing import reveal_ratings
from reviews.review.operations.setting_up import create_review, start_rating
from reviews.review.operations.sharing import choose_sharing
from reviews.review.operations.signing_off import cancel_review, sign_off
from reviews.review.permissions import Standing
from wellschool.demo.cast import TRUSTS, DemoTrust, Somebody
from wellschool.demo.texts import EVIDENCE, IDEAS, RATIONALES, WHYS

STAGES = {"draft": 0, "cancelled": 1, "rating": 1, "submitted": 2, "comparing": 3, "agreed": 4}


def address(name: str, slug: str) -> str:
    """The made-up address of a made-up person."""
    return f"{name.lower().replace(' ', '.')}@{slug}.example"


def acting(who: Membership | YstPerson) -> AbstractContextManager[None]:
    """Act as this person; in a trust, as its addresses do."""
    if isinstance(who, YstPerson):
        return acting_as(Actor(user_id=who.user_id, yst=True))
    return acting_as(Actor(user_id=who.user_id, trust=who.trust.slug))


def seed(now: datetime) -> int:
    """Build every trust of the cast; returns how many. The manager and advisors of YST must be there already."""
    users = {u.email: u for u in User.objects.filter(is_yst=True)}
    manager = YstPerson(user=users["max.hill@yst.example"], name="Max Hill", role="manager")
    for demo in TRUSTS:
        Builder(demo, manager, now).build()
    return len(TRUSTS)


def years_over(now: datetime) -> list[int]:
    """The two academic years before this one, of which the demo has releases."""
    this = academic_year_of(now.date())
    return [this - 2, this - 1]


@dataclass
class Builder:
    """Builds one trust with its people, past cycles and present review."""

    demo: DemoTrust
    manager: YstPerson
    now: datetime

    def build(self) -> None:
        self.chance = random.Random(self.demo.slug)  # noqa: S311 made-up ratings, the same each time
        self.people: dict[str, Membership] = {}
        demo, founded = self.demo, self.now - timedelta(days=365 * self.demo.past_cycles + 120)
        profile = {k: getattr(demo, k) for k in ("group_id", "region", "phase", "schools", "pupils")}
        with acting(self.manager):
            self.trust = create_trust(name=demo.name, by=self.manager, at=founded, **profile)
            if demo.advisor:
                advisor = YstPerson.objects.get(name=demo.advisor)
                assign_advisor(trust=self.trust, advisor=advisor, by=self.manager, at=founded)
        for somebody in demo.people:
            self.invite(somebody, founded if somebody.accepts else self.now - timedelta(days=2))
        for years_ago in range(demo.past_cycles, 0, -1):
            self.cycle("agreed", self.now - timedelta(days=364 * years_ago + 20), years_ago)
        if demo.stage:
            self.cycle(demo.stage, self.now - timedelta(days=demo.begun), 0)

    def invite(self, somebody: Somebody, at: datetime) -> None:
        email = address(somebody.name, self.demo.slug)
        if not self.people:
            with acting(self.manager):
                invited = invite_first_lead(trust=self.trust, email=email, name=somebody.name, by=self.manager, at=at)
        else:
            by = next(iter(self.people.values()))
            with acting(by):
                invited = invite_member(
                    trust=self.trust, email=email, name=somebody.name, job_title=somebody.job_title, role=somebody.role,
                    also_lead=somebody.also_lead, by=by, at=at,
                )  # fmt: skip
        member = self.people[somebody.name] = accepted(invited, self.trust, email, somebody, at)
        if member.is_executive and member.user is not None:
            with acting(member):
                accept_terms(edition=CURRENT.number, by=member, at=self.now)

    def cycle(self, stage: str, begun: datetime, years_ago: int) -> None:
        """One review, brought to its stage; `begun` is when it was set up."""
        self.begun, self.years_ago = begun, years_ago
        self.lead, self.head = (list(self.people.values())[n] for n in (0, 1))
        year = academic_year_of(begun.date())
        with acting(self.lead):
            self.review = create_review(
                by=self.lead, at=begun, title="Yearly self-review", academic_year=year,
                term="year", due_on=(begun + timedelta(days=35)).date(),
                reviewers=[self.people[n] for n in self.demo.reviewers],
                names_shown=self.demo.names_shown,
            )  # fmt: skip
        self.content = content_of(self.review.version_id)
        reached = STAGES[stage]
        steps = (self.start_and_rate, self.submit, self.show, self.agree)
        for step in steps[:reached]:
            step()
        if stage == "cancelled":
            with acting(self.lead):
                cancel_review(by=self.standing(self.lead), at=begun + timedelta(days=9))
        if stage == "comparing" and self.demo.names_shown:
            self.agree_some()

    def standing(self, member: Membership) -> Standing:
        review = Review.objects.get(pk=self.review.pk)
        review.trust = self.trust
        return Standing(member, review, Reviewer.objects.filter(review=review, membership=member).first())

    def start_and_rate(self) -> None:
        with acting(self.lead):
            start_rating(by=self.standing(self.lead), at=self.begun + timedelta(days=1))
        base = {s.id: self.base_level() for s in self.content.statements}
        for name in self.demo.reviewers:
            many = self.demo.halfway.get(name, 42) if not self.years_ago and self.demo.stage == "rating" else 42
            self.rate(self.people[name], base, many)
        if self.demo.stage == "rating" and not self.years_ago:
            with acting(self.lead):
                submit_ratings(by=self.standing(self.lead), at=self.begun + timedelta(days=6))

    def base_level(self) -> int:
        """Where the trust roughly stands on a statement; a little lower in earlier years."""
        drawn = self.chance.gauss(self.demo.strength - 0.25 * self.years_ago, 0.6)
        return min(3, max(1, round(drawn)))

    def rate(self, member: Membership, base: dict[int, int], many: int) -> None:
        with acting(member):
            for statement in self.content.statements[:many]:
                answer = self.answer(base[statement.id], statement.domain_number)
                save_rating(review=self.review.uuid, statement_id=statement.id, answer=answer, expected=0)

    def answer(self, level: int, domain: int) -> Answer:
        drawn, pick = self.chance.random(), self.chance.choice
        note = pick(EVIDENCE[domain]) if self.chance.random() < 0.3 else ""
        idea = pick(IDEAS[domain]) if self.chance.random() < 0.18 else ""
        if drawn < 0.05:
            return Answer(cant_say=True, note=note)
        shift = self.chance.choice((-1, 1)) if drawn < 0.3 else 0
        if drawn > 0.975:
            level, shift = 4 - level, 0
        return Answer(level=min(3, max(1, level + shift)), note=note, suggestion=idea)

    def submit(self) -> None:
        for n, name in enumerate(self.demo.reviewers):
            member = self.people[name]
            with acting(member):
                submit_ratings(by=self.standing(member), at=self.begun + timedelta(days=6 + n))

    def show(self) -> None:
        with acting(self.lead):
            reveal_ratings(by=self.standing(self.lead), at=self.begun + timedelta(days=12))

    def agree_some(self) -> None:
        """As after half a meeting: the unanimous confirmed, five splits agreed, the rest still open."""
        with acting(self.lead):
            by, at = self.standing(self.lead), self.begun + timedelta(days=14)
            confirm_unanimous(by=by, at=at)
            self.agree_splits(by, at, most=5)

    def agree(self) -> None:
        """Everything agreed or left open, the plan made, signed off and shared as the executive chose."""
        with acting(self.lead):
            by, at = self.standing(self.lead), self.begun + timedelta(days=14)
            confirm_unanimous(by=by, at=at)
            self.agree_splits(by, at, most=40)
            leave_rest_open(reason="We want to hear from two more schools first.", by=by, at=at)
        with acting(self.head):
            sign_off(by=self.standing(self.head), at=self.begun + timedelta(days=17))
            if self.demo.shares:
                choice, _, more = self.demo.shares.partition(" with ")
                choose_sharing(
                    choice=choice, steps_shared=bool(more), by=self.standing(self.head),
                    at=self.begun + timedelta(days=17),
                )  # fmt: skip
            if not self.years_ago:
                self.ask_for_report()
        if self.years_ago:
            self.follow_up_steps()

    def ask_for_report(self) -> None:
        request_report(wanted=Wanted(), by=self.standing(self.head), at=self.now)

    def agree_splits(self, by: Standing, at: datetime, *, most: int) -> None:
        """Agree the splits, widest first, on the middle of what was chosen, and plan for some of them."""
        rows = [r for r in comparison_of(by.review).most_split_first if not r.is_settled and r.levels][:most]
        for n, row in enumerate(rows):
            agree_statement(
                statement=row.statement, level=sorted(row.levels)[len(row.levels) // 2],
                rationale=self.chance.choice(RATIONALES), left_open_reason="", why=self.chance.choice(WHYS),
                dissent="One of us would have gone lower." if n == 2 else "",
                expected=row.agreed.version if row.agreed else 0, by=by, at=at,
            )  # fmt: skip
            if n < 6:
                self.plan(by, at, row.statement.id, row.statement.domain_number, n)

    def plan(self, by: Standing, at: datetime, statement_id: int, domain: int, n: int) -> None:
        owner = self.people[self.demo.reviewers[n % len(self.demo.reviewers)]]
        due = (self.begun + timedelta(days=60 + 45 * n)).date()
        year = academic_year_of(self.begun.date())
        when: dict[str, str | date] = {"half_term": f"{year}-{3 + n // 2}"} if n % 3 == 2 else {"due_on": due}
        content = StepContent(
            text=self.chance.choice(IDEAS[domain]), statement_id=statement_id, owner_id=owner.pk, priority=1 + n % 3,
            **when,  # type: ignore[arg-type]
        )  # fmt: skip
        add_next_step(content=content, by=by, at=at)

    def follow_up_steps(self) -> None:
        """Most of a past year's steps were done, one was dropped."""
        with acting(self.lead):
            by = self.standing(self.lead)
            for n, step in enumerate(NextStep.objects.filter(review=self.review).order_by("pk")):
                status = (StepStatus.DONE, StepStatus.DONE, StepStatus.UNDER_WAY, StepStatus.DROPPED)[n % 4]
                follow_up(
                    step=step,
                    status=status,
                    text="Looked at in the summer term.",
                    by=by,
                    at=self.begun + timedelta(days=250),
                )


def accepted(invited: Invited, trust: Trust, email: str, somebody: Somebody, at: datetime) -> Membership:
    """The membership, joined unless this person has not accepted yet. Demo accounts have no password."""
    member = invited.member
    member.trust = trust
    if not somebody.accepts:
        return member
    user = create_account_for(email=email, password=None)
    with acting_as(Actor(user_id=user.pk)):
        accept_invitation(token=invited.token, at=at + timedelta(hours=2))
    member.user, member.joined_at = user, at + timedelta(hours=2)
    return member
