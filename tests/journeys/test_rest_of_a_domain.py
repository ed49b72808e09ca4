"""One press marks what is left of a domain "can't say", once what was just answered is saved; what is not is named."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.builders import Cast
from tests.journeys.site import Site, arrived
from tests.journeys.steps import address, evidence, given_rating, option, problem, state, stored

REST = "Can’t say for the rest"
MARKED = "The rest of this domain is marked"


@pytest.fixture
def tab(site: Site, cast: Cast) -> Page:
    """The first domain, open for the colleague, who has rated nothing."""
    given_rating(cast)
    opened = site.enter(cast.colleague)
    opened.goto(address(cast, "rating/1/"))
    return opened


def saves_wait(page: Page) -> list[Route]:
    """From now on no answer reaches the server by itself; these wait."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "only=" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/rating/1/", hold)
    return held


def when_marks_the_rest(page: Page) -> None:
    page.get_by_role("button", name=REST).click()


def test_it_waits_for_the_answer_just_given(tab: Page, cast: Cast) -> None:
    held = saves_wait(tab)
    option(tab, "1.1", 2).check()
    when_marks_the_rest(tab)
    expect(state(tab, "1.1")).to_have_text("Saving…")
    assert stored(cast, "colleague") == {}
    arrived(tab, held, 0).continue_()

    expect(tab.get_by_text(MARKED)).to_be_visible()
    expect(tab.locator("#problem")).to_be_hidden()
    found = stored(cast, "colleague")
    assert [(code, r.level, r.cant_say) for code, r in sorted(found.items())] == [
        ("1.1", 2, False), *((f"1.{n}", None, True) for n in range(2, 7)),
    ]  # fmt: skip


def test_a_note_typed_just_before_stays(tab: Page, cast: Cast) -> None:
    evidence(tab, "1.3").fill("Board minutes.")
    when_marks_the_rest(tab)

    expect(tab.get_by_text(MARKED)).to_be_visible()
    assert (stored(cast, "colleague")["1.3"].cant_say, stored(cast, "colleague")["1.3"].note) == (
        True,
        "Board minutes.",
    )


def test_what_another_tab_answered_is_named_before_anything_is_marked(tab: Page, cast: Cast) -> None:
    other = tab.context.new_page()
    other.goto(tab.url)
    option(other, "1.1", 3).check()
    expect(state(other, "1.1")).to_contain_text("Saved ")
    option(tab, "1.1", 1).check()
    when_marks_the_rest(tab)

    expect(problem(tab)).to_contain_text("Statement 1.1 was changed somewhere else")
    assert set(stored(cast, "colleague")) == {"1.1"}
    tab.get_by_role("button", name="Keep mine").click()
    expect(state(tab, "1.1")).to_contain_text("Saved ")
    when_marks_the_rest(tab)
    expect(tab.get_by_text(MARKED)).to_be_visible()
    assert stored(cast, "colleague")["1.1"].level == 1


def test_without_scripts_answers_are_saved_first_and_what_is_not_is_named(site: Site, cast: Cast) -> None:
    given_rating(cast)
    tab, other = (site.enter(cast.colleague, java_script_enabled=False) for _ in range(2))
    for page in (tab, other):
        page.goto(address(cast, "rating/1/"))
    option(other, "1.1", 3).check()
    other.get_by_role("button", name="Save and continue").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Expert ethical leadership")
    option(tab, "1.1", 1).check()
    option(tab, "1.2", 2).check()
    when_marks_the_rest(tab)

    named = problem(tab).get_by_role("link", name="Statement 1.1: This answer was changed in another window")
    expect(named).to_be_visible()
    expect(tab.get_by_text(MARKED)).to_be_visible()
    found = stored(cast, "colleague")
    assert (found["1.1"].level, found["1.2"].level, found["1.6"].cant_say) == (3, 2, True)
