"""What is typed while agreeing is kept in the browser until it is saved or dropped, for whoever typed it alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from reviews.lifecycle import Stage
from tests.builders import PASSWORD, Cast, review_at
from tests.journeys.design.rating_page import kept_on
from tests.journeys.site import Site, session_of
from tests.journeys.steps import address, choice, when_signs_in

WHY = "Seen in seven schools of nine."
STEP = "Name a link governor in every school."
CODE = "1.1"


@pytest.fixture
def tab(site: Site, cast: Cast) -> Page:
    """A statement to be agreed, open for the colleague, who has chosen a level and typed why."""
    review_at(cast, Stage.COMPARING)
    opened = site.enter(cast.colleague)
    opened.goto(address(cast, f"statements/{CODE}/"))
    when_types(opened)
    return opened


def reason(page: Page) -> Locator:
    return page.get_by_label("Why we agreed on it")


def when_types(page: Page) -> None:
    choice(page, 2).check()
    reason(page).fill(WHY)


def when_saves(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def told(page: Page) -> Locator:
    return page.get_by_text("We kept what you had typed here.")


def test_level_and_reason_are_there_after_adding_a_next_step(tab: Page, cast: Cast) -> None:
    tab.get_by_role("link", name="Add a next step").click()
    tab.get_by_label("Next step").fill(STEP)
    when_saves(tab)

    expect(tab.get_by_role("link", name=STEP)).to_be_visible()
    expect(told(tab)).to_be_visible()
    expect(choice(tab, 2)).to_be_checked()
    expect(reason(tab)).to_have_value(WHY)
    expect(tab.locator("#live")).to_contain_text("We kept what you had typed here. It is not saved yet.")


def test_nothing_is_kept_once_it_is_saved(tab: Page) -> None:
    when_saves(tab)

    expect(tab.locator("main").get_by_text(f"Statement {CODE} is recorded.")).to_be_visible()
    expect(told(tab)).to_be_hidden()
    expect(reason(tab)).to_have_value(WHY)
    assert kept_on(tab) == {}


def test_cancelling_a_next_step_keeps_its_words_until_they_are_dropped(tab: Page) -> None:
    tab.get_by_role("link", name="Add a next step").click()
    tab.get_by_label("Next step").fill(STEP)
    tab.get_by_label("Or somebody else").fill("The sports partnership")
    tab.get_by_role("link", name="Cancel").click()
    tab.get_by_role("link", name="Add a next step").click()
    expect(told(tab)).to_be_visible()
    expect(tab.get_by_label("Next step")).to_have_value(STEP)
    tab.get_by_role("button", name="Drop what I typed").click()

    expect(tab.get_by_label("Next step")).to_have_value("")
    expect(tab.get_by_label("Next step")).to_be_focused()
    tab.reload()
    expect(told(tab)).to_be_hidden()
    expect(tab.get_by_label("Or somebody else")).to_have_value("")


def test_it_belongs_to_its_statement(tab: Page, cast: Cast) -> None:
    tab.goto(address(cast, "statements/1.2/"))

    expect(told(tab)).to_be_hidden()
    expect(reason(tab)).to_have_value("")


def test_what_was_refused_is_kept_as_it_was_typed(tab: Page) -> None:
    choice(tab, 2).evaluate("radio => { radio.checked = false }")
    when_saves(tab)
    expect(tab.locator(".error-summary")).to_be_visible()
    tab.get_by_role("link", name="Add a next step").click()
    tab.get_by_role("link", name="Cancel").click()

    expect(reason(tab)).to_have_value(WHY)


def test_what_somebody_else_agreed_meanwhile_is_seen_before_it_is_replaced(site: Site, tab: Page, cast: Cast) -> None:
    other = site.enter(cast.lead)
    other.goto(tab.url)
    choice(other, 3).check()
    reason(other).fill("Everywhere, we think.")
    when_saves(other)
    expect(other.locator("main").get_by_text("is recorded.")).to_be_visible()
    tab.reload()
    expect(reason(tab)).to_have_value(WHY)
    when_saves(tab)

    expect(tab.get_by_text("changed this while you had it open")).to_be_visible()
    expect(reason(tab)).to_have_value(WHY)
    tab.get_by_role("link", name="Take theirs").click()
    expect(reason(tab)).to_have_value("Everywhere, we think.")
    expect(choice(tab, 3)).to_be_checked()


def when_signs_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()


def asked(page: Page) -> Locator:
    return page.get_by_role("alertdialog", name="Not all you typed is saved")


def test_signing_out_names_what_is_not_saved_and_one_may_stay(tab: Page) -> None:
    when_signs_out(tab)
    expect(asked(tab).get_by_role("heading")).to_be_focused()
    asked(tab).get_by_role("button", name="Stay signed in").click()
    expect(asked(tab)).to_be_hidden()
    tab.get_by_role("link", name="Help").first.click()
    when_signs_out(tab)
    asked(tab).get_by_role("link", name=f"Statement {CODE}").click()

    expect(reason(tab)).to_have_value(WHY)


def test_what_is_kept_at_sign_out_is_there_at_the_next_sign_in(tab: Page, cast: Cast) -> None:
    when_signs_out(tab)
    asked(tab).get_by_role("button", name="Sign out and keep it here").click()
    when_signs_in(tab, cast.colleague.user.email, PASSWORD)
    tab.goto(address(cast, f"statements/{CODE}/"))

    expect(told(tab)).to_be_visible()
    expect(reason(tab)).to_have_value(WHY)


def test_what_is_deleted_at_sign_out_is_gone(tab: Page) -> None:
    when_signs_out(tab)
    asked(tab).get_by_role("button", name="Sign out and delete it").click()

    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()
    assert kept_on(tab) == {}


def test_nothing_is_asked_when_all_is_saved(tab: Page) -> None:
    when_saves(tab)
    expect(tab.locator("main").get_by_text("is recorded.")).to_be_visible()
    when_signs_out(tab)

    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()


def test_it_comes_back_to_whoever_typed_it_when_their_session_has_ended(tab: Page, cast: Cast) -> None:
    session_of(tab).delete()
    when_saves(tab)
    when_signs_in(tab, cast.colleague.user.email, PASSWORD)

    expect(told(tab)).to_be_visible()
    expect(reason(tab)).to_have_value(WHY)


def test_it_never_comes_back_for_somebody_else(tab: Page, cast: Cast) -> None:
    session_of(tab).delete()
    when_saves(tab)
    when_signs_in(tab, cast.lead.user.email, PASSWORD)

    expect(tab.get_by_role("heading", name="What we agree")).to_be_visible()
    expect(reason(tab)).to_have_value("")
    expect(told(tab)).to_be_hidden()
    assert WHY not in str(kept_on(tab))
    when_signs_out(tab)
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()


def test_without_scripts_the_page_says_before_that_it_leaves(site: Site, cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    page = site.enter(cast.colleague, java_script_enabled=False)
    page.goto(address(cast, f"statements/{CODE}/"))

    expect(page.get_by_text("save what you have typed on this one first")).to_be_visible()
    expect(told(page)).to_be_hidden()
