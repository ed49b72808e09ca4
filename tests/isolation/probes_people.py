"""Memberships: who sees them, invites, changes roles, ends them. Nobody raises their own role; the last lead stays."""

from tests.isolation.database import CHECK, DENIED, UNIQUE, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.world import Trust, World

REFUSED = row_refused("accounts_membership")
INVITE = (
    "insert into accounts_membership (trust_id, role, also_lead, name, job_title, created_at) "
    "values (%s, %s, false, 'Somebody', '', now())"
)
ROLE = "update accounts_membership set role = %s where id = %s"
END = "update accounts_membership set left_at = now() where id = %s"
OWN_ROLE, EXECUTIVES, LAST_LEAD = ("P0M02", ""), ("P0M03", ""), ("P0M04", "")
INVITED_AGAIN = ("42501", "is invited again")
ONLY_STEERING = ("42501", "only leads and executives invite")


@probe(46)
def members_see_their_own_trusts_people(db: Database, w: World) -> None:
    for name in ("lead", "executive", "colleague", "bystander", "trustee"):
        with db.as_person(w.named.people[name]):
            assert db.column("select distinct trust_id from accounts_membership") == [w.named.id]
            assert db.column("select id from accounts_trust") == [w.named.id]


@probe(8)
def a_member_of_two_trusts_sees_the_one_in_the_url(db: Database, w: World) -> None:
    tables = ("accounts_membership", "reviews_review", "reviews_reviewer", "reviews_submission", "accounts_auditevent")
    twice = w.rating.twice
    for here, there in ((w.rating, w.named), (w.named, w.rating)):
        with db.as_person(twice, trust=here.slug):
            for table in tables:
                assert set(db.column(f"select trust_id from {table}")) <= {here.id}, table
            assert db.column("select id from accounts_trust") == [here.id]
            assert db.rows("select 1 from reviews_review where id = %s", there.review) == []
            assert db.count("reviews_rating") == (42 * 3 if here is w.named else 0)
    with db.as_person(twice):
        assert db.column("select id from accounts_trust") == sorted([w.rating.id, w.named.id])
    for slug in (w.shared.slug, "no-such-trust"):
        with db.as_person(twice, trust=slug):
            assert db.count("accounts_trust") == db.count("accounts_membership") == db.count("reviews_review") == 0


@probe(8)
def a_member_of_two_trusts_writes_in_the_one_in_the_url(db: Database, w: World) -> None:
    with db.as_person(w.rating.twice, trust=w.rating.slug):
        assert db.do("update accounts_trust set pupils = 1") == 1
        assert db.do("update reviews_review set due_on = null where id = %s", w.named.review) == 0
        db.refuses(ONLY_STEERING, INVITE, w.named.id, "colleague")
        assert db.do(INVITE, w.rating.id, "colleague") == 1


@probe(6)
def nobody_raises_their_own_role(db: Database, w: World) -> None:
    trust = w.rating
    for name, role in (("colleague", "lead"), ("trustee", "colleague"), ("lead", "executive"), ("executive", "lead")):
        person = trust.people[name]
        with db.as_person(person):
            db.refuses(OWN_ROLE, ROLE, role, person.membership_id)
    with db.as_person(trust.executive):
        db.refuses(
            OWN_ROLE, "update accounts_membership set also_lead = true where id = %s", trust.executive.membership_id
        )
    with db.as_person(trust.colleague):
        assert db.do(ROLE, "lead", trust.lead.membership_id) == 0
        db.refuses(OWN_ROLE, "update accounts_membership set role = 'lead'")


@probe(27)
def nobody_but_lead_and_executive_invites(db: Database, w: World) -> None:
    for person in (w.rating.colleague, w.rating.bystander, w.rating.trustee, w.named.lead, w.stranger, None):
        with db.as_person(person):
            db.refuses(("42501", ""), INVITE, w.rating.id, "colleague")
            db.refuses(("42501", ""), f"{INVITE} returning id", w.rating.id, "trustee")
    for person in (w.rating.lead, w.rating.executive):
        with db.as_person(person):
            assert db.do(INVITE, w.rating.id, "colleague") == 1


