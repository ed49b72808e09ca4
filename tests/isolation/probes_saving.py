"""The one door to writing a rating: who has a seat, when it is taken, and the wall behind the door."""

from django.conf import settings

from accounts.isolation.actor import Actor, signed_context
from tests.isolation.database import DENIED, WEB, WORKER, YST, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_closing import CLOSED, closed
from tests.isolation.probes_people import END, ROLE
from tests.isolation.probes_ratings import INSERT, NO_SEAT, REMOVED, SAVE, SUBMITTED, row_of, save
from tests.isolation.probes_stages import SUBMIT
from tests.isolation.probes_tokens import REFUSED as FORGED, token_of
from tests.isolation.world import Person, Trust, World

RATER = "wellschool_rater"
UNKNOWN = ("P0R03", "no such statement")
WITH_TOKEN = SAVE.replace("current_setting('app.ctx')", "%s")
STORED = "select count(*), coalesce(sum(version), 0), string_agg(note, '' order by id) from reviews_rating"


def stored(db: Database) -> tuple[int, int, str]:
    """Of everybody's ratings, as the superuser sees them."""
    with db.as_role("postgres"):
        return db.rows(STORED)[0]


def seats_of(trust: Trust, *, but: str = "") -> list[Person]:
    return [person for name, person in trust.reviewers.items() if name != but]


@probe(1)
def a_reviewer_saves_changes_and_clears_their_own(db: Database, w: World) -> None:
    for trust_named in (None, w.rating.slug):
        with db.as_person(w.rating.colleague, trust=trust_named):
            told = db.rows(SAVE, w.rating.uuid, w.statements[30], 1, 0)[0]
            assert (*told[:2], *told[3:]) == (True, 1, None, 1, "")
            assert sorted(told[2]) == sorted([*w.statements[:20], w.statements[30]])
            assert save(db, w.rating, w.statements[30], level=3, expected=1)
            mine = "select level, version from reviews_rating where statement_id = %s"
            assert db.rows(mine, w.statements[30]) == [(3, 2)]
            cleared = SAVE.replace("%s::smallint", "null")
            row = db.rows(cleared, w.rating.uuid, w.statements[30], 2)[0]
            assert row[0] is True
            assert sorted(row[2]) == sorted(w.statements[:20])
            assert db.rows(mine, w.statements[30]) == [(None, 3)]


