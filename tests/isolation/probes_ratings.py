"""Ratings before they are shown: nobody's but one's own, by whatever door."""

from tests.isolation.database import DENIED, WEB, WORKER, Database
from tests.isolation.probe import probe
from tests.isolation.world import Person, Trust, World

SAVE = (
    "select is_stored, version, answered, last_level, level, note from isolation.save_rating("
    "current_setting('app.ctx'), %s, %s, gen_random_uuid(), %s::smallint, false, '', '', %s)"
)
INSERT = (
    "insert into reviews_rating (id, trust_id, review_id, reviewer_id, statement_id, level, cant_say, note, "
    "suggestion, version) values (gen_random_uuid(), %s, %s, %s, %s, 1, false, '', '', 1)"
)
NO_SEAT = [(None,) * 6]
CLOSED, SUBMITTED = ("P0R01", "no longer taken"), ("P0R02", "are submitted")
REMOVED = ("P0R09", "no longer a reviewer")


def save(db: Database, trust: Trust, statement: int, level: int = 1, expected: int = 0) -> bool | None:
    """Whether an answer of whoever is acting is stored; None where they have no seat."""
    return db.rows(SAVE, trust.uuid, statement, level, expected)[0][0]


def row_of(trust: Trust, person: Person, statement: int) -> tuple[int, int, int, int]:
    return trust.id, trust.review, person.reviewer_id, statement


@probe(9)
def a_reviewer_lists_only_their_own_while_rating(db: Database, w: World) -> None:
    for person, many in ((w.rating.colleague, 20), (w.rating.lead, 42), (w.rating.second, 0)):
        with db.as_person(person):
            assert db.column("select reviewer_id from reviews_rating") == [person.reviewer_id] * many


@probe(10)
def a_lead_and_an_executive_list_no_others_while_rating(db: Database, w: World) -> None:
    with db.as_person(w.submitted.lead):
        assert set(db.column("select reviewer_id from reviews_rating")) == {w.submitted.lead.reviewer_id}
    with db.as_person(w.submitted.executive):
        assert db.count("reviews_rating") == 0


@probe(11)
def aggregates_see_only_own_rows(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        assert db.rows("select count(*), count(distinct reviewer_id), max(version) from reviews_rating") == [(20, 1, 1)]
        assert "secret-lead" not in db.one("select string_agg(note || suggestion, '') from reviews_rating")
    with db.as_person(w.rating.second):
        assert db.rows("select count(*), max(level), avg(level), string_agg(note, '') from reviews_rating") == [
            (0, None, None, None)
        ]


def refused_to_all(db: Database, w: World, *statements: str) -> None:
    """Whoever it is, whosever row and whatever is there: told the same, which says nothing."""
    for trust in (w.rating, w.submitted, w.cancelled, w.named, w.shared, w.drafted):
        for attacker in (trust.lead, trust.executive, trust.bystander, w.rating.lead, w.rating.colleague):
            for role in (WEB, WORKER):
                with db.as_person(attacker, role=role):
                    for n in (0, 30):
                        row = row_of(trust, trust.people["colleague"], w.statements[n])
                        for statement in statements:
                            db.refuses(DENIED, statement, *row)


@probe(3)
def a_lead_of_another_trust_inserts_a_rating(db: Database, w: World) -> None:
    for role in (WEB, WORKER):
        with db.as_person(w.named.lead, role=role):
            for person in (w.rating.second, w.named.lead):
                db.refuses(DENIED, INSERT, *row_of(w.rating, person, w.statements[0]))


@probe(15)
def whoever_inserts_as_another_reviewer_or_as_themselves_is_always_told_the_same(db: Database, w: World) -> None:
    refused_to_all(db, w, INSERT)


@probe(16)
def on_conflict_tells_nothing_of_any_key(db: Database, w: World) -> None:
    does = ("nothing", "(reviewer_id, statement_id) do update set level = 1")
    refused_to_all(db, w, f"{INSERT} on conflict do {does[0]}", f"{INSERT} on conflict {does[1]}")


@probe(25)
def an_insert_with_returning_or_of_many_rows_is_refused_too(db: Database, w: World) -> None:
    many = INSERT.replace("values (", "select * from (values (") + ") v"
    refused_to_all(db, w, many, f"{INSERT} returning level")


@probe(26)
def an_update_reaches_no_rating(db: Database, w: World) -> None:
    for person in (w.rating.colleague, w.rating.second, w.rating.executive, w.named.lead):
        for role in (WEB, WORKER):
            with db.as_person(person, role=role):
                for column, value in (("level", 1), ("note", "x"), ("version", 9), ("reviewer_id", person.reviewer_id)):
                    db.refuses(DENIED, f"update reviews_rating set {column} = %s", value)
                db.refuses(DENIED, "delete from reviews_rating")


@probe(17)
def no_error_can_be_provoked_by_hidden_rows(db: Database, w: World) -> None:
    with db.as_person(w.rating.second):
        for condition in ("1 / (level - 2) = 1", "1 / (level - 1) = 1", "note::int = 1", "(note || 'x')::date is null"):
            assert db.rows(f"select 1 from reviews_rating where {condition}") == []
        assert db.rows("select 1 from reviews_rating q join reviews_reviewer p on p.id = 1 / (q.level - 2)") == []


@probe(21)
def copy_cursors_and_locks_give_own_rows_only(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        with db.raw.cursor().copy("copy reviews_rating (reviewer_id) to stdout") as copied:
            assert {row[0] for row in copied.rows()} == {str(w.rating.colleague.reviewer_id)}
        db.do("declare spy cursor for select reviewer_id from reviews_rating")
        assert len(db.rows("fetch all from spy")) == 20
        for lock in ("update", "share", "key share"):
            db.refuses(DENIED, f"select id from reviews_rating for {lock}")


@probe(22)
def whoever_has_submitted_is_locked_and_sees_only_their_own(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        assert db.count("reviews_rating") == 42
        db.refuses(SUBMITTED, SAVE, w.rating.uuid, w.statements[0], 1, 1)


@probe()
def whoever_was_removed_sees_their_own_and_saves_nothing(db: Database, w: World) -> None:
    with db.as_person(w.submitted.third):
        assert db.count("reviews_rating") == 10
        for n, expected in ((0, 1), (30, 0)):
            db.refuses(REMOVED, SAVE, w.submitted.uuid, w.statements[n], 1, expected)


@probe(54)
def a_review_cancelled_while_rating_shows_own_rows_for_ever(db: Database, w: World) -> None:
    for name, person in w.cancelled.people.items():
        with db.as_person(person):
            assert db.column("select distinct reviewer_id from reviews_rating") == (
                [person.reviewer_id] if name in ("lead", "colleague", "second") else []
            )
            assert db.rows("select * from isolation.shuffled_ratings(%s)", w.cancelled.review) == []
    with db.as_person(w.cancelled.lead):
        db.refuses(CLOSED, SAVE, w.cancelled.uuid, w.statements[0], 1, 1)
