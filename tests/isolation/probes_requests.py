"""Requests to join: asked by anybody, read by programme managers, answered once and in one's own name."""

from tests.isolation.database import DENIED, WEB, WORKER, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.world import World

ASK = (
    "insert into accounts_joinrequest (id, registered_id, name, job_title, email, asked_at, status, decided_by_name, "
    "words) values (gen_random_uuid(), (select min(id) from accounts_registeredtrust), 'X', 'X', 'x@y.example', now(), "
    "%s, '', '')"
)
DECIDE = (
    "update accounts_joinrequest set status = 'accepted', decided_at = now(), decided_by_id = %s, decided_by_name = 'X'"
)
REFUSED = row_refused("accounts_joinrequest")


@probe()
def anybody_asks_to_join_and_reads_no_request(db: Database, w: World) -> None:
    for person in (None, w.stranger, w.rating.lead):
        with db.as_person(person, role=WEB):
            assert db.do(ASK, "waiting") == 1
            db.refuses(DENIED, "select 1 from accounts_joinrequest")
            db.refuses(DENIED, f"{ASK} returning id", "waiting")
            db.refuses(DENIED, DECIDE, None)
            for status in ("accepted", "declined"):
                db.refuses(REFUSED, ASK, status)


@probe()
def managers_read_requests_and_answer_in_their_own_name(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        assert db.count("accounts_joinrequest") == 2
        db.refuses(REFUSED, DECIDE, w.advisor.user_id)
        assert db.do(DECIDE, w.manager.user_id) == 1
        assert db.do(DECIDE, w.manager.user_id) == 0
        db.refuses(DENIED, "update accounts_joinrequest set email = 'x@y.example'")
    for person in (w.advisor, w.unassigned):
        with db.as_person(person):
            assert db.count("accounts_joinrequest") == db.do(DECIDE, person.user_id) == 0


@probe()
def answered_requests_are_cleared_by_the_job(db: Database, w: World) -> None:
    with db.as_person(None, job="register"):
        assert db.count("accounts_joinrequest") == 2
        assert db.do("delete from accounts_joinrequest") == 1
        assert db.do("delete from accounts_joinrequest where asked_at <= now()") == 0
    for person, job in ((None, "mail"), (w.manager, None), (w.rating.lead, None)):
        with db.as_person(person, job=job, role=WORKER):
            assert db.count("accounts_joinrequest") == db.do("delete from accounts_joinrequest") == 0
