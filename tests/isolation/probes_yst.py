"""YST's people: stage and dates of the trusts they look after, results where shared, and nothing else."""

from tests.isolation.database import DENIED, WEB, YST, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_agreeing import CONSENT
from tests.isolation.probes_stages import TO
from tests.isolation.rights import RIGHTS
from tests.isolation.world import World

SHARING = ("shared", "stepless", "reopened")
AUDIT = (
    "insert into accounts_auditevent (id, trust_id, at, by_id, by_name, event, target, details) "
    "values (gen_random_uuid(), %s, now(), %s, 'X', 'x.done', '', '{}')"
)
NOT_GRANTED = (
    "select * from reviews_review",
    "select title from reviews_review",
    "select to_jsonb(r) from reviews_review r",
    "select ctid from reviews_review",
    "select id from reviews_review where names_shown",
    "select id from reviews_review order by title",
    "select id from reviews_review for update",
    "select id from reviews_snapshot for share",
    "select rationale from reviews_snapshotlevel",
    "select level from reviews_snapshotlevel where rationale like '%schools%'",
    "select left_open_reason from reviews_snapshotlevel",
    "select independence from reviews_snapshot",
    "select signed_off_by_name from reviews_snapshot",
    "select owner_name from reviews_snapshotstep",
    "select text from reviews_snapshotstep order by owner_name",
    "select priority from reviews_snapshotstep",
    "select chosen_by_name from reviews_consent",
    "copy reviews_review to stdout",
    "copy reviews_snapshotlevel (rationale) to stdout",
    "select user_id from accounts_membership",
    "select job_title from accounts_membership",
    "select invited_by_name from accounts_invitation",
)
ASSIGN = "insert into accounts_assignment (trust_id, user_id, assigned_by_id, assigned_at) values (%s, %s, %s, now())"


def ids(w: World, *names: str) -> list[int]:
    return sorted(w.trusts[name].id for name in names)


@probe(29)
def an_advisor_reads_what_is_shared_by_the_trusts_they_look_after(db: Database, w: World) -> None:
    with db.as_person(w.advisor):
        assert db.column("select trust_id from reviews_snapshot") == ids(w, *SHARING)
        assert db.column("select distinct trust_id from reviews_snapshotlevel") == ids(w, *SHARING)
        assert db.count("reviews_snapshotlevel") == 42 * 3
        assert db.column("select trust_id from reviews_snapshotstep") == ids(w, "shared", "reopened")


@probe(29)
def an_advisor_sees_stages_of_the_trusts_they_look_after_and_no_others(db: Database, w: World) -> None:
    mine = [name for name in w.trusts if name not in ("named", "unshared", "pending", "empty")]
    with db.as_person(w.advisor):
        assert db.column("select id from accounts_trust") == ids(w, *mine)
        assert db.column("select trust_id from reviews_review") == ids(w, *mine)
        assert db.column("select trust_id from reviews_consent") == ids(w, *SHARING)
    with db.as_person(w.advisor, trust=w.shared.slug):
        assert db.column("select id from accounts_trust") == [w.shared.id]
    with db.as_person(w.unassigned):
        for table in (
            "accounts_trust",
            "reviews_review",
            "reviews_consent",
            "reviews_snapshot",
            "reviews_snapshotstep",
        ):
            assert db.count(table) == 0


