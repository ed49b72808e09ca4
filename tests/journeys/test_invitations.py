"""An invitation from the page to the door: looking uses nothing up, the address decides, and a link ends."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Invitation, Role
from accounts.operations import create_account_for, invite_member
from accounts.operations.inviting import Invited
from tests.builders import PASSWORD, Cast, acting
from tests.journeys.site import Site
from tests.journeys.steps import then_says_in_time, when_signs_in
from tests.journeys.working import Worker, link_in

NAME = "Ada Lind"


@pytest.fixture
def address(cast: Cast) -> str:
    """An address that nobody has used before."""
    return f"ada@{cast.trust.slug}.example"


def given_invited(cast: Cast, email: str, *, days_ago: int = 0) -> Invited:
    with acting(cast.lead):
        return invite_member(
            trust=cast.trust, email=email, name=NAME, job_title="", role=Role.COLLEAGUE, by=cast.lead,
            at=timezone.now() - timedelta(days=days_ago),
        )  # fmt: skip


def given_account(email: str) -> None:
    create_account_for(email=email, password=PASSWORD)


def link_of(invited: Invited) -> str:
    return f"/invitations/{invited.token}/"


def when_invites(page: Page, email: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Email address").fill(email)
    page.get_by_label(re.compile(r"^\s*Trustee")).check()
    page.get_by_role("button", name="Send the invitation").click()


def when_accepts_with_password(page: Page, password: str) -> None:
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Accept and join").click()


def then_has_joined(page: Page, cast: Cast) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(cast.trust.name)
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("row", name=re.compile(NAME))).to_contain_text("Joined")


def row(page: Page, cast: Cast) -> str:
    """The line about the invited person in the list of people."""
    page.goto(f"/trusts/{cast.trust.slug}/people/")
    return page.get_by_role("row", name=re.compile(NAME)).inner_text()


def test_from_the_page_by_mail_to_a_new_account(site: Site, cast: Cast, worker: Worker, address: str) -> None:
    lead, guest = site.enter(cast.lead), site.visitor()
    when_invites(lead, address)
    expect(lead.locator("main").get_by_text(f"Invitation to {address} is on its way.")).to_be_visible()
    link = link_in(worker.mail_to(address))
    for _ in range(2):  # a mail server's scanner looks, and looks again
        assert guest.request.head(link).status == guest.request.get(link).status == 200

    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text(f"Priya Nair invites you to join {cast.trust.name}")
    expect(guest.get_by_text("You never see an individual rating.")).to_be_visible()
    when_accepts_with_password(guest, PASSWORD)
    then_has_joined(guest, cast)
    assert site.visitor().goto(link).status == 200
    expect(guest.get_by_role("heading", name="People")).to_be_visible()


def test_the_list_says_that_the_mail_server_refused_an_address(site: Site, cast: Cast, worker: Worker) -> None:
    lead = site.enter(cast.lead)
    when_invites(lead, "refused@thistledown.example")

    then_says_in_time(lead, "Refused by the mail server")
    assert "correct the address" in row(lead, cast)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "too common"),
        ("", "Fill in “Password”."),
    ],
)
def test_rules_of_a_password_are_said_in_words(site: Site, cast: Cast, address: str, password: str, words: str) -> None:
    guest = site.visitor()
    guest.goto(link_of(given_invited(cast, address)))
    expect(guest.get_by_label("Password")).to_have_accessible_description(re.compile("At least 12 characters"))
    when_accepts_with_password(guest, password)

    expect(guest.get_by_role("alert")).to_contain_text(words)
    expect(guest.get_by_role("alert")).to_be_focused()
    expect(guest).to_have_title(re.compile("^Error: "))
    when_accepts_with_password(guest, PASSWORD)
    then_has_joined(guest, cast)


def test_somebody_with_an_account_signs_in_to_accept(site: Site, cast: Cast, address: str) -> None:
    given_account(address)
    guest = site.visitor()
    guest.goto(link_of(given_invited(cast, address)))
    expect(guest.get_by_label("Password")).to_have_count(0)
    guest.get_by_role("link", name=f"Sign in as {address} to accept").click()
    when_signs_in(guest, address, PASSWORD)
    guest.get_by_role("button", name="Accept and join").click()

    expect(guest.locator("main").get_by_text(f"You have joined {cast.trust.name}.")).to_be_visible()
    then_has_joined(guest, cast)


def test_somebody_signed_in_accepts_with_one_press(site: Site, cast: Cast, address: str) -> None:
    given_account(address)
    guest = site.visitor()
    guest.goto("/accounts/login/")
    when_signs_in(guest, address, PASSWORD)
    expect(guest.get_by_role("heading", name="You do not belong to a trust here")).to_be_visible()
    guest.goto(link_of(given_invited(cast, address)))
    guest.get_by_role("button", name="Accept and join").click()

    then_has_joined(guest, cast)


def test_signed_in_with_another_address_one_is_told_what_to_do(site: Site, cast: Cast, address: str) -> None:
    invited = given_invited(cast, address)
    page = site.enter(cast.second)
    page.goto(link_of(invited))
    expect(page.get_by_text("You are signed in with another address")).to_be_visible()
    expect(page.get_by_role("button", name="Accept and join")).to_have_count(0)
    page.get_by_role("main").get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Priya Nair invites you to join {cast.trust.name}")
    when_accepts_with_password(page, PASSWORD)
    then_has_joined(page, cast)


def test_a_link_works_once(site: Site, cast: Cast, address: str) -> None:
    link = link_of(given_invited(cast, address))
    guest = site.visitor()
    guest.goto(link)
    when_accepts_with_password(guest, PASSWORD)
    then_has_joined(guest, cast)

    guest.goto(link)  # it leads on
    expect(guest.get_by_role("heading", level=1)).to_have_text(cast.trust.name)
    another = site.visitor()
    another.goto(link)
    expect(another.get_by_role("heading", level=1)).to_have_text("This invitation cannot be used")
    expect(another.get_by_text("It has been accepted.")).to_be_visible()


def test_an_invitation_that_has_run_out_says_whom_to_ask(site: Site, cast: Cast, address: str) -> None:
    guest = site.visitor()
    guest.goto(link_of(given_invited(cast, address, days_ago=15)))

    expect(guest.get_by_text(re.compile("It ran out on .* Ask Priya Nair, or a review lead"))).to_be_visible()
    expect(guest.get_by_role("button", name="Accept and join")).to_have_count(0)
    assert "Invitation ran out on" in row(site.enter(cast.lead), cast)


def test_a_withdrawn_invitation_is_dead_and_off_the_list(site: Site, cast: Cast, address: str) -> None:
    invited = given_invited(cast, address)
    guest, lead = site.visitor(), site.enter(cast.lead)
    guest.goto(link_of(invited))
    lead.goto(f"/trusts/{cast.trust.slug}/people/")
    lead.get_by_role("button", name=f"Withdraw the invitation to {NAME}").click()
    expect(lead.locator("main").get_by_text(f"The invitation to {address} is withdrawn.")).to_be_visible()
    expect(lead.get_by_role("row", name=re.compile(NAME))).to_have_count(0)

    when_accepts_with_password(guest, PASSWORD)
    expect(guest.get_by_text("It was withdrawn.")).to_be_visible()


def test_an_invitation_is_sent_again_once_a_day_and_either_link_joins(
    site: Site, cast: Cast, worker: Worker, address: str
) -> None:
    old = given_invited(cast, address, days_ago=1)
    first = worker.mail_to(address)
    lead, guest = site.enter(cast.lead), site.visitor()
    lead.goto(f"/trusts/{cast.trust.slug}/people/")
    again = lead.get_by_role("button", name=f"Send again to {NAME}")
    again.click()
    expect(lead.locator("main").get_by_text("is on its way again")).to_be_visible()
    expect(again).to_have_count(0)

    assert guest.goto(link_of(old)).status == 200
    guest.goto(link_in(worker.mail_to(address, other_than=first)))
    when_accepts_with_password(guest, PASSWORD)
    then_has_joined(guest, cast)
    with acting(cast.lead):
        assert Invitation.objects.filter(membership=old.member).values_list("accepted_at", flat=True)[0]
