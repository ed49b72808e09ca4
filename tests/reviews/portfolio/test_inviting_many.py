"""First review leads of many trusts at once: whatever is wrong with a line is said, and then nobody is invited."""

import pytest
from django.test import Client

from accounts.forms.first_leads import read_line
from accounts.models import Invitation, Trust, YstPerson
from accounts.operations import create_trust
from tests.accounts.register.importing import bring_in
from tests.builders import NOON, acting, trust_with
from tests.extracts import groups, trust
from tests.signing_in import sign_in

URL = "/yst/first-leads/"


@pytest.fixture
def client(manager: YstPerson) -> Client:
    bring_in(
        manager, groups(trust(1, Group_Name="Alder, Ash Trust"), trust(2), trust(3), trust(4, Group_Name="Trust 3"))
    )
    with acting(manager):
        create_trust(name="Typed Trust", by=manager, at=NOON)
    return sign_in(Client(), manager.user)


def invited(manager: YstPerson) -> dict[str, str]:
    with acting(manager):
        rows = Invitation.objects.filter(withdrawn_at__isnull=True)
        return dict(rows.values_list("email", "trust__name"))


def test_all_are_invited_and_trusts_of_the_register_are_opened(client: Client, manager: YstPerson) -> None:
    lines = (
        "TR00001 Alder, Ash Trust; Lee Ash; lee@alder.example\n\nTR00002\tBo Birch\tBO@birch.example\n"
        "typed trust, Cy Dee, cy@typed.example\nTR00004 Trust 3; ; \n"
    )
    answer = client.post(URL, {"lines": lines})

    assert answer.url == "/yst/?stage=invited"
    assert invited(manager) == {
        "lee@alder.example": "Alder, Ash Trust", "bo@birch.example": "Trust 2", "cy@typed.example": "Typed Trust",
    }  # fmt: skip
    assert (
        "3 invitations are on the way. 2 trusts were opened from the register." in client.get("/yst/").content.decode()
    )


def test_a_name_is_taken_as_a_mail_program_writes_it() -> None:
    wanted = read_line(1, 'TR00001; "Ash, Lee"; lee@alder.example')

    assert wanted is not None
    assert wanted.name == "Lee Ash"


WRONG = {
    "TR00001; Lee Ash; lee@": "“lee@” is no email address",
    "TR00001; ; lee@alder.example": "lee@alder.example has no name",
    "; Lee Ash; lee@alder.example": "It has no trust",
    "TR00001 lee@alder.example": "Put semicolons, tabs or commas between",
    "TR00001; lee@alder.example": "it needs three",
    "TR99999; Lee Ash; lee@alder.example": "has the Group ID TR99999",
    "Nowhere; Lee Ash; lee@alder.example": "is called “Nowhere”",
    "Trust 3; Lee Ash; lee@alder.example": "More than one trust is called “Trust 3”",
    "Joined Trust; Lee Ash; lee@alder.example": "Its own people invite the others",
    "TR00002; Ann Other; ann@birch.example": "stands on more than one line",
    "Trust 2; Ann Other; ann@birch.example": "Trust 2 stands on line 1, too",
    f"TR00001; {'x' * 101}; lee@alder.example": "too long",
}


@pytest.mark.parametrize("line", WRONG)
def test_one_line_that_is_wrong_is_said_and_nobody_is_invited(client: Client, manager: YstPerson, line: str) -> None:
    trust_with(manager, "joined", {"lead": "lead"})
    before, text = invited(manager), f"TR00002; Bo Birch; bo@birch.example\n{line}"

    answer = client.post(URL, {"lines": text})

    assert answer.status_code == 422
    assert WRONG[line] in answer.content.decode()
    assert "bo@birch.example" in answer.content.decode()  # what was typed stays
    assert invited(manager) == before
    with acting(manager):
        assert not Trust.objects.filter(group_id="TR00002").exists()


def test_chosen_trusts_that_nobody_has_joined_are_offered_a_line(client: Client, manager: YstPerson) -> None:
    trust_with(manager, "joined", {"lead": "lead"})

    page = client.get(f"{URL}?name=t").content.decode()

    assert "Typed Trust; ; " in page
    assert "Joined Trust" not in page


def test_a_line_is_read_however_its_parts_are_apart() -> None:
    for line in (
        "A, B Trust; Cy Dee; c@d.example",
        "A, B Trust\tCy Dee\tc@d.example",
        "A, B Trust, Cy Dee, c@d.example",
    ):
        wanted = read_line(1, line)
        assert (wanted.trust, wanted.name, wanted.email) == ("A, B Trust", "Cy Dee", "c@d.example")


def test_two_hundred_people_are_too_many_at_once(client: Client, manager: YstPerson) -> None:
    text = "\n".join(f"Trust {n}; Cy Dee; c{n}@d.example" for n in range(200))

    assert "Invite at most 100 at once" in client.post(URL, {"lines": text}).content.decode()
