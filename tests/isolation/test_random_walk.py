"""Reviewers, lead, executive, trustee, advisor and an outsider walk at random; the database agrees with the model."""

import os
from collections import Counter
from typing import Any

import psycopg
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.isolation.actor import Actor, signed_context
from tests.isolation.database import WEB, YST, Database
from tests.isolation.probes_agreeing import CONSENT
from tests.isolation.probes_people import END, ROLE
from tests.isolation.probes_reviewers import CHOOSE, REMOVE
from tests.isolation.probes_stages import EARLY, REOPENING, SET_UP, SUBMIT, TO
from tests.isolation.walk_model import Model, Seat
from tests.isolation.world import Person, World

WALKS = int(os.environ.get("ISOLATION_WALKS", "25"))  # always the same ones, unless more are asked for
CAST = ("lead", "executive", "colleague", "second", "bystander", "trustee")
EVERYBODY = (*CAST, "advisor", "outsider")
who = st.sampled_from(EVERYBODY)
member = st.sampled_from(CAST)
steerer = st.sampled_from(["lead", "lead", "executive", "executive", "colleague", "trustee"])
level = st.sampled_from([1, 2, 3])
SAVE = (
    "select 1 from isolation.save_rating("
    "current_setting('app.ctx'), %s, %s, gen_random_uuid(), %s::smallint, %s, '', '', "
    "coalesce((select version from reviews_rating where reviewer_id = %s and statement_id = %s), 0)) where is_stored"
)
AGREE = (
    "insert into reviews_agreedlevel (trust_id, review_id, statement_id, level, rationale, left_open_reason, "
    "confirmed_together, version, agreed_at, agreed_by_name) values (%s, %s, %s, %s, '', '', false, 1, now(), 'X') "
    "on conflict (review_id, statement_id) do update set level = excluded.level"
)


