"""Ratings before they are shown: nobody's but one's own, by whatever door."""

from tests.isolation.database import DENIED, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.world import Person, Trust, World

REFUSED = row_refused("reviews_rating")
INSERT = (
    "insert into reviews_rating (id, trust_id, review_id, reviewer_id, statement_id, level, cant_say, note, "
    "suggestion, version) values (gen_random_uuid(), %s, %s, %s, %s, 1, false, '', '', 1)"
)
CLOSED, SUBMITTED = ("P0R01", "no longer taken"), ("P0R02", "are submitted")
REMOVED = ("P0R09", "no longer a reviewer")


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


@probe(3)
def a_lead_of_another_trust_inserts_a_rating(db: Database, w: World) -> None:
    with db.as_person(w.named.lead):
        for person in (w.rating.second, w.named.lead):
            db.refuses(REFUSED, INSERT, *row_of(w.rating, person, w.statements[0]))


@probe(15)
def a_lead_who_inserts_as_another_reviewer_is_always_told_the_same(db: Database, w: World) -> None:
    victims = [
        (w.rating, "colleague", 0),  # a key that exists
        (w.rating, "colleague", 30),  # and one that does not
        (w.submitted, "second", 0),  # submitted
        (w.cancelled, "second", 0),
        (w.named, "second", 0),
        (w.shared, "second", 0),
        (w.drafted, "second", 0),
    ]
    for trust, who, n in victims:
        for attacker in (trust.lead, trust.executive, trust.bystander, w.rating.lead):
            with db.as_person(attacker):
                db.refuses(REFUSED, INSERT, *row_of(trust, trust.people[who], w.statements[n]))
    with db.as_person(w.rating.lead):
        db.refuses(REFUSED, INSERT, w.rating.id, w.rating.review, 999_999, w.statements[0])
        db.refuses(REFUSED, INSERT, w.rating.id, w.rating.review, None, w.statements[0])


@probe(16)
def on_conflict_tells_nothing_of_another_reviewers_key(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        for action in ("nothing", "update set level = 1", "update set note = reviews_rating.note || excluded.note"):
            for n in (0, 30):
                db.refuses(
                    REFUSED,
                    f"{INSERT} on conflict (reviewer_id, statement_id) do {action}",
                    *row_of(w.rating, w.rating.colleague, w.statements[n]),
                )


@probe(17)
def no_error_can_be_provoked_by_hidden_rows(db: Database, w: World) -> None:
    with db.as_person(w.rating.second):
        for condition in ("1 / (level - 2) = 1", "1 / (level - 1) = 1", "note::int = 1", "(note || 'x')::date is null"):
            assert db.rows(f"select 1 from reviews_rating where {condition}") == []
            assert db.do(f"update reviews_rating set level = 1 where {condition}") == 0
        assert db.rows("select 1 from reviews_rating q join reviews_reviewer p on p.id = 1 / (q.level - 2)") == []


@probe(21)
def copy_cursors_and_locks_give_own_rows_only(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        with db.raw.cursor().copy("copy reviews_rating (reviewer_id) to stdout") as copied:
            assert {row[0] for row in copied.rows()} == {str(w.rating.colleague.reviewer_id)}
        db.do("declare spy cursor for select reviewer_id from reviews_rating")
        assert len(db.rows("fetch all from spy")) == 20
        for lock in ("update", "share", "key share"):
            assert len(db.rows(f"select id from reviews_rating for {lock}")) == 20
    with db.as_person(w.submitted.lead):
        assert db.rows("select id from reviews_rating for update") == []  # submitted, so not to be changed


@probe(25)
def an_insert_without_returning_is_refused_too(db: Database, w: World) -> None:
    many = INSERT.replace("values (", "select * from (values (") + ") v"
    with db.as_person(w.rating.lead):
        db.refuses(REFUSED, many, *row_of(w.rating, w.rating.second, w.statements[0]))
        db.refuses(REFUSED, f"{INSERT} returning level", *row_of(w.rating, w.rating.second, w.statements[0]))


@probe(26)
def an_update_without_where_reaches_own_rows_only(db: Database, w: World) -> None:
    for person, many in ((w.rating.colleague, 20), (w.rating.second, 0), (w.rating.executive, 0), (w.named.lead, 0)):
        with db.as_person(person):
            assert db.do("update reviews_rating set level = 1, cant_say = false") == many


@probe(5)
def nobody_moves_a_rating(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        for column, value in (
            ("trust_id", w.named.id),
            ("review_id", w.named.review),
            ("reviewer_id", w.rating.second.reviewer_id),
            ("statement_id", w.statements[40]),
        ):
            db.refuses(DENIED, f"update reviews_rating set {column} = %s", value)
        db.refuses(REFUSED, INSERT, w.named.id, w.named.review, w.rating.colleague.reviewer_id, w.statements[40])
        db.refuses(REFUSED, INSERT, w.named.id, w.rating.review, w.rating.colleague.reviewer_id, w.statements[40])


@probe()
def a_reviewer_saves_and_changes_their_own(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague):
        assert db.do(INSERT, *row_of(w.rating, w.rating.colleague, w.statements[30])) == 1
        assert db.do("update reviews_rating set level = 3 where statement_id = %s", w.statements[30]) == 1
        assert db.one("select level from reviews_rating where statement_id = %s", w.statements[30]) == 3


@probe()
def a_statement_of_another_version_is_not_rated(db: Database, w: World) -> None:
    other = "(select max(id) from frameworks_statement)"
    with db.as_person(w.rating.colleague):
        values = (w.rating.id, w.rating.review, w.rating.colleague.reviewer_id)
        db.refuses(("P0R03", "no such statement"), INSERT.replace("%s, 1, false", f"{other}, 1, false"), *values)


@probe(22)
def whoever_has_submitted_is_locked_and_sees_only_their_own(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        assert db.count("reviews_rating") == 42
        assert db.do("update reviews_rating set level = 1") == 0
        db.refuses(SUBMITTED, INSERT, *row_of(w.rating, w.rating.lead, w.statements[0]))


@probe()
def whoever_was_removed_sees_their_own_and_saves_nothing(db: Database, w: World) -> None:
    with db.as_person(w.submitted.third):
        assert db.count("reviews_rating") == 10
        assert db.do("update reviews_rating set level = 1") == 0
        db.refuses(REMOVED, INSERT, *row_of(w.submitted, w.submitted.third, w.statements[30]))


@probe(54)
def a_review_cancelled_while_rating_shows_own_rows_for_ever(db: Database, w: World) -> None:
    for name, person in w.cancelled.people.items():
        with db.as_person(person):
            assert db.column("select distinct reviewer_id from reviews_rating") == (
                [person.reviewer_id] if name in ("lead", "colleague", "second") else []
            )
            assert db.rows("select * from isolation.shuffled_ratings(%s)", w.cancelled.review) == []
    with db.as_person(w.cancelled.lead):
        db.refuses(CLOSED, INSERT, *row_of(w.cancelled, w.cancelled.lead, w.statements[0]))
