"""A line that is slow, drops or brings only part of a page: what was answered is stored, and no sentence runs ahead."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from reviews.lifecycle import Stage
from reviews.review.operations.rating import recall_submission
from tests.builders import NOON, PASSWORD, Cast, acting, rate, reveal, review_at, standing, submit
from tests.journeys.design.rating_page import kept_on
from tests.journeys.site import Site
from tests.journeys.steps import address, choice, evidence, given_rating, option, state, stored, when_signs_in

SAVED = re.compile(r"^Saved \d\d:\d\d$")
NOTE = "Board minutes, and six visits."


@pytest.fixture
def tab(site: Site, cast: Cast) -> Page:
    """The first domain, open for the colleague; the other two have submitted."""
    given_rating(cast, "lead", "second", names_shown=True)
    opened = site.enter(cast.colleague)
    opened.goto(address(cast, "rating/1/"))
    return opened


def when_answered_offline(page: Page) -> None:
    """An answer is given without a connection, and the tab is closed without a question being asked."""
    page.context.set_offline(True)
    option(page, "1.1", 3).check()
    evidence(page, "1.1").fill(NOTE)
    expect(state(page, "1.1")).to_have_text("Not saved: no connection")
    assert kept_on(page)
    # the emulated line comes back for what outlives a page, which a real one would not
    page.evaluate("() => void (window.fetch = () => Promise.reject(new TypeError('no connection')))")
    page.close()


def when_signs_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_an_answer_before_the_scripts_is_stored_once_they_come(tab: Page, cast: Cast) -> None:
    late: list[Route] = []
    tab.route("**/*.js", lambda route: late.append(route))  # noqa: PLW0108 it asks a method of its own
    tab.goto(tab.url, wait_until="commit")
    option(tab, "1.1", 2).check()
    expect(tab.get_by_text("All changes saved")).to_be_hidden()
    for route in late:
        route.continue_()

    expect(state(tab, "1.1")).to_have_text(SAVED)
    assert stored(cast, "colleague")["1.1"].level == 2


def test_what_is_typed_before_the_scripts_is_looked_for_once_they_come(site: Site) -> None:
    late: list[Route] = []
    opened = site.visitor()
    opened.route("**/htmx*", lambda route: late.append(route))  # noqa: PLW0108 it asks a method of its own
    opened.goto("/join/", wait_until="commit")
    opened.get_by_label("Your trust").fill("Alder")
    for route in late:
        route.continue_()

    expect(opened.locator("#told")).to_have_text("No trust is found")


def test_answers_given_fast_are_all_counted(tab: Page) -> None:
    for n in range(1, 7):
        option(tab, f"1.{n}", 2).check()

    expect(tab.get_by_text(re.compile(r"^All changes saved \d"))).to_be_visible()
    expect(tab.locator("#dock-progress")).to_contain_text("6 of 6 answered")
    expect(tab.locator("#rail-total")).to_contain_text("6 of 42")


def test_leaving_right_after_an_answer_asks_nothing_and_stores_it(tab: Page, cast: Cast) -> None:
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    evidence(tab, "1.1").fill(NOTE)
    tab.get_by_role("link", name="Help").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("How a self-review works")

    when_signs_out(tab)
    assert stored(cast, "colleague")["1.1"].note == NOTE
    assert asked == []
    assert kept_on(tab) == {}


def test_a_tab_closed_offline_loses_nothing(tab: Page, cast: Cast) -> None:
    context = tab.context
    when_answered_offline(tab)
    context.set_offline(False)
    later = context.new_page()
    later.goto(address(cast, "rating/1/"))

    expect(state(later, "1.1")).to_have_text(SAVED)
    expect(evidence(later, "1.1")).to_have_value(NOTE)
    assert (stored(cast, "colleague")["1.1"].level, stored(cast, "colleague")["1.1"].note) == (3, NOTE)


def test_any_page_sends_what_a_closed_tab_left(tab: Page, cast: Cast) -> None:
    context = tab.context
    when_answered_offline(tab)
    context.set_offline(False)
    later = context.new_page()
    later.goto("/help/")
    when_signs_out(later)

    assert stored(cast, "colleague")["1.1"].note == NOTE


def test_the_next_person_at_the_computer_neither_sees_nor_sends_it(tab: Page, cast: Cast) -> None:
    context, before = tab.context, stored(cast, "second")
    when_answered_offline(tab)
    context.clear_cookies()
    context.set_offline(False)
    later = context.new_page()
    later.goto(address(cast))
    when_signs_in(later, cast.second.user.email, PASSWORD)
    expect(later.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
    when_signs_out(later)
    assert (stored(cast, "second"), stored(cast, "colleague")) == (before, {})
    assert len(kept_on(later)) == 1

    when_signs_in(later, cast.colleague.user.email, PASSWORD)
    expect(later.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
    later.goto(address(cast, "rating/1/"))
    expect(evidence(later, "1.1")).to_have_value(NOTE)
    expect(state(later, "1.1")).to_have_text(SAVED)


def test_what_came_too_late_is_kept_no_longer(tab: Page, cast: Cast) -> None:
    context = tab.context
    when_answered_offline(tab)
    reveal(cast, early_reason="away")
    context.set_offline(False)
    later = context.new_page()
    later.goto("/help/")
    when_signs_out(later)

    assert kept_on(later) == {}
    assert stored(cast, "colleague") == {}


def test_what_was_submitted_elsewhere_meanwhile_is_kept_until_it_is_taken_back(tab: Page, cast: Cast) -> None:
    context = tab.context
    when_answered_offline(tab)
    rate(cast, "colleague")
    submit(cast, "colleague")
    context.set_offline(False)
    later = context.new_page()
    with later.expect_response(lambda answer: answer.request.method == "POST") as refused:
        later.goto("/help/")
    assert refused.value.status == 409
    assert len(kept_on(later)) == 1

    with acting(cast.colleague):
        recall_submission(by=standing(cast.colleague, cast.review), at=NOON)
    later.goto(address(cast, "rating/1/"))
    expect(evidence(later, "1.1")).to_have_value(NOTE)


def test_a_form_that_htmx_would_send_works_without_it(site: Site, cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    lead = site.enter(cast.lead)
    lead.route("**/htmx*", lambda route: route.abort())
    lead.goto(address(cast, "meeting/new/"))
    lead.get_by_label(re.compile(r"^\s*45 minutes")).check()
    lead.get_by_role("button", name="Start the meeting").click()
    colleague = site.enter(cast.colleague)
    colleague.route("**/htmx*", lambda route: route.abort())
    colleague.goto(address(cast, "meeting/"))
    lead.get_by_role("button", name=re.compile("with statement")).click()
    expect(colleague.locator("#room-statement")).to_be_visible()
    choice(lead, 2).check()
    lead.get_by_label("Why (optional)").fill(NOTE)
    lead.get_by_role("button", name="Save, and stay here").click()

    expect(lead.locator("main").get_by_text("is recorded.")).to_be_visible()
    assert kept_on(lead) == {}


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_paste_that_is_too_long_stays_whole_and_is_counted(
    site: Site, cast: Cast, *, java_script_enabled: bool
) -> None:
    review_at(cast, Stage.COMPARING)
    page = site.enter(cast.colleague, java_script_enabled=java_script_enabled)
    page.goto(address(cast, "statements/1.1/"))
    choice(page, 2).check()
    text = "What was said. " * 400 + "THE END"
    why = page.get_by_label("Why we agreed on it")
    why.fill(text)
    if java_script_enabled:
        expect(page.locator("#id_rationale_count")).to_contain_text("6,007 characters, 1,007 too many.")
        expect(page.locator("#live")).to_contain_text("Nothing is cut off")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("too long")
    expect(why).to_have_value(text)
