"""Rating, submitting and agreeing by Tab, arrows, 1 to 4, Enter and Space alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from reviews.lifecycle import Stage
from tests.builders import Cast, rate, review_at
from tests.journeys.site import Site
from tests.journeys.steps import address, choice, content, given_rating, option, state, stored

MOST_TABS = 120
FOCUSED = "document.activeElement"
LABEL = f"{FOCUSED}.innerText || {FOCUSED}.labels?.[0]?.innerText || {FOCUSED}.name || ''"
OUTLINE = f"""(() => {{
  const drawn = (el) => ['outlineStyle', 'boxShadow'].some((what) => getComputedStyle(el)[what] !== 'none');
  return drawn({FOCUSED}) || drawn({FOCUSED}.closest('label, summary, .option') ?? {FOCUSED});
}})()"""
# the parts of the focused element, or of its label, that dock or window leave to be seen
COVERED = f"""(() => {{
  const el = {FOCUSED}.closest('.option') ?? {FOCUSED};
  const box = el.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
  return el !== document.body && !(at && (el.contains(at) || at.contains(el) && !at.matches('.dock, .dock *')));
}})()"""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, words: str, key: str = "Tab") -> None:
    """Press Tab until the focused control has these words."""
    for _ in range(MOST_TABS):
        press(page, key)
        if re.search(words, page.evaluate(LABEL)):
            return
    raise AssertionError(f"Tab never reaches {words}.")


@pytest.fixture
def tab(site: Site, cast: Cast) -> Page:
    """The first domain, open for the colleague, who has rated nothing."""
    given_rating(cast)
    opened = site.enter(cast.colleague)
    opened.goto(address(cast, "rating/1/"))
    return opened


def test_the_first_tab_leads_past_the_header(tab: Page) -> None:
    press(tab, "Tab")
    expect(tab.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    press(tab, "Enter", "Tab")

    assert tab.evaluate(f"document.getElementById('main').contains({FOCUSED})")


def test_a_domain_is_rated_with_numbers_and_enter(tab: Page, cast: Cast) -> None:
    tab_to(tab, "^Emerging")
    for key in "123412":
        press(tab, key, "Enter")
    expect(tab.get_by_text("All changes saved")).to_be_visible()
    expect(tab.get_by_role("button", name="Save and continue")).to_be_focused()
    press(tab, "Enter")

    expect(tab.get_by_role("heading", level=1)).to_have_text(content(cast).domains[1].short_title)
    found = stored(cast, "colleague")
    assert [(found[f"1.{n}"].level, found[f"1.{n}"].cant_say) for n in range(1, 7)] == [
        (1, False), (2, False), (3, False), (None, True), (1, False), (2, False),
    ]  # fmt: skip


def test_arrows_and_space_choose_and_notes_are_typed(tab: Page, cast: Cast) -> None:
    tab_to(tab, "^Emerging")
    press(tab, "Space", "ArrowRight", "ArrowRight")
    tab_to(tab, "Add evidence")
    press(tab, "Enter", "Tab")
    tab.keyboard.type("1 of 3 boards, and 2 visits.")

    expect(state(tab, "1.1")).to_contain_text(re.compile(r"^Saved \d"))
    found = stored(cast, "colleague")["1.1"]
    assert (found.level, found.note) == (3, "1 of 3 boards, and 2 visits.")


def test_clear_takes_the_rating_back(tab: Page, cast: Cast) -> None:
    tab_to(tab, "^Emerging")
    press(tab, "2")
    tab_to(tab, "^Clear")
    press(tab, "Enter")

    expect(option(tab, "1.1", 1)).to_be_focused()
    expect(state(tab, "1.1")).to_contain_text(re.compile(r"^Saved \d"))
    expect(tab.get_by_role("region", name="Progress and saving")).to_contain_text("0 of 6 answered")
    assert not stored(cast, "colleague")["1.1"].is_answered


def test_a_choice_is_announced_once_and_typing_is_not(tab: Page) -> None:
    live = tab.locator("#live")
    tab_to(tab, "^Emerging")
    press(tab, "2")
    expect(live).to_have_text("Statement 1.1 Established, saved. 1 of 6 answered.")

    tab_to(tab, "Add evidence")
    press(tab, "Enter", "Tab")
    tab.evaluate("document.getElementById('live').textContent = ''")
    tab.keyboard.type("Minutes")
    expect(state(tab, "1.1")).to_have_attribute("data-state", "waiting")
    expect(state(tab, "1.1")).to_have_attribute("data-state", "saved")
    expect(live).to_have_text("")


def test_submitting(tab: Page, cast: Cast) -> None:
    rate(cast, "colleague")
    tab.goto(address(cast))
    tab_to(tab, "^Check your answers")
    press(tab, "Enter")
    tab.wait_for_url("**/answers/")
    press(tab, "Shift+Tab")
    tab_to(tab, "^Submit my ratings")
    press(tab, "Space")

    expect(tab.locator("main").get_by_text("Your ratings are submitted.")).to_be_visible()


def test_agreeing_and_going_on(site: Site, cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    page = site.enter(cast.second)
    page.goto(address(cast, "comparison/"))
    tab_to(page, "^Agree one at a time")
    press(page, "Enter")
    page.wait_for_url("**/statements/*/")
    before = page.url
    tab_to(page, "^Emerging")
    press(page, "Space", "ArrowDown")
    expect(choice(page, 2)).to_be_checked()
    press(page, "Tab")
    page.keyboard.type("Seen in seven schools of nine.")
    tab_to(page, "^Save and next")
    press(page, "Enter")

    expect(page.locator("main").get_by_text("is recorded.")).to_be_visible()
    assert page.url != before


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_focus_is_seen_and_never_under_the_dock(site: Site, tab: Page, cast: Cast, key: str) -> None:
    tab.set_viewport_size({"width": 1280, "height": 640})
    tab.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    hidden, unseen = [], []
    for _ in range(60):
        press(tab, key)
        if tab.evaluate(f"{FOCUSED} === document.body"):
            continue  # between the last control and the first
        words = tab.evaluate(LABEL)
        hidden += [words] if tab.evaluate(COVERED) else []
        unseen += [words] if not tab.evaluate(OUTLINE) else []
    assert (hidden, unseen) == ([], [])
