"""What is kept beside reviews: the audit log, the outbox, reports and their files."""

from tests.isolation.database import DENIED, FOREIGN_KEY, WEB, WORKER, YST, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_yst import AUDIT
from tests.isolation.world import World

TASK = (
    "insert into accounts_outboxtask (id, name, arguments, actor_id, created_at) "
    "values (gen_random_uuid(), 'x', '{}', %s, now())"
)
EMAIL = (
    'insert into accounts_outboxemail (id, "to", subject, text, html, actor_id, created_at, attempts, next_try_at, '
    "refused) values (gen_random_uuid(), 'a@b.example', '', '', '', %s, now(), 0, now(), '')"
)
REPORT = (
    "insert into reviews_report (uuid, trust_id, review_id, snapshot_id, requested_by_id, requested_by_name, "
    "requested_at, status, step, attempts, failure, sha256) values (gen_random_uuid(), %s, %s, %s, %s, 'X', now(), "
    "'queued', 0, 0, '', '')"
)
FILE = "insert into reviews_reportfile (report_id, trust_id, content) values (%s, %s, 'x')"
REPORT_REFUSED, FILE_REFUSED = row_refused("reviews_report"), row_refused("reviews_reportfile")


@probe()
def the_audit_log_is_read_by_lead_and_executive(db: Database, w: World) -> None:
    for name, person in w.shared.people.items():
        with db.as_person(person):
            trusts = set(db.column("select trust_id from accounts_auditevent"))
            assert trusts == ({w.shared.id} if name in ("lead", "executive") else set())


@probe()
def members_record_in_their_own_name_in_their_own_trust(db: Database, w: World) -> None:
    refused = row_refused("accounts_auditevent")
    for name in ("lead", "colleague", "trustee"):
        person = w.shared.people[name]
        with db.as_person(person):
            assert db.do(AUDIT, w.shared.id, person.user_id) == 1
            for trust_id, user_id in (
                (w.shared.id, w.shared.executive.user_id),
                (w.named.id, person.user_id),
                (None, person.user_id),
                (w.shared.id, None),
            ):
                db.refuses(refused, AUDIT, trust_id, user_id)


@probe()
def nobody_rewrites_the_audit_log(db: Database, w: World) -> None:
    for person in (w.shared.lead, w.shared.executive, w.manager):
        for role in (WEB, WORKER, YST):
            with db.as_person(person, role=role):
                db.refuses(DENIED, "update accounts_auditevent set by_name = 'X'")
                db.refuses(DENIED, "delete from accounts_auditevent")


@probe()
def whoever_acts_asks_for_tasks_and_emails_in_their_own_name(db: Database, w: World) -> None:
    people = ((w.shared.colleague, None), (w.shared.lead, WORKER), (w.advisor, None), (w.stranger, None), (None, None))
    for person, role in people:
        me = person.user_id if person else None
        with db.as_person(person, role=role):
            for insert, table in ((TASK, "accounts_outboxtask"), (EMAIL, "accounts_outboxemail")):
                assert db.do(insert, me) == 1
                for other in {w.rating.lead.user_id, w.manager.user_id, None} - {me}:
                    db.refuses(row_refused(table), insert, other)


@probe()
def the_outbox_is_read_and_emptied_by_its_own_jobs_only(db: Database, w: World) -> None:
    tables = {"accounts_outboxtask": ("outbox", "published_at"), "accounts_outboxemail": ("mail", "sent_at")}
    for table, (its, moment) in tables.items():
        with db.as_person(None, job=its):
            many = db.count(table)
            assert many > 0
            assert db.do(f"update {table} set {moment} = now()") == many
            assert db.do(f"update {table} set {moment} = now() where {moment} is null") == 0
            assert db.do(f"delete from {table}") == many
        for other in {"outbox", "mail", "reports", "reminders"} - {its}:
            with db.as_person(None, job=other):
                assert db.count(table) == 0
                assert db.do(f"update {table} set {moment} = now()") == 0
                assert db.do(f"delete from {table}") == 0
        with db.as_person(w.shared.lead, role=WORKER):
            assert db.do(f"update {table} set {moment} = now()") == db.do(f"delete from {table}") == 0


