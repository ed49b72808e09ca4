"""Invitations: bound to an address, for a while, withdrawable, resent once a day; roles as the product says."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import override_settings

from accounts.invitation_links import token_for
from accounts.isolation.actor import Actor, acting_as
from accounts.models import Invitation, Membership, Role, YstPerson
from accounts.operations import (
    AcceptRefused,
    accept_invitation,
    change_role,
    create_account_for,
    invite_first_lead,
    invite_member,
    remove_member,
    resend_invitation,
    withdraw_invitation,
)
from accounts.operations.inviting import AlreadyThere, Invited, ResentToday
from accounts.refusals import NotAllowed, Refused
from tests.builders import NOON, Cast, acting


def invite(cast: Cast, by: Membership, role: Role = Role.COLLEAGUE, email: str = "new@thistledown.example") -> Invited:
    with acting(by):
        return invite_member(trust=cast.trust, email=email, name="New Person", job_title="", role=role, by=by, at=NOON)


def accept_as(email: str, token: str, at: object = NOON) -> None:
    user = create_account_for(email=email, password=None)
    with acting_as(Actor(user_id=user.pk)):
        accept_invitation(token=token, at=at)


def mails() -> list[tuple[str, str]]:
    """What is in the outbox: address and subject."""
    with connection.cursor() as cursor:
        cursor.execute("set local role wellschool_migrate")
        cursor.execute('select "to", subject from accounts_outboxemail order by created_at')
        found = cursor.fetchall()
        cursor.execute("set local role wellschool_web")
    return found


def test_the_invited_address_joins(cast: Cast) -> None:
    invited = invite(cast, cast.lead)
    accept_as("New@Thistledown.example", invited.token)

    with acting(cast.lead):
        member = Membership.objects.get(pk=invited.member.pk)
        assert (member.user.email, member.role) == ("new@thistledown.example", Role.COLLEAGUE)
    assert mails()[-1][0] == "new@thistledown.example"


@pytest.mark.parametrize(
    ("email", "days", "words"),
    [("other@thistledown.example", 0, "another address"), ("new@thistledown.example", 15, "run out")],
)
def test_another_address_or_too_late_is_refused(cast: Cast, email: str, days: int, words: str) -> None:
    invited = invite(cast, cast.lead)

    with pytest.raises(AcceptRefused, match=words):
        accept_as(email, invited.token, NOON + timedelta(days=days))


def test_a_link_works_once(cast: Cast) -> None:
    invited = invite(cast, cast.lead)
    accept_as("new@thistledown.example", invited.token)

    with pytest.raises(AcceptRefused, match="has been used"), acting(cast.second):
        accept_invitation(token=invited.token, at=NOON)


def test_a_withdrawn_invitation_is_dead_and_off_the_list(cast: Cast) -> None:
    invited = invite(cast, cast.lead)
    with acting(cast.lead):
        invitation = Invitation.objects.defer("token_hash").get(membership=invited.member)
        withdraw_invitation(invitation=invitation, by=cast.lead, at=NOON)
        assert not Membership.objects.current().filter(pk=invited.member.pk).exists()

    with pytest.raises(AcceptRefused):
        accept_as("new@thistledown.example", invited.token)


def test_resent_once_a_day_and_every_link_that_was_sent_works_again(cast: Cast) -> None:
    invited = invite(cast, cast.lead)
    with acting(cast.lead):
        invitation = Invitation.objects.defer("token_hash").select_related("membership").get(membership=invited.member)
        with pytest.raises(ResentToday):
            resend_invitation(invitation=invitation, by=cast.lead, at=NOON + timedelta(hours=3))
        resend_invitation(invitation=invitation, by=cast.lead, at=NOON + timedelta(days=1))
        with pytest.raises(ResentToday):
            resend_invitation(invitation=invitation, by=cast.lead, at=NOON + timedelta(days=1, hours=1))

    accept_as("new@thistledown.example", invited.token, NOON + timedelta(days=14, hours=23))
    with acting(cast.lead):
        assert Membership.objects.get(pk=invited.member.pk).joined_at is not None


def test_when_the_services_key_changes_a_link_works_until_the_invitation_is_sent_again(cast: Cast) -> None:
    before = invite(cast, cast.lead).token
    with override_settings(SECRET_KEY="another secret of the service, as long as it must be"), acting(cast.lead):
        [found] = Invitation.objects.pending().defer("token_hash").filter(email="new@thistledown.example")
        after = token_for(membership_id=found.membership_id, email=found.email)
        with pytest.raises(AcceptRefused), transaction.atomic():  # not sent with this link yet
            accept_as(found.email, after)
        with transaction.atomic():
            accept_as(found.email, before)
            transaction.set_rollback(True)
        resend_invitation(invitation=found, by=cast.lead, at=NOON + timedelta(days=1))

    with pytest.raises(AcceptRefused), transaction.atomic():
        accept_as(found.email, before)
    accept_as(found.email, after)


def test_nobody_is_invited_twice(cast: Cast) -> None:
    invite(cast, cast.lead)

    with pytest.raises(AlreadyThere):
        invite(cast, cast.lead, email="NEW@thistledown.example")
    with pytest.raises(AlreadyThere):
        invite(cast, cast.lead, email="second@thistledown.example")


@pytest.mark.parametrize("who", ["colleague", "trustee"])
def test_only_leads_and_executives_invite(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        invite(cast, cast.people[who])


def test_a_first_lead_is_invited_only_into_an_empty_trust(cast: Cast, manager: YstPerson) -> None:
    with acting(manager), pytest.raises(Refused, match="Somebody has joined this trust already"):
        invite_first_lead(trust=cast.trust, email="x@thistledown.example", name="X", by=manager, at=NOON)


def test_yst_accounts_cannot_join_a_trust(cast: Cast, manager: YstPerson) -> None:
    invited = invite(cast, cast.lead, email=manager.user.email)

    with pytest.raises(AcceptRefused, match="Youth Sport Trust"), acting_as(Actor(user_id=manager.user_id)):
        accept_invitation(token=invited.token, at=NOON)


def test_the_last_lead_stays(cast: Cast) -> None:
    with acting(cast.executive), pytest.raises(Refused, match="at least one review lead"):
        change_role(member=cast.lead, role=Role.COLLEAGUE, also_lead=False, by=cast.executive, at=NOON)
    with acting(cast.executive), pytest.raises(Refused, match="at least one review lead"):
        remove_member(member=cast.lead, by=cast.executive, at=NOON)


def test_an_executive_who_is_lead_too_counts_as_a_lead(cast: Cast) -> None:
    invited = invite(cast, cast.executive, Role.EXECUTIVE)
    accept_as("new@thistledown.example", invited.token)
    with acting(cast.executive):
        second = Membership.objects.select_related("trust").get(pk=invited.member.pk)
        change_role(member=second, role=Role.EXECUTIVE, also_lead=True, by=cast.executive, at=NOON)
        change_role(member=cast.lead, role=Role.COLLEAGUE, also_lead=False, by=cast.executive, at=NOON)
        assert Membership.objects.get(pk=cast.lead.pk).role == Role.COLLEAGUE


@pytest.mark.parametrize(("who", "other"), [("lead", "lead"), ("lead", "executive"), ("colleague", "second")])
def test_roles_are_not_raised_from_below(cast: Cast, who: str, other: str) -> None:
    with acting(cast.people[who]), pytest.raises(NotAllowed):
        change_role(member=cast.people[other], role=Role.COLLEAGUE, also_lead=False, by=cast.people[who], at=NOON)


def test_a_removed_person_sees_nothing_from_their_next_query(cast: Cast) -> None:
    with acting(cast.lead):
        remove_member(member=cast.colleague, by=cast.lead, at=NOON)
    with acting(cast.colleague):
        assert not Membership.objects.exists()


def test_anybody_may_leave(cast: Cast) -> None:
    with acting(cast.trustee):
        remove_member(member=cast.trustee, by=cast.trustee, at=NOON)
    with acting(cast.lead):
        assert not Membership.objects.current().filter(pk=cast.trustee.pk).exists()
