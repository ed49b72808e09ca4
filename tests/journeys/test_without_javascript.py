"""The same review without scripts: every form posts, and every answer is a page."""

import re

import pytest
from playwright.sync_api import Page, expect

from frameworks.content import StatementContent
from tests.builders import PATTERNS, Cast, draft, rate, submit
from tests.journeys.site import Site
from tests.journeys.steps import (
    address,
    card,
    choice,
    given_rating,
    option,
    stored,
    then_all_is_stored_and_submitted,
    when_rates,
    when_submits,
)

WITHOUT = {"java_script_enabled": False}
NOTE = "Board minutes of the last three years."
RATIONALE = "Seen in seven schools of nine."
STEP = "Name a link governor in every school."


def by_choosing(page: Page, statement: StatementContent, level: int | None) -> None:
    option(page, statement.code, level).check()


def when_save(page: Page) -> None:
    """Save, and wait until the next page is there: Chromium cannot go back from one that is still arriving."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").click()


def when_colleagues_rate_and_submit(cast: Cast) -> None:
    for who in ("colleague", "second"):
        rate(cast, who)
        submit(cast, who)


def when_rating_is_started(page: Page, cast: Cast) -> None:
    page.goto(address(cast))
    page.get_by_role("link", name="Check and start rating").click()
    page.get_by_role("button", name="Start rating for everyone").click()


def when_ratings_are_shown_and_a_split_agreed(page: Page, cast: Cast) -> None:
    page.goto(address(cast))
    page.get_by_role("link", name="Show everyone’s ratings").click()
    page.get_by_role("button", name="Show everyone’s ratings").click()
    page.get_by_role("button", name=re.compile("^Confirm the")).click()
    page.get_by_role("main").get_by_role("link", name="Agree one at a time").click()
    choice(page, 2).check()
    page.get_by_label("Why we agreed on it").fill(RATIONALE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main").get_by_text("is recorded.")).to_be_visible()


def when_planned_and_settled(page: Page, cast: Cast) -> None:
    page.get_by_role("link", name="Add a next step").click()
    page.get_by_label("Next step").fill(STEP)
    page.get_by_role("button", name="Save").click()
    page.goto(address(cast, "comparison/rest-open/"))
    page.get_by_role("textbox").fill("After the spring visits.")
    page.get_by_role("button", name="Leave them open").click()
    told = re.compile(r"^\d+ of 42 statements agreed, \d+ left open$")
    expect(page.get_by_role("heading", name=told)).to_be_visible()


def then_it_is_signed_off_and_read(page: Page, cast: Cast) -> None:
    page.goto(address(cast))
    page.get_by_role("link", name="Check and sign off").click()
    page.get_by_role("button", name="Sign off").click()
    page.get_by_role("link", name="See what we agreed").click()
    expect(page.get_by_role("main")).to_contain_text(RATIONALE)
    page.get_by_role("link", name="Next steps").click()
    expect(page.get_by_role("row", name=re.compile(STEP))).to_be_visible()


def test_a_whole_review_without_scripts(site: Site, cast: Cast) -> None:
    draft(cast)
    lead = site.enter(cast.lead, **WITHOUT)
    when_rating_is_started(lead, cast)
    when_rates(lead, cast, "lead", by_choosing)
    when_submits(lead)
    then_all_is_stored_and_submitted(cast, "lead")
    when_colleagues_rate_and_submit(cast)

    when_ratings_are_shown_and_a_split_agreed(lead, cast)
    when_planned_and_settled(lead, cast)
    then_it_is_signed_off_and_read(site.enter(cast.executive, **WITHOUT), cast)


@pytest.fixture
def tab(site: Site, cast: Cast) -> Page:
    """The first domain, open for the colleague, who has rated nothing."""
    given_rating(cast)
    opened = site.enter(cast.colleague, **WITHOUT)
    opened.goto(address(cast, "rating/1/"))
    return opened


def test_nothing_promises_what_only_a_script_does(tab: Page) -> None:
    expect(tab.get_by_role("button", name=re.compile("^Clear"))).to_have_count(0)
    expect(tab.get_by_text("All changes saved")).to_be_hidden()
    expect(tab.get_by_text("press 1 2 3")).to_be_hidden()


def test_what_was_written_before_stays(tab: Page, cast: Cast) -> None:
    option(tab, "1.1", 2).check()
    card(tab, "1.1").locator("summary").click()
    tab.get_by_label("Evidence", exact=True).first.fill(NOTE)
    when_save(tab)
    tab.go_back()
    option(tab, "1.2", 3).check()
    when_save(tab)

    found = stored(cast, "colleague")
    assert (found["1.1"].level, found["1.1"].note, found["1.2"].level) == (2, NOTE, 3)


def test_what_another_window_saved_is_not_overwritten_unseen(site: Site, tab: Page, cast: Cast) -> None:
    other = site.enter(cast.colleague, **WITHOUT)
    other.goto(address(cast, "rating/1/"))
    for window, level in ((other, 3), (tab, 1)):
        option(window, "1.1", level).check()
        when_save(window)

    expect(tab.get_by_role("alert")).to_contain_text("Some answers were not saved")
    expect(card(tab, "1.1")).to_contain_text("It is stored as: Embedded.")
    expect(option(tab, "1.1", 1)).to_be_checked()
    assert stored(cast, "colleague")["1.1"].level == 3
    when_save(tab)
    assert stored(cast, "colleague")["1.1"].level == 1


def test_the_rest_of_a_domain_is_marked_with_one_button(tab: Page, cast: Cast) -> None:
    option(tab, "1.2", 3).check()
    when_save(tab)
    tab.goto(address(cast, "rating/1/"))
    tab.get_by_role("button", name="Can’t say for the rest").click()

    expect(tab.get_by_text("All answered").first).to_be_visible()
    assert [r.cant_say for _, r in sorted(stored(cast, "colleague").items())] == [True, False, True, True, True, True]


def test_a_submission_is_taken_back(tab: Page, cast: Cast) -> None:
    rate(cast, "colleague", PATTERNS["colleague"])
    tab.goto(address(cast, "answers/"))
    when_submits(tab)
    tab.get_by_role("button", name="Take my submission back").click()

    expect(tab.locator("main").get_by_text("You can change your ratings again.")).to_be_visible()
    tab.goto(address(cast, "rating/1/"))
    expect(option(tab, "1.1", 1)).to_be_enabled()
