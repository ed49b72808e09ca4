"""What is kept beside reviews: the audit log and the outbox."""

from tests.isolation.database import DENIED, WEB, WORKER, YST, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_yst import AUDIT
from tests.isolation.world import World

TASK = (
    "insert into accounts_outboxtask (id, name, arguments, actor_id, created_at) "
    "values (gen_random_uuid(), 'x', '{}', %s, now())"
)
EMAIL = (
    'insert into accounts_outboxemail (id, "to", subject, text, html, actor_id, created_at, attempts, next_try_at, '
    "good_until, refused) values (gen_random_uuid(), 'a@b.example', '', '', '', %s, now(), 0, now(), now(), '')"
)


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


SERVICE = "insert into accounts_mailservice (id, failures, reason, waiting) values (1, 0, '', 0) on conflict do nothing"


@probe()
def the_state_of_mail_is_kept_by_its_job_and_told_without_its_figures(db: Database, w: World) -> None:
    table, keep = "accounts_mailservice", "update accounts_mailservice set failures = 3"
    with db.as_person(None, job="mail"):
        assert db.count(table) == db.do(keep) == 1
        assert db.do(SERVICE) == 0
    for person, job in ((None, "outbox"), (None, "reports"), (w.shared.lead, None), (None, None)):
        with db.as_person(person, job=job, role=WORKER):
            db.refuses(row_refused(table), SERVICE)
            assert db.count(table) == db.do(keep) == 0
    for person, seen in ((w.manager, 1), (w.advisor, 0), (w.shared.lead, 1), (w.stranger, 1), (None, 1)):
        with db.as_person(person):
            assert len(db.column("select failing_since from accounts_mailservice where failures = 3")) == seen
            for statement in (keep, "select reason from accounts_mailservice", SERVICE):
                db.refuses(DENIED, statement)
    with db.as_person(w.manager):
        assert db.column("select waiting from accounts_mailservice") == [9]
    with db.as_person(w.shared.lead):
        db.refuses(DENIED, "select waiting from accounts_mailservice")
