"""After the showing: who compares, agrees, plans; what others read; what a sign-off keeps."""

from tests.isolation.database import CHECK, DENIED, FOREIGN_KEY, MIGRATE, UNIQUE, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_ratings import SAVE
from tests.isolation.probes_stages import REOPENING, TO, signed_off
from tests.isolation.world import World

AGREE = (
    "insert into reviews_agreedlevel (trust_id, review_id, statement_id, level, rationale, left_open_reason, "
    "confirmed_together, version, agreed_at, agreed_by_name) values (%s, %s, %s, 2, '', '', false, 1, now(), 'X')"
)
NOTE = (
    "insert into reviews_agreementnote (trust_id, review_id, statement_id, why, dissent) values (%s, %s, %s, 'bar', '')"
)
STEP = (
    "insert into reviews_nextstep (uuid, trust_id, review_id, statement_id, text, owner_name, half_term, priority, "
    "status, version, created_at) values (gen_random_uuid(), %s, %s, %s, 'Do it.', '', '', 2, 'not started', 1, now())"
)
UPDATE = (
    "insert into reviews_stepupdate (trust_id, review_id, next_step_id, at, by_name, status, text) "
    "values (%s, %s, %s, now(), 'X', 'done', 'x')"
)
CONSENT = (
    "insert into reviews_consent (trust_id, review_id, choice, steps_shared, chosen_at, chosen_by_name) "
    "values (%s, %s, 'agreed', true, now(), 'X')"
)
LEVEL_REFUSED, NOTE_REFUSED = row_refused("reviews_agreedlevel"), row_refused("reviews_agreementnote")
STEP_REFUSED, CONSENT_REFUSED = row_refused("reviews_nextstep"), row_refused("reviews_consent")
NOT_NOW, NO_STATEMENT = ("P0A01", ""), ("P0R03", "no such statement")
NO_LEVEL = ("P0R11", "no such level")


@probe(13)
def those_of_the_comparison_see_every_submitted_rating(db: Database, w: World) -> None:
    for name in ("lead", "executive", "colleague", "second"):
        with db.as_person(w.named.people[name]):
            assert db.count("reviews_rating") == 42 * 3
            assert "secret-second" in db.one("select string_agg(note, '') from reviews_rating")
            assert db.count("reviews_agreementnote") == 1


@probe(55)
def a_trustee_sees_no_rating_note_or_gap(db: Database, w: World) -> None:
    for trust in (w.named, w.hidden, w.early):
        with db.as_person(trust.trustee):
            for table in ("rating", "reviewer", "submission", "agreementnote", "agreedlevel", "nextstep", "stepupdate"):
                assert db.count(f"reviews_{table}") == 0, table
            assert db.rows("select * from isolation.shuffled_ratings(%s)", trust.review) == []
    with db.as_person(w.shared.trustee):
        assert db.count("reviews_agreedlevel") == db.count("reviews_snapshotlevel") == 42
        assert db.count("reviews_nextstep") == db.count("reviews_stepupdate") == 1
        for table in ("rating", "reviewer", "submission", "agreementnote", "reopening", "earlyshowing"):
            assert db.count(f"reviews_{table}") == 0, table


@probe(56)
def a_colleague_who_is_no_reviewer_sees_the_same_as_a_trustee(db: Database, w: World) -> None:
    for trust in (w.named, w.hidden, w.early, w.submitted):
        with db.as_person(trust.bystander):
            for table in ("rating", "reviewer", "submission", "agreementnote", "agreedlevel", "nextstep", "stepupdate"):
                assert db.count(f"reviews_{table}") == 0, table
            assert db.rows("select * from isolation.shuffled_ratings(%s)", trust.review) == []
    with db.as_person(w.shared.bystander):
        assert db.count("reviews_agreedlevel") == 42
        assert db.count("reviews_agreementnote") == db.count("reviews_rating") == db.count("reviews_submission") == 0


@probe(57)
def what_was_not_submitted_stays_its_reviewers_after_an_early_showing(db: Database, w: World) -> None:
    fourth = w.early.fourth.reviewer_id
    for name in ("lead", "executive", "colleague"):
        with db.as_person(w.early.people[name]):
            assert db.one("select count(*) from reviews_rating where reviewer_id <> %s", fourth) == 42 * 4
            assert db.one("select count(*) from reviews_rating where reviewer_id = %s", fourth) == 0
            assert "secret-fourth" not in db.one("select string_agg(note, '') from reviews_rating")
    with db.as_person(w.early.fourth):
        assert db.one("select count(*) from reviews_rating where reviewer_id = %s", fourth) == 15
        assert db.count("reviews_rating") == 42 * 4 + 15
        db.refuses(("P0R01", "no longer taken"), SAVE, w.early.uuid, w.statements[0], 1, 1)


