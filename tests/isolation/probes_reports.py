"""Reports and files: open to their audience, made for whoever asked, gone when they expire; and logos."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.isolation.database import CHECK, DENIED, FOREIGN_KEY, WEB, WORKER, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.world import Person, Trust, World

REPORT = (
    "insert into reviews_report (uuid, trust_id, review_id, snapshot_id, requested_by_id, kind, audience, format, "
    "choices, requested_by_name, requested_at, status, step, attempts, failure, sha256) values (gen_random_uuid(), %s, "
    "%s, %s, %s, %s, %s, 'pdf', %s, 'X', now(), 'queued', 0, 0, '', '')"
)
PLAIN = '{"parts": [], "ratings": false, "notes": false, "differences": false}'
FILE = "insert into reviews_reportfile (report_id, trust_id, content) values (%s, %s, 'x')"
LOGO = "insert into accounts_trustlogo (trust_id, content, width, height, changed_at) values (%s, 'x', 1, 1, now())"
REPORT_REFUSED, FILE_REFUSED = row_refused("reviews_report"), row_refused("reviews_reportfile")
LOGO_REFUSED = row_refused("accounts_trustlogo")
AUDIENCES = {"bystander": "m", "trustee": "m", "lead": "mc", "executive": "mc", "second": "mc", "colleague": "mco"}
REPORTS, FILES = {"m": 3, "c": 1, "o": 1}, {"m": 1, "c": 1, "o": 1}  # of each audience in Shared


def asked(
    db: Database,
    trust: Trust,
    person: Person,
    kind: str = "full",
    audience: str = "members",
    *,
    draft: bool = False,
    choices: str = PLAIN,
) -> tuple[str, int, int, int | None, int | None, str, str, str]:
    """The statement and its values: a report of what was signed off last."""
    snapshot = None if draft else db.one("select max(id) from reviews_snapshot")
    return REPORT, trust.id, trust.review, snapshot, person.user_id, kind, audience, choices


@probe()
def reports_and_files_are_open_to_their_audience(db: Database, w: World) -> None:
    for name, audiences in AUDIENCES.items():
        for role in (WEB, WORKER):
            with db.as_person(w.shared.people[name], role=role):
                assert db.count("reviews_report") == sum(REPORTS[a] for a in audiences), name
                assert db.count("reviews_reportfile") == sum(FILES[a] for a in audiences), name
    with db.as_person(w.stepless.lead):
        assert db.count("reviews_report") == db.count("reviews_reportfile") == 0


@contextmanager
def as_trustee(db: Database, person: Person) -> Iterator[None]:
    """Made a trustee by whoever is acting."""
    assert db.do("update accounts_membership set role = 'trustee' where id = %s", person.membership_id) == 1
    with db.as_person(person, role=WORKER):
        yield


@probe(64)
def answers_and_ratings_are_shut_to_a_reviewer_who_becomes_a_trustee(db: Database, w: World) -> None:
    for name in ("colleague", "second"):
        person = w.shared.people[name]
        with db.as_person(w.shared.executive), as_trustee(db, person):
            assert db.count("reviews_report") == REPORTS["m"]
            assert db.count("reviews_reportfile") == FILES["m"]
            assert db.do("update reviews_report set status = 'queued'") == 0
            assert db.do("update reviews_report set step = 1 where requested_by_id = %s", person.user_id) == 0


@probe()
def reports_are_asked_for_in_their_own_name_and_for_their_own_audience(db: Database, w: World) -> None:
    trust = w.shared
    for name, audiences in AUDIENCES.items():
        person = trust.people[name]
        for role in (WEB, WORKER):
            with db.as_person(person, role=role):
                assert db.do(*asked(db, trust, person)) == 1
                db.refuses(REPORT_REFUSED, *asked(db, trust, trust.people["executive" if name == "lead" else "lead"]))
                ratings = asked(db, trust, person, "ratings", "comparison")
                answers = asked(db, trust, person, "answers", "own")
                if "c" in audiences:
                    assert db.do(*ratings) == 1
                else:
                    db.refuses(REPORT_REFUSED, *ratings)
                if name == "trustee":
                    db.refuses(REPORT_REFUSED, *answers)
                else:
                    assert db.do(*answers) == 1
    with db.as_person(w.stepless.lead):
        db.refuses(REPORT_REFUSED, *asked(db, trust, w.stepless.lead))


@probe()
def a_draft_is_asked_for_by_lead_and_executive_only(db: Database, w: World) -> None:
    trust = w.hidden
    for name in ("lead", "executive", "colleague"):
        person = trust.people[name]
        with db.as_person(person):
            for kind in ("full", "board", "levels", "plan", "whole"):
                draft = asked(db, trust, person, kind, "comparison", draft=True)
                if name == "colleague":
                    db.refuses(REPORT_REFUSED, *draft)
                else:
                    assert db.do(*draft) == 1
            assert db.do(*asked(db, trust, person, "ratings", "comparison", draft=True)) == 1
            assert db.do(*asked(db, trust, person, "blank", "members", draft=True)) == 1


@probe()
def nothing_of_a_comparison_is_made_before_ratings_are_shown(db: Database, w: World) -> None:
    for name in ("lead", "executive", "colleague"):
        person = w.submitted.people[name]
        with db.as_person(person):
            for kind in ("ratings", "full", "whole"):
                db.refuses(REPORT_REFUSED, *asked(db, w.submitted, person, kind, "comparison", draft=True))


@probe()
def what_tells_of_ratings_is_never_for_everyone(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        for kind, choices in (
            ("full", PLAIN.replace('ratings": false', 'ratings": true')),
            ("whole", PLAIN.replace('notes": false', 'notes": true')),
            ("full", PLAIN.replace('differences": false', 'differences": true')),
            ("full", "{}"),
            ("ratings", PLAIN),
            ("answers", PLAIN),
        ):
            db.refuses(CHECK, *asked(db, w.shared, w.shared.lead, kind, choices=choices))
        db.refuses(CHECK, *asked(db, w.shared, w.shared.lead, draft=True))
        db.refuses(CHECK, *asked(db, w.shared, w.shared.lead, "answers", "comparison"))
        db.refuses(CHECK, *asked(db, w.shared, w.shared.lead, "full", "own"))


@probe(4)
def a_report_names_the_snapshot_of_its_own_trust(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        snapshot = db.one("select id from reviews_snapshot")
        waiting = db.column("select id from reviews_report where status = 'queued'")[0]
    with db.as_person(w.stepless.lead):
        mine = db.one("select id from reviews_snapshot")
        me = w.stepless.lead.user_id
        said = (me, "full", "members", PLAIN)
        db.refuses(FOREIGN_KEY, REPORT, w.stepless.id, w.stepless.review, snapshot, *said)
        db.refuses(FOREIGN_KEY, REPORT, w.stepless.id, w.shared.review, mine, *said)
    with db.as_person(w.shared.executive, role=WORKER):
        assert db.do("update reviews_report set status = 'done' where id = %s", waiting) == 1
        db.refuses(FOREIGN_KEY, FILE, waiting, w.stepless.id)


@probe()
def a_report_is_tried_again_by_whoever_asked_for_it(db: Database, w: World) -> None:
    for person, many in (
        (w.shared.bystander, 1), (w.shared.executive, 1), (w.shared.colleague, 1), (w.shared.trustee, 0),
        (w.named.lead, 0),
    ):  # fmt: skip
        for role in (WEB, WORKER):
            with db.as_person(person, role=role):
                assert db.do("update reviews_report set status = 'queued', attempts = 0") == many
    with db.as_person(w.shared.bystander):
        for column in (
            "sha256",
            "size",
            "pages",
            "finished_at",
            "requested_by_id",
            "snapshot_id",
            "audience",
            "choices",
        ):
            db.refuses(DENIED, f"update reviews_report set {column} = null")


@probe()
def whoever_left_tries_no_report_again(db: Database, w: World) -> None:
    with db.as_person(w.shared.bystander):
        assert db.do("update accounts_membership set left_at = now()") == 1
        assert db.do("update reviews_report set status = 'queued'") == 0


@probe()
def the_reports_job_sees_leases_and_no_file(db: Database, w: World) -> None:
    with db.as_person(None, job="reports"):
        assert db.count("reviews_report") == 5
        assert db.do("update reviews_report set status = 'queued', lease = null") == 5
        assert db.do("update reviews_report set status = 'queued' where id > 0") == 5
        assert db.count("reviews_reportfile") == 0
        db.refuses(FILE_REFUSED, FILE, 1, w.shared.id)
    for job, role in (("mail", WORKER), ("reports", WEB)):
        with db.as_person(None, job=job, role=role):
            assert db.count("reviews_report") == 0
            assert db.do("update reviews_report set status = 'queued'") == 0


@probe()
def the_reports_job_deletes_files_of_expired_reports_only(db: Database, w: World) -> None:
    with db.as_person(None, job="reports"):
        assert db.do("delete from reviews_reportfile") == 0
        assert db.do("update reviews_report set status = 'expired' where status = 'done' and kind = 'full'") == 1
        assert db.do("delete from reviews_reportfile") == 1
        assert db.do("delete from reviews_reportfile") == 0
    with db.as_person(None, job="mail"):
        assert db.do("delete from reviews_reportfile") == 0


@probe()
def a_file_is_stored_by_the_worker_for_whoever_asked_once_it_is_done(db: Database, w: World) -> None:
    with db.as_person(w.shared.executive, role=WORKER):
        queued = db.column("select id from reviews_report where status = 'queued'")[0]
        db.refuses(FILE_REFUSED, FILE, queued, w.shared.id)
        assert db.do("update reviews_report set status = 'done' where id = %s", queued) == 1
        assert db.do(FILE, queued, w.shared.id) == 1
        assert db.do("delete from reviews_reportfile") == 0
        db.refuses(DENIED, "update reviews_reportfile set content = ''")
    db.raw.execute("update reviews_report set status = 'done' where id = %s", [queued])
    for person in (w.named.lead, w.shared.lead, w.shared.trustee):
        with db.as_person(person, role=WORKER):
            db.refuses(FILE_REFUSED, FILE, queued, w.shared.id)
    with db.as_person(w.shared.executive):
        db.refuses(DENIED, FILE, queued, w.shared.id)
        db.refuses(DENIED, "delete from reviews_reportfile")


@probe()
def a_logo_is_seen_by_members_and_kept_by_leads_and_executives(db: Database, w: World) -> None:
    for name, person in w.shared.people.items():
        with db.as_person(person):
            steers = name in ("lead", "executive", "twice")
            assert db.count("accounts_trustlogo") == (1 if person.user_id else 0)
            assert db.do("update accounts_trustlogo set width = 3") == int(steers)
            assert db.do("update accounts_trustlogo set width = 3 where width > 0") == int(steers)
            assert db.do("delete from accounts_trustlogo") == int(steers)
            if steers:
                assert db.do(LOGO, w.shared.id) == 1
                db.refuses(DENIED, "update accounts_trustlogo set trust_id = %s", w.named.id)
            else:
                db.refuses(LOGO_REFUSED, LOGO, w.shared.id)
    with db.as_person(w.named.lead):
        assert db.count("accounts_trustlogo") == 0
        assert db.do("update accounts_trustlogo set width = 3") == db.do("delete from accounts_trustlogo") == 0
        db.refuses(LOGO_REFUSED, LOGO, w.stepless.id)
        assert db.do(LOGO, w.named.id) == 1
