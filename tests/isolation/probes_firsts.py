"""The first of a trust: one invitation stands, whoever sent it still may, and it goes to nobody else unnoticed."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.isolation.database import Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.probes_closing import closed
from tests.isolation.probes_invitations import (
    ACCEPT,
    ENDED,
    INVITE,
    MAY_NOT,
    MEMBER,
    STRANGERS_ADDRESS,
    TOKEN,
    verified,
)
from tests.isolation.world import Person, Trust, World

OTHER_TOKEN = TOKEN[:-2] + "00"
STANDING = "select id from accounts_invitation where trust_id = %s and accepted_at is null and withdrawn_at is null"
PENDING_SEEN = "select id from accounts_membership where trust_id = %s and joined_at is null and left_at is null"
PENDING = "select id from accounts_membership where trust_id = %s and user_id is null and left_at is null"
ELSEWHERE = ("42501", "answers for it")
END = "update accounts_membership set left_at = now() where id = %s"
WITHDRAW = "update accounts_invitation set withdrawn_at = now() where membership_id = %s"


@contextmanager
def invited(db: Database, trust: Trust, role: str, by: Person, token: str = TOKEN) -> Iterator[int]:
    """Somebody is invited, and the stranger owns the address."""
    address = STRANGERS_ADDRESS if token == TOKEN else "other@nowhere.example"
    with db.as_person(by):
        new = db.one(MEMBER, trust.id, role)
        db.do(INVITE.replace(TOKEN, token), trust.id, new, address, by.user_id)
        yield new


@contextmanager
def without_executive(db: Database, trust: Trust) -> Iterator[None]:
    """Its executives have left, and nobody is invited."""
    with db.as_role("wellschool_guard"):
        who = "trust_id = %s and role = 'executive' and user_id is not null"
        db.do(f"update accounts_membership set left_at = now() where {who}", trust.id)
        yield


def joins(db: Database, w: World, token: str = TOKEN, address: str = STRANGERS_ADDRESS) -> str:
    """What becomes of it when the stranger, who owns the address, accepts."""
    with db.as_person(w.stranger):
        verified(db, w.stranger, address)
        return db.one(ACCEPT, token)


@probe()
def a_new_invitation_of_a_first_lead_ends_the_one_before(db: Database, w: World) -> None:
    with invited(db, w.pending, "lead", w.manager) as new:
        assert db.column(PENDING_SEEN, w.pending.id) == [new]
        assert len(db.column(STANDING, w.pending.id)) == 1
        assert joins(db, w) == "accepted"
        with invited(db, w.pending, "lead", w.manager, OTHER_TOKEN):
            assert joins(db, w) == "closed"


@probe()
def a_new_invitation_of_a_first_executive_ends_the_one_before(db: Database, w: World) -> None:
    trust = w.named
    with without_executive(db, trust), invited(db, trust, "executive", trust.lead):
        with invited(db, trust, "executive", trust.lead, OTHER_TOKEN) as newer:
            assert db.column(PENDING + " and role = 'executive'", trust.id) == [newer]
            assert joins(db, w) == "closed"
            assert joins(db, w, OTHER_TOKEN, "other@nowhere.example") == "accepted"
        assert joins(db, w) == "accepted"


@probe()
def whoever_becomes_the_first_executive_ends_the_invitation_of_another(db: Database, w: World) -> None:
    trust = w.named
    with without_executive(db, trust), invited(db, trust, "executive", trust.lead):
        role = "update accounts_membership set role = 'executive' where id = %s"
        assert db.do(role, trust.bystander.membership_id) == 1
        assert db.column(PENDING, trust.id) == []
        assert joins(db, w) == "closed"


@probe()
def of_two_that_executives_had_sent_a_lead_brings_one_back_when_they_have_left(db: Database, w: World) -> None:
    trust = w.named
    with invited(db, trust, "executive", trust.executive) as first:
        second = db.one(MEMBER, trust.id, "executive")
        other = INVITE.replace(TOKEN, OTHER_TOKEN)
        db.do(other, trust.id, second, "other@nowhere.example", trust.executive.user_id)
        with without_executive(db, trust):
            assert joins(db, w) == joins(db, w, OTHER_TOKEN, "other@nowhere.example") == "inviter"
            with db.as_person(trust.lead):
                again = "update accounts_invitation set expires_at = now() + interval '1 day', invited_by_id = %s"
                assert db.do(again + " where membership_id = %s", trust.lead.user_id, first) == 1
                assert db.column(PENDING, trust.id) == [first]


@probe()
def who_was_removed_or_demoted_brings_nobody_in(db: Database, w: World) -> None:
    trust = w.shared
    changes = (END, "update accounts_membership set role = 'colleague' where id = %s")
    for role, by in (("executive", trust.executive), ("colleague", trust.executive), ("trustee", trust.executive)):
        for change in changes:
            with invited(db, trust, role, by), db.as_role("wellschool_guard"):
                assert db.do(change, by.membership_id) == 1
                assert joins(db, w) == "inviter"
    with invited(db, w.empty, "lead", w.manager), db.as_role("wellschool_migrate"):
        db.do("update accounts_ystperson set left_at = now() where user_id = %s", w.manager.user_id)
        assert joins(db, w) == "inviter"


@probe()
def a_lead_sends_no_executives_invitation_elsewhere_or_in_anothers_name(db: Database, w: World) -> None:
    trust = w.shared
    move = "update accounts_invitation set email = 'lead2@shared.example'"
    mine, theirs = (f"{move}, invited_by_id = {who.user_id}" for who in (trust.lead, trust.executive))
    with invited(db, trust, "executive", trust.executive) as new, db.as_person(trust.lead):
        where = f" where membership_id = {new}"
        db.refuses(ELSEWHERE, move + where)
        db.refuses(ELSEWHERE, theirs + where)
        db.refuses(MAY_NOT, mine + where)
        with db.as_person(trust.executive):
            db.refuses(ELSEWHERE, mine + where)
            assert db.do(theirs + where) == 1


@probe()
def an_invitation_that_has_ended_stays_as_it_is(db: Database, w: World) -> None:
    trust = w.shared
    with db.as_person(trust.lead):
        for change in (
            "withdrawn_at = now()",
            "expires_at = now()",
            f"email = 'x@y.example', invited_by_id = {trust.lead.user_id}",
        ):
            db.refuses(
                ENDED,
                f"update accounts_invitation set {change} where membership_id = %s",
                trust.colleague.membership_id,
            )
    with db.as_person(None, job="mail"):
        assert db.do("update accounts_invitation set delivery = 'sent' where accepted_at is not null") > 0


@probe()
def a_manager_withdraws_a_first_leads_invitation_while_nobody_has_joined(db: Database, w: World) -> None:
    lead = w.pending.lead.membership_id
    with db.as_person(w.manager):  # no row need be seen for these
        assert db.do("update accounts_invitation set withdrawn_at = now()") == 1
        assert db.do("update accounts_membership set left_at = now()") == 1
    with db.as_person(w.manager):
        assert (db.do(WITHDRAW, lead), db.do(END, lead)) == (1, 1)
        for trust in (w.rating, w.drafted):
            assert db.do(WITHDRAW, trust.invited.membership_id) == db.do(END, trust.invited.membership_id) == 0
    for person in (w.advisor, w.unassigned, w.yst["gone"]):
        with db.as_person(person):
            assert db.do(WITHDRAW, lead) == db.do(END, lead) == 0
            for table, column in (("invitation", "withdrawn_at"), ("membership", "left_at")):
                assert db.do(f"update accounts_{table} set {column} = now()") == 0


@probe()
def a_stranger_is_not_told_who_steers_a_trust(db: Database, w: World) -> None:
    """Else, by naming an account as the inviter, one could ask which trust it belongs to."""
    trust = w.shared
    for person in (w.named.lead, trust.colleague, w.stranger):
        with db.as_person(person):
            for named in (trust.lead, w.named.lead, person):
                words = row_refused("accounts_invitation")
                db.refuses(words, INVITE, trust.id, trust.colleague.membership_id, "a@b.example", named.user_id)


@probe()
def nobody_joins_a_trust_that_has_closed(db: Database, w: World) -> None:
    trust = w.shared
    with invited(db, trust, "colleague", trust.lead), closed(db, w, trust):
        assert joins(db, w) == "trust closed"
        behind = "select has_closed, may_invite from isolation.invitation_behind(%s)"
        assert db.rows(behind, TOKEN) == [(True, True)]
