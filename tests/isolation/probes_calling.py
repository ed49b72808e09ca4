"""Whom YST may call, and how far a trust has come: leads and executives who have joined, of its own trusts, no more."""

from tests.isolation.database import MIGRATE, YST, Database
from tests.isolation.probe import probe
from tests.isolation.world import Person, World

CALL = "select trust, called, address, is_executive, is_lead from isolation.people_to_call(%s)"
TRUTH = """
select m.trust_id, m.name::text, u.email::text, m.role = 'executive', m.role = 'lead' or m.also_lead
from accounts_membership m join accounts_user u on u.id = m.user_id
where m.left_at is null and m.role in ('lead', 'executive') and m.trust_id = any(%s)
"""
STARTS = "select trust, joined, invited_until is not null from isolation.trust_starts()"
STARTED = """
select t.id,
  exists (select 1 from accounts_membership m where m.trust_id = t.id and m.user_id is not null and m.left_at is null)
from accounts_trust t where t.id = any(%s)
"""
NOT_YSTS = ("named", "unshared")  # their assignment has ended


def everywhere(db: Database) -> list[int]:
    with db.as_role(MIGRATE):
        return db.column("select id from accounts_trust order by id")


def truth(db: Database, trusts: list[int]) -> set[tuple[object, ...]]:
    with db.as_role(MIGRATE):
        return set(db.rows(TRUTH, trusts))


@probe()
def ysts_people_are_told_whom_to_call_in_their_trusts_alone(db: Database, w: World) -> None:
    trusts = everywhere(db)
    with db.as_person(w.advisor):
        mine = db.column("select id from accounts_trust order by id")
        found = set(db.rows(CALL, trusts))
    assert found == truth(db, mine) > set()
    assert not {trust for trust, *_ in found} & {getattr(w, name).id for name in NOT_YSTS}
    with db.as_person(w.manager):
        assert set(db.rows(CALL, trusts)) == truth(db, trusts) > found


@probe()
def colleagues_trustees_and_those_who_were_only_invited_are_nobodys_to_call(db: Database, w: World) -> None:
    others = """
        select u.email::text from accounts_membership m join accounts_user u on u.id = m.user_id
        where m.role not in ('lead', 'executive') union select email from accounts_invitation where accepted_at is null
    """
    with db.as_role(MIGRATE):
        kept_back = set(db.column(others))
    with db.as_person(w.manager):
        called = {address for _, _, address, *_ in db.rows(CALL, everywhere(db))}
    assert kept_back > set()
    assert not called & kept_back


@probe()
def who_is_not_of_yst_is_told_of_their_own_trust_alone(db: Database, w: World) -> None:
    trusts = everywhere(db)
    for person in (w.rating.lead, w.rating.trustee):
        with db.as_person(person):
            assert set(db.rows(CALL, trusts)) == truth(db, [w.rating.id])
            assert db.rows(STARTS) == []
    outsiders: tuple[Person | None, ...] = (w.unassigned, None)
    for outsider in outsiders:
        with db.as_person(outsider):
            assert db.rows(CALL, trusts) == db.rows(STARTS) == []
    with db.as_person(w.rating.lead, role=YST):
        assert db.rows(STARTS) == []


@probe()
def how_far_a_trust_has_come_is_told_of_ysts_trusts_and_no_invitation_once_somebody_joined(
    db: Database, w: World
) -> None:
    for person in (w.advisor, w.manager):
        with db.as_person(person):
            mine = db.column("select id from accounts_trust")
            found = db.rows(STARTS)
        with db.as_role(MIGRATE):
            assert {(trust, joined) for trust, joined, _ in found} == set(db.rows(STARTED, mine)) > set()
        assert not any(joined and invited for _, joined, invited in found)
    assert any(invited for *_, invited in found)
