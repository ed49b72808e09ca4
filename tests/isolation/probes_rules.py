"""Showing, signing off and reopening, to the last condition; and guards that hold where no policy does."""

from tests.isolation.database import MIGRATE, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_ratings import SUBMITTED
from tests.isolation.probes_reviewers import CHOOSE, REMOVE, forged_row
from tests.isolation.probes_stages import EARLY, OPEN_REST, REOPENING, SUBMIT, TO, shown, signed_off, submit
from tests.isolation.world import Trust, World

NO_REASON, STILL_HIDDEN = ("P0S02", "needs a reason"), ("P0S05", "names are hidden")
RECALL = "update reviews_submission set recalled_at = now() where recalled_at is null"
ANSWER_REST = (
    "select count(*) filter (where q.is_stored) from frameworks_statement s, isolation.save_rating("
    "current_setting('app.ctx'), %s, s.id, gen_random_uuid(), null, {0}, '', '', 0) q "
    "where s.version_id = %s and not exists (select 1 from reviews_rating q where q.statement_id = s.id)"
)


def answer_rest(db: Database, trust: Trust, cant_say: bool = True) -> None:
    """As the person who is acting: "can't say", or nothing at all, to every statement without a row."""
    assert db.one(ANSWER_REST.format(str(cant_say).lower()), trust.uuid, trust.version) > 0


@probe(9)
def with_names_shown_a_reviewer_still_sees_only_their_own_while_rating(db: Database, w: World) -> None:
    for name in ("lead", "colleague", "second", "executive"):
        person = w.opened.people[name]
        with db.as_person(person):
            assert set(db.column("select reviewer_id from reviews_rating")) == {person.reviewer_id} - {0}


@probe(57)
def two_with_names_shown_may_be_shown_early(db: Database, w: World) -> None:
    trust = w.opened
    with db.as_person(trust.lead):
        db.refuses(NO_REASON, TO["comparing"], trust.review)
        assert db.do(EARLY, trust.id, trust.review, None) == 1
        with shown(db, trust), db.as_person(trust.second):
            assert db.count("reviews_rating") == 42 * 2 + 12
        with shown(db, trust), db.as_person(trust.executive):
            assert db.count("reviews_rating") == 42 * 2


@probe()
def an_executive_who_leads_and_rates_submits_first(db: Database, w: World) -> None:
    trust = w.opened
    with db.as_person(trust.lead):
        seat = db.one(f"{CHOOSE} returning id", trust.id, trust.review, trust.executive.membership_id)
        db.do(EARLY, trust.id, trust.review, None)
        with db.as_role("wellschool_guard"):
            db.do("update accounts_membership set also_lead = true where id = %s", trust.executive.membership_id)
            with db.as_person(trust.lead):
                db.refuses(("P0S04", "submits first"), TO["comparing"], trust.review)
                db.do(EARLY, trust.id, trust.review, seat)
                assert db.do(REMOVE, seat) == 1
                assert db.do(TO["comparing"], trust.review) == 1


@probe(59)
def a_removal_is_no_reason_to_show_early_and_makes_it_early(db: Database, w: World) -> None:
    trust = w.submitted
    with db.as_person(trust.second):
        assert db.do(RECALL) == 1
        with db.as_person(trust.lead):
            db.refuses(NO_REASON, TO["comparing"], trust.review)
            db.do(EARLY, trust.id, trust.review, trust.second.reviewer_id)
            assert db.do(REMOVE, trust.second.reviewer_id) == 1
            db.refuses(STILL_HIDDEN, TO["comparing"], trust.review)


@probe()
def no_letters_are_drawn_where_names_are_shown(db: Database, w: World) -> None:
    with db.as_person(w.opened.lead):
        db.do(EARLY, w.opened.id, w.opened.review, None)
        with shown(db, w.opened), db.as_role("wellschool_shuffler"):
            assert db.rows("select 1 from isolation.shuffle_seed where review_id = %s", w.opened.review) == []
            for trust in (w.opened, w.named, w.submitted):
                db.do("insert into isolation.shuffle_seed values (%s, sha256('x'))", trust.review)
            for trust in (w.opened, w.named, w.submitted):
                with db.as_person(trust.lead):
                    assert db.rows("select * from isolation.shuffled_ratings(%s)", trust.review) == []


