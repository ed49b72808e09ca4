"""From the register to a trust’s first lead: upload, check, apply, find, open; and a stranger who asks to join."""

import re

from playwright.sync_api import Page, expect

from accounts.models import RegisteredTrust, YstPerson
from tests.extracts import groups, link, links, school, schools, trust
from tests.journeys.site import Site
from tests.journeys.working import Worker, link_in

IMPORTS = "/yst/register/imports/"
WORKER = 60_000  # milliseconds until a worker that has just started, on a busy machine, has done its part


def given_a_register(page: Page, first: int) -> None:
    """Two trusts and a row that is refused, brought in in the browser."""
    alder = trust(first, Group_Name=f"Alder Hill {first}")
    page.goto("/")
    page.get_by_role("link", name="Register", exact=True).click()
    page.get_by_role("link", name="Bring it up to date").click()
    when_uploads(
        page, groups(alder, trust(first + 1, Group_Name=f"Birch Hill {first}"), trust(first + 2, Group_ID="X")),
        schools(school(first, first)), links(link(first, first)),
    )  # fmt: skip


def when_uploads(page: Page, *files: bytes) -> None:
    named = [{"name": f"{n}.csv", "mimeType": "text/csv", "buffer": content} for n, content in enumerate(files)]
    page.get_by_label("Files from the register").set_input_files(named)
    page.get_by_role("button", name="Upload and check").click()


def when_applied(page: Page) -> None:
    expect(page.get_by_role("heading", name="The check is done; nothing has changed yet")).to_be_visible(timeout=WORKER)
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="The register here is up to date")).to_be_visible(timeout=WORKER)


def test_from_the_files_to_the_first_lead(site: Site, manager: YstPerson, worker: Worker) -> None:
    page = site.enter(manager)
    given_a_register(page, 4101)
    expect(page.get_by_role("link", name=re.compile("2 Trusts to add"))).to_be_visible(timeout=WORKER)
    expect(page.get_by_role("row", name=re.compile("4103 Trust 4103"))).to_contain_text("not TR and five digits")
    when_applied(page)

    page.get_by_role("link", name="Look at the register").click()
    page.get_by_label("Find a trust").press_sequentially("ald")
    expect(page.get_by_role("heading", name="1 trust found for “ald”")).to_be_visible()
    expect(page.locator("#told")).to_have_text("1 trust found")
    expect(page.get_by_label("Find a trust")).to_be_focused()
    page.get_by_role("link", name="Alder Hill 4101").click()
    expect(page.get_by_role("row", name=re.compile("School 4101"))).to_be_visible()

    page.get_by_role("link", name="Open it and invite its first review lead").click()
    page.get_by_label("name").fill("Lee Ash")
    page.get_by_label("email address").fill("lee@alder-hill.example")
    page.get_by_role("button", name="Open and invite").click()
    expect(page.get_by_text("Alder Hill 4101 is open, and Lee Ash has been invited.")).to_be_visible()
    assert "/invitations/" in link_in(worker.mail_to("lee@alder-hill.example"))


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
    expect(page.get_by_text("Bo Marsh has been invited as the first review lead")).to_be_visible()


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
    expect(page.get_by_role("alert").or_(page.locator(".error-summary"))).to_contain_text("by semicolons or tabs")
    when_uploads(page, groups(trust(4401, Group_Name="Café")).decode("cp1252").encode())
    expect(page.get_by_role("heading", name="These files cannot be used")).to_be_visible(timeout=WORKER)
    expect(page.get_by_text("The file is UTF-8; the register’s files are Windows-1252")).to_be_visible()
