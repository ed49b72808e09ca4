"""An answer is saved as it is made; "saved" is said only of what is stored."""

from playwright.sync_api import expect

from tests.journeys.design.rating_page import RatingPage, saved


def test_arrow_presses_are_one_request_and_focus_stays(rating: RatingPage) -> None:
    rating.option(4, "Emerging").focus()
    rating.page.keyboard.press("Space")
    for _ in range(4):
        rating.page.keyboard.press("ArrowRight")

    expect(rating.state(4)).to_have_text("Saved 14:05")
    assert len(rating.posted) == 1
    expect(rating.option(4, "Emerging")).to_be_focused()


def test_only_the_fields_of_the_statement_are_sent(rating: RatingPage) -> None:
    rating.option(2, "Emerging").check()

    expect(rating.state(2)).to_have_text("Saved 14:05")
    assert rating.posted == [{"only": "2", "person": "7", "level-2": "1", "version-2": "1"}]
    assert rating.tokens == ["first"]


def test_each_save_goes_on_from_the_version_of_the_last(rating: RatingPage) -> None:
    rating.answers = [saved(2), saved(3)]
    rating.option(4, "Emerging").check()
    expect(rating.state(4)).to_have_text("Saved 14:05")
    rating.option(4, "Embedded").check()

    expect(rating.card(4).locator("[name=version-4]")).to_have_value("3")
    assert [post["version-4"] for post in rating.posted] == ["1", "2"]


def test_text_typed_during_a_save_is_kept_and_saved(rating: RatingPage) -> None:
    rating.answers = [rating.hold]
    field = rating.evidence(4)
    field.press_sequentially("Board")
    expect(rating.state(4)).to_have_text("Saving…")
    field.press_sequentially(" minutes")
    saved(2)(rating.held(0))

    expect(rating.state(4)).to_have_text("Not saved yet")
    expect(field).to_be_focused()
    expect(rating.state(4)).to_have_text("Saved 14:05")
    assert rating.posted[-1]["note-4"] == "Board minutes"


def test_a_choice_is_announced_once(rating: RatingPage) -> None:
    rating.option(4, "Emerging").check()

    expect(rating.page.locator("#live")).to_have_text("Saved, said once")
    expect(rating.page.locator("#dock-save")).to_have_text("All changes saved 14:05")


def test_numbers_answer_only_while_an_option_has_focus(rating: RatingPage) -> None:
    rating.option(4, "Emerging").focus()
    rating.page.keyboard.press("4")
    expect(rating.option(4, "Can’t say from my role")).to_be_checked()
    rating.page.keyboard.press("2")
    expect(rating.option(4, "Established")).to_be_checked()

    rating.evidence(4).press_sequentially("13")
    expect(rating.option(4, "Established")).to_be_checked()


def test_enter_goes_to_the_next_unanswered_statement_then_to_the_button(rating: RatingPage) -> None:
    rating.option(1, "Established").focus()
    rating.page.keyboard.press("Enter")
    expect(rating.option(4, "Emerging")).to_be_focused()

    rating.page.keyboard.press("1")
    rating.page.keyboard.press("Enter")
    expect(rating.page.get_by_role("button", name="Save and continue")).to_be_focused()


def test_clear_saves_an_empty_answer_and_focus_stays(rating: RatingPage) -> None:
    rating.card(2).get_by_role("button", name="Clear rating for statement 1.2").click()

    expect(rating.state(2)).to_have_text("Saved 14:05")
    assert "level-2" not in rating.posted[0]
    expect(rating.option(2, "Emerging")).to_be_focused()
    expect(rating.card(2).get_by_role("button", name="Clear")).to_be_hidden()