@probe()
def a_draft_is_changed_freely_and_may_have_one_reviewer(db: Database, w: World) -> None:
    trust = w.drafted
    with db.as_person(trust.lead):
        assert db.do("update reviews_review set names_shown = true, academic_year = 2030, term = 'spring'") == 1
        for person in (trust.colleague, trust.second):
            assert db.do(REMOVE, person.reviewer_id) == 1
        db.do("update reviews_reviewer set withdrawn = true where membership_id = %s", trust.invited.membership_id)
        assert db.do(TO["rating"], trust.review) == 1
        answer_rest(db, trust)
        assert submit(db, trust, trust.lead) == 1
        assert db.do(TO["comparing"], trust.review) == 1


@probe()
def an_empty_answer_is_none_and_cant_say_is_one(db: Database, w: World) -> None:
    trust = w.rating
    for cant_say in (False, True):
        with db.as_person(trust.second):
            answer_rest(db, trust, cant_say)
            if cant_say:
                assert submit(db, trust, trust.second) == 1
            else:
                values = (trust.id, trust.review, trust.second.reviewer_id)
                db.refuses(("P0R08", "not every statement"), SUBMIT, *values)


@probe()
def nobody_submits_after_a_removal_or_a_submission_taken_back(db: Database, w: World) -> None:
    trust = w.submitted
    with db.as_person(trust.third):
        db.refuses(SUBMITTED, SUBMIT, trust.id, trust.review, trust.third.reviewer_id)
    with db.as_person(w.rating.second):
        answer_rest(db, w.rating)
        recalled = SUBMIT.replace("now(), null", "now(), now()")
        db.refuses(SUBMITTED, recalled, w.rating.id, w.rating.review, w.rating.second.reviewer_id)


@probe()
def whoever_left_is_not_chosen_and_whoever_was_removed_takes_no_place(db: Database, w: World) -> None:
    trust = w.drafted
    with db.as_person(trust.executive):
        assert db.do("update accounts_membership set left_at = now() where id = %s", trust.bystander.membership_id) == 1
        with db.as_person(trust.lead):
            db.refuses(("P0R05", "may rate"), CHOOSE, trust.id, trust.review, trust.bystander.membership_id)
    with db.as_person(trust.lead):
        member = (
            "insert into accounts_membership (trust_id, role, also_lead, name, job_title, created_at) "
            "values (%s, 'colleague', false, 'One more', '', now()) returning id"
        )
        for _ in range(4):
            db.do(CHOOSE, trust.id, trust.review, db.one(member, trust.id))
        assert db.do(REMOVE, trust.second.reviewer_id) == 1
        assert db.do(CHOOSE, trust.id, trust.review, trust.bystander.membership_id) == 1


@probe()
def whoever_may_not_choose_reviewers_is_told_the_same_at_every_stage(db: Database, w: World) -> None:
    refused = row_refused("reviews_reviewer")
    for trust in (w.hidden, w.shared, w.cancelled, w.rating, w.drafted):
        for person in (trust.bystander, trust.trustee, trust.executive, w.named.lead):
            with db.as_person(person):
                db.refuses(refused, CHOOSE, trust.id, trust.review, trust.bystander.membership_id)
    mine = w.rating.colleague.reviewer_id
    with db.as_person(w.rating.colleague):
        real = forged_row(db, mine, w.rating.id, w.rating.review)
        for trust in (w.named, w.drafted):
            made_up = forged_row(db, mine, trust.id, trust.review)
            db.refuses(refused, f"select isolation.checked_reviewer('UPDATE', {real}, {made_up})")


