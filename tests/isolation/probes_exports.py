"""Files of the portfolio: of one person, and open to them while they see all that is in them."""

from tests.isolation.database import DENIED, FOREIGN_KEY, MIGRATE, WORKER, YST, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.world import Person, World

EXPORT = (
    "insert into reviews_portfolioexport (uuid, requested_by_id, requested_at, format, filters, status, attempts, "
    "failure) values (gen_random_uuid(), %s, now(), 'pdf', '', 'queued', 0, '')"
)
AND_ITS_ID = f"{EXPORT} returning id"
FILE = (
    "insert into reviews_portfoliofile (export_id, requested_by_id, trust_ids, snapshot_ids, content) "
    "values (%s, %s, %s, %s, 'PK')"
)
STATUS = "select status from reviews_portfolioexport"
FILES = "select requested_by_id from reviews_portfoliofile"
EXPORTS_REFUSED, FILES_REFUSED = row_refused("reviews_portfolioexport"), row_refused("reviews_portfoliofile")


def shared_snapshot(db: Database, w: World) -> int:
    with db.as_role(MIGRATE):
        found: int = db.one("select id from reviews_snapshot where trust_id = %s", w.shared.id)
        return found


@probe()
def an_export_is_its_owners(db: Database, w: World) -> None:
    for person, statuses in ((w.advisor, ["done", "expired", "queued"]), (w.manager, ["done"]), (w.unassigned, [])):
        with db.as_person(person):
            assert db.column(STATUS) == statuses
            assert set(db.column(FILES)) == ({person.user_id} if statuses else set())


@probe()
def nobody_asks_for_or_changes_anybody_elses(db: Database, w: World) -> None:
    with db.as_person(w.advisor):
        assert db.one(AND_ITS_ID, w.advisor.user_id)
        db.refuses(EXPORTS_REFUSED, EXPORT, w.manager.user_id)
        assert db.do("update reviews_portfolioexport set status = 'failed'") == 4
        db.refuses(DENIED, "update reviews_portfolioexport set requested_by_id = %s", w.advisor.user_id)
    with db.as_person(w.shared.lead, role=YST):
        db.refuses(EXPORTS_REFUSED, EXPORT, w.shared.lead.user_id)
        assert db.do("update reviews_portfolioexport set status = 'failed'") == 0


@probe(32)
def a_file_is_closed_once_a_trust_in_it_withdraws(db: Database, w: World) -> None:
    with db.as_person(w.shared.executive):
        assert db.do("update reviews_consent set withdrawn_at = now()") == 1
        for person in (w.advisor, w.manager):
            with db.as_person(person):
                assert db.column(FILES) == []


@probe(29)
def a_file_is_closed_once_a_trust_in_it_is_no_longer_theirs(db: Database, w: World) -> None:
    with db.as_role(MIGRATE):  # without a shared result, so that the trust alone decides
        assert db.do("update reviews_portfoliofile set snapshot_ids = '{}'") == 3
        assert db.do("update accounts_assignment set ended_at = now() where trust_id = %s", w.shared.id) == 1
        with db.as_person(w.advisor):
            assert db.column(FILES) == []
        with db.as_person(w.manager):
            assert db.column(FILES) == [w.manager.user_id]


@probe()
def a_file_is_stored_by_whoever_asked_with_what_they_see(db: Database, w: World) -> None:
    me, trust, snapshot = w.advisor.user_id, w.shared.id, shared_snapshot(db, w)
    with db.as_person(w.advisor, role=YST):
        export = db.one(AND_ITS_ID, me)
        assert db.do(FILE, export, me, [trust], [snapshot]) == 1
    with db.as_person(w.advisor):
        export = db.one(AND_ITS_ID, me)
        db.refuses(FILES_REFUSED, FILE, export, w.manager.user_id, [trust], [])
        db.refuses(FILES_REFUSED, FILE, export, me, [w.named.id], [])
        db.refuses(FILES_REFUSED, FILE, export, me, [trust], [snapshot, 999_999])
        theirs = ("23503", "portfoliofile_of_export")
        db.refuses(theirs, FILE, export + 1, me, [trust], [])
        db.refuses(DENIED, "update reviews_portfoliofile set content = ''")


@probe()
def a_file_goes_with_no_export_of_somebody_else(db: Database, w: World) -> None:
    with db.as_role(MIGRATE):
        query = "select id from reviews_portfolioexport where requested_by_id = %s and status = 'queued'"
        waiting = db.one(query, w.advisor.user_id)
    with db.as_person(w.manager):
        db.refuses(("23503", "portfoliofile_of_export"), FILE, waiting, w.manager.user_id, [w.shared.id], [])


@probe(47)
def a_job_tends_exports_and_reads_no_file(db: Database, w: World) -> None:
    with db.as_person(None, job="exports"):
        assert db.column(STATUS) == ["done", "done", "expired", "queued"]
        assert db.do("update reviews_portfolioexport set lease_until = now()") == 4
        db.refuses(DENIED, "select 1 from reviews_portfoliofile")
        db.refuses(FOREIGN_KEY, "delete from reviews_portfolioexport where status = 'done'")
        assert db.do("delete from reviews_portfoliofile") == 1  # of the one that has expired
        assert db.do("delete from reviews_portfolioexport where status = 'expired'") == 1
    for job in ("reports", "outbox"):
        with db.as_person(None, job=job):
            assert db.count("reviews_portfolioexport") == 0
            assert db.do("update reviews_portfolioexport set status = 'failed'") == 0
            assert db.do("delete from reviews_portfoliofile") == db.do("delete from reviews_portfolioexport") == 0
    member_of_a_trust(db, w.shared.lead)


def member_of_a_trust(db: Database, person: Person) -> None:
    with db.as_person(person, role=WORKER):
        assert db.count("reviews_portfolioexport") == 0
        assert db.do("delete from reviews_portfoliofile") == 0
