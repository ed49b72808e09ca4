"""Every email fits a phone, whatever it names: nothing scrolls sideways, and its title is escaped once."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility.fit import WIDTH
from tests.naming import NAME, OURS, Named, rendered, templates

EMAILS = [name for name in templates("**/*.html", OURS) if name.startswith("emails/") or "/email/" in name]
LONG = Named(f"{'w' * 60}@{'x' * 60}.example")
LINK = f"https://here.example/{'y' * 300}/"
LINKS = ("link", "activate_url", "password_reset_url", "signup_url")


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Page:
    return chromium.new_page()


def test_the_sweep_finds_our_emails_and_the_accounts() -> None:
    assert len([name for name in EMAILS if name.startswith("emails/")]) >= 9
    assert len([name for name in EMAILS if name.startswith(("account/", "mfa/"))]) >= 12


@pytest.mark.django_db
@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("name", EMAILS)
def test_an_email_is_no_wider_than_a_phone(page: Page, name: str, width: int) -> None:
    addresses = ("email", "to_email", "from_email", "deleted_email", "trust_name", "title", "words")
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(rendered(name, **dict.fromkeys(LINKS, LINK), **dict.fromkeys(addresses, LONG)))

    assert page.evaluate(WIDTH) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", EMAILS)
def test_an_emails_title_is_escaped_once(page: Page, name: str) -> None:
    page.set_content(rendered(name, subject=NAME))

    assert page.title() == NAME
