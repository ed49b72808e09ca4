"""The review meeting: who sees it, who opens it and moves it on, whose presence is noted."""

from tests.isolation.database import DENIED, FOREIGN_KEY, MIGRATE, UNIQUE, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_stages import TO
from tests.isolation.world import World

OPEN = (
    "insert into reviews_meeting (uuid, trust_id, review_id, minutes, current_id, version, opened_at, opened_by_name) "
    "values (gen_random_uuid(), %s, %s, 60, %s, 1, now(), 'X')"
)
ITEM = (
    "insert into reviews_meetingitem (trust_id, review_id, meeting_id, statement_id, position, state) "
    "values (%s, %s, %s, %s, 1, 'waiting')"
)
PRESENT = (
    "insert into reviews_meetingpresence (trust_id, review_id, meeting_id, membership_id, name, joined_at) "
    "values (%s, %s, %s, %s, 'X', now())"
)
MEETING = "select id from reviews_meeting"
MOVE = "update reviews_meeting set current_id = %s"
CLOSE = "update reviews_meeting set closed_at = now(), closed_by_name = 'X' where closed_at is null"
COUNT = "update reviews_meeting set version = version + 1"
SETTLE = "update reviews_meetingitem set state = 'decided'"
TABLES = ("meeting", "meetingitem", "meetingpresence")
MEETING_REFUSED, ITEM_REFUSED, PRESENCE_REFUSED = (row_refused(f"reviews_{table}") for table in TABLES)
ENDED, NO_STATEMENT, NOT_NOW = ("P0A02", "the meeting has ended"), ("P0R03", "no such statement"), ("P0A01", "")


@probe()
def those_of_the_comparison_see_a_meeting_and_nobody_else(db: Database, w: World) -> None:
    for name in ("lead", "executive", "colleague", "second"):
        with db.as_person(w.named.people[name]):
            assert db.count("reviews_meeting") == 1
            assert db.count("reviews_meetingitem") > 20
            assert db.count("reviews_meetingpresence") == 2
    for person in (w.named.bystander, w.named.trustee, w.rating.lead, w.shared.executive, w.stranger):
        with db.as_person(person):
            for table in TABLES:
                assert db.count(f"reviews_{table}") == 0, table


@probe()
def leads_and_executives_open_a_meeting_and_put_statements_on_its_agenda(db: Database, w: World) -> None:
    trust = w.hidden
    for name in ("lead", "executive"):
        with db.as_person(trust.people[name]):
            assert db.do(OPEN, trust.id, trust.review, w.statements[2]) == 1
            now = db.one(f"{MEETING} where closed_at is null")
            assert db.do(ITEM, trust.id, trust.review, now, w.statements[2]) == 1
            db.refuses(UNIQUE, OPEN, trust.id, trust.review, None)
            db.refuses(UNIQUE, ITEM, trust.id, trust.review, now, w.statements[2])
    for person in (trust.colleague, trust.bystander, trust.trustee, w.named.lead, w.stranger, None):
        with db.as_person(person):
            db.refuses(MEETING_REFUSED, OPEN, trust.id, trust.review, None)
            db.refuses(ITEM_REFUSED, ITEM, trust.id, trust.review, 1, w.statements[2])


@probe()
def a_meeting_is_held_while_comparing_only(db: Database, w: World) -> None:
    for trust in (w.drafted, w.rating, w.submitted, w.shared, w.cancelled):
        with db.as_person(trust.lead):
            db.refuses(MEETING_REFUSED, OPEN, trust.id, trust.review, None)
    trust = w.named
    with db.as_person(trust.lead):
        now = db.one(MEETING)
        assert db.do(TO["cancelled"], trust.review) == 1
        assert db.do(MOVE, w.statements[2]) == db.do(CLOSE) == db.do(SETTLE) == 0
        db.refuses(NOT_NOW, ITEM, trust.id, trust.review, now, w.statements[41])
        db.refuses(PRESENCE_REFUSED, PRESENT, trust.id, trust.review, now, trust.lead.membership_id)


