"""Invitations: for one address, to one membership, accepted by that address's owner; and what YST sees of them."""

from hashlib import sha256

from tests.isolation.database import DENIED, UNIQUE, WEB, WORKER, Database, row_refused
from tests.isolation.probe import probe
from tests.isolation.world import Person, World

REFUSED = row_refused("accounts_invitation")
MAY_NOT = ("P0M06", "may no longer invite")
ENDED = ("P0M07", "stays as it is")
TOKEN = sha256(b"a token of the attacker").hexdigest()
INVITE = (
    "insert into accounts_invitation (trust_id, membership_id, email, token_hash, invited_by_id, invited_by_name, "
    "created_at, sent_on, expires_at, delivery) "
    f"values (%s, %s, %s, '{TOKEN}', %s, 'Somebody', now(), now(), now() + interval '14 days', 'waiting')"
)
MEMBER = (
    "insert into accounts_membership (trust_id, role, also_lead, name, job_title, created_at) "
    "values (%s, %s, false, 'Somebody', '', now()) returning id"
)
ACCEPT = "select isolation.accept_invitation(%s, now())"
STRANGERS_ADDRESS = "stranger@nowhere.example"


def verified(db: Database, person: Person, address: str = STRANGERS_ADDRESS) -> None:
    """The person owns this address."""
    db.do(
        'insert into account_emailaddress (user_id, email, verified, "primary") values (%s, %s, true, false)',
        person.user_id,
        address,
    )


@probe()
def invitations_are_seen_by_leads_and_executives_only(db: Database, w: World) -> None:
    for name, person in w.named.people.items():
        with db.as_person(person, trust=w.named.slug):
            trusts = set(db.column("select trust_id from accounts_invitation"))
            assert trusts == ({w.named.id} if name in ("lead", "executive", "twice") else set())


@probe()
def nobody_reads_the_hash_of_a_token(db: Database, w: World) -> None:
    for person in (w.named.lead, w.named.executive, w.manager, w.advisor):
        with db.as_person(person):
            db.refuses(DENIED, "select token_hash from accounts_invitation")
            db.refuses(DENIED, "select id from accounts_invitation where token_hash <> ''")
            db.refuses(DENIED, "update accounts_invitation set delivery = 'sent' where token_hash <> ''")


@probe()
def leads_and_executives_invite_in_their_own_name_into_their_own_trust(db: Database, w: World) -> None:
    trust = w.shared
    for person in (trust.lead, trust.executive):
        with db.as_person(person):
            new = db.one(MEMBER, trust.id, "colleague")
            db.refuses(REFUSED, INVITE, trust.id, new, "new@shared.example", w.stranger.user_id)
            assert db.do(INVITE, trust.id, new, "new@shared.example", person.user_id) == 1
            for other in (trust.colleague, trust.trustee, w.named.lead):
                with db.as_person(other):
                    db.refuses(REFUSED, INVITE, trust.id, new, "other@shared.example", other.user_id)


@probe()
def an_invitation_is_resent_and_withdrawn_by_leads_and_executives(db: Database, w: World) -> None:
    change = (
        "update accounts_invitation set withdrawn_at = now(), sent_on = now(), expires_at = now(), delivery = 'sent'"
    )
    for person in (w.rating.colleague, w.rating.trustee, w.stranger, None):
        for role in (WEB, WORKER):
            with db.as_person(person, role=role):
                assert db.do(change) == 0
    with db.as_person(w.rating.lead):
        assert db.do(f"{change} where membership_id = %s", w.rating.invited.membership_id) == 1
        for column in ("membership_id", "trust_id", "accepted_at", "created_at", "id"):
            db.refuses(DENIED, f"update accounts_invitation set {column} = null")


@probe()
def the_mail_job_alone_notes_deliveries_for_all(db: Database, w: World) -> None:
    with db.as_person(None, job="mail"):
        assert db.do("update accounts_invitation set delivery = 'sent'") > len(w.trusts)
        assert db.do("update accounts_invitation set delivery = 'sent' where id > 0") > len(w.trusts)
    for job, role in (("outbox", WORKER), ("mail", WEB)):
        with db.as_person(None, job=job, role=role):
            assert db.do("update accounts_invitation set delivery = 'sent'") == 0
            assert db.count("accounts_invitation") == 0