@probe(43)
def an_older_version_is_not_written_and_the_same_again_is_stored_once(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        assert save(db, w.rating, w.statements[30], level=2)
        assert save(db, w.rating, w.statements[30], level=2)  # its reply was lost
        before = stored(db)
        for level, expected in ((3, 0), (3, 7), (2, 1), (2, 7)):
            told = db.rows(SAVE, w.rating.uuid, w.statements[30], level, expected)[0]
            if (level, expected) == (2, 1):
                assert told[:2] == (True, 2)
                before = stored(db)
            else:
                assert told[0] is False
                assert told[4] == 2  # one's own stored answer, and nobody else's
        assert stored(db) == before


@probe(2)
def whoever_has_no_seat_is_told_nothing_and_stores_nothing(db: Database, w: World) -> None:
    before = stored(db)
    for trust in (w.rating, w.submitted, w.named, w.cancelled, w.shared, w.drafted):
        strangers = [p for p in trust.people.values() if not p.reviewer_id and p.user_id]
        for person in (*strangers, w.rating.colleague, w.named.lead, w.stranger, w.advisor, w.manager):
            if person in seats_of(trust):
                continue
            with db.as_person(person, role=WEB):
                for level, statement in ((1, w.statements[0]), (99, 0), (1, 32_000)):
                    assert db.rows(SAVE, trust.uuid, statement, level, 0) == NO_SEAT
    with db.as_person(w.rating.colleague):
        for uuid in ("00000000-0000-0000-0000-000000000000", w.named.uuid):
            assert db.rows(SAVE, uuid, w.statements[0], 1, 1) == NO_SEAT
    assert stored(db) == before


@probe(4)
def an_answer_is_of_the_trust_that_the_request_names(db: Database, w: World) -> None:
    colleague = w.rating.colleague
    for job, trust in ((None, w.named.slug), (None, "nowhere"), ("mail", w.rating.slug), ("register", None)):
        with db.as_person(colleague, trust=trust, job=job, role=WEB):
            assert db.rows(SAVE, w.rating.uuid, w.statements[30], 1, 0) == NO_SEAT
    with db.as_person(None):
        assert db.rows(WITH_TOKEN, "", w.rating.uuid, w.statements[30], 1, 0) == NO_SEAT
    with db.as_person(None, job="mail", role=WEB):
        assert db.rows(SAVE, w.rating.uuid, w.statements[30], 1, 0) == NO_SEAT


@probe(36)
def a_token_that_is_not_this_connections_saves_nothing(db: Database, w: World) -> None:
    good = token_of(db, w)
    user, trust, job, pid, mac = good.split(".")
    forged = (
        token_of(db, w, pid_off=1),
        token_of(db, w, key=b"guessed" * 8),
        ".".join((str(w.rating.colleague.user_id), trust, job, pid, mac)),
        ".".join((user, w.rating.slug, job, pid, mac)),
        good[:-1],
        f"{good}0",
        "x",
    )
    with db.as_person(w.rating.colleague):
        for token in forged:
            db.refuses(FORGED, WITH_TOKEN, token, w.rating.uuid, w.statements[30], 1, 0)


@probe(36)
def the_token_and_not_what_was_set_before_says_whose_answer_it_is(db: Database, w: World) -> None:
    pid = db.raw.info.backend_pid
    token = signed_context(Actor(w.rating.colleague.user_id), pid, settings.ISOLATION_KEY)
    with db.as_person(w.rating.second):
        assert db.rows(WITH_TOKEN, token, w.rating.uuid, w.statements[30], 1, 0)[0][0] is True
        assert db.one("select isolation.uid()") == w.rating.colleague.user_id  # and it goes on as that person
        assert set(db.column("select reviewer_id from reviews_rating")) == {w.rating.colleague.reviewer_id}


@probe(5)
def a_seat_that_an_injector_sets_is_of_no_use(db: Database, w: World) -> None:
    victim = w.rating.second
    with db.as_person(w.rating.colleague):
        db.rows("select set_config('isolation.seat', %s, true)", str(victim.reviewer_id))
        db.refuses(DENIED, "update reviews_rating set level = 1")
        db.refuses(DENIED, INSERT, *row_of(w.rating, victim, w.statements[0]))
        assert db.one("select count(*) from reviews_rating where reviewer_id = %s", victim.reviewer_id) == 0
        assert save(db, w.rating, w.statements[31])
        assert set(db.column("select reviewer_id from reviews_rating")) == {w.rating.colleague.reviewer_id}
    with db.as_role("postgres"):
        assert db.one("select count(*) from reviews_rating where reviewer_id = %s", victim.reviewer_id) == 0


@probe(5)
def behind_the_door_the_writer_reaches_its_seat_alone(db: Database, w: World) -> None:
    """As if `save_rating` itself were wrong."""
    me, other = w.rating.colleague, w.rating.lead
    refused = row_refused("reviews_rating")
    with db.as_role(RATER):
        assert db.count("reviews_rating") == db.do("update reviews_rating set level = 1") == 0
        db.refuses(refused, INSERT, *row_of(w.rating, me, w.statements[40]))
        db.rows("select set_config('isolation.seat', %s, true)", str(me.reviewer_id))
        assert set(db.column("select reviewer_id from reviews_rating")) == {me.reviewer_id}
        assert db.do("update reviews_rating set level = 1, cant_say = false") == 20
        assert db.do(INSERT, *row_of(w.rating, me, w.statements[40])) == 1
        db.refuses(refused, INSERT, *row_of(w.rating, other, w.statements[40]))
        db.refuses(refused, INSERT, *row_of(w.rating, w.rating.second, w.statements[40]))
        for column in ("id", "trust_id", "review_id", "reviewer_id", "statement_id"):
            db.refuses(DENIED, f"update reviews_rating set {column} = {column}")
        db.refuses(DENIED, "delete from reviews_rating")
        for table in ("reviews_review", "reviews_reviewer", "accounts_membership", "accounts_user", "reviews_snapshot"):
            db.refuses(DENIED, f"select id from {table}")
        db.refuses(DENIED, "select isolation.parts()")


@probe(28)
def the_halves_of_the_door_are_nobodys_to_open(db: Database, w: World) -> None:
    seat = "select * from isolation.rating_seat(current_setting('app.ctx'), %s, %s, 1::smallint)"
    for person, role in ((w.rating.colleague, WEB), (w.rating.colleague, WORKER), (w.advisor, YST)):
        with db.as_person(person, role=role):
            db.refuses(DENIED, seat, w.rating.uuid, w.statements[30])
            if role != WEB:
                db.refuses(DENIED, SAVE, w.rating.uuid, w.statements[30], 1, 0)


@probe(21)
def what_a_plan_of_a_save_says_is_nothing(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        for options in ("", "(analyze, verbose, buffers)"):
            explained = f"explain {options} {SAVE}"
            plan = "\n".join(row[0] for row in db.rows(explained, w.rating.uuid, w.statements[30], 1, 0))
            assert "save_rating" in plan
            assert not any(word in plan for word in ("reviews_", "accounts_", "reviewer_id", "isolation.seat"))


@probe()
def a_statement_or_a_level_of_another_version_is_not_rated(db: Database, w: World) -> None:
    with db.as_role("postgres"):
        other = db.one("select id from frameworks_statement where version_id <> %s limit 1", w.rating.version)
    with db.as_person(w.rating.colleague):
        for statement in (other, 0, 32_000):
            db.refuses(UNKNOWN, SAVE, w.rating.uuid, statement, 1, 0)
        for level in (0, 4, 9, 99):
            db.refuses(("P0R11", "no such level"), SAVE, w.rating.uuid, w.statements[30], level, 0)


@probe()
def in_a_closed_trust_nothing_more_is_rated(db: Database, w: World) -> None:
    """Also before the import has cancelled what was unfinished."""
    with closed(db, w, w.rating), db.as_person(w.rating.colleague):
        for n, expected in ((0, 1), (30, 0)):
            db.refuses(CLOSED, SAVE, w.rating.uuid, w.statements[n], 1, expected)
    with closed(db, w, w.submitted), db.as_person(w.submitted.colleague):
        db.refuses(CLOSED, "update reviews_submission set recalled_at = now()")
    with db.as_person(w.submitted.colleague):
        assert db.do("update reviews_submission set recalled_at = now()") == 1
        with closed(db, w, w.submitted), db.as_person(w.submitted.colleague):
            row = (w.submitted.id, w.submitted.review, w.submitted.colleague.reviewer_id)
            db.refuses(CLOSED, SUBMIT, *row)


@probe(64)
def whoever_leaves_or_becomes_a_trustee_saves_no_more(db: Database, w: World) -> None:
    me = w.rating.colleague
    for change in (END, ROLE):
        with db.as_role("wellschool_guard"):
            if change is END:
                db.do("update accounts_membership set left_at = now() where id = %s", me.membership_id)
            else:
                db.do("update accounts_membership set role = 'trustee' where id = %s", me.membership_id)
            with db.as_person(me):
                assert db.rows(SAVE, w.rating.uuid, w.statements[30], 1, 0) == NO_SEAT


@probe(22)
def refusals_come_in_one_order_and_before_what_is_wrong_with_the_answer(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        db.refuses(SUBMITTED, SAVE, w.rating.uuid, 0, 99, 0)
    with db.as_person(w.submitted.third):
        db.refuses(REMOVED, SAVE, w.submitted.uuid, 0, 99, 0)


@probe()
def an_answer_that_is_both_or_impossible_is_refused(db: Database, w: World) -> None:
    both = SAVE.replace("false, '', ''", "true, '', ''")
    with db.as_person(w.rating.colleague):
        db.refuses(("23514", "rating_level_or_cant_say"), both, w.rating.uuid, w.statements[30], 1, 0)


@probe()
def what_was_agreed_last_time_is_told_once_there_is_an_answer(db: Database, w: World) -> None:
    """The review before this one: a signed-off review of the same trust, made one here."""
    trust = w.shared
    with db.as_role("postgres"):
        db.do("set local session_replication_role = replica")
        back = "update reviews_review set stage = 'rating', revealed_at = null, previous_id = id where id = %s"
        db.do(back, trust.review)
        db.do("update reviews_reviewer set submitted = false where review_id = %s", trust.review)
        level = db.one(
            "select l.level from reviews_snapshotlevel l join reviews_snapshot s on s.id = l.snapshot_id "
            "where s.review_id = %s and l.statement_id = %s",
            trust.review,
            w.statements[0],
        )
        with db.as_person(trust.colleague):
            assert db.rows(SAVE, trust.uuid, w.statements[0], 1, 1)[0][3] == level
            assert db.rows(SAVE.replace("%s::smallint", "null"), trust.uuid, w.statements[0], 2)[0][3] is None
