"""Nothing typed is lost: not on an error, a lost connection, an ended session or a reload."""

import pytest
from playwright.sync_api import expect

from tests.journeys.design.rating_page import SITE, Answer, RatingPage, failed, no_answer


@pytest.mark.parametrize(
    ("answer", "words"), [(failed(500), "we will try again"), (no_answer, "no connection"), (failed(429), "try again")]
)
def test_what_the_server_cannot_take_is_tried_again(rating: RatingPage, answer: Answer, words: str) -> None:
    rating.answers = [answer]
    rating.option(4, "Emerging").check()

    expect(rating.state(4)).to_contain_text(words)
    expect(rating.problem()).to_contain_text("We cannot reach the service")
    expect(rating.page.locator("#dock-save")).to_have_text("1 statement not saved")
    expect(rating.state(4)).to_have_text("Saved 14:05")
    expect(rating.page.locator("#problem")).to_be_hidden()


def test_being_online_again_saves_at_once(rating: RatingPage) -> None:
    rating.answers = [no_answer]
    rating.option(4, "Emerging").check()
    expect(rating.state(4)).to_contain_text("no connection")
    rating.page.evaluate("dispatchEvent(new Event('online'))")

    expect(rating.state(4)).to_have_text("Saved 14:05", timeout=1000)


@pytest.mark.parametrize("answer", [failed(401), failed(200, "<h1>Sign in</h1>")])
def test_after_signing_in_elsewhere_the_answers_are_saved(rating: RatingPage, answer: Answer) -> None:
    rating.answers = [answer]
    rating.option(4, "Emerging").check()
    expect(rating.state(4)).to_have_text("Not saved: you are signed out")
    link = rating.problem().get_by_role("link", name="Sign in again")
    assert link.get_attribute("target") == "_blank"

    rating.problem().get_by_role("button", name="I have signed in").click()
    expect(rating.state(4)).to_have_text("Saved 14:05")


def test_a_new_csrf_cookie_is_used_at_once(rating: RatingPage) -> None:
    rating.answers = [rating.hold]
    rating.option(4, "Emerging").check()
    expect(rating.state(4)).to_have_text("Saving…")
    rating.page.context.add_cookies([{"name": "wellschool_csrf", "value": "second", "url": SITE}])
    failed(403)(rating.held[0])

    expect(rating.state(4)).to_have_text("Saved 14:05")
    assert rating.tokens == ["first", "second"]


def test_a_refusal_is_not_repeated(rating: RatingPage) -> None:
    rating.answers = [failed(403), failed(403)]
    rating.option(4, "Emerging").check()

    expect(rating.problem()).to_contain_text("We could not save this.")
    rating.page.evaluate("dispatchEvent(new Event('online'))")
    rating.page.wait_for_timeout(300)
    assert len(rating.posted) == 2


def test_what_is_wrong_with_an_answer_is_said(rating: RatingPage) -> None:
    rating.answers = [failed(422, X_Why="the%20evidence%20is%20too%20long")]
    rating.evidence(4).fill("long")

    expect(rating.state(4)).to_have_text("Not saved: the evidence is too long")
    expect(rating.page.locator("#live")).to_have_text("Not saved: the evidence is too long")


def test_unsaved_text_comes_back_after_a_reload_and_is_saved(rating: RatingPage) -> None:
    rating.answers = [failed(401)]
    rating.evidence(4).fill("Board minutes")
    expect(rating.state(4)).to_contain_text("signed out")
    rating.page.on("dialog", lambda dialog: dialog.accept())
    rating.page.reload()

    expect(rating.evidence(4)).to_have_value("Board minutes")
    expect(rating.state(4)).to_have_text("Saved 14:05")
    assert rating.kept() == []


def test_unsaved_text_does_not_come_back_for_somebody_else(rating: RatingPage) -> None:
    rating.answers = [failed(401)]
    rating.evidence(4).fill("Board minutes")
    expect(rating.state(4)).to_contain_text("signed out")
    rating.person = 8
    rating.page.on("dialog", lambda dialog: dialog.accept())
    rating.page.reload()

    expect(rating.evidence(4)).to_have_value("")
    assert rating.kept() == []


def test_signing_out_forgets_unsaved_text(rating: RatingPage) -> None:
    rating.page.evaluate("sessionStorage.setItem('answer:7:/rating/:statement-9', '{}')")
    rating.page.get_by_role("button", name="Sign out").click()

    rating.page.wait_for_url("**/account_logout/")
    assert rating.kept() == []


def test_leaving_with_unsaved_answers_is_warned_of(rating: RatingPage) -> None:
    leaving = "() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert rating.page.evaluate(leaving) is False
    rating.answers = [rating.hold]
    rating.option(4, "Emerging").check()
    assert rating.page.evaluate(leaving) is True


def test_save_and_continue_stays_while_something_is_not_saved(rating: RatingPage) -> None:
    rating.answers = [failed(401), failed(401)]
    rating.option(4, "Emerging").check()
    expect(rating.state(4)).to_contain_text("signed out")
    rating.page.get_by_role("button", name="Save and continue").click()

    expect(rating.page.get_by_role("link", name="Sign in again")).to_be_focused()
    rating.page.wait_for_timeout(200)
    assert all("only" in post for post in rating.posted)


def test_save_and_continue_posts_the_whole_form_with_the_present_token(rating: RatingPage) -> None:
    rating.page.context.add_cookies([{"name": "wellschool_csrf", "value": "second", "url": SITE}])
    rating.page.get_by_role("button", name="Save and continue").click()

    rating.page.wait_for_timeout(300)
    assert rating.posted[-1]["csrfmiddlewaretoken"] == "second"
    assert rating.posted[-1]["level-1"] == "2"
