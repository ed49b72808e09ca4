"""From the register to a trust’s first lead, who joins; and a stranger who asks to join."""

import re

from playwright.sync_api import expect

from accounts.models import YstPerson
from accounts.register.models import RegisteredTrust
from tests.journeys.registering import (
    WORKER,
    given_a_register,
    when_applied,
    when_finds,
    when_opens,
    when_the_first_lead_joins,
    when_uploads,
)
from tests.journeys.site import Site
from tests.journeys.working import Worker, link_in

IMPORTS = "/yst/register/imports/"


def test_from_the_files_to_the_first_lead(site: Site, manager: YstPerson, worker: Worker) -> None:
    page, name = site.enter(manager), "Alder Hill 4101"
    given_a_register(page, 4101)
    expect(page.get_by_role("link", name=re.compile("2 Trusts to add"))).to_be_visible(timeout=WORKER)
    expect(page.get_by_role("row", name=re.compile("4103 Trust 4103"))).to_contain_text("not TR and five digits")
    when_applied(page)

    when_finds(page, "ald", name)
    expect(page.get_by_role("row", name=re.compile("School 4101"))).to_be_visible()
    when_opens(page, name, "Lee Ash", "lee@alder-hill.example")

    when_the_first_lead_joins(site.visitor(), link_in(worker.mail_to("lee@alder-hill.example")), name)
    page.reload()
    expect(page.get_by_text("lee@alder-hill.example: joined")).to_be_visible()


def test_a_stranger_asks_and_a_manager_accepts(site: Site, manager: YstPerson, worker: Worker) -> None:
    page = site.enter(manager)
    given_a_register(page, 4201)
    when_applied(page)
    stranger = site.visitor()
    stranger.goto("/")
    stranger.get_by_role("link", name="Ask to join").click()
    stranger.get_by_label("Your trust").press_sequentially("TR04202")
    expect(stranger.locator("#told")).to_have_text("1 trust found")
    stranger.get_by_role("link", name="Birch Hill 4201").click()
    stranger.get_by_label("Your name").fill("Bo Marsh")
    stranger.get_by_label("Your role in the trust").fill("Chief executive")
    stranger.get_by_label("Your work email address").fill("bo@birch-hill.example")
    stranger.get_by_role("button", name="Send me the link").click()
    expect(stranger.get_by_role("heading", name="Look in your email")).to_be_visible()

    link = link_in(worker.mail_to("bo@birch-hill.example"))
    for _ in range(2):  # a scanner, then the person
        stranger.goto(link)
    stranger.get_by_role("button", name="Ask to join").click()
    expect(stranger.get_by_role("heading", name="Thank you")).to_be_visible()

    page.goto("/yst/requests/")
    page.get_by_role("link", name="Birch Hill 4201").click()
    page.get_by_role("button", name="Invite Bo Marsh as first review lead").click()
    expect(page.locator("main").get_by_text("Bo Marsh has been invited as the first review lead")).to_be_visible()


def test_without_javascript_all_of_it_works(site: Site, manager: YstPerson, worker: Worker) -> None:
    page = site.enter(manager, java_script_enabled=False)
    given_a_register(page, 4301)
    for _ in range(200):
        if page.get_by_role("button", name="Apply").is_visible():
            break
        page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Apply").click()
    for _ in range(200):
        if page.get_by_role("link", name="Look at the register").is_visible():
            break
        page.get_by_role("link", name="Look again").click()
    page.goto("/yst/register/")
    page.get_by_label("Find a trust").fill("birch hill 4301")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="1 trust found for")).to_be_visible()
    assert RegisteredTrust.objects.filter(name="Birch Hill 4301").exists()


def test_what_cannot_be_used_says_what_to_do(site: Site, manager: YstPerson, worker: Worker) -> None:
    page = site.enter(manager)
    page.goto(IMPORTS)
    when_uploads(page, b"URN;Name\n1;X\n")
    expect(page.get_by_role("alert").or_(page.locator(".error-summary"))).to_contain_text(
        "none of the register’s three"
    )