@probe()
def reports_are_seen_by_members_and_asked_for_in_their_own_name(db: Database, w: World) -> None:
    trust = w.shared
    for name in ("lead", "colleague", "bystander", "trustee"):
        person = trust.people[name]
        for role in (WEB, WORKER):
            with db.as_person(person, role=role):
                assert db.count("reviews_report") == 3
                assert db.count("reviews_reportfile") == 1
                snapshot = db.one("select id from reviews_snapshot")
                assert db.do(REPORT, trust.id, trust.review, snapshot, person.user_id) == 1
                db.refuses(REPORT_REFUSED, REPORT, trust.id, trust.review, snapshot, trust.executive.user_id)
    with db.as_person(w.stepless.lead):
        assert db.count("reviews_report") == db.count("reviews_reportfile") == 0
        db.refuses(REPORT_REFUSED, REPORT, trust.id, trust.review, 1, w.stepless.lead.user_id)


@probe(4)
def a_report_names_the_snapshot_of_its_own_trust(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        snapshot = db.one("select id from reviews_snapshot")
    with db.as_person(w.stepless.lead):
        mine = db.one("select id from reviews_snapshot")
        me = w.stepless.lead.user_id
        db.refuses(FOREIGN_KEY, REPORT, w.stepless.id, w.stepless.review, snapshot, me)
        db.refuses(FOREIGN_KEY, REPORT, w.stepless.id, w.shared.review, mine, me)
    with db.as_person(w.shared.lead):
        report = db.column("select id from reviews_report where status = 'queued'")[0]
    with db.as_person(w.stepless.lead, role=WORKER):
        db.refuses(FOREIGN_KEY, FILE, report, w.stepless.id)


@probe()
def a_report_is_tried_again_by_whoever_asked_for_it(db: Database, w: World) -> None:
    for person, many in ((w.shared.bystander, 1), (w.shared.executive, 1), (w.shared.trustee, 0), (w.named.lead, 0)):
        for role in (WEB, WORKER):
            with db.as_person(person, role=role):
                assert db.do("update reviews_report set status = 'queued', attempts = 0") == many
    with db.as_person(w.shared.bystander):
        for column in ("sha256", "size", "pages", "finished_at", "requested_by_id", "snapshot_id"):
            db.refuses(DENIED, f"update reviews_report set {column} = null")


@probe()
def whoever_left_tries_no_report_again(db: Database, w: World) -> None:
    with db.as_person(w.shared.bystander):
        assert db.do("update accounts_membership set left_at = now()") == 1
        db.refuses(REPORT_REFUSED, "update reviews_report set status = 'queued'")


@probe()
def the_reports_job_sees_leases_and_no_file(db: Database, w: World) -> None:
    with db.as_person(None, job="reports"):
        assert db.count("reviews_report") == 3
        assert db.do("update reviews_report set status = 'queued', lease = null") == 3
        assert db.do("update reviews_report set status = 'queued' where id > 0") == 3
        assert db.count("reviews_reportfile") == 0
        db.refuses(FILE_REFUSED, FILE, 1, w.shared.id)
        assert db.do("delete from reviews_reportfile") == 1
    for job, role in (("mail", WORKER), ("reports", WEB)):
        with db.as_person(None, job=job, role=role):
            assert db.count("reviews_report") == 0
            assert db.do("update reviews_report set status = 'queued'") == 0


@probe()
def a_file_is_stored_by_the_worker_for_a_member_and_expires_by_its_job(db: Database, w: World) -> None:
    with db.as_person(w.shared.executive, role=WORKER):
        queued = db.column("select id from reviews_report where status = 'queued'")[0]
        assert db.do(FILE, queued, w.shared.id) == 1
        assert db.do("delete from reviews_reportfile") == 0
        db.refuses(DENIED, "update reviews_reportfile set content = ''")
    with db.as_person(w.named.lead, role=WORKER):
        db.refuses(FILE_REFUSED, FILE, queued, w.shared.id)
    with db.as_person(w.shared.executive):
        db.refuses(DENIED, FILE, queued, w.shared.id)
        db.refuses(DENIED, "delete from reviews_reportfile")