@probe(29)
def a_manager_sees_of_every_trust_what_an_advisor_would(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        assert db.count("accounts_trust") == len(w.trusts)
        assert db.count("reviews_review") == len(w.trusts) - 2
        assert db.column("select trust_id from reviews_snapshot") == ids(w, *SHARING)
        assert db.count("reviews_snapshotstep") == 2


@probe(30)
def nobody_at_yst_has_a_right_to_ratings_notes_reviewers_or_live_levels(db: Database, w: World) -> None:
    closed = (
        "rating", "reviewer", "submission", "agreementnote", "agreedlevel", "nextstep", "stepupdate", "earlyshowing",
        "earlyshowingnote", "reopening", "report", "reportfile",
    )  # fmt: skip
    for person in (w.advisor, w.manager):
        with db.as_person(person):
            for table in closed:
                db.refuses(DENIED, f"select 1 from reviews_{table}")
            db.refuses(DENIED, "select * from isolation.shuffled_ratings(%s)", w.hidden.review)
            db.refuses(DENIED, "select * from isolation.shuffle_seed")
            db.refuses(DENIED, "select 1 from accounts_auditevent")
            db.refuses(DENIED, "select 1 from accounts_outboxemail")


@probe(30)
def an_advisor_reads_no_column_that_is_not_granted(db: Database, w: World) -> None:
    with db.as_person(w.advisor):
        for statement in NOT_GRANTED:
            db.refuses(DENIED, statement)


@probe(31)
def before_the_sign_off_an_advisor_reads_no_result(db: Database, w: World) -> None:
    with db.as_person(w.hidden.executive):
        assert db.do(CONSENT, w.hidden.id, w.hidden.review) == 1
        with db.as_person(w.advisor, trust=w.hidden.slug):
            assert db.count("reviews_consent") == 1
            for table in ("snapshot", "snapshotlevel", "snapshotstep"):
                assert db.count(f"reviews_{table}") == 0


@probe(32)
def yst_is_shown_no_difference_between_nothing_and_national_figures_only(db: Database, w: World) -> None:
    """Nor that anything was ever chosen and withdrawn, or when."""
    for executive, choice in ((w.unshared, "nothing"), (w.rating, "releases"), (w.releases, None)):
        with db.as_person(executive.executive):
            if choice:
                assert db.do(CONSENT.replace("'agreed', true", f"'{choice}', false"), executive.id, executive.review)
            for person in (w.advisor, w.manager):
                with db.as_person(person):
                    assert db.column("select trust_id from reviews_consent") == ids(w, *SHARING)
                    assert db.column("select distinct choice from reviews_consent") == ["agreed"]
                    assert db.count("reviews_consent where withdrawn_at is not null") == 0


@probe(32)
def a_withdrawn_sharing_ends_at_the_next_query(db: Database, w: World) -> None:
    with db.as_person(w.shared.executive):
        assert db.do("update reviews_consent set withdrawn_at = now()") == 1
        for person in (w.advisor, w.manager):
            with db.as_person(person, trust=w.shared.slug):
                for table in ("snapshot", "snapshotlevel", "snapshotstep"):
                    assert db.count(f"reviews_{table}") == 0
        assert db.do(CONSENT.replace("true", "false"), w.shared.id, w.shared.review) == 1
        with db.as_person(w.advisor, trust=w.shared.slug):
            assert db.count("reviews_snapshotlevel") == 42
            assert db.count("reviews_snapshotstep") == 0


@probe(32)
def an_advisor_whose_assignment_ends_sees_nothing_more(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        assert db.do("update accounts_assignment set ended_at = now() where trust_id = %s", w.shared.id) == 1
        with db.as_person(w.advisor, trust=w.shared.slug):
            assert db.count("accounts_trust") == db.count("reviews_review") == db.count("reviews_snapshotlevel") == 0


@probe(65)
def after_a_reopening_yst_reads_the_last_sign_off(db: Database, w: World) -> None:
    with db.as_person(w.advisor, trust=w.reopened.slug):
        assert db.one("select level from reviews_snapshotlevel where statement_id = %s", w.statements[0]) == 2
        assert db.column("select text from reviews_snapshotstep") == ["Write it down."]


@probe(34)
def an_advisor_widens_nothing(db: Database, w: World) -> None:
    with db.as_person(w.advisor):
        db.refuses(DENIED, CONSENT, w.unshared.id, w.unshared.review)
        db.refuses(DENIED, "update reviews_consent set choice = 'agreed'")
        db.refuses(DENIED, "update accounts_ystperson set role = 'manager'")
        db.refuses(DENIED, "update accounts_assignment set user_id = %s", w.advisor.user_id)
        for trust in (w.unshared, w.rating):
            assigned = row_refused("accounts_assignment")
            db.refuses(assigned, ASSIGN, trust.id, w.advisor.user_id, w.advisor.user_id)
        assert db.do("update accounts_assignment set ended_at = null") == 0
        db.refuses(row_refused("accounts_trust"), "insert into accounts_trust (slug, name, group_id, region, phase, "
                   "created_at) values ('new', 'New', '', '', '', now())")  # fmt: skip


@probe(34)
def managers_make_trusts_and_assign_advisors(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        trust = db.one(
            "insert into accounts_trust (slug, name, group_id, region, phase, created_at) "
            "values ('new', 'New', '', '', '', now()) returning id"
        )
        assert db.do(ASSIGN, trust, w.unassigned.user_id, w.manager.user_id) == 1
        assert db.do("update accounts_assignment set ended_at = now() where trust_id = %s", trust) == 1
        for change in TO.values():
            db.refuses(DENIED, change, w.submitted.review)


@probe(30)
def people_at_yst_and_assignments_are_known_at_yst_only(db: Database, w: World) -> None:
    for person in (w.advisor, w.unassigned, w.manager):
        with db.as_person(person):
            assert db.count("accounts_ystperson") == len(w.yst)
            assert db.count("accounts_assignment") == len(w.trusts) - 2
    for person in (w.shared.lead, w.yst["gone"]):
        with db.as_person(person, role=YST):
            assert db.count("accounts_ystperson") == db.count("accounts_assignment") == 0


@probe(62)
def a_member_who_becomes_the_yst_role_writes_nothing(db: Database, w: World) -> None:
    for person in (w.shared.lead, w.shared.executive):
        with db.as_person(person, role=YST):
            db.refuses(row_refused("accounts_auditevent"), AUDIT, w.shared.id, person.user_id)
            assigned = row_refused("accounts_assignment")
            db.refuses(assigned, ASSIGN, w.unshared.id, w.advisor.user_id, person.user_id)
            assert db.do("update accounts_assignment set ended_at = now()") == 0
            db.refuses(
                ("42501", ""), "insert into accounts_membership (trust_id, role) values (%s, 'lead')", w.empty.id
            )


@probe(62)
def the_accounts_hint_alone_shows_nothing(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        assert db.do("update accounts_user set is_yst = true where id = %s", w.shared.lead.user_id) == 1
        with db.as_person(w.shared.lead, role=YST):
            for table, (_, _, yst) in RIGHTS.items():
                if "select" in yst:
                    assert db.count(table) == 0, table
    with db.as_person(w.advisor):
        assert db.do("update accounts_user set is_yst = false where id = %s", w.advisor.user_id) == 1
        with db.as_person(w.advisor, role=WEB):
            assert db.count("accounts_trust") == db.count("reviews_review") == 0


@probe()
def people_at_yst_record_what_they_do_in_their_own_name(db: Database, w: World) -> None:
    for person in (w.advisor, w.manager):
        with db.as_person(person):
            assert db.do(AUDIT, w.rating.id, person.user_id) == 1
            assert db.do(AUDIT, None, person.user_id) == 1
            refused = row_refused("accounts_auditevent")
            db.refuses(refused, AUDIT, w.rating.id, w.unassigned.user_id)
            db.refuses(refused, AUDIT, w.rating.id, None)
            db.refuses(DENIED, f"{AUDIT} returning id", w.rating.id, person.user_id)
