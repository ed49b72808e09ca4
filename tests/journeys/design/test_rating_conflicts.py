"""Two windows never overwrite each other silently."""

from playwright.sync_api import expect

from tests.journeys.design.rating_page import RatingPage, conflict, failed, no_answer


def test_the_stored_answer_is_shown_beside_mine(rating: RatingPage) -> None:
    rating.answers = [conflict(note="Board minutes")]
    rating.option(4, "Emerging").check()

    box = rating.card(4).get_by_role("group", name="Two answers")
    expect(box).to_contain_text("Embedded")
    expect(box).to_contain_text("Board minutes")
    expect(box.get_by_text("Suggested next step")).to_be_hidden()
    expect(rating.problem()).to_contain_text("Statement 1.4 was changed somewhere else")
    expect(rating.problem().get_by_role("link", name="Choose")).to_have_attribute("href", "#statement-4")
    expect(rating.option(4, "Emerging")).to_be_checked()


def test_keeping_mine_saves_it_over_the_stored_version(rating: RatingPage) -> None:
    rating.answers = [conflict()]
    rating.option(4, "Emerging").check()
    rating.card(4).get_by_role("button", name="Keep mine").click()

    expect(rating.state(4)).to_have_text("Saved 14:05")
    assert rating.posted[-1]["version-4"] == "5"
    assert rating.posted[-1]["level-4"] == "1"


def test_using_the_other_one_needs_no_saving(rating: RatingPage) -> None:
    rating.answers = [conflict(note="Board minutes")]
    rating.option(4, "Emerging").check()
    rating.card(4).get_by_role("button", name="Use the other one").click()

    expect(rating.option(4, "Embedded")).to_be_checked()
    expect(rating.evidence(4)).to_have_value("Board minutes")
    expect(rating.state(4)).to_have_text("Saved ")
    expect(rating.page.locator("#problem")).to_be_hidden()
    assert len(rating.posted) == 1
    assert rating.kept() == {}


def test_nothing_is_sent_until_one_is_chosen(rating: RatingPage) -> None:
    rating.answers = [conflict()]
    rating.option(4, "Emerging").check()
    expect(rating.card(4).get_by_role("group", name="Two answers")).to_be_visible()
    rating.evidence(4).fill("More")
    rating.page.evaluate("dispatchEvent(new Event('online'))")

    rating.page.wait_for_timeout(1500)
    assert len(rating.posted) == 1


def test_my_own_answer_whose_reply_was_lost_is_no_conflict(rating: RatingPage) -> None:
    rating.answers = [no_answer, conflict(level="1", version=2)]
    rating.option(4, "Emerging").check()

    expect(rating.state(4)).to_have_text("Saved ")
    expect(rating.card(4).get_by_role("group", name="Two answers")).to_have_count(0)


def test_more_typed_after_a_lost_reply_is_saved_over_it(rating: RatingPage) -> None:
    rating.answers = [no_answer, conflict(level="1", version=2)]
    rating.option(4, "Emerging").check()
    expect(rating.state(4)).to_contain_text("no connection")
    rating.option(4, "Embedded").check()

    expect(rating.state(4)).to_have_text("Saved 14:05")
    assert (rating.posted[-1]["version-4"], rating.posted[-1]["level-4"]) == ("2", "3")


def test_when_ratings_have_closed_the_text_stays_to_be_copied(rating: RatingPage) -> None:
    plain = "text/plain; charset=utf-8"
    rating.answers = [failed(409, "Everyone’s ratings are shown now.", X_Conflict="closed", Content_Type=plain)]
    rating.evidence(4).fill("Board minutes")

    expect(rating.problem()).to_contain_text("Everyone’s ratings are shown now.")
    expect(rating.evidence(4)).to_have_value("Board minutes")
    rating.option(3, "Emerging").check()
    expect(rating.state(3)).to_have_text("Not saved: no longer taken")
    rating.page.wait_for_timeout(500)
    assert len(rating.posted) == 1