@probe(27)
def a_membership_begins_without_an_account(db: Database, w: World) -> None:
    joined = INVITE.replace("created_at)", "created_at, user_id, joined_at)").replace("now())", "now(), %s, now())")
    for person in (w.rating.lead, w.rating.colleague, w.named.lead):
        with db.as_person(person):
            starts = ("42501", "a membership starts as an invitation")
            db.refuses(starts, joined, w.rating.id, "lead", w.stranger.user_id)
            db.refuses(starts, joined, w.rating.id, "lead", person.user_id)


@probe()
def executives_answer_for_executives(db: Database, w: World) -> None:
    trust = w.rating
    with db.as_person(trust.lead):
        db.refuses(EXECUTIVES, INVITE, trust.id, "executive")
        db.refuses(EXECUTIVES, ROLE, "executive", trust.colleague.membership_id)
        db.refuses(EXECUTIVES, ROLE, "colleague", trust.executive.membership_id)
        db.refuses(EXECUTIVES, END, trust.executive.membership_id)
        also = "update accounts_membership set also_lead = %s where id = %s"
        db.refuses(EXECUTIVES, also, True, trust.executive.membership_id)
        db.refuses(CHECK, also, True, trust.colleague.membership_id)
    with db.as_person(trust.executive):
        assert db.do(INVITE, trust.id, "executive") == 1
        assert db.do(ROLE, "executive", trust.colleague.membership_id) == 1
        assert db.do(END, trust.twice.membership_id) == 1


@probe()
def the_first_executive_is_invited_by_a_lead(db: Database, w: World) -> None:
    with db.as_person(w.shared.executive):
        assert db.do(END, w.shared.executive.membership_id) == 1
        with db.as_person(w.shared.lead):
            assert db.do(INVITE, w.shared.id, "executive") == db.do(INVITE, w.shared.id, "executive") == 1
            invited = "trust_id = %s and role = 'executive' and user_id is null and left_at is null"
            newest = db.one(f"select id from accounts_membership where {invited}", w.shared.id)
            assert db.do(ROLE, "colleague", newest) == 1  # nobody yet, so a lead's to change


@probe()
def the_last_lead_stays(db: Database, w: World) -> None:
    trust = w.named
    for person in (trust.lead, trust.executive):
        with db.as_person(person):
            db.refuses(LAST_LEAD, END, trust.lead.membership_id)
    with db.as_person(trust.executive):
        db.refuses(LAST_LEAD, ROLE, "colleague", trust.lead.membership_id)
        assert db.do(ROLE, "lead", trust.colleague.membership_id) == 1
        with db.as_person(trust.lead):
            assert db.do(END, trust.lead.membership_id) == 1
    with db.as_role("wellschool_guard"):  # two leads who leave at once are kept apart by this lock
        assert len(db.rows("select id from accounts_trust for update")) == len(w.trusts)


