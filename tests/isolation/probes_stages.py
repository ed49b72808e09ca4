"""The life of a review: whose each change is, what it needs, and that nothing goes back."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.isolation.database import CHECK, DENIED, FOREIGN_KEY, MIGRATE, UNIQUE, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.world import Person, Trust, World

REFUSED = row_refused("reviews_review")
TERMS = row_refused("accounts_termsacceptance")
TO = {
    "rating": "update reviews_review set stage = 'rating', rating_at = clock_timestamp() where id = %s",
    "comparing": "update reviews_review set stage = 'comparing', revealed_at = clock_timestamp() where id = %s",
    "agreed": "update reviews_review set stage = 'agreed', signed_off_at = clock_timestamp() where id = %s",
    "reopened": "update reviews_review set stage = 'comparing', reopened_at = clock_timestamp() where id = %s",
    "cancelled": "update reviews_review set stage = 'cancelled', cancelled_at = clock_timestamp() where id = %s",
    "draft": "update reviews_review set stage = 'draft' where id = %s",
}
NO_TRANSITION, NOT_YOURS = ("P0S00", "no such transition"), ("42501", "not yours to decide")
TIME = ("42501", "a time changes with its stage")
EARLY = (
    "insert into reviews_earlyshowing (trust_id, review_id, removed_id, reason, by_name, at) "
    "values (%s, %s, %s, 'away', 'Priya', now())"
)
REOPENING = (
    "insert into reviews_reopening (trust_id, review_id, after_number, reason, by_name, at) "
    "values (%s, %s, %s, 'A school was left out.', 'Tom', now())"
)
SUBMIT = (
    "insert into reviews_submission (trust_id, review_id, reviewer_id, submitted_at, recalled_at) "
    "values (%s, %s, %s, now(), null)"
)
SET_UP = (
    "insert into reviews_review (uuid, trust_id, version_id, framework_id, title, academic_year, term, stage, "
    "names_shown, created_at, created_by_id{0}) "
    "select gen_random_uuid(), x.trust, x.version, v.framework_id, 'New', 2026, 'year', x.stage, false, now(), x.by{1} "
    "from (values (%s::bigint, %s::bigint, %s::text, %s::bigint)) x(trust, version, stage, by) "
    "left join frameworks_frameworkversion v on v.id = x.version"
)
OPEN_REST = (
    "insert into reviews_agreedlevel (trust_id, review_id, statement_id, level, rationale, left_open_reason, "
    "confirmed_together, version, agreed_at, agreed_by_name) "
    "select %s, %s, s.id, null, '', 'Later.', false, 1, now(), 'Priya' from frameworks_statement s "
    "where s.version_id = %s and not exists (select 1 from reviews_agreedlevel a where a.review_id = %s "
    "and a.statement_id = s.id)"
)


@contextmanager
def shown(db: Database, trust: Trust) -> Iterator[None]:
    """The lead shows everyone's ratings; undone afterwards."""
    with db.as_person(trust.lead):
        assert db.do(TO["comparing"], trust.review) == 1
        yield


@contextmanager
def signed_off(db: Database, trust: Trust) -> Iterator[None]:
    """A reviewer leaves the rest open, an executive signs off; undone afterwards."""
    with db.as_person(trust.colleague):
        db.do(OPEN_REST, trust.id, trust.review, trust.version, trust.review)
        with db.as_person(trust.executive):
            assert db.do(TO["agreed"], trust.review) == 1
            yield


def submit(db: Database, trust: Trust, person: Person) -> int:
    return db.do(SUBMIT, trust.id, trust.review, person.reviewer_id)


@probe(2)
def another_trusts_lead_neither_reads_nor_changes_a_review(db: Database, w: World) -> None:
    for trust in (w.rating, w.hidden, w.shared):
        with db.as_person(w.named.lead):
            assert db.rows("select id from reviews_review where id = %s", trust.review) == []
            for change in TO.values():
                assert db.do(change, trust.review) == 0
            assert db.rows("select * from isolation.shuffled_ratings(%s)", trust.review) == []


@probe(26)
def an_update_of_reviews_without_where_reaches_what_one_steers(db: Database, w: World) -> None:
    for person, many in ((w.named.lead, 1), (w.named.colleague, 0), (w.named.trustee, 0), (w.stranger, 0)):
        with db.as_person(person):
            assert db.do("update reviews_review set title = 'Mine'") == many


