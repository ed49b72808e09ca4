"""Names hidden: a statement's ratings as letters, by one function, and nothing that tells who."""

from tests.isolation.database import DENIED, Database
from tests.isolation.probe import probe
from tests.isolation.world import World

ALL = "select * from isolation.shuffled_ratings(%s)"
OFF = ("enable_sort", "enable_hashagg", "enable_hashjoin", "enable_nestloop", "enable_seqscan", "enable_mergejoin")


@probe(58)
def those_of_the_comparison_get_letters_and_own_rows_only(db: Database, w: World) -> None:
    for name in ("lead", "executive", "colleague", "second"):
        person = w.hidden.people[name]
        with db.as_person(person):
            rows = db.rows(ALL, w.hidden.review)
            assert {row[1] for row in rows} == {"A", "B", "C", None}
            assert len(rows) == 42 * 3
            own = {person.reviewer_id} if person.reviewer_id else set()
            assert set(db.column("select reviewer_id from reviews_rating")) == own


@probe(58)
def cant_say_has_no_letter_whatever_was_written(db: Database, w: World) -> None:
    with db.as_person(w.hidden.lead):
        rows = db.rows(ALL, w.hidden.review)
        loose = [row for row in rows if row[1] is None]
        assert len(loose) == 4  # statements 10, 20, 30 and 40
        assert all(row[2] is None and "secret-second" in row[3] for row in loose)
        assert all(row[2] is not None for row in rows if row[1])


@probe(58)
def the_function_gives_nothing_else(db: Database, w: World) -> None:
    with db.as_person(w.hidden.lead):
        for column in ("id", "ctid", "xmin", "reviewer_id", "version", "tableoid", "h"):
            db.refuses(
                ("42703", "does not exist"), f"select {column} from isolation.shuffled_ratings({w.hidden.review})"
            )
        columns = [d.name for d in db.raw.execute(ALL, [w.hidden.review]).description or ()]
        assert columns == ["statement", "letter", "level", "note", "suggestion"]


@probe(63)
def the_shuffle_is_the_same_for_everybody_however_it_is_planned(db: Database, w: World) -> None:
    seen = []
    for name in ("lead", "colleague", "executive"):
        with db.as_person(w.hidden.people[name]):
            seen += [db.rows(ALL, w.hidden.review), db.rows(ALL, w.hidden.review)]
            for setting in OFF:
                db.do(f"set local {setting} = off")
                seen.append(db.rows(ALL, w.hidden.review))
            db.do("set local max_parallel_workers_per_gather = 8")
            seen.append(db.rows(ALL, w.hidden.review))
    assert all(rows == seen[0] for rows in seen)


@probe(63)
def a_letter_is_another_person_for_another_statement(db: Database, w: World) -> None:
    with db.as_person(w.hidden.lead):
        letters = [row[1] for row in db.rows(ALL, w.hidden.review) if "secret-lead" in (row[3] or "")]
        assert len(letters) == 42
        assert set(letters) == {"A", "B", "C"}


@probe(63)
def another_review_or_none_gives_nothing(db: Database, w: World) -> None:
    with db.as_person(w.hidden.lead):
        for review in (None, 0, -1, 2**62, w.named.review, w.submitted.review, w.cancelled.review, w.rating.review):
            assert db.rows("select * from isolation.shuffled_ratings(%s::bigint)", review) == []
    for person in (w.named.lead, w.stranger, None, w.hidden.trustee, w.hidden.bystander):
        with db.as_person(person):
            assert db.rows(ALL, w.hidden.review) == []
    with db.as_person(w.named.lead):
        assert db.rows(ALL, w.named.review) == []  # names are shown there: no letters


@probe(63)
def a_plan_of_the_shuffle_shows_the_function_and_no_value(db: Database, w: World) -> None:
    with db.as_person(w.hidden.lead):
        plan = [row[0] for row in db.rows("explain (analyze, verbose) " + ALL.replace("%s", str(w.hidden.review)))]
        assert sum("Scan" in line for line in plan) == 1
        assert "Function Scan on isolation.shuffled_ratings" in plan[0]
        assert not any(word in line for line in plan for word in ("secret", "reviews_rating", "sha256", "shuffle_seed"))
        error = f"select 1 / (level - 2) from isolation.shuffled_ratings({w.hidden.review})"
        db.refuses(("22012", "division by zero"), error)


@probe(63)
def an_unsubmitted_rating_has_no_letter(db: Database, w: World) -> None:
    with db.as_person(w.submitted.lead):
        showing = "update reviews_review set stage = 'comparing', revealed_at = now() where id = %s"
        assert db.do(showing, w.submitted.review) == 1
        rows = db.rows(ALL, w.submitted.review)
        assert len(rows) > 42 * 2
        assert not any("secret-third" in (row[3] or "") for row in rows)
        assert {row[1] for row in rows} == {"A", "B", "C", None}


@probe(63)
def only_the_database_makes_seeds(db: Database, w: World) -> None:
    seeds = "select seed from isolation.shuffle_seed k where k.review_id = any(%s)"
    shown = [trust.review for trust in (w.hidden, w.shared, w.reopened)]
    with db.as_role("wellschool_shuffler"):
        assert len(db.rows(seeds, [*shown, w.named.review, w.submitted.review, w.cancelled.review])) == len(shown)
    with db.as_person(w.submitted.lead):
        db.do("update reviews_review set stage = 'comparing', revealed_at = now() where id = %s", w.submitted.review)
        db.refuses(DENIED, "insert into isolation.shuffle_seed values (1, 'x')")
        with db.as_role("wellschool_shuffler"):
            found = db.column(seeds, [*shown, w.submitted.review])
            assert len(set(found)) == len(shown) + 1
            assert {len(seed) for seed in found} == {32}