@probe()
def everybody_of_the_comparison_notes_what_was_decided_and_leads_move_the_room(db: Database, w: World) -> None:
    for name in ("lead", "executive"):
        with db.as_person(w.named.people[name]):
            assert db.do(MOVE, w.statements[2]) == 1
            assert db.do(CLOSE) == 1
    with db.as_person(w.named.colleague):
        assert db.do(COUNT) == 1
        assert db.do(SETTLE) == db.count("reviews_meetingitem")
        db.refuses(MEETING_REFUSED, MOVE, w.statements[2])
        db.refuses(MEETING_REFUSED, CLOSE)
    for person in (w.named.bystander, w.named.trustee, w.rating.lead):
        with db.as_person(person):
            assert db.do(COUNT) == db.do(SETTLE) == 0


@probe()
def a_meeting_that_has_ended_stays_as_it_was(db: Database, w: World) -> None:
    with db.as_person(w.hidden.lead):
        db.refuses(ENDED, "update reviews_meeting set closed_at = null, closed_by_name = null")
        db.refuses(ENDED, MOVE, None)
        for column in ("uuid", "minutes", "opened_at", "opened_by_name", "review_id", "trust_id"):
            db.refuses(DENIED, f"update reviews_meeting set {column} = null")


@probe(4)
def a_meeting_is_about_its_own_review_and_version(db: Database, w: World) -> None:
    trust, foreign = w.named, "select max(id) from frameworks_statement"
    with db.as_person(trust.lead):
        now, other = db.one(MEETING), db.one(foreign)
        db.refuses(NO_STATEMENT, MOVE, other)
        db.refuses(NO_STATEMENT, ITEM, trust.id, trust.review, now, other)
        db.refuses(MEETING_REFUSED, OPEN, w.hidden.id, trust.review, None)
        db.refuses(MEETING_REFUSED, OPEN, trust.id, w.hidden.review, None)
        db.refuses(ITEM_REFUSED, ITEM, trust.id, w.hidden.review, now, w.statements[41])
    with db.as_person(trust.executive):
        db.refuses(FOREIGN_KEY, PRESENT, w.hidden.id, trust.review, now, trust.executive.membership_id)
    with db.as_person(w.hidden.lead):
        db.refuses(FOREIGN_KEY, ITEM, w.hidden.id, w.hidden.review, now, w.statements[0])


@probe()
def one_says_of_oneself_only_that_one_is_there(db: Database, w: World) -> None:
    trust = w.named
    with db.as_person(trust.second):
        now = db.one(MEETING)
        db.refuses(PRESENCE_REFUSED, PRESENT, trust.id, trust.review, now, trust.executive.membership_id)
        assert db.do(PRESENT, trust.id, trust.review, now, trust.second.membership_id) == 1
        db.refuses(UNIQUE, PRESENT, trust.id, trust.review, now, trust.second.membership_id)
    for person in (trust.bystander, trust.trustee, w.hidden.lead):
        with db.as_person(person):
            db.refuses(PRESENCE_REFUSED, PRESENT, trust.id, trust.review, now, person.membership_id)


@probe()
def a_meeting_stays_in_its_review_even_where_the_columns_are_granted(db: Database, w: World) -> None:
    moved = "update reviews_meeting set review_id = %s, trust_id = %s where review_id = %s"
    with db.as_person(w.early.lead, role=MIGRATE):
        db.refuses(MEETING_REFUSED, moved, w.rating.review, w.rating.id, w.early.review)


NOW = "select version, opened_at, minutes from isolation.open_meeting(current_setting('app.ctx'), %s)"
OPEN_ONES = "select version, opened_at, minutes from reviews_meeting where review_id = %s and closed_at is null"


@probe()
def what_a_screen_that_asks_is_told_is_what_the_table_tells(db: Database, w: World) -> None:
    told = 0
    for trust in (w.named, w.hidden, w.early, w.rating, w.shared):
        for person in (*trust.people.values(), w.rating.lead, w.named.twice, w.stranger):
            if person.user_id:
                for slug in (None, trust.slug, w.rating.slug):
                    with db.as_person(person, trust=slug):
                        found = db.rows(NOW, trust.uuid)
                        assert found == (db.rows(OPEN_ONES, trust.review) or [(None, None, None)])
                        told += found[0][0] is not None
    assert told > 10
    for person in (w.advisor, w.manager):
        with db.as_person(person):
            db.refuses(DENIED, NOW, w.named.uuid)
    with db.as_person(None):
        assert db.rows(NOW.replace("current_setting('app.ctx')", "''"), w.named.uuid) == [(None, None, None)]
