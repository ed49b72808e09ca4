"""A page whose scripts come late, in part or into an old browser: what is answered is stored all the same."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.design.rating_page import RatingPage, counted

OLD = """
delete HTMLFormElement.prototype.requestSubmit;
delete SubmitEvent.prototype.submitter;
"""  # Safari 15
LEAVES = "Save and continue"


def said(rating: RatingPage) -> str:
    return rating.page.inner_text("body")


def test_what_is_answered_before_scripts_run_is_saved_when_they_do(rating: RatingPage) -> None:
    rating.late = []
    rating.page.goto(rating.page.url, wait_until="commit")
    rating.option(4, "Established").check()
    rating.evidence(3).fill("Board minutes")
    assert "aved" not in said(rating).replace(LEAVES, "")
    rating.let_scripts_come()

    for number in (3, 4):
        expect(rating.state(number)).to_have_text("Saved 14:05")
    assert {(post.get("level-4"), post.get("note-3")) for post in rating.posted} >= {
        ("2", None),
        (None, "Board minutes"),
    }


def test_what_the_browser_puts_back_is_saved_too(rating: RatingPage) -> None:
    rating.page.evaluate(
        "document.querySelector('[name=level-4]').checked = true; dispatchEvent(new PageTransitionEvent('pageshow'))"
    )

    expect(rating.state(4)).to_have_text("Saved 14:05")
    assert rating.posted[0]["level-4"] == "1"


def test_nothing_is_sent_while_the_page_is_as_the_server_made_it(rating: RatingPage) -> None:
    rating.page.reload()
    expect(rating.page.locator("#dock-save")).to_have_text("All changes saved")

    assert rating.posted == []


@pytest.mark.parametrize("missing", [("rating.js",), ("app.js",), ("keep.js",), ("keep.js", "sending.js", "rating.js")])
def test_a_script_that_does_not_arrive_leaves_a_form_that_works(rating: RatingPage, missing: tuple[str, ...]) -> None:
    rating.missing = missing
    rating.page.reload()
    rating.option(4, "Established").check()
    rating.page.wait_for_timeout(400)
    assert "Saving" not in said(rating)
    assert "aved" not in said(rating).replace(LEAVES, "")
    rating.page.get_by_role("button", name=LEAVES).click()

    rating.page.wait_for_timeout(300)
    assert "only" not in rating.posted[-1]
    assert rating.posted[-1]["level-4"] == "2"
    rating.broken.clear()  # the others say that it is missing


def test_an_old_browser_goes_on_right_after_an_answer(chromium: Browser) -> None:
    context = chromium.new_context()
    context.add_init_script(OLD)
    rating = RatingPage(context.new_page())
    rating.open()
    rating.answers = [rating.hold]
    rating.option(4, "Emerging").check()
    rating.page.get_by_role("button", name=LEAVES).click()
    expect(rating.state(4)).to_have_text("Saving…")
    counted(4, order=9)(rating.held(0))

    rating.page.wait_for_load_state()
    rating.page.wait_for_timeout(300)
    assert rating.posted[-1]["csrfmiddlewaretoken"]
    assert not rating.broken
    context.close()


def test_a_count_that_is_older_than_the_last_is_not_shown(rating: RatingPage) -> None:
    rating.answers = [rating.hold, rating.hold]
    rating.option(3, "Emerging").check()
    rating.option(4, "Emerging").check()
    expect(rating.state(3)).to_have_text("Saving…")
    expect(rating.state(4)).to_have_text("Saving…")
    counted(5, order=8)(rating.held(1))
    expect(rating.page.locator("#dock-progress")).to_contain_text("5 of 6 answered")
    counted(4, order=7)(rating.held(0))

    expect(rating.page.locator("#dock-save")).to_contain_text("All changes saved")
    expect(rating.page.locator("#dock-progress")).to_contain_text("5 of 6 answered")