@probe(12)
def a_reviewer_sets_no_stage(db: Database, w: World) -> None:
    for person in (w.submitted.colleague, w.submitted.bystander, w.submitted.trustee):
        with db.as_person(person):
            assert db.do(TO["comparing"], w.submitted.review) == 0
            assert db.do("update reviews_review set revealed_at = now(), stage = 'comparing'") == 0


@probe()
def each_change_of_stage_is_its_own_persons(db: Database, w: World) -> None:
    wrong = (
        (w.drafted.executive, w.drafted, "rating"),
        (w.submitted.executive, w.submitted, "comparing"),
        (w.rating.executive, w.rating, "cancelled"),
        (w.shared.lead, w.shared, "reopened"),
        (w.reopened.lead, w.reopened, "agreed"),
    )
    for person, trust, change in wrong:
        with db.as_person(person):
            db.refuses(NOT_YOURS, TO[change], trust.review)


@probe(14)
def no_stage_goes_back(db: Database, w: World) -> None:
    for trust in (w.hidden, w.shared, w.cancelled, w.submitted):
        for person in (trust.lead, trust.executive):
            with db.as_person(person):
                db.refuses(NO_TRANSITION, TO["draft"], trust.review)
                if trust is not w.submitted:
                    db.refuses(NO_TRANSITION, "update reviews_review set stage = 'rating' where id = %s", trust.review)
                    if trust is not w.cancelled:
                        db.refuses(TIME, "update reviews_review set revealed_at = null where id = %s", trust.review)


@probe()
def a_lead_sets_up_a_draft_and_nothing_further_on(db: Database, w: World) -> None:
    plain = SET_UP.format("", "")
    with db.as_person(w.shared.lead):
        member = w.shared.lead.membership_id
        db.refuses(FOREIGN_KEY, plain, w.shared.id, w.shared.version, "draft", w.named.lead.membership_id)
        assert db.do(plain, w.shared.id, w.shared.version, "draft", member) == 1
        db.refuses(UNIQUE, plain, w.shared.id, w.shared.version, "draft", member)  # one of a framework at a time
        db.refuses(REFUSED, plain, w.shared.id, w.shared.version, "rating", member)
        db.refuses(REFUSED, plain, w.named.id, w.shared.version, "draft", member)
        for moment in ("rating_at", "revealed_at", "signed_off_at", "reopened_at", "cancelled_at"):
            timed = SET_UP.format(f", {moment}", ", now()")
            db.refuses(REFUSED, timed, w.shared.id, w.shared.version, "draft", member)


@probe()
def nobody_but_a_lead_sets_up_a_review(db: Database, w: World) -> None:
    for person in (w.shared.executive, w.shared.colleague, w.shared.trustee, w.named.lead, w.stranger):
        with db.as_person(person):
            values = (w.shared.id, w.shared.version, "draft", w.shared.lead.membership_id)
            db.refuses(REFUSED, SET_UP.format("", ""), *values)


@probe()
def a_draft_is_started_and_only_with_reviewers(db: Database, w: World) -> None:
    with db.as_person(w.drafted.lead):
        assert db.do(TO["rating"], w.drafted.review) == 1
        assert db.one("select stage from reviews_review where id = %s", w.drafted.review) == "rating"
    with db.as_person(w.drafted.lead):
        db.do("update reviews_reviewer set withdrawn = true where membership_id = %s", w.drafted.invited.membership_id)
        db.do("update reviews_reviewer set withdrawn = true where id = %s", w.drafted.second.reviewer_id)
        db.refuses(("P0S08", "three reviewers up"), TO["rating"], w.drafted.review)
        db.do("update reviews_reviewer set withdrawn = true")
        db.refuses(("P0S07", "no reviewer"), TO["rating"], w.drafted.review)


