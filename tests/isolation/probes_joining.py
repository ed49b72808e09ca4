"""Who joins and who leaves, to the last condition."""

from tests.isolation.database import MIGRATE, Database
from tests.isolation.probe import probe
from tests.isolation.probes_invitations import ACCEPT, INVITE, MEMBER, STRANGERS_ADDRESS, TOKEN, verified
from tests.isolation.probes_people import END, INVITED_AGAIN, LAST_LEAD, ROLE
from tests.isolation.probes_ratings import row_of
from tests.isolation.probes_stages import TO
from tests.isolation.world import Person, Trust, World

SEAT = "select withdrawn, removed_while_rating from reviews_reviewer where id = %s"


def invite(db: Database, trust: Trust, address: str, role: str = "colleague") -> int:
    """As the trust's lead, who is acting; the new membership."""
    new = db.one(MEMBER, trust.id, role)
    assert db.do(INVITE, trust.id, new, address, trust.lead.user_id) == 1
    return new


@probe()
def the_invited_address_must_be_verified_and_ones_own(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        invite(db, w.shared, STRANGERS_ADDRESS)
        with db.as_person(w.stranger):
            verified(db, w.stranger, "another@nowhere.example")
            assert db.one(ACCEPT, TOKEN) == "other address"
            verified(db, w.stranger)
            db.do("update account_emailaddress set verified = false where email = %s", STRANGERS_ADDRESS)
            assert db.one(ACCEPT, TOKEN) == "other address"
            db.do("update account_emailaddress set verified = true where email = %s", STRANGERS_ADDRESS)
            with db.as_person(w.named.colleague):
                assert db.one(ACCEPT, TOKEN) == "other address"
            assert db.one(ACCEPT, TOKEN) == "accepted"


@probe()
def members_of_other_trusts_former_members_and_former_people_of_yst_may_join(db: Database, w: World) -> None:
    for person, trust in ((w.rating.colleague, w.shared), (w.yst["gone"], w.shared), (w.early.second, w.early)):
        with db.as_person(trust.lead):
            invite(db, trust, "new@nowhere.example")
            with db.as_person(person, role="wellschool_web"):
                verified(db, person, "new@nowhere.example")
                assert db.one(ACCEPT, TOKEN) == "accepted"
                assert trust.id in db.column("select id from accounts_trust")


@probe()
def a_member_does_not_join_twice(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        invite(db, w.shared, "new@nowhere.example")
        with db.as_person(w.shared.colleague):
            verified(db, w.shared.colleague, "new@nowhere.example")
            assert db.one(ACCEPT, TOKEN) == "already a member"


@probe(64)
def whoever_left_and_came_back_has_no_seat_from_before(db: Database, w: World) -> None:
    back = w.early.second
    with db.as_person(w.early.lead):
        new = invite(db, w.early, "new@nowhere.example")
        with db.as_role("wellschool_guard"):
            db.do("update accounts_membership set user_id = %s, joined_at = now() where id = %s", back.user_id, new)
            with db.as_person(back):
                assert db.column("select id from accounts_trust") == [w.early.id]
                assert db.count("reviews_rating") == db.count("reviews_reviewer") == db.count("reviews_submission") == 0


@probe(60)
def a_former_member_may_come_to_yst(db: Database, w: World) -> None:
    with db.as_role(MIGRATE):
        insert = "insert into accounts_ystperson (user_id, name, role, created_at) values (%s, 'X', 'advisor', now())"
        assert db.do(insert, w.early.second.user_id) == 1


@probe()
def a_new_name_takes_nobody_out_of_a_review(db: Database, w: World) -> None:
    with db.as_person(w.rating.lead):
        change = "update accounts_membership set name = 'New', job_title = 'Head' where id = %s"
        for person in (w.rating.colleague, w.rating.second, w.rating.executive):
            assert db.do(change, person.membership_id) == 1
        assert db.rows(SEAT, w.rating.colleague.reviewer_id) == [(False, False)]
        assert db.count("reviews_earlyshowing") == 0


def leave(db: Database, trust: Trust, person: Person) -> None:
    """The executive, who is acting, ends the membership."""
    with db.as_role("wellschool_guard"):
        assert db.rows(SEAT, person.reviewer_id)
    assert db.do(END, person.membership_id) == 1


@probe(64)
def only_whoever_leaves_is_taken_out_and_only_once(db: Database, w: World) -> None:
    with db.as_person(w.rating.executive):
        leave(db, w.rating, w.rating.colleague)
        assert db.rows(SEAT, w.rating.second.reviewer_id) == [(False, False)]
        assert db.count("reviews_earlyshowing") == 1
    with db.as_person(w.submitted.executive):
        assert db.count("reviews_earlyshowing") == 1
        leave(db, w.submitted, w.submitted.third)  # had been removed
        assert db.count("reviews_earlyshowing") == 1


@probe(64)
def whoever_leaves_after_the_showing_keeps_their_place(db: Database, w: World) -> None:
    with db.as_person(w.early.executive):
        leave(db, w.early, w.early.fourth)
        assert db.rows(SEAT, w.early.fourth.reviewer_id) == [(False, False)]
        assert db.count("reviews_earlyshowing") == 1
    with db.as_person(w.drafted.executive):
        leave(db, w.drafted, w.drafted.second)  # before rating began: out, and nothing early about it
        assert db.rows(SEAT, w.drafted.second.reviewer_id) == [(True, False)]
        assert db.count("reviews_earlyshowing") == 0


@probe()
def an_executive_with_the_tick_leads_too(db: Database, w: World) -> None:
    trust = w.rating
    with db.as_person(trust.executive):
        db.refuses(("42501", "not yours to decide"), TO["cancelled"], trust.review)
        with db.as_person(trust.twice):
            tick = "update accounts_membership set also_lead = true where id = %s"
            assert db.do(tick, trust.executive.membership_id) == 1
            with db.as_person(trust.executive):
                assert db.do(END, trust.lead.membership_id) == 1
                assert db.do(TO["cancelled"], trust.review) == 1
                db.refuses(LAST_LEAD, END, trust.executive.membership_id)
                with db.as_person(trust.twice):
                    db.refuses(LAST_LEAD, tick.replace("true", "false"), trust.executive.membership_id)


@probe()
def a_lead_who_has_not_joined_yet_is_not_the_last_lead(db: Database, w: World) -> None:
    with db.as_person(w.named.lead):
        pending = invite(db, w.named, "new@nowhere.example", "lead")
        db.refuses(LAST_LEAD, END, w.named.lead.membership_id)
        assert db.do(END, pending) == 1
        db.refuses(INVITED_AGAIN, "update accounts_membership set left_at = null where id = %s", pending)


@probe()
def the_guards_of_people_hold_where_no_policy_does(db: Database, w: World) -> None:
    with db.as_person(w.rating.colleague, role=MIGRATE):
        other = w.rating.second.membership_id
        db.refuses(("42501", "not yours to change"), "update accounts_membership set name = 'X' where id = %s", other)
        db.refuses(("42501", "not yours to change"), ROLE, "trustee", other)
        assert row_of(w.rating, w.rating.colleague, 1)
