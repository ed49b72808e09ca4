"""Steps from the register's files to a trust with its first review lead, as people take them in the browser."""

import re

from playwright.sync_api import Page, expect

from tests.builders import PASSWORD
from tests.extracts import groups, link, links, school, schools, trust

WORKER = 60_000  # milliseconds until a worker that has just started, on a busy machine, has done its part


def given_a_register(page: Page, first: int) -> None:
    """Two trusts and a row that is refused, brought in by a programme manager; not applied yet."""
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
    expect(page.get_by_role("heading", name="Applied", exact=True)).to_be_visible(timeout=WORKER)


def when_finds(page: Page, typed: str, name: str) -> None:
    """Type in the register's search until the trust is the one that is found; open its page."""
    page.get_by_role("link", name="Register", exact=True).click()
    page.get_by_label("Find a trust").press_sequentially(typed)
    expect(page.get_by_role("heading", name=f"1 trust found for “{typed}”")).to_be_visible()
    expect(page.locator("#told")).to_have_text("1 trust found")
    expect(page.get_by_label("Find a trust")).to_be_focused()
    page.get_by_role("link", name=name).click()


def when_opens(page: Page, name: str, lead: str, email: str) -> None:
    """From a trust's page in the register."""
    page.get_by_role("link", name="Open it and invite its first review lead").click()
    page.get_by_label("name").fill(lead)
    page.get_by_label("email address").fill(email)
    page.get_by_role("button", name="Open and invite").click()
    expect(page.locator("main").get_by_text(f"{name} is open, and {lead} has been invited.")).to_be_visible()


def when_the_first_lead_joins(guest: Page, link: str, name: str) -> None:
    """By the link of the invitation, with a new account; then their trust's first page is there."""
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text(re.compile(f"to join {name}$"))
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Accept and join").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(name)
    expect(guest.get_by_role("link", name="Set up a self-review")).to_be_visible()
