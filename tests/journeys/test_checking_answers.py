"""Checking one's answers and agreeing a statement, on the first screen of a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from reviews.lifecycle import Stage
from tests.builders import Cast, rate, review_at
from tests.journeys.site import Site
from tests.journeys.steps import address, given_rating, option, state, stored

DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
LEFT_EDGES = "[...document.querySelectorAll('.level-help dd')].map((text) => text.getBoundingClientRect().left)"


def height(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollHeight")


def test_an_answer_is_changed_and_one_comes_back(site: Site, cast: Cast) -> None:
    given_rating(cast)
    rate(cast, "colleague")
    page = site.enter(cast.colleague)
    page.goto(address(cast, "answers/"))
    page.get_by_role("link", name="Change your answer to statement 2.3").click()
    option(page, "2.3", 1).check()
    expect(state(page, "2.3")).to_contain_text(re.compile(r"^Saved \d"))
    page.get_by_role("button", name="Back to check your answers").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.get_by_role("heading", name="2. Expert ethical leadership")).to_be_in_viewport()
    assert stored(cast, "colleague")["2.3"].level == 1


@pytest.mark.parametrize(("size", "most"), [(DESK, 3600), (PHONE, 6600)])
def test_the_button_is_on_the_first_screen_and_the_list_is_short(
    site: Site, cast: Cast, size: dict[str, int], most: int
) -> None:
    given_rating(cast)
    rate(cast, "colleague")
    page = site.enter(cast.colleague, viewport=size)
    page.goto(address(cast, "answers/"))

    expect(page.get_by_role("button", name="Submit my ratings").first).to_be_in_viewport(ratio=1)
    assert height(page) < most


def test_what_the_levels_mean_begins_at_one_line(site: Site, cast: Cast) -> None:
    given_rating(cast)
    page = site.enter(cast.colleague)
    page.goto(address(cast, "rating/1/"))
    page.get_by_text("What the levels mean").click()

    assert len(set(page.evaluate(LEFT_EDGES))) == 1


def test_the_form_begins_on_the_first_screen(site: Site, cast: Cast) -> None:
    review_at(cast, Stage.COMPARING, secrets=True)
    page = site.enter(cast.colleague, viewport=DESK)
    page.goto(address(cast, "statements/1.1/"))

    for level in ("Emerging", "Established", "Embedded"):
        expect(page.get_by_role("radio", name=level)).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Why we agreed on it")).to_be_in_viewport()
