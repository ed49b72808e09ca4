"""A stranger's request: a link to their address, nothing kept before it is followed, nothing told of who is here."""

from datetime import timedelta

import pytest
import time_machine

from accounts.isolation.roles import as_database_role
from accounts.models import JoinRequest, YstPerson
from accounts.operations import ask_to_join, asked_by, confirm_request, open_and_invite
from accounts.outbox.models import OutboxEmail
from accounts.refusals import Refused
from accounts.register.models import RegisteredTrust
from tests.accounts.register.importing import bring_in
from tests.accounts.register.test_checking import CLOSED
from tests.builders import NOON, acting
from tests.extracts import groups, trust
from tests.isolation.pages.registering import token

SAID = {"name": "Ash Lind", "job_title": "Chief executive", "email": "Ash@Alder.example"}


@pytest.fixture(autouse=True)
def _register(manager: YstPerson) -> None:
    bring_in(manager, groups(trust(1), trust(2)))


def ask(uid: int = 1, days: int = 0, **other: str) -> None:
    registered = RegisteredTrust.objects.get(group_uid=uid)
    ask_to_join(registered=registered, at=NOON + timedelta(days=days), **{**SAID, **other})


def stored() -> tuple[list[OutboxEmail], list[JoinRequest]]:
    with as_database_role("wellschool_migrate"):
        return list(OutboxEmail.objects.order_by("created_at")), list(JoinRequest.objects.order_by("email"))


def link() -> str:
    emails, _ = stored()
    return emails[-1].text.split("/join/confirmation/")[1].split("/")[0]


def test_asking_sends_a_link_and_keeps_nothing_else() -> None:
    ask()

    emails, requests = stored()
    assert [email.to for email in emails] == ["ash@alder.example"]
    assert requests == []


def test_nothing_that_a_stranger_typed_is_in_the_email() -> None:
    ask(name="Zebra: look at quagga.example", job_title="Okapi")

    email = stored()[0][0]
    for typed in ("Zebra", "quagga", "Okapi"):
        assert typed not in email.subject + email.text + email.html


def test_asking_again_on_one_day_sends_no_second_link() -> None:
    ask()
    ask(email="ash@alder.example ")
    assert len(stored()[0]) == 1
    ask(days=1)
    ask(2)
    assert len(stored()[0]) == 3


def test_the_link_tells_what_was_asked_as_often_as_it_is_looked_at() -> None:
    with time_machine.travel(NOON):
        ask()
        for _ in range(3):
            asked = asked_by(link())
            assert (asked.registered.group_uid, asked.name, asked.email) == (1, "Ash Lind", "ash@alder.example")
    assert stored()[1] == []


def test_confirming_stores_the_request_once() -> None:
    with time_machine.travel(NOON):
        ask()
        for _ in range(2):
            confirm_request(token=link(), at=NOON)
    assert [(r.email, r.name, r.status) for r in stored()[1]] == [("ash@alder.example", "Ash Lind", "waiting")]


def test_a_second_request_of_the_same_person_waits_no_second_time() -> None:
    confirm_request(token=token(), at=NOON)
    confirm_request(token=token(name="Ash Lind-Dale"), at=NOON)
    confirm_request(token=token(email="bo@alder.example"), at=NOON)

    assert [(r.email, r.name) for r in stored()[1]] == [
        ("ash@alder.example", "Ash Lind"), ("bo@alder.example", "Ash Lind"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "spoilt", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t.replace(":", "."), lambda t: "a:b:c"]
)
def test_a_link_that_was_cut_or_made_up_is_refused(spoilt: object) -> None:
    with pytest.raises(Refused, match="run out or is not complete"):
        confirm_request(token=spoilt(token()), at=NOON)  # type: ignore[operator]


def test_a_link_runs_out() -> None:
    with time_machine.travel(NOON):
        made = token()
    with time_machine.travel(NOON + timedelta(days=7, seconds=2)), pytest.raises(Refused, match="run out"):
        asked_by(made)


def test_a_trust_that_has_closed_cannot_join(manager: YstPerson) -> None:
    made = token()
    bring_in(manager, groups(trust(1, **CLOSED)))
    with pytest.raises(Refused, match="has closed"):
        ask()
    with pytest.raises(Refused, match="has closed"):
        confirm_request(token=made, at=NOON)


def test_a_trust_that_is_here_is_asked_for_like_any_other(manager: YstPerson) -> None:
    ask()
    with acting(manager):
        here = RegisteredTrust.objects.get(group_uid=2)
        open_and_invite(registered=here, email="lee@new.example", name="Lee", by=manager, at=NOON)
    ask(2)

    first, _, second = stored()[0]
    assert first.subject.replace("Trust 1", "") == second.subject.replace("Trust 2", "")
    confirm_request(token=token(), at=NOON)
    assert len(stored()[1]) == 1
