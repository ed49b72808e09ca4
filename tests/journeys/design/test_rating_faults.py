"""Nothing typed is lost: not on an error, a lost connection, an ended session or a reload."""

import re
import time
from base64 import b64decode

import pytest
from playwright.sync_api import expect

from tests.journeys.design.rating_page import SITE, Answer, RatingPage, failed, no_answer, saved


@pytest.mark.parametrize(("answer", "words"), [(failed(500), "we will try again"), (no_answer, "no connection")])
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
    failed(403)(rating.held(0))

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


def when_signed_out(rating: RatingPage) -> None:
    """Something is typed, and not taken until somebody signs in again."""
    rating.otherwise = failed(401)
    rating.evidence(4).fill("Board minutes")
    expect(rating.state(4)).to_contain_text("signed out")
    rating.page.on("dialog", lambda dialog: dialog.accept())


def when_signed_in(rating: RatingPage) -> None:
    rating.otherwise = saved()
    rating.problem().get_by_role("button", name="I have signed in").click()


def test_unsaved_text_comes_back_after_a_reload_and_is_saved(rating: RatingPage) -> None:
    when_signed_out(rating)
    rating.page.reload()
    expect(rating.evidence(4)).to_have_value("Board minutes")
    when_signed_in(rating)

    expect(rating.state(4)).to_have_text("Saved 14:05")
    assert rating.kept() == {}


def test_unsaved_text_comes_back_to_whoever_typed_it_alone(rating: RatingPage) -> None:
    when_signed_out(rating)
    rating.person = 8
    rating.page.reload()
    expect(rating.evidence(4)).to_have_value("")
    assert len(rating.kept()) == 1

    rating.person = 7
    rating.page.reload()
    expect(rating.evidence(4)).to_have_value("Board minutes")


def test_what_is_kept_tells_nobody_what_it_is_or_whose(rating: RatingPage) -> None:
    when_signed_out(rating)

    ((name, text),) = rating.kept().items()
    assert re.fullmatch(r"kept:[A-Za-z0-9+/]{43}=", name)
    day, *sealed = text.split(".")
    assert int(day) - time.time() // 86400 == 7
    assert "Board minutes" not in "".join(b64decode(part).decode(errors="ignore") for part in sealed)


def test_what_is_kept_is_gone_after_seven_days(rating: RatingPage) -> None:
    when_signed_out(rating)
    assert rating.kept()
    rating.page.clock.set_fixed_time(time.time() * 1000 + 7 * 86_400_000)
    rating.person = 8  # whoever comes
    rating.page.reload()

    assert rating.kept() == {}


def test_leaving_is_asked_about_only_after_a_save_has_failed(rating: RatingPage) -> None:
    leaving = "() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert rating.page.evaluate(leaving) is False
    rating.answers = [rating.hold]
    rating.option(4, "Emerging").check()
    assert rating.page.evaluate(leaving) is False
    expect(rating.state(4)).to_have_text("Saving…")
    rating.otherwise = no_answer
    no_answer(rating.held(0))
    expect(rating.state(4)).to_contain_text("no connection")
    assert rating.page.evaluate(leaving) is True


def test_what_was_just_typed_is_sent_when_the_page_is_left(rating: RatingPage) -> None:
    rating.evidence(4).fill("Board minutes")
    rating.person = 8  # the next page sends nothing of it
    rating.page.goto(f"{SITE}/elsewhere/")
    until = time.monotonic() + 5
    while not rating.posted and time.monotonic() < until:  # it goes on by itself after the page is gone
        rating.page.wait_for_timeout(50)

    assert [post.get("note-4") for post in rating.posted] == ["Board minutes"]


@pytest.mark.parametrize(("status", "words"), [(429, "too many requests at once"), (503, "service is busy just now")])
def test_whoever_is_to_come_again_is_told_so_and_waits_as_long_as_asked(
    rating: RatingPage, status: int, words: str
) -> None:
    rating.answers = [failed(status, Retry_After="3")]
    rating.option(4, "Emerging").check()
    expect(rating.problem()).to_contain_text(words)
    expect(rating.problem()).to_contain_text("in 3 seconds")
    expect(rating.problem().get_by_text("cannot reach")).to_be_hidden()
    rating.option(3, "Emerging").check()
    rating.page.evaluate("dispatchEvent(new Event('online'))")
    rating.page.wait_for_timeout(1500)
    assert len(rating.posted) == 1

    expect(rating.state(4)).to_have_text("Saved 14:05")
    expect(rating.state(3)).to_have_text("Saved 14:05")
    expect(rating.page.locator("#problem")).to_be_hidden()


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
