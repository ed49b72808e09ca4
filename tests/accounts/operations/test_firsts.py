"""A trust's first lead and first executive: one stands, the newest; whoever invited them still may when they accept."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.isolation.actor import Actor, acting_as
from accounts.isolation.roles import as_database_role
from accounts.models import Invitation, Membership, Role, Trust, User, YstPerson, YstRole
from accounts.operations import (
    AcceptRefused,
    accept_invitation,
    change_role,
    correct_invitation,
    create_account_for,
    create_trust,
    invite_first_lead,
    invite_member,
    remove_member,
    resend_invitation,
    withdraw_first_lead,
    withdraw_invitation,
)
from accounts.operations.inviting import Invited, ResentToday
from accounts.refusals import NotAllowed, Refused
from tests.builders import NOON, Cast, accept, acting, trust_with, yst_person

LONG_AFTER = NOON + timedelta(days=15)
ENDED = "run out, was withdrawn or has been used"
Invite = Callable[[str], Invited]


@pytest.fixture
def empty(manager: YstPerson) -> Trust:
    """A trust to which nobody has been invited."""
    with acting(manager):
        return create_trust(name="Fernside", by=manager, at=NOON)


@pytest.fixture
def small(manager: YstPerson) -> Cast:
    """A trust with a lead, a colleague and no executive."""
    return trust_with(manager, "fernside", roles={"lead": Role.LEAD, "colleague": Role.COLLEAGUE})


@pytest.fixture(params=["first lead", "first executive"])
def first(request: pytest.FixtureRequest, manager: YstPerson) -> Invite:
    """How somebody is invited to be the first, as either."""
    if request.param == "first lead":
        trust = request.getfixturevalue("empty")
        return lambda email: lead_invited(trust, email, manager)
    cast = request.getfixturevalue("small")
    return lambda email: invite(cast, "lead", Role.EXECUTIVE, email)


def lead_invited(trust: Trust, email: str, manager: YstPerson, days: int = 0) -> Invited:
    with acting(manager):
        return invite_first_lead(trust=trust, email=email, name="Ann", by=manager, at=NOON + timedelta(days=days))


def invite(cast: Cast, by: str, role: Role, email: str = "new@fernside.example") -> Invited:
    who = cast.people[by]
    with acting(who):
        return invite_member(trust=cast.trust, email=email, name="Ann", job_title="", role=role, by=who, at=NOON)


def outcome(invited: Invited, email: str, days: int = 0) -> str:
    """What becomes of it when the owner of the address accepts: joined, or the words."""
    user = create_account_for(email=email, password=None)
    with acting_as(Actor(user_id=user.pk)):
        try:
            accept_invitation(token=invited.token, at=NOON + timedelta(days=days))
        except AcceptRefused as refused:
            return refused.words
    return "joined"


def standing(cast: Cast, invited: Invited) -> Invitation:
    """For somebody who is acting."""
    found = Invitation.objects.defer("token_hash").select_related("membership")
    return found.get(membership=invited.member)


def test_a_new_invitation_of_the_first_ends_the_one_before(first: Invite) -> None:
    mistyped = first("stranger@elsewhere.example")
    corrected = first("ann@fernside.example")

    assert ENDED in outcome(mistyped, "stranger@elsewhere.example")
    assert outcome(corrected, "ann@fernside.example") == "joined"


def test_of_two_invitations_of_the_first_accepted_in_either_order_the_newest_joins(first: Invite) -> None:
    older, newer = first("stranger@elsewhere.example"), first("ann@fernside.example")

    assert outcome(newer, "ann@fernside.example") == "joined"
    assert ENDED in outcome(older, "stranger@elsewhere.example")


def test_one_that_ran_out_locks_nobody_out(first: Invite) -> None:
    slow = first("slow@fernside.example")
    assert ENDED in outcome(slow, "slow@fernside.example", days=15)

    assert outcome(first("ann@fernside.example"), "ann@fernside.example") == "joined"


def test_nobody_is_first_once_somebody_is(first: Invite) -> None:
    assert outcome(first("ann@fernside.example"), "ann@fernside.example") == "joined"

    with pytest.raises((NotAllowed, Refused), match=r"Somebody has joined|Only an executive"):
        first("second@fernside.example")


def test_a_first_leads_invitation_is_withdrawn_and_sent_again_until_somebody_joins(
    empty: Trust, manager: YstPerson
) -> None:
    withdrawn = lead_invited(empty, "wrong@fernside.example", manager)
    with acting(manager):
        withdraw_first_lead(trust=empty, by=manager, at=NOON)
        with pytest.raises(Refused, match="accepted or withdrawn"):
            withdraw_first_lead(trust=empty, by=manager, at=NOON)
    assert ENDED in outcome(withdrawn, "wrong@fernside.example")

    lead_invited(empty, "ann@fernside.example", manager)
    with pytest.raises(ResentToday):
        lead_invited(empty, "Ann@fernside.example", manager)
    again = lead_invited(empty, "ann@fernside.example", manager, days=1)
    assert outcome(again, "ann@fernside.example", days=2) == "joined"
    with acting(manager), pytest.raises(Refused):
        withdraw_first_lead(trust=empty, by=manager, at=NOON)


def test_a_manager_who_has_left_brings_nobody_in(empty: Trust, manager: YstPerson) -> None:
    other = yst_person("Olive Dunn", YstRole.MANAGER)
    invited = lead_invited(empty, "ann@fernside.example", other)
    with as_database_role("wellschool_migrate"):
        YstPerson.objects.filter(pk=other.pk).update(left_at=NOON)
    assert "can no longer do so" in outcome(invited, "ann@fernside.example")

    with acting(manager):
        again = invite_first_lead(trust=empty, email="bo@fernside.example", name="Bo", by=manager, at=NOON)
    assert outcome(again, "bo@fernside.example") == "joined"


@pytest.mark.parametrize("role", [Role.COLLEAGUE, Role.TRUSTEE, Role.LEAD, Role.EXECUTIVE])
@pytest.mark.parametrize("ended", ["removed", "demoted"])
def test_whoever_was_removed_or_demoted_brings_nobody_in(cast: Cast, role: Role, ended: str) -> None:
    second = accept(invite(cast, "executive", Role.EXECUTIVE, "b@fernside.example"), cast.trust, "b@fernside.example")
    cast.people["other"] = second
    invited = invite(cast, "other", role)
    with acting(cast.executive):
        who = Membership.objects.select_related("trust").get(pk=second.pk)
        if ended == "removed":
            remove_member(member=who, by=cast.executive, at=NOON)
        else:
            change_role(member=who, role=Role.COLLEAGUE, also_lead=False, by=cast.executive, at=NOON)

    assert "can no longer do so" in outcome(invited, "new@fernside.example")
    with acting(cast.executive):
        resend_invitation(invitation=standing(cast, invited), by=cast.executive, at=NOON + timedelta(days=1))
    with acting_as(Actor(user_id=user_of("new@fernside.example"))):
        accept_invitation(token=invited.token, at=NOON + timedelta(days=1))
    with acting(cast.executive):
        assert Membership.objects.joined().get(pk=invited.member.pk).role == role


def user_of(email: str) -> int:
    return User.objects.get(email=email).pk


def test_a_lead_who_becomes_a_colleague_brings_no_executive_in(small: Cast) -> None:
    invited = invite(small, "lead", Role.EXECUTIVE)
    with acting(small.lead):
        change_role(member=small.colleague, role=Role.LEAD, also_lead=False, by=small.lead, at=NOON)
    with acting(small.colleague):
        lead = Membership.objects.select_related("trust").get(pk=small.lead.pk)
        change_role(member=lead, role=Role.COLLEAGUE, also_lead=False, by=small.colleague, at=NOON)

    assert "can no longer do so" in outcome(invited, "new@fernside.example")


def test_when_a_member_becomes_the_first_executive_the_invitation_of_another_lapses(small: Cast) -> None:
    invited = invite(small, "lead", Role.EXECUTIVE)
    with acting(small.lead):
        change_role(member=small.colleague, role=Role.EXECUTIVE, also_lead=False, by=small.lead, at=NOON)
        assert not Membership.objects.current().filter(pk=invited.member.pk).exists()

    assert ENDED in outcome(invited, "new@fernside.example")


def test_executives_invite_as_many_executives_as_they_like(cast: Cast) -> None:
    invited = [invite(cast, "executive", Role.EXECUTIVE, f"{n}@fernside.example") for n in range(2)]

    assert [outcome(one, f"{n}@fernside.example") for n, one in enumerate(invited)] == ["joined", "joined"]


def test_a_mistyped_address_is_corrected_and_the_stranger_there_is_kept_out(small: Cast) -> None:
    mistyped = invite(small, "lead", Role.EXECUTIVE, "an@fernside.example")
    with acting(small.lead):
        invitation = standing(small, mistyped)
        correct_invitation(
            invitation=invitation, email="Ann@fernside.example", name="Ann Lee", job_title="CEO", by=small.lead, at=NOON
        )
        member = Membership.objects.current().get(pk=mistyped.member.pk)
        assert (member.name, member.job_title, member.is_pending) == ("Ann Lee", "CEO", True)

    assert ENDED in outcome(mistyped, "an@fernside.example")
    assert ENDED in outcome(mistyped, "ann@fernside.example"), "the new address has a link of its own"


def test_a_lead_does_not_send_an_executives_invitation_to_themselves(cast: Cast) -> None:
    invited = invite(cast, "executive", Role.EXECUTIVE)
    given = {"name": "Me", "job_title": "", "by": cast.lead, "at": NOON}
    with acting(cast.lead), pytest.raises(NotAllowed):
        correct_invitation(invitation=standing(cast, invited), email="lead2@fernside.example", **given)


def test_an_invitation_is_not_corrected_once_it_was_accepted_or_withdrawn(cast: Cast) -> None:
    accepted, withdrawn = (invite(cast, "lead", Role.COLLEAGUE, f"{n}@fernside.example") for n in range(2))
    assert outcome(accepted, "0@fernside.example") == "joined"
    with acting(cast.lead):
        found = [standing(cast, one) for one in (accepted, withdrawn)]
        withdraw_invitation(invitation=found[1], by=cast.lead, at=NOON)
        for invitation in found:
            for email in (invitation.email, "else@fernside.example"):
                with pytest.raises(Refused, match="accepted or withdrawn"):
                    correct_invitation(
                        invitation=invitation, email=email, name="X", job_title="", by=cast.lead, at=NOON
                    )


def test_whoever_gives_somebody_invited_another_role_answers_for_it(cast: Cast) -> None:
    invited = invite(cast, "lead", Role.COLLEAGUE)
    with acting(cast.executive):
        member = Membership.objects.select_related("trust").get(pk=invited.member.pk)
        change_role(member=member, role=Role.EXECUTIVE, also_lead=False, by=cast.executive, at=NOON)

    assert outcome(invited, "new@fernside.example") == "joined"


def test_somebody_who_is_invited_is_no_executive_yet(small: Cast) -> None:
    """They keep no lead from changing or removing another who is invited."""
    invited = invite(small, "lead", Role.EXECUTIVE)
    with acting(small.lead):
        member = Membership.objects.select_related("trust").get(pk=invited.member.pk)
        change_role(member=member, role=Role.COLLEAGUE, also_lead=False, by=small.lead, at=NOON)
        change_role(member=member, role=Role.EXECUTIVE, also_lead=False, by=small.lead, at=NOON)
        remove_member(member=member, by=small.lead, at=NOON)
    assert ENDED in outcome(invited, "new@fernside.example")