@probe(5)
def keys_stay_even_where_their_columns_are_granted(db: Database, w: World) -> None:
    trust, other = w.rating, w.rating.bystander.membership_id
    with db.as_person(trust.lead, role=MIGRATE):
        real = forged_row(db, trust.second.reviewer_id, trust.id, trust.review)
        with db.as_person(trust.lead):
            moved = forged_row(db, trust.second.reviewer_id, trust.id, trust.review, member=other)
            statement = f"select isolation.checked_reviewer('UPDATE', {real}, {moved})"
            db.refuses(row_refused("reviews_reviewer"), statement)
        fixed = "update reviews_review set created_by_id = %s where id = %s"
        db.refuses(("42501", "fixed for good"), fixed, other, trust.review)
        earlier = "update reviews_submission set submitted_at = now() - interval '1 day' where reviewer_id = %s"
        db.refuses(row_refused("reviews_submission"), earlier, trust.lead.reviewer_id)
    with db.as_person(w.named.lead, role=MIGRATE):
        for table in ("agreedlevel", "agreementnote"):
            moved = f"update reviews_{table} set statement_id = %s where review_id = %s"
            db.refuses(row_refused(f"reviews_{table}"), moved, w.statements[9], w.named.review)


@probe(12)
def guards_of_reviews_hold_where_no_policy_does(db: Database, w: World) -> None:
    trust = w.submitted
    for person in (trust.colleague, trust.trustee, w.named.lead):
        with db.as_person(person, role=MIGRATE):
            db.refuses(row_refused("reviews_review"), TO["comparing"], trust.review)


@probe()
def a_statement_with_neither_level_nor_reason_is_not_settled(db: Database, w: World) -> None:
    with signed_off(db, w.named):
        assert db.count("reviews_snapshot") == 1
    with db.as_person(w.named.lead):
        unsettled = "update reviews_agreedlevel set level = null, left_open_reason = ''"
        assert db.do(unsettled) == 1
        with db.as_person(w.named.colleague):
            rest = (w.named.id, w.named.review, w.named.version, w.named.review)
            assert db.do(OPEN_REST, *rest) == 41
            with db.as_person(w.named.executive):
                db.refuses(("P0S09", "every statement"), TO["agreed"], w.named.review)


@probe(65)
def every_reopening_needs_a_reason_of_its_own(db: Database, w: World) -> None:
    with signed_off(db, w.reopened):
        db.refuses(("P0S10", "needs a reason"), TO["reopened"], w.reopened.review)
        db.do(REOPENING, w.reopened.id, w.reopened.review, 2)
        assert db.do(TO["reopened"], w.reopened.review) == 1


@probe()
def a_snapshot_is_made_at_the_sign_off_only_and_without_dropped_steps(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        assert db.do("update reviews_review set title = 'Another', due_on = null") == 1
        assert db.count("reviews_snapshot") == 1
    with db.as_person(w.named.lead):
        assert db.do("update reviews_nextstep set status = 'dropped'") == 1
        with signed_off(db, w.named):
            assert db.count("reviews_snapshotstep") == 0


@probe()
def a_sign_off_bears_the_name_of_whoever_signed(db: Database, w: World) -> None:
    with signed_off(db, w.named):
        assert db.one("select signed_off_by_name from reviews_snapshot") == "Tom Ellis"
    with db.as_person(w.named.twice):  # who has another name in another trust
        db.do(OPEN_REST, w.named.id, w.named.review, w.named.version, w.named.review)
        assert db.do(TO["agreed"], w.named.review) == 1
        assert db.one("select signed_off_by_name from reviews_snapshot") == "Twice"


@probe()
def the_independence_statement_counts_whoever_was_left_out(db: Database, w: World) -> None:
    for trust, rated, left_out, reasons in ((w.early, 4, 1, ["away"]), (w.submitted, 3, 1, ["left"])):
        with db.as_role("wellschool_guard"):
            told = db.one("select isolation.independence(%s)", trust.review)
        assert (len(told["reviewers"]), told["left_out"], told["early_reasons"]) == (rated, left_out, reasons)
        assert all(reviewer["submitted_at"] for reviewer in told["reviewers"])
    with db.as_role("wellschool_guard"):  # a reviewer taken out before rating began was never left out
        db.do("update reviews_reviewer set removed_while_rating = false where id = %s", w.submitted.third.reviewer_id)
        assert db.one("select isolation.independence(%s)", w.submitted.review)["left_out"] == 0


@probe(29)
def a_manager_in_the_page_of_one_trust_sees_that_one(db: Database, w: World) -> None:
    with db.as_person(w.manager, trust=w.shared.slug):
        assert db.column("select trust_id from reviews_review") == [w.shared.id]
        assert db.column("select trust_id from reviews_snapshot") == [w.shared.id]