@probe()
def rating_waits_for_an_executive_who_accepts_the_terms(db: Database, w: World) -> None:
    accept = (
        "insert into accounts_termsacceptance (trust_id, edition, accepted_by_id, accepted_by_name, accepted_at) "
        "values (%s, '2', %s, 'Tom', now())"
    )
    with db.as_role(MIGRATE):
        db.do("delete from accounts_termsacceptance where trust_id = %s", w.drafted.id)
        with db.as_person(w.drafted.lead):
            db.refuses(("P0S12", "accepts the terms first"), TO["rating"], w.drafted.review)
            db.refuses(TERMS, accept, w.drafted.id, w.drafted.lead.user_id)
        with db.as_person(w.drafted.executive):
            db.refuses(TERMS, accept, w.drafted.id, w.drafted.lead.user_id)
            db.refuses(TERMS, accept, w.named.id, w.drafted.executive.user_id)
            assert db.do(accept, w.drafted.id, w.drafted.executive.user_id) == 1
            db.refuses(DENIED, "update accounts_termsacceptance set edition = '3'")
            db.refuses(DENIED, "delete from accounts_termsacceptance")
            with db.as_person(w.drafted.lead):
                assert db.do(TO["rating"], w.drafted.review) == 1
    with db.as_person(w.drafted.trustee):
        assert db.column("select distinct trust_id from accounts_termsacceptance") == [w.drafted.id]
    with db.as_person(w.stranger):
        assert db.count("accounts_termsacceptance") == 0


@probe()
def what_rating_began_with_stays(db: Database, w: World) -> None:
    fixed = ("P0S06", "fixed once rating has begun")
    with db.as_person(w.rating.lead):
        db.refuses(fixed, "update reviews_review set names_shown = true")
        db.refuses(fixed, "update reviews_review set academic_year = 2030")
        db.refuses(fixed, "update reviews_review set names_shown = true, stage = 'comparing', revealed_at = now()")
        assert db.do("update reviews_review set title = 'Another', due_on = '2027-01-01'") == 1
    with db.as_person(w.rating.executive):
        db.refuses(("42501", "set up by a lead"), "update reviews_review set title = 'Mine'")
        db.refuses(("42501", "set up by a lead"), "update reviews_review set names_asked_at = now()")
    with db.as_person(w.rating.lead):
        for column in ("id", "trust_id", "uuid", "version_id", "created_by_id", "previous_id"):
            db.refuses(DENIED, f"update reviews_review set {column} = null")