@probe()
def nobody_moves_a_membership(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        for column in ("trust_id", "user_id", "joined_at", "created_at", "id"):
            db.refuses(
                DENIED, f"update accounts_membership set {column} = null where id = %s", w.rating.second.membership_id
            )
    with db.as_role("wellschool_migrate"):
        change = "update accounts_membership set user_id = %s where id = %s"
        db.refuses(("42501", "by accepting an invitation"), change, w.stranger.user_id, w.rating.lead.membership_id)
        move = "update accounts_membership set trust_id = %s where id = %s"
        db.refuses(("42501", "stays in its trust"), move, w.named.id, w.rating.lead.membership_id)


@probe()
def members_change_their_own_details_and_leave(db: Database, w: World) -> None:
    for name in ("colleague", "bystander", "trustee"):
        person = w.named.people[name]
        with db.as_person(person):
            assert db.do("update accounts_membership set name = 'New', job_title = 'Head'") == 1
            assert db.do("update accounts_membership set left_at = now()") == 1
            assert db.count("accounts_membership") == 0
    with db.as_person(w.named.lead):
        again = "update accounts_membership set left_at = null where id = %s"
        with db.as_person(w.named.executive):
            db.do(END, w.named.bystander.membership_id)
            db.refuses(INVITED_AGAIN, again, w.named.bystander.membership_id)


@probe(7)
def whoever_is_removed_sees_nothing_from_the_next_query(db: Database, w: World) -> None:
    tables = ("accounts_trust", "accounts_membership", "reviews_review", "reviews_reviewer", "reviews_rating")
    for trust, name in ((w.rating, "colleague"), (w.named, "second"), (w.hidden, "colleague")):
        person = trust.people[name]
        with db.as_person(person):
            assert all(db.count(table) for table in tables)
            with db.as_person(trust.executive):
                assert db.do(END, person.membership_id) == 1
                with db.as_person(person):
                    assert not any(db.count(table) for table in tables)
                    assert db.rows("select * from isolation.shuffled_ratings(%s)", trust.review) == []
                    db.refuses(INVITED_AGAIN, "update accounts_membership set left_at = null")


@probe(64)
def whoever_left_or_became_a_trustee_sees_no_rating_and_theirs_stay(db: Database, w: World) -> None:
    for name in ("second", "third"):
        with db.as_person(w.early.people[name]):
            for table in ("reviews_rating", "reviews_reviewer", "reviews_submission", "reviews_agreementnote"):
                assert db.count(table) == 0, (name, table)
    with db.as_person(w.early.lead):
        assert len(set(db.column("select reviewer_id from reviews_rating"))) == 4


@probe(64)
def a_reviewer_made_a_trustee_loses_every_rating_at_once(db: Database, w: World) -> None:
    for trust in (w.named, w.hidden):
        with db.as_person(trust.executive):
            assert db.do(ROLE, "trustee", trust.colleague.membership_id) == 1
            with db.as_person(trust.colleague):
                assert db.count("reviews_rating") == db.count("reviews_reviewer") == 0
                assert db.rows("select * from isolation.shuffled_ratings(%s)", trust.review) == []


def leaves_review(db: Database, trust: Trust, statement: str) -> None:
    """A reviewer who has not submitted is out, which counts as showing early; one who has stays in."""
    with db.as_person(trust.executive):
        for name in ("colleague", "lead"):
            db.do("update accounts_membership set role = 'lead' where id = %s", trust.bystander.membership_id)
            assert db.do(statement, trust.people[name].membership_id) == 1
        query = "select withdrawn, removed_while_rating, submitted from reviews_reviewer where id = %s"
        assert db.rows(query, trust.colleague.reviewer_id) == [(True, True, False)]
        assert db.rows(query, trust.lead.reviewer_id) == [(False, False, True)]
        early = "select reason from reviews_earlyshowing where removed_id = %s"
        assert db.rows(early, trust.colleague.reviewer_id) == [("left",)]
        assert db.rows(early, trust.lead.reviewer_id) == []


@probe(64)
def whoever_leaves_while_rating_leaves_the_review(db: Database, w: World) -> None:
    leaves_review(db, w.rating, END)


@probe(64)
def whoever_becomes_a_trustee_while_rating_leaves_the_review(db: Database, w: World) -> None:
    leaves_review(db, w.rating, "update accounts_membership set role = 'trustee' where id = %s")


@probe()
def trustees_and_colleagues_change_nobody(db: Database, w: World) -> None:
    for name in ("colleague", "bystander", "trustee"):
        with db.as_person(w.rating.people[name]):
            assert db.do("update accounts_membership set name = 'X'") == 1
            assert db.do(END, w.rating.lead.membership_id) == 0
            assert db.do("update accounts_trust set name = 'X'") == 0
    with db.as_person(w.rating.executive):
        assert db.do("update accounts_trust set name = 'X'") == 1


@probe()
def one_account_is_once_in_a_trust(db: Database, w: World) -> None:
    with db.as_role("wellschool_guard"):
        change = "update accounts_membership set user_id = %s, joined_at = now() where id = %s"
        db.refuses(UNIQUE, change, w.rating.colleague.user_id, w.rating.invited.membership_id)
