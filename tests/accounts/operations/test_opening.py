"""A trust is opened from the register with its first lead; those who ask to join are answered once."""

import pytest

from accounts.isolation.roles import as_database_role
from accounts.models import Invitation, JoinRequest, RequestStatus, Trust, YstPerson
from accounts.operations import (
    accept_request,
    confirm_request,
    decline_request,
    invite_first_lead,
    open_and_invite,
    open_trust,
    standing_first,
)
from accounts.operations.opening import ANSWERED, CLOSED, HERE
from accounts.outbox.models import OutboxEmail
from accounts.refusals import NotAllowed, Refused
from accounts.register.models import RegisteredTrust
from tests.accounts.register.importing import bring_in
from tests.accounts.register.test_checking import CLOSED as CLOSES
from tests.builders import NOON, accept, acting, yst_person
from tests.extracts import groups, school, schools, trust
from tests.isolation.pages.registering import token


@pytest.fixture(autouse=True)
def _register(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2), trust(3, Group_Name="Trust 1")), schools(school(100, 1)))


def registered(uid: int = 1) -> RegisteredTrust:
    return RegisteredTrust.objects.get(group_uid=uid)


def asked(manager: YstPerson, **other: str) -> JoinRequest:
    confirm_request(token=token(**other), at=NOON)
    with acting(manager):
        return JoinRequest.objects.select_related("registered").get()


def emails() -> list[OutboxEmail]:
    with as_database_role("wellschool_migrate"):
        return list(OutboxEmail.objects.order_by("created_at"))


def test_a_trust_is_opened_with_the_registers_facts_and_its_first_lead(manager: YstPerson) -> None:
    with acting(manager):
        here = open_and_invite(registered=registered(), email="Lee@New.example", name="Lee", by=manager, at=NOON)
        assert Invitation.objects.filter(trust=here).values_list("email", flat=True).get() == "lee@new.example"
    assert (here.slug, here.group_id, here.region, here.phase, here.schools, here.pupils) == (
        "trust-1", "TR00001", "yorkshire-and-the-humber", "primary", 1, 200,
    )  # fmt: skip


def test_two_trusts_of_one_name_have_two_addresses(manager: YstPerson) -> None:
    with acting(manager):
        slugs = [open_trust(registered=registered(uid), by=manager, at=NOON).slug for uid in (1, 3)]
    assert slugs == ["trust-1", "trust-1-2"]


def test_a_trust_that_nobody_has_joined_is_not_opened_twice_and_its_lead_is_invited_anew(manager: YstPerson) -> None:
    with acting(manager):
        for email in ("mistyped@b.example", "a@b.example"):
            here = open_and_invite(registered=registered(), email=email, name="A", by=manager, at=NOON)
        assert Trust.objects.count() == 1
        assert standing_first(here).values_list("email", flat=True).get() == "a@b.example"


def test_a_closed_trust_is_not_opened(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(2, **CLOSES)))
    with acting(manager), pytest.raises(Refused, match=CLOSED):
        open_trust(registered=registered(2), by=manager, at=NOON)


def test_a_number_that_was_typed_for_another_trust_is_said(manager: YstPerson) -> None:
    with acting(manager):
        Trust.objects.create(name="Typed", slug="typed", group_id="TR00001", created_at=NOON)
        with pytest.raises(Refused, match="Another trust here has this DfE group ID"):
            open_trust(registered=registered(), by=manager, at=NOON)


def test_accepting_invites_whoever_asked(manager: YstPerson) -> None:
    request = asked(manager)
    with acting(manager):
        here = accept_request(asked=request, by=manager, at=NOON)
        request.refresh_from_db()
    assert here.registered == request.registered
    assert (request.status, request.decided_by_name) == (RequestStatus.ACCEPTED, "Max Hill")
    assert [(email.to, "/invitations/" in email.text) for email in emails()] == [("ash@alder.example", True)]


def test_accepting_for_a_trust_that_is_here_is_refused_and_leaves_the_request(manager: YstPerson) -> None:
    request = asked(manager)
    with acting(manager):
        here = open_trust(registered=registered(), by=manager, at=NOON)
        first = invite_first_lead(trust=here, email="lee@new.example", name="Lee", by=manager, at=NOON)
    accept(first, here, "lee@new.example")
    with acting(manager):
        with pytest.raises(Refused, match=HERE):
            accept_request(asked=request, by=manager, at=NOON)
        request.refresh_from_db()
    assert request.is_waiting


def test_declining_sends_the_words(manager: YstPerson) -> None:
    request = asked(manager)
    with acting(manager):
        decline_request(asked=request, words="Not <now>.", by=manager, at=NOON)
    email = emails()[-1]
    assert email.to == "ash@alder.example"
    assert "Not <now>." in email.text
    assert "Not &lt;now&gt;." in email.html


def test_a_request_is_answered_once(manager: YstPerson) -> None:
    request = asked(manager)
    with acting(manager):
        decline_request(asked=request, words="No.", by=manager, at=NOON)
        with pytest.raises(Refused, match=ANSWERED):
            accept_request(asked=request, by=manager, at=NOON)
        with pytest.raises(Refused, match=ANSWERED):
            decline_request(asked=request, words="No.", by=manager, at=NOON)


def test_an_advisor_opens_and_answers_nothing(manager: YstPerson) -> None:
    advisor, request = yst_person("Ada Reed"), asked(manager)
    with acting(advisor):
        for attempt in (
            lambda: open_trust(registered=registered(), by=advisor, at=NOON),
            lambda: accept_request(asked=request, by=advisor, at=NOON),
            lambda: decline_request(asked=request, words="No.", by=advisor, at=NOON),
        ):
            with pytest.raises(NotAllowed):
                attempt()