@probe()
def a_time_changes_only_with_its_stage(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        for moment in ("rating_at", "revealed_at", "signed_off_at", "reopened_at", "cancelled_at"):
            db.refuses(TIME, f"update reviews_review set {moment} = now()")


@probe(54)
def cancelling_shows_nothing_even_with_the_time_of_a_showing(db: Database, w: World) -> None:
    for trust in (w.submitted, w.rating):
        with db.as_person(trust.lead):
            for moment in ("revealed_at", "signed_off_at", "reopened_at"):
                db.refuses(TIME, TO["cancelled"].replace("stage =", f"{moment} = now(), stage ="), trust.review)
            assert db.do(TO["cancelled"], trust.review) == 1
            assert set(db.column("select reviewer_id from reviews_rating")) == {trust.lead.reviewer_id}
            assert db.rows("select * from isolation.shuffled_ratings(%s)", trust.review) == []


@probe()
def no_other_time_is_set_by_a_change_of_stage(db: Database, w: World) -> None:
    with db.as_person(w.submitted.lead):
        for moment in ("rating_at", "signed_off_at", "reopened_at"):
            db.refuses(TIME, TO["comparing"].replace("stage =", f"{moment} = now(), stage ="), w.submitted.review)
        db.refuses(CHECK, "update reviews_review set stage = 'comparing' where id = %s", w.submitted.review)
    with db.as_person(w.hidden.lead):
        db.refuses(TIME, TO["cancelled"].replace("stage =", "revealed_at = null, stage ="), w.hidden.review)


@probe(23)
def the_last_submission_shows_nothing_and_the_lead_may_show(db: Database, w: World) -> None:
    with db.as_person(w.submitted.colleague):
        assert set(db.column("select reviewer_id from reviews_rating")) == {w.submitted.colleague.reviewer_id}
        assert db.rows("select * from isolation.shuffled_ratings(%s)", w.submitted.review) == []
    with shown(db, w.submitted):
        assert len(db.rows("select * from isolation.shuffled_ratings(%s)", w.submitted.review)) > 42 * 2


@probe(13)
def after_the_showing_nothing_is_edited_or_added(db: Database, w: World) -> None:
    from tests.isolation.probes_ratings import CLOSED, SAVE

    with shown(db, w.submitted):
        for name in ("lead", "colleague", "second", "third"):
            with db.as_person(w.submitted.people[name]):
                for n, expected in ((0, 1), (30, 0)):
                    db.refuses(CLOSED, SAVE, w.submitted.uuid, w.statements[n], 1, expected)


@probe()
def ratings_are_shown_early_only_for_a_reason_and_by_leads_who_have_submitted(db: Database, w: World) -> None:
    trust = w.rating
    with db.as_person(trust.lead):
        db.refuses(("P0S02", "needs a reason"), TO["comparing"], trust.review)
        db.do(EARLY, trust.id, trust.review, None)
        db.refuses(("P0S03", "at least two"), TO["comparing"], trust.review)
        with db.as_person(trust.lead):
            db.do("update reviews_submission set recalled_at = now()")
            db.refuses(("P0S01", "nobody has submitted"), TO["comparing"], trust.review)
    with db.as_person(w.submitted.lead):
        db.do("update reviews_submission set recalled_at = now()")
        db.do(EARLY, w.submitted.id, w.submitted.review, None)
        db.refuses(("P0S04", "submits first"), TO["comparing"], w.submitted.review)


@probe()
def hidden_names_need_three_or_the_consent_of_each(db: Database, w: World) -> None:
    trust = w.submitted
    with db.as_person(trust.second):
        db.do("update reviews_submission set recalled_at = now()")
        with db.as_person(trust.lead):
            db.do(EARLY, trust.id, trust.review, None)
            db.refuses(("P0S05", "names are hidden"), TO["comparing"], trust.review)
            assert db.do("update reviews_review set names_asked_at = now()") == 1
            consent = "update reviews_reviewer set names_consent = true where id = %s"
            assert db.do(consent, trust.lead.reviewer_id) == 1
            db.refuses(("P0S05", "names are hidden"), TO["comparing"], trust.review)
            with db.as_person(trust.colleague):
                assert db.do(consent, trust.colleague.reviewer_id) == 1
                with shown(db, trust):
                    assert db.one("select names_shown from reviews_review where id = %s", trust.review)
                    assert len(db.column("select distinct reviewer_id from reviews_rating")) == 2


@probe()
def a_sign_off_needs_every_statement_settled(db: Database, w: World) -> None:
    with db.as_person(w.named.executive):
        db.refuses(("P0S09", "every statement"), TO["agreed"], w.named.review)
    with signed_off(db, w.named):
        assert db.one("select count(*) from reviews_snapshotlevel where level = 2") == 1
        assert db.count("reviews_snapshotlevel") == 42
        assert db.count("reviews_snapshotstep") == 1
        independence = db.one("select independence from reviews_snapshot")
        assert len(independence["reviewers"]) == 3
        assert independence["left_out"] == 0


@probe()
def a_reopening_needs_a_reason_and_an_executive(db: Database, w: World) -> None:
    trust = w.shared
    with db.as_person(trust.executive):
        db.refuses(("P0S10", "needs a reason"), TO["reopened"], trust.review)
        assert db.do(REOPENING, trust.id, trust.review, 1) == 1
        assert db.do(TO["reopened"], trust.review) == 1
        assert db.one("select count(*) from reviews_reopening where after_number = 1") == 1
    for person in (trust.lead, trust.colleague, w.named.executive):
        with db.as_person(person):
            db.refuses(row_refused("reviews_reopening"), REOPENING, trust.id, trust.review, 1)


@probe()
def after_a_sign_off_nothing_is_cancelled(db: Database, w: World) -> None:
    with db.as_person(w.reopened.lead):
        db.refuses(("P0S11", "not after a sign-off"), TO["cancelled"], w.reopened.review)
    with db.as_person(w.shared.lead):
        db.refuses(NO_TRANSITION, TO["cancelled"], w.shared.review)


@probe()
def the_database_knows_the_transitions_of_the_life_cycle(db: Database, w: World) -> None:
    from reviews.lifecycle import Stage, transition

    with db.as_role("wellschool_guard"):
        for before in Stage:
            for after in Stage:
                known = transition(before, after)
                whose = db.one("select isolation.transition_by(%s, %s)", before.value, after.value)
                assert whose == (known.by.value if known else None)