@probe()
def reviewers_leads_and_executives_agree_and_nobody_else(db: Database, w: World) -> None:
    trust, third = w.named, w.statements[3]
    for name in ("lead", "executive", "colleague", "second"):
        with db.as_person(trust.people[name]):
            assert db.do(AGREE, trust.id, trust.review, third) == 1
            assert db.do(NOTE, trust.id, trust.review, third) == 1
            assert db.do("update reviews_agreedlevel set level = 1, version = 9") == 2
            assert db.do("update reviews_agreementnote set dissent = 'y'") == 2
    for person in (trust.bystander, trust.trustee, w.hidden.lead, w.stranger, None):
        with db.as_person(person):
            db.refuses(LEVEL_REFUSED, AGREE, trust.id, trust.review, third)
            db.refuses(NOTE_REFUSED, NOTE, trust.id, trust.review, third)
    for person in (trust.bystander, trust.trustee, w.rating.lead, w.shared.bystander):
        with db.as_person(person):
            assert db.do("update reviews_agreedlevel set level = 3") == 0
            assert db.do("update reviews_agreementnote set why = ''") == 0


@probe()
def nothing_is_agreed_before_the_showing_or_after_the_sign_off(db: Database, w: World) -> None:
    for trust in (w.rating, w.submitted, w.drafted, w.cancelled):
        with db.as_person(trust.lead):
            db.refuses(LEVEL_REFUSED, AGREE, trust.id, trust.review, w.statements[3])
            db.refuses(NOTE_REFUSED, NOTE, trust.id, trust.review, w.statements[3])
            db.refuses(STEP_REFUSED, STEP, trust.id, trust.review, w.statements[3])
    with db.as_person(w.shared.lead):
        db.refuses(NOT_NOW, AGREE, w.shared.id, w.shared.review, w.statements[3])
        db.refuses(NOT_NOW, NOTE, w.shared.id, w.shared.review, w.statements[3])
        assert db.do("update reviews_agreedlevel set level = 3") == 0
        assert db.do("update reviews_agreementnote set dissent = ''") == 0
        assert db.do(STEP, w.shared.id, w.shared.review, w.statements[3]) == 1


@probe()
def a_cancelled_comparison_is_neither_agreed_nor_planned(db: Database, w: World) -> None:
    trust = w.named
    with db.as_person(trust.lead):
        assert db.do(TO["cancelled"], trust.review) == 1
        db.refuses(NOT_NOW, AGREE, trust.id, trust.review, w.statements[3])
        db.refuses(NOT_NOW, STEP, trust.id, trust.review, w.statements[3])
        assert db.count("reviews_rating") == 42 * 3  # shown is shown


@probe()
def what_is_agreed_stays_with_its_statement_and_version(db: Database, w: World) -> None:
    trust = w.named
    with db.as_person(trust.lead):
        other = db.one("select max(id) from frameworks_statement")
        for insert in (AGREE, NOTE, STEP):
            db.refuses(NO_STATEMENT, insert, trust.id, trust.review, other)
        for table in ("agreedlevel", "agreementnote"):
            for column in ("statement_id", "review_id", "trust_id"):
                db.refuses(DENIED, f"update reviews_{table} set {column} = null")
        db.refuses(UNIQUE, AGREE, trust.id, trust.review, w.statements[0])
        db.refuses(UNIQUE, NOTE, trust.id, trust.review, w.statements[0])
        db.refuses(NO_LEVEL, "update reviews_agreedlevel set level = 4")
        db.refuses(CHECK, "update reviews_agreementnote set why = 'guess'")


@probe(4)
def what_is_agreed_and_planned_names_its_own_trust(db: Database, w: World) -> None:
    step = "select id from reviews_nextstep"
    with db.as_person(w.named.lead):
        mine = db.one(step)
        for insert in (AGREE, NOTE, STEP):
            db.refuses(FOREIGN_KEY, insert, w.hidden.id, w.named.review, w.statements[3])
        for insert, refused in ((AGREE, LEVEL_REFUSED), (NOTE, NOTE_REFUSED), (STEP, STEP_REFUSED)):
            db.refuses(refused, insert, w.named.id, w.hidden.review, w.statements[3])
        db.refuses(FOREIGN_KEY, UPDATE, w.hidden.id, w.named.review, mine)
        db.refuses(row_refused("reviews_stepupdate"), UPDATE, w.named.id, w.hidden.review, mine)
        db.refuses(FOREIGN_KEY, "update reviews_nextstep set owner_id = %s", w.hidden.lead.membership_id)
    with db.as_person(w.named.executive):
        db.refuses(FOREIGN_KEY, CONSENT, w.named.id, w.hidden.review)
        db.refuses(FOREIGN_KEY, REOPENING, w.named.id, w.hidden.review, 1)


