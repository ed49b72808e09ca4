"""A review in one look, and its ratings: no more than the tables themselves tell the same person."""

from tests.isolation.database import DENIED, WEB, WORKER, YST, Database
from tests.isolation.probe import probe
from tests.isolation.probes_tokens import REFUSED, token_of
from tests.isolation.rights import columns_of, rights
from tests.isolation.world import Person, Trust, World

FRAME = "select isolation.review_frame(%s, %s, %s)"
COMPARISON = "select isolation.comparison_frame(%s, %s)"
RATINGS = "select reviewer, statement, level, note, suggestion from isolation.named_ratings(%s) order by 1, 2"
# the same by the tables, whose policies are tried elsewhere
MEMBER = (
    "select to_jsonb(m) from accounts_membership m "
    "where m.user_id = isolation.uid() and m.trust_id = %s and m.left_at is null"
)
REVIEW = "select id, title, stage, names_shown from reviews_review where uuid = %s"
REVIEWER = (
    "select p.id, p.submitted, p.withdrawn from reviews_reviewer p "
    "join accounts_membership m on m.id = p.membership_id "
    "where p.review_id = %s and m.user_id = isolation.uid() and p.id = any(isolation.my_reviewers())"
)
COMPARED = "select %s = any(isolation.comparable_reviews())"
PEOPLE = (
    "select p.id, m.name, m.job_title, p.submitted, p.withdrawn from reviews_reviewer p "
    "join accounts_membership m on m.id = p.membership_id where p.review_id = %s order by m.name_key, p.id"
)
AGREED = (
    "select id, statement_id, level, rationale, left_open_reason, version from reviews_agreedlevel "
    "where review_id = %s order by 1"
)
MEETINGS = (
    "select uuid, to_json(opened_at), closed_at is null from reviews_meeting "
    "where review_id = %s order by opened_at desc"
)
SHOWN = (
    "select q.reviewer_id, q.statement_id, q.level, q.note, q.suggestion from reviews_rating q "
    "join reviews_reviewer p on p.id = q.reviewer_id and p.submitted join reviews_review r on r.id = q.review_id "
    "where r.id = %s and r.names_shown and r.revealed_at is not null and r.id = any(isolation.comparable_reviews()) "
    "order by 1, 2"
)
REVIEWED = ("rating", "submitted", "hidden", "named", "early", "shared", "reopened", "cancelled", "drafted", "opened")


def everybody(w: World) -> list[tuple[Trust, Person]]:
    """Every member of every trust, and strangers to it."""
    return [
        (w.trusts[name], person)
        for name in REVIEWED
        for person in (*w.trusts[name].people.values(), w.rating.lead, w.named.twice, w.stranger)
        if person.user_id
    ]


@probe(30)
def a_frame_tells_each_person_what_the_tables_tell_them(db: Database, w: World) -> None:
    compared = 0
    for trust, person in everybody(w):
        with db.as_person(person, trust=trust.slug):
            frame = db.one(FRAME, trust.uuid, trust.slug, True)
            member = db.column(MEMBER, trust.id) if person in trust.people.values() else []
            reviews = db.rows(REVIEW, trust.uuid)
            assert (frame is None) == (not reviews) == (not db.rows(MEMBER, trust.id)), (trust.name, person)
            if frame is None:
                continue
            assert member == [] or frame["member"] == db.one(MEMBER, trust.id)
            assert tuple(frame["review"][k] for k in ("id", "title", "stage", "names_shown")) == reviews[0]
            mine = frame["reviewer"]
            told = [(mine["id"], mine["submitted"], mine["withdrawn"])] if mine else []
            assert told == db.rows(REVIEWER, trust.review)
            plain = {"member", "trust", "registered", "review", "reviewer"}
            assert set(db.one(FRAME, trust.uuid, trust.slug, False)) == plain
            if not db.one(COMPARED, trust.review):
                assert set(frame) == set(db.one(COMPARISON, trust.uuid, trust.slug)) == plain
                continue
            compared += 1
            assert [tuple(p) for p in frame["people"]] == db.rows(PEOPLE, trust.review)
            whole = db.one(COMPARISON, trust.uuid, trust.slug)
            assert {key: whole[key] for key in frame} == frame
            assert whole["meetings"] == [[str(u), o, c] for u, o, c in db.rows(MEETINGS, trust.review)]
            keys = ("id", "statement_id", "level", "rationale", "left_open_reason", "version")
            assert sorted(tuple(a[k] for k in keys) for a in frame["agreed"]) == db.rows(AGREED, trust.review)
    assert compared > 20