@probe()
def the_owner_of_the_address_joins_and_nobody_else(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        new = db.one(MEMBER, w.shared.id, "colleague")
        db.do(INVITE, w.shared.id, new, STRANGERS_ADDRESS.upper(), w.shared.lead.user_id)
        with db.as_person(None):
            db.refuses(("42501", "sign in first"), ACCEPT, TOKEN)
        with db.as_person(w.stranger):
            assert db.one(ACCEPT, TOKEN) == "other address"
            verified(db, w.stranger)
            assert db.one(ACCEPT, "0" * 64) == "closed"
            assert db.one(ACCEPT, TOKEN) == "accepted"
            assert db.column("select id from accounts_trust") == [w.shared.id]
            assert db.one(ACCEPT, TOKEN) == "closed"
        assert db.one("select trust_name from isolation.invitation_behind(%s)", TOKEN) == "Shared"


@probe()
def an_invitation_that_ran_out_or_was_withdrawn_is_closed(db: Database, w: World) -> None:
    for end in ("expires_at = now()", "withdrawn_at = now()"):
        with db.as_person(w.shared.lead):
            new = db.one(MEMBER, w.shared.id, "colleague")
            db.do(INVITE, w.shared.id, new, STRANGERS_ADDRESS, w.shared.lead.user_id)
            assert db.do(f"update accounts_invitation set {end} where membership_id = %s", new) == 1
            with db.as_person(w.stranger):
                verified(db, w.stranger)
                assert db.one(ACCEPT, TOKEN) == "closed"


@probe()
def a_membership_is_never_handed_to_a_second_account(db: Database, w: World) -> None:
    """Else a lead reads a reviewer's ratings, or becomes an executive, by a second account of their own."""
    trust = w.rating
    for target in (trust.colleague, trust.executive, trust.invited):
        with db.as_person(trust.lead):
            db.refuses(MAY_NOT, INVITE, trust.id, target.membership_id, STRANGERS_ADDRESS, trust.lead.user_id)
    trust = w.drafted
    with db.as_person(trust.lead):
        invited = trust.invited.membership_id
        db.do("update accounts_invitation set withdrawn_at = now() where membership_id = %s", invited)
        db.refuses(UNIQUE, INVITE, trust.id, invited, STRANGERS_ADDRESS, trust.lead.user_id)


@probe()
def a_membership_that_has_an_account_or_has_ended_is_not_accepted(db: Database, w: World) -> None:
    for end in ("user_id = %s, joined_at = now()", "left_at = now(), name = %s::text"):
        with db.as_person(w.shared.lead):
            new = db.one(MEMBER, w.shared.id, "colleague")
            db.do(INVITE, w.shared.id, new, STRANGERS_ADDRESS, w.shared.lead.user_id)
            with db.as_role("wellschool_guard"):
                db.do(f"update accounts_membership set {end} where id = {new}", w.named.bystander.user_id)
                with db.as_person(w.stranger):
                    verified(db, w.stranger)
                    assert db.one(ACCEPT, TOKEN) == "closed"
                    assert db.count("accounts_trust") == 0


@probe(60)
def an_account_of_yst_joins_no_trust(db: Database, w: World) -> None:
    with db.as_person(w.shared.lead):
        new = db.one(MEMBER, w.shared.id, "colleague")
        db.do(INVITE, w.shared.id, new, "somebody@yst.example", w.shared.lead.user_id)
        for role in (None, WEB):
            with db.as_person(w.advisor, role=role):
                verified(db, w.advisor, "somebody@yst.example")
                assert db.one(ACCEPT, TOKEN) == "yst account"


@probe(60)
def nobody_is_on_both_sides(db: Database, w: World) -> None:
    both = ("P0M05", "YST or to trusts")
    with db.as_role("wellschool_migrate"):
        insert = "insert into accounts_ystperson (user_id, name, role, created_at) values (%s, 'X', 'advisor', now())"
        db.refuses(both, insert, w.rating.colleague.user_id)
        assert db.do(insert, w.stranger.user_id) == 1
    with db.as_role("wellschool_guard"):
        change = "update accounts_membership set user_id = %s, joined_at = now() where id = %s"
        db.refuses(both, change, w.advisor.user_id, w.rating.invited.membership_id)
        assert db.do(change, w.yst["gone"].user_id, w.rating.invited.membership_id) == 1


@probe(60)
def a_manager_invites_the_first_lead_of_an_empty_trust_and_no_second(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        first = ("P0M01", "is its lead")
        for role in ("executive", "colleague", "trustee"):
            db.refuses(first, MEMBER, w.empty.id, role)
        lead = db.one(MEMBER, w.empty.id, "lead")
        db.refuses(REFUSED, INVITE, w.empty.id, lead, "a@b.example", w.unassigned.user_id)
        assert db.do(f"{INVITE} returning id", w.empty.id, lead, "a@b.example", w.manager.user_id) == 1
        for trust in (w.rating, w.shared):
            db.refuses(("42501", "only leads and executives"), MEMBER, trust.id, "lead")


@probe(60)
def nobody_else_at_yst_invites_a_first_lead(db: Database, w: World) -> None:
    for person, trust in (
        (w.advisor, w.empty),
        (w.yst["gone"], w.empty),
        (w.manager, w.rating),
        (w.unassigned, w.pending),
    ):
        with db.as_person(person):
            db.refuses(("42501", ""), MEMBER.removesuffix(" returning id"), trust.id, "lead")


@probe(60)
def a_manager_invites_nobody_into_a_trust_that_has_members(db: Database, w: World) -> None:
    for person in (w.rating.colleague, w.rating.invited, w.shared.executive):
        trust = w.rating if person in w.rating.people.values() else w.shared
        with db.as_person(w.manager):
            db.refuses(MAY_NOT, INVITE, trust.id, person.membership_id, STRANGERS_ADDRESS, w.manager.user_id)
    with db.as_person(w.advisor):
        lead = w.pending.lead.membership_id
        db.refuses(REFUSED, INVITE, w.pending.id, lead, STRANGERS_ADDRESS, w.advisor.user_id)


@probe(30)
def a_manager_sees_the_first_leads_invitation_and_no_colleagues(db: Database, w: World) -> None:
    with db.as_person(w.manager):
        addresses = set(db.column("select email from accounts_invitation"))
        assert addresses == {f"lead@{name}.example" for name in w.trusts if name != "empty"}
        assert db.column("select id from accounts_membership") == [w.pending.lead.membership_id]
    for person in (w.advisor, w.unassigned):
        with db.as_person(person):
            assert db.count("accounts_invitation") == db.count("accounts_membership") == 0