@probe()
def next_steps_are_planned_and_followed_up_by_those_of_the_comparison(db: Database, w: World) -> None:
    for trust in (w.named, w.shared):
        for name in ("lead", "executive", "colleague"):
            with db.as_person(trust.people[name]):
                assert db.do(STEP, trust.id, trust.review, w.statements[5]) == 1
                many = db.count("reviews_nextstep")
                assert db.do("update reviews_nextstep set text = 'Changed', version = 2") == many
                step = db.column("select id from reviews_nextstep")[0]
                assert db.do(UPDATE, trust.id, trust.review, step) == 1
        for name in ("bystander", "trustee"):
            with db.as_person(trust.people[name]):
                db.refuses(STEP_REFUSED, STEP, trust.id, trust.review, w.statements[5])
                assert db.do("update reviews_nextstep set text = 'Changed'") == 0
                db.refuses(row_refused("reviews_stepupdate"), UPDATE, trust.id, trust.review, 1)
    with db.as_person(w.rating.lead):
        assert db.do("update reviews_nextstep set status = 'done'") == 0
        assert db.count("reviews_nextstep") == db.count("reviews_stepupdate") == 0


@probe()
def a_next_step_stays_in_its_review(db: Database, w: World) -> None:
    with db.as_person(w.named.lead):
        for column in ("id", "uuid", "trust_id", "review_id", "created_at"):
            db.refuses(DENIED, f"update reviews_nextstep set {column} = null")
        other = "(select max(id) from frameworks_domain)"
        db.refuses(NO_STATEMENT, f"update reviews_nextstep set statement_id = null, domain_id = {other}")
        assert db.do("update reviews_nextstep set statement_id = null, domain_id = 1") == 1
    with db.as_person(w.named.lead, role=MIGRATE):  # even where the columns are granted
        moved = "update reviews_nextstep set review_id = %s, trust_id = %s where review_id = %s"
        db.refuses(STEP_REFUSED, moved, w.hidden.review, w.hidden.id, w.named.review)


@probe(65)
def after_a_reopening_others_read_the_last_sign_off(db: Database, w: World) -> None:
    trust, first = w.reopened, w.statements[0]
    for name in ("bystander", "trustee"):
        with db.as_person(trust.people[name]):
            assert db.count("reviews_agreedlevel") == db.count("reviews_reopening") == 0
            assert db.one("select level from reviews_snapshotlevel where statement_id = %s", first) == 2
            assert db.one("select text from reviews_snapshotstep") == "Write it down."
    for name in ("lead", "executive", "colleague"):
        with db.as_person(trust.people[name]):
            assert db.one("select level from reviews_agreedlevel where statement_id = %s", first) == 3
            assert db.count("reviews_reopening") == 1


@probe(65)
def a_second_sign_off_is_read_by_all_and_the_first_stays(db: Database, w: World) -> None:
    trust, first = w.reopened, w.statements[0]
    with signed_off(db, trust):
        for person in (trust.bystander, trust.trustee):
            with db.as_person(person):
                levels = (
                    "select s.number, l.level from reviews_snapshotlevel l join reviews_snapshot s "
                    "on s.id = l.snapshot_id where l.statement_id = %s order by 1"
                )
                assert db.rows(levels, first) == [(1, 2), (2, 3)]
                assert db.one("select level from reviews_agreedlevel where statement_id = %s", first) == 3
        with db.as_person(w.advisor, trust=trust.slug):
            assert db.one("select level from reviews_snapshotlevel where statement_id = %s", first) == 3
            assert db.column("select text from reviews_snapshotstep") == ["Changed after the reopening."]


@probe()
def snapshots_are_read_by_every_member_and_written_by_nobody(db: Database, w: World) -> None:
    for name in ("lead", "executive", "colleague", "bystander", "trustee"):
        with db.as_person(w.shared.people[name]):
            assert db.count("reviews_snapshotlevel") == 42
            assert db.count("reviews_snapshot") == db.count("reviews_snapshotstep") == 1
            for table in ("snapshot", "snapshotlevel", "snapshotstep"):
                for write in (
                    f"insert into reviews_{table} (trust_id) values (1)",
                    f"update reviews_{table} set id = 1",
                ):
                    db.refuses(DENIED, write)
                db.refuses(DENIED, f"delete from reviews_{table}")


@probe(6)
def an_executive_alone_chooses_what_yst_sees(db: Database, w: World) -> None:
    trust = w.unshared
    for person in (trust.lead, trust.colleague, trust.trustee, w.shared.executive):
        with db.as_person(person):
            db.refuses(CONSENT_REFUSED, CONSENT, trust.id, trust.review)
    for name in ("lead", "colleague", "trustee"):
        with db.as_person(w.shared.people[name]):
            assert db.do("update reviews_consent set withdrawn_at = now()") == 0
            assert db.count("reviews_consent") == 1
    with db.as_person(trust.executive):
        assert db.do(CONSENT, trust.id, trust.review) == 1
        db.refuses(UNIQUE, CONSENT, trust.id, trust.review)
        assert db.do("update reviews_consent set withdrawn_at = now()") == 1
        for column in ("choice", "steps_shared", "review_id", "chosen_by_name"):
            db.refuses(DENIED, f"update reviews_consent set {column} = null")