class Walk(RuleBasedStateMachine):
    """One review of two statements, from its draft on, in a transaction that is undone."""

    def __init__(self, raw: psycopg.Connection, world: World) -> None:
        super().__init__()
        self.raw, self.database, self.trust = raw, Database(raw), world.cancelled
        self.people = {**{name: self.trust.people[name] for name in CAST}, "advisor": world.advisor}
        self.people["outsider"] = world.named.lead
        self.whole = raw.transaction(force_rollback=True)
        self.whole.__enter__()

    def teardown(self) -> None:
        self.whole.__exit__(None, None, None)

    def act(self, name: str, statement: str, *values: Any) -> int:
        """How many rows this person changes; 0 when it is refused."""
        person = self.people[name]
        token = signed_context(Actor(person.user_id), self.raw.info.backend_pid, django_settings.ISOLATION_KEY)
        try:
            with self.raw.transaction():
                self.raw.execute(
                    "select set_config('app.ctx', %s, true), set_config('role', %s, true)",
                    [token, YST if person.yst else WEB],
                )
                return self.raw.execute(statement, values or None).rowcount  # type: ignore[arg-type]
        except psycopg.Error:
            return 0

    # -- set-up --------------------------------------------------------------------------------------------------------

    @initialize(names_shown=st.booleans(), begins=st.booleans(), third=st.sampled_from(["second", "executive"]))
    def set_up(self, names_shown: bool, begins: bool, third: str) -> None:
        versions = "select v.id from frameworks_frameworkversion v where v.name = 'Small 1'"
        version = self.raw.execute(versions).fetchone()[0]
        query = "select id from frameworks_statement where version_id = %s order by id"
        self.statements = [row[0] for row in self.raw.execute(query, [version])]
        insert = SET_UP.format("", "").replace("false", str(names_shown).lower())
        assert self.act("lead", insert, self.trust.id, version, "draft", self.people["lead"].membership_id) == 1
        made = self.raw.execute("select id, uuid from reviews_review order by id desc limit 1")
        self.review, self.uuid = made.fetchone() or ()
        self.rows: dict[str, int] = {}
        roles: dict[str, str | None] = {name: name for name in ("lead", "executive", "trustee")}
        roles |= dict.fromkeys(("colleague", "second", "bystander"), "colleague") | dict.fromkeys(
            ("advisor", "outsider")
        )
        self.model = Model(roles, {}, names_shown)
        for name in ("lead", "colleague", third):
            self.add_reviewer("lead", name)
        if begins:
            self.move("lead", "rating")

    def add_reviewer(self, by: str, name: str) -> None:
        known = self.rows.get(name)
        if known:
            done = self.act(by, "update reviews_reviewer set withdrawn = false where id = %s and withdrawn", known)
        else:
            done = self.act(by, CHOOSE, self.trust.id, self.review, self.people[name].membership_id)
        if done:
            assert self.model.roles[by] == "lead"
            assert self.model.stage in ("draft", "rating")
            self.model.seats.setdefault(name, Seat()).withdrawn = False
            query = "select id from reviews_reviewer where review_id = %s and membership_id = %s"
            with self.database.as_role("wellschool_guard"):
                self.rows[name] = self.database.one(query, self.review, self.people[name].membership_id)

    # -- what people do ------------------------------------------------------------------------------------------------

    @rule(by=st.sampled_from(["lead", "executive"]), name=member)
    def adds_a_reviewer(self, by: str, name: str) -> None:
        self.add_reviewer(by, name)

    @rule(by=steerer, name=member)
    def removes_a_reviewer(self, by: str, name: str) -> None:
        if name in self.rows:
            self.act(by, EARLY, self.trust.id, self.review, self.rows[name])
            if self.act(by, f"{REMOVE} and not withdrawn", self.rows[name]):
                assert self.model.roles[by] == "lead"
                self.model.leave_seat(name)

    @rule(by=who, n=st.integers(0, 1), answer=st.one_of(level, st.none()))
    def saves_a_rating(self, by: str, n: int, answer: int | None) -> None:
        mine = (self.rows.get(by), self.statements[n])
        if self.act(by, SAVE, self.uuid, self.statements[n], answer, answer is None, *mine):
            seat = self.model.seats[by]
            assert self.model.stage == "rating"
            assert self.model.roles[by] != "trustee"
            assert not seat.submitted
            assert not seat.withdrawn
            seat.answers[n] = answer

    @rule(by=who, seat=member)
    def submits(self, by: str, seat: str) -> None:
        if self.act(by, SUBMIT, self.trust.id, self.review, self.rows.get(seat)):
            assert by == seat
            assert len(self.model.seats[seat].answers) == 2
            self.model.seats[seat].submitted = True

    @rule(by=member)
    def recalls(self, by: str) -> None:
        mine = "review_id = %s and reviewer_id = %s and recalled_at is null"
        recall = f"update reviews_submission set recalled_at = now() where {mine}"
        if self.act(by, recall, self.review, self.rows.get(by)):
            assert self.model.stage == "rating"
            self.model.seats[by].submitted = False

    @rule(answer=level)
    def everybody_rates_and_submits(self, answer: int) -> None:
        for name in self.rows:
            for n in (0, 1):
                self.saves_a_rating(name, n, 1 + (answer + n + len(name)) % 3)
            self.submits(name, name)

    @rule(by=st.sampled_from(["lead", "executive"]), give_reason=st.booleans(), ask=st.booleans())
    def shows_everyones_ratings(self, by: str, give_reason: bool, ask: bool) -> None:
        if give_reason:
            self.act(by, EARLY, self.trust.id, self.review, None)
        if ask:
            self.act(by, "update reviews_review set names_asked_at = now() where id = %s", self.review)
            for name, row in self.rows.items():
                self.act(name, "update reviews_reviewer set names_consent = true where id = %s", row)
        self.move(by, "comparing")

    @rule(by=steerer, to=st.sampled_from(["rating", "agreed", "cancelled", "draft", "reopened"]))
    def changes_the_stage(self, by: str, to: str) -> None:
        if to == "reopened":
            self.act(by, REOPENING, self.trust.id, self.review, len(self.model.snapshots))
        self.move(by, to)

    def move(self, by: str, to: str) -> None:
        if to == self.model.stage or not self.act(by, TO[to], self.review):
            return
        assert self.model.roles[by] == ("executive" if to in ("agreed", "reopened") else "lead")
        if to == "comparing":
            assert self.model.stage == "rating"
            self.model.reveal()
        elif to == "agreed":
            assert len(self.model.agreed) == 2
            self.model.snapshots.append(dict(self.model.agreed))
        self.model.stage = {"reopened": "comparing"}.get(to, to)

    @rule(by=who, n=st.integers(0, 1), agreed=level)
    def agrees(self, by: str, n: int, agreed: int) -> None:
        if self.act(by, AGREE, self.trust.id, self.review, self.statements[n], agreed):
            assert self.model.stage == "comparing"
            assert self.model.is_of_the_comparison(by)
            self.model.agreed[n] = agreed

    @rule(by=st.sampled_from(["executive", "executive", "lead", "advisor"]), share=st.booleans())
    def shares(self, by: str, share: bool) -> None:
        withdraw = "update reviews_consent set withdrawn_at = now() where review_id = %s and withdrawn_at is null"
        if (share and self.act(by, CONSENT, self.trust.id, self.review)) or (
            not share and self.act(by, withdraw, self.review)
        ):
            assert self.model.roles[by] == "executive"
            self.model.shared = share

    @rule(name=st.sampled_from(["colleague", "second", "bystander", "lead"]), leaves=st.booleans())
    def leaves_or_becomes_a_trustee(self, name: str, leaves: bool) -> None:
        row = self.people[name].membership_id
        if leaves and self.act(name, f"{END} and left_at is null", row):
            self.model.leave_seat(name)
            self.model.roles[name] = None
        elif not leaves and self.model.roles[name] and self.act("executive", ROLE, "trustee", row):
            self.model.leave_seat(name)
            self.model.roles[name] = "trustee"

    # -- what everybody sees -------------------------------------------------------------------------------------------

    @invariant()
    def everybody_sees_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        names = {row: name for name, row in self.rows.items()}
        for name, person in self.people.items():
            with self.database.as_person(person):
                seen = self.seen_by_yst() if person.yst else self.seen(names, person)
            assert seen["snapshots"] == self.model.signed_off(name), name
            if not person.yst:
                assert seen["ratings"] == self.expected_ratings(name), name
                assert seen["letters"] == self.model.letters(name), name
                assert seen["levels"] == self.model.levels(name), name
                assert seen["reviewers"] == self.model.reviewers(name), name

    def expected_ratings(self, name: str) -> dict[tuple[str, int], int | None]:
        whose = self.model.ratings_of(name)
        return {(w, n): answer for w in whose for n, answer in self.model.seats[w].answers.items()}

    def seen_by_yst(self) -> dict[str, Any]:
        return {"snapshots": self.snapshots("where s.review_id = %s order by s.number")}

    def seen(self, names: dict[int, str], person: Person) -> dict[str, Any]:
        index = {statement: n for n, statement in enumerate(self.statements)}
        mine = "from reviews_{} where review_id = %s"
        rows = self.database.rows
        ratings = rows(f"select reviewer_id, statement_id, level {mine.format('rating')}", self.review)
        letters: Counter = Counter()
        for s, _, value, _, _ in rows("select * from isolation.shuffled_ratings(%s)", self.review):
            letters[index[s], value] += 1
        return {
            "ratings": {(names[r], index[s]): value for r, s, value in ratings},
            "letters": letters,
            "levels": {
                index[s]: v for s, v in rows(f"select statement_id, level {mine.format('agreedlevel')}", self.review)
            },
            "reviewers": {names[row] for (row,) in rows(f"select id {mine.format('reviewer')}", self.review)},
            "snapshots": self.snapshots("where s.review_id = %s order by s.number"),
        }

    def snapshots(self, where: str) -> list[dict[int, int]]:
        index = {statement: n for n, statement in enumerate(self.statements)}
        rows = self.database.rows(
            "select s.number, l.statement_id, l.level from reviews_snapshot s "
            f"join reviews_snapshotlevel l on l.snapshot_id = s.id {where}",
            self.review,
        )
        numbers = sorted({number for number, _, _ in rows})
        return [{index[s]: v for number, s, v in rows if number == one} for one in numbers]


def test_a_random_walk_shows_everybody_what_the_model_says(raw: psycopg.Connection, world: World) -> None:
    run_state_machine_as_test(
        lambda: Walk(raw, world),
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=30,
            derandomize=WALKS == 25,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
