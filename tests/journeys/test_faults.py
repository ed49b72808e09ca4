"""What goes wrong between the rating page and the server: nothing typed is lost, and nothing is said that is not so."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, TimeoutError, expect

from tests.builders import PASSWORD, Cast, reveal
from tests.journeys.site import Site, session_of
from tests.journeys.steps import (
    address,
    card,
    evidence,
    given_rating,
    option,
    problem,
    state,
    stored,
    then_nothing_is_lost,
    when_signs_in,
)

SAVED = re.compile(r"^Saved \d\d:\d\d$")
NOTE = "Board minutes, and six visits."


@pytest.fixture
def tab(site: Site, cast: Cast) -> Page:
    """The first domain, open for the colleague; the other two have submitted."""
    given_rating(cast, "lead", "second", names_shown=True)
    opened = site.enter(cast.colleague)
    opened.goto(address(cast, "rating/1/"))
    return opened


@contextmanager
def ratings_cannot_be_written() -> Iterator[None]:
    """Another session holds the table: a save waits, and fails with a real error when it has waited too long."""
    place = {"host": settings.DATABASES["default"]["HOST"], "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(user="wellschool_test", **place) as other:
        other.execute("set role wellschool_owner")
        other.execute("lock table reviews_rating in share mode")
        yield
        other.rollback()


def when_session_ends(page: Page) -> None:
    session_of(page).delete()


def when_signs_in_again(page: Page, email: str) -> None:
    """Follow the link in the panel, sign in in the new tab, and come back."""
    with page.expect_popup() as opened:
        problem(page).get_by_role("link", name="Sign in again").click()
    when_signs_in(opened.value, email, PASSWORD)
    expect(opened.value.get_by_role("button", name="Sign out")).to_be_visible()
    opened.value.close()


def when_says_so(page: Page) -> None:
    """Press the panel's button, if it is still there: a tab that is looked at again tries by itself, too."""
    with suppress(TimeoutError):
        problem(page).get_by_role("button", name="I have signed in").click(timeout=2_000)


def when_another_tab_signs_in(page: Page, email: str) -> None:
    """Sign out and in again in a second tab of the same browser."""
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    when_signs_in(other, email, PASSWORD)
    expect(other.get_by_role("button", name="Sign out")).to_be_visible()
    other.close()


def test_a_save_that_fails_on_the_server_is_tried_until_it_is_stored(tab: Page, cast: Cast) -> None:
    with ratings_cannot_be_written():
        option(tab, "1.1", 2).check()
        expect(state(tab, "1.1")).to_have_text("Not saved: we will try again")
        expect(problem(tab)).to_contain_text("We cannot reach the service.")
        then_nothing_is_lost(tab, cast, {"1.1": ("2", "")})
        assert "1.1" not in stored(cast, "colleague")

    expect(state(tab, "1.1")).to_have_text(SAVED)
    expect(tab.locator("#problem")).to_be_hidden()
    then_nothing_is_lost(tab, cast, {"1.1": ("2", "")})


def test_what_is_typed_during_a_slow_save_is_stored_too(tab: Page, cast: Cast) -> None:
    field = evidence(tab, "1.1")
    with ratings_cannot_be_written():
        field.press_sequentially("Board minutes")
        expect(state(tab, "1.1")).to_have_text("Saving…")
        field.press_sequentially(", and six visits.")
        then_nothing_is_lost(tab, cast, {"1.1": ("", NOTE)})

    expect(state(tab, "1.1")).to_have_text(SAVED)
    expect(field).to_be_focused()
    then_nothing_is_lost(tab, cast, {"1.1": ("", NOTE)})


def test_a_lost_connection_is_said_and_answers_go_when_it_is_back(tab: Page, cast: Cast) -> None:
    tab.context.set_offline(True)
    option(tab, "1.1", 3).check()
    evidence(tab, "1.2").fill(NOTE)
    expect(state(tab, "1.2")).to_have_text("Not saved: no connection")
    expect(tab.get_by_text("2 statements not saved")).to_be_visible()
    assert not stored(cast, "colleague")

    tab.context.set_offline(False)
    expect(tab.get_by_text(re.compile(r"^All changes saved \d"))).to_be_visible()
    then_nothing_is_lost(tab, cast, {"1.1": ("3", ""), "1.2": ("", NOTE)})


def test_after_the_session_has_ended_one_signs_in_and_goes_on(tab: Page, cast: Cast) -> None:
    option(tab, "1.1", 1).check()
    expect(state(tab, "1.1")).to_have_text(SAVED)
    when_session_ends(tab)
    evidence(tab, "1.1").fill(NOTE)
    expect(state(tab, "1.1")).to_have_text("Not saved: you are signed out")
    then_nothing_is_lost(tab, cast, {"1.1": ("1", NOTE)})

    when_signs_in_again(tab, cast.colleague.user.email)
    when_says_so(tab)
    expect(state(tab, "1.1")).to_have_text(SAVED)
    then_nothing_is_lost(tab, cast, {"1.1": ("1", NOTE)})