@probe(58)
def ratings_with_names_are_those_that_the_table_shows(db: Database, w: World) -> None:
    shown = 0
    for trust, person in everybody(w):
        with db.as_person(person):
            found = db.rows(RATINGS, trust.review)
            assert found == db.rows(SHOWN, trust.review), (trust.name, person)
            shown += len(found)
    assert shown > 1000


@probe(46)
def nobody_else_is_told_that_there_is_such_a_review(db: Database, w: World) -> None:
    nowhere = "00000000-0000-0000-0000-000000000000"
    for person in (w.rating.lead, w.stranger, w.advisor, w.manager):
        for trust in (None, w.rating.slug):
            with db.as_person(person, trust=trust, role=WEB):
                assert db.one(FRAME, w.named.uuid, w.named.slug, True) is None
                assert db.one(FRAME, nowhere, w.rating.slug, True) is None
                assert db.one(FRAME, w.named.uuid, w.rating.slug, True) is None
                assert db.rows(RATINGS, w.named.review) == []
    with db.as_person(w.named.twice, trust=w.rating.slug):  # of both, in the pages of one
        assert db.one(FRAME, w.named.uuid, w.named.slug, True) is None
        assert db.one(COMPARISON, w.named.uuid, w.named.slug) is None
        assert db.rows(RATINGS, w.named.review) == []
    with db.as_person(None):
        assert db.one(FRAME, w.named.uuid, w.named.slug, True) is None
        assert db.rows(RATINGS, w.named.review) == []
    with db.as_person(w.named.lead, job="reports", role=WORKER):  # no task opens a page
        db.refuses(DENIED, FRAME, w.named.uuid, w.named.slug, True)
        db.refuses(DENIED, COMPARISON, w.named.uuid, w.named.slug)


@probe(36)
def a_forged_token_opens_no_frame(db: Database, w: World) -> None:
    for token in (token_of(db, w, pid_off=1), token_of(db, w)[:-1]):
        with db.with_context(token, WEB):
            db.refuses(REFUSED, FRAME, w.rating.uuid, w.rating.slug, True)
            db.refuses(REFUSED, RATINGS, w.named.review)


@probe(29)
def people_at_yst_have_neither(db: Database, w: World) -> None:
    for person in (w.advisor, w.manager):
        with db.as_person(person, role=YST):
            db.refuses(DENIED, FRAME, w.shared.uuid, w.shared.slug, True)
            db.refuses(DENIED, RATINGS, w.shared.review)


@probe(67)
def a_frame_has_no_column_that_its_table_does_not_give(db: Database, w: World) -> None:
    with db.as_person(w.named.lead):
        frame = db.one(FRAME, w.named.uuid, w.named.slug, True)
    tables = {"member": "accounts_membership", "trust": "accounts_trust", "review": "reviews_review"}
    for part, table in {**tables, "reviewer": "reviews_reviewer"}.items():
        assert set(frame[part]) <= set(columns_of(table))
        assert all(rights(table, WEB).may("select", column) for column in frame[part])
    for row in frame["agreed"]:
        assert all(rights("reviews_agreedlevel", WEB).may("select", column) for column in row)


@probe(55)
def whoever_was_a_reviewer_and_is_a_trustee_has_no_seat_in_the_frame(db: Database, w: World) -> None:
    with db.as_person(w.early.third):
        frame = db.one(FRAME, w.early.uuid, w.early.slug, True)
        assert frame["reviewer"] is None
        assert "people" not in frame
    with db.as_person(w.early.second):  # who has left
        assert db.one(FRAME, w.early.uuid, w.early.slug, True) is None


@probe(59)
def a_reviewer_who_was_taken_out_compares_nothing(db: Database, w: World) -> None:
    me = w.named.colleague
    with db.as_role("postgres"):
        db.do("set local session_replication_role = replica")
        db.do("update reviews_reviewer set submitted = false, withdrawn = true where id = %s", me.reviewer_id)
        with db.as_person(me):
            frame = db.one(FRAME, w.named.uuid, w.named.slug, True)
            assert frame["reviewer"]["withdrawn"]
            assert "people" not in frame
            assert db.rows(RATINGS, w.named.review) == []