def test_signing_in_again_elsewhere_changes_nothing_here(tab: Page, cast: Cast) -> None:
    cookies = {cookie["name"]: cookie["value"] for cookie in tab.context.cookies()}
    when_another_tab_signs_in(tab, cast.colleague.user.email)
    after = {cookie["name"]: cookie["value"] for cookie in tab.context.cookies()}
    assert cookies["wellschool_csrf"] != after["wellschool_csrf"]

    option(tab, "1.1", 1).check()
    expect(state(tab, "1.1")).to_have_text(SAVED)
    then_nothing_is_lost(tab, cast, {"1.1": ("1", "")})


def test_the_whole_form_too_is_taken_after_signing_in_again_elsewhere(tab: Page, cast: Cast) -> None:
    when_another_tab_signs_in(tab, cast.colleague.user.email)
    option(tab, "1.1", 1).check()
    tab.get_by_role("button", name="Save and continue").click()

    tab.wait_for_url("**/rating/2/")
    assert stored(cast, "colleague")["1.1"].level == 1


def test_nothing_is_stored_for_somebody_else_who_signs_in(tab: Page, cast: Cast) -> None:
    before = stored(cast, "second")
    when_another_tab_signs_in(tab, cast.second.user.email)
    evidence(tab, "1.1").fill(NOTE)
    expect(state(tab, "1.1")).to_have_text("Not saved: you are signed out")
    assert (stored(cast, "second"), stored(cast, "colleague")) == (before, {})

    when_another_tab_signs_in(tab, cast.colleague.user.email)
    when_says_so(tab)
    expect(state(tab, "1.1")).to_have_text(SAVED)
    then_nothing_is_lost(tab, cast, {"1.1": ("", NOTE)})


@pytest.mark.parametrize(("button", "level", "version"), [("Keep mine", 1, 2), ("Use the other one", 3, 1)])
def test_of_two_tabs_one_chooses_which_answer_stays(
    tab: Page, cast: Cast, button: str, level: int, version: int
) -> None:
    other = tab.context.new_page()
    other.goto(tab.url)
    option(other, "1.1", 3).check()
    expect(state(other, "1.1")).to_have_text(SAVED)
    option(tab, "1.1", 1).check()

    expect(card(tab, "1.1").get_by_role("group", name="Two answers")).to_contain_text("Embedded")
    then_nothing_is_lost(tab, cast, {"1.1": ("1", "")})
    assert stored(cast, "colleague")["1.1"].level == 3
    card(tab, "1.1").get_by_role("button", name=button).click()
    expect(state(tab, "1.1")).to_contain_text("Saved")
    expect(option(tab, "1.1", level)).to_be_checked()
    now = stored(cast, "colleague")["1.1"]
    assert (now.level, now.version) == (level, version)


def test_what_is_typed_when_ratings_close_stays_to_be_copied(tab: Page, cast: Cast) -> None:
    option(tab, "1.1", 1).check()
    expect(state(tab, "1.1")).to_have_text(SAVED)
    reveal(cast, early_reason="away")
    evidence(tab, "1.1").fill(NOTE)

    expect(state(tab, "1.1")).to_have_text("Not saved: no longer taken")
    expect(problem(tab)).to_contain_text("What you typed stays on this page for you to copy.")
    then_nothing_is_lost(tab, cast, {"1.1": ("1", NOTE)})
    assert stored(cast, "colleague")["1.1"].note == ""


def test_leaving_with_something_unsaved_is_asked_about(tab: Page, cast: Cast) -> None:
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    tab.context.set_offline(True)
    evidence(tab, "1.1").fill(NOTE)
    expect(state(tab, "1.1")).to_have_text("Not saved: no connection")
    with tab.expect_event("dialog"):
        tab.close(run_before_unload=True)

    assert asked == ["beforeunload"]
    then_nothing_is_lost(tab, cast, {"1.1": ("", NOTE)})


def test_unsaved_text_comes_back_after_a_reload(tab: Page, cast: Cast) -> None:
    email = cast.colleague.user.email
    when_session_ends(tab)
    evidence(tab, "1.1").fill(NOTE)
    expect(state(tab, "1.1")).to_have_text("Not saved: you are signed out")
    when_signs_in_again(tab, email)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.reload()

    expect(evidence(tab, "1.1")).to_have_value(NOTE)
    expect(tab.locator("#dock-save")).to_contain_text("All changes saved")
    then_nothing_is_lost(tab, cast, {"1.1": ("", NOTE)})
    assert stored(cast, "colleague")["1.1"].note == NOTE


def test_text_that_is_too_long_is_kept_and_the_reason_said(tab: Page, cast: Cast) -> None:
    evidence(tab, "1.1").fill("x" * 5001)
    expect(state(tab, "1.1")).to_contain_text("Not saved: The evidence is too long: 5,001 characters")
    assert not stored(cast, "colleague")

    evidence(tab, "1.1").fill(NOTE)
    expect(state(tab, "1.1")).to_have_text(SAVED)
    then_nothing_is_lost(tab, cast, {"1.1": ("", NOTE)})
