"""The door: signing in and out, forgotten passwords, and what is said when something does not work."""

import re
from collections.abc import Iterator

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Page, expect

from accounts.models import YstPerson
from reviews.lifecycle import Stage
from tests.builders import PASSWORD, Cast, review_at, trust_with
from tests.journeys.site import Site, session_of
from tests.journeys.steps import address, given_rating, when_signs_in
from tests.journeys.working import Worker, link_in
from wellschool.urls import handler400, handler403, handler404, handler429, handler500, urlpatterns as real

NEW = "three quiet green rooms"


def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("not as expected")


urlpatterns = [path("failing/", failing), path("suspicious/", suspicious), *real]
__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


@pytest.fixture
def door(site: Site) -> Page:
    """The sign-in page."""
    page = site.visitor()
    page.goto("/accounts/login/")
    return page


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def when_resets(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send the link").click()


def test_signing_in_leads_to_ones_trust(door: Page, cast: Cast) -> None:
    when_signs_in(door, cast.second.user.email.upper(), PASSWORD)

    expect(door.get_by_role("heading", level=1)).to_have_text(cast.trust.name)


def test_password_managers_can_fill_the_form(door: Page) -> None:
    email, password = door.get_by_label("Email"), door.get_by_label("Password")
    assert [email.get_attribute(name) for name in ("type", "autocomplete")] == ["email", "email"]
    assert [password.get_attribute(name) for name in ("type", "autocomplete")] == ["password", "current-password"]


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_and_an_unknown_address_read_the_same(door: Page, cast: Cast, known: bool) -> None:
    when_signs_in(door, cast.second.user.email if known else "nobody@thistledown.example", "wrong password here")

    summary = door.get_by_role("alert")
    expect(summary).to_contain_text("The email address or the password is not right. Check both, and try again.")
    expect(summary).to_be_focused()
    expect(door).to_have_title(re.compile("^Error: Sign in"))


def test_after_several_failures_one_is_told_to_wait(door: Page, cast: Cast) -> None:
    for _ in range(5):
        when_signs_in(door, cast.second.user.email, "wrong password here")
        expect(door.get_by_role("alert")).to_contain_text("not right")
    when_signs_in(door, cast.second.user.email, PASSWORD)

    expect(door.get_by_role("alert")).to_contain_text("Too many tries. Wait five minutes, and try again.")


def test_a_forgotten_password_is_replaced_by_mail(site: Site, cast: Cast, worker: Worker) -> None:
    email, page = cast.bystander.user.email, site.visitor()
    when_resets(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your email")
    page.goto(link_in(worker.mail_to(email, "password")))
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password again").fill(NEW)
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password is changed")

    page.goto("/accounts/login/")
    when_signs_in(page, email, NEW)
    expect(page.get_by_role("heading", level=1)).to_have_text(cast.trust.name)
    worker.mail_to(email, "changed")


def test_an_unknown_address_is_told_the_same(site: Site) -> None:
    page = site.visitor()
    when_resets(page, "nobody@thistledown.example")

    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your email")


def test_asking_too_often_is_said_in_words(site: Site) -> None:
    page = site.visitor()
    for _ in range(6):
        when_resets(page, "nobody@thistledown.example")

    expect(page.get_by_role("heading", level=1)).to_have_text("Too many tries")
    expect(page.get_by_role("link", name="Go to your start page")).to_be_visible()


def test_signing_out_clears_what_was_there(site: Site, cast: Cast) -> None:
    given_rating(cast)
    page = site.enter(cast.colleague)
    page.goto(address(cast, "rating/1/"))
    session = session_of(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")

    assert not session.exists(session.session_key)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_after_signing_in_one_is_where_one_wanted_to_be(site: Site, cast: Cast) -> None:
    given_rating(cast)
    page = site.visitor()
    page.goto(address(cast, "rating/1/"))
    when_signs_in(page, cast.colleague.user.email, PASSWORD)

    page.wait_for_url(f"**{address(cast, 'rating/1/')}")


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(site: Site, cast: Cast, target: str) -> None:
    page = site.visitor()
    page.goto(f"/accounts/login/?next={target}")
    when_signs_in(page, cast.second.user.email, PASSWORD)

    expect(page.get_by_role("heading", level=1)).to_have_text(cast.trust.name)


def test_a_page_of_another_trust_and_one_that_is_not_there_look_the_same(
    site: Site, cast: Cast, manager: YstPerson
) -> None:
    other = trust_with(manager, f"fernside-{cast.trust.pk}")
    given_rating(other)
    page, seen = site.enter(cast.lead), []
    for url in (address(other), f"/trusts/{other.trust.slug}/people/", "/trusts/nowhere/", "/nowhere/"):
        assert page.goto(url).status == 404
        seen.append(page.get_by_role("main").inner_text())

    assert len(set(seen)) == 1
    assert seen[0].startswith("We could not find this page")


def test_what_ones_role_does_not_allow_is_said(site: Site, cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    page = site.enter(cast.trustee)

    assert page.goto(address(cast, "comparison/")).status == 403
    assert heading(page) == "You cannot do this"


def test_what_cannot_be_done_now_is_said(site: Site, cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    page = site.enter(cast.colleague)

    assert page.goto(address(cast, "reports/new/full/")).status == 409
    assert heading(page) == "This cannot be done now"
    expect(page.get_by_text("There is no report before the first sign-off.")).to_be_visible()


@pytest.fixture
def faulty() -> Iterator[None]:
    """The product, and two addresses that fail."""
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [("/failing/", 500, "Something went wrong on our side"), ("/suspicious/", 400, "We could not understand this")],
)
def test_a_fault_is_said_without_details(
    site: Site, cast: Cast, faulty: None, url: str, status: int, words: str
) -> None:
    page = site.enter(cast.lead)

    assert page.goto(url).status == status
    assert heading(page).startswith(words)
    expect(page.locator("body")).not_to_contain_text("a fault of ours")


def test_an_old_form_is_opened_again_and_what_was_typed_is_a_step_back(site: Site, cast: Cast) -> None:
    page = site.enter(cast.lead)
    page.goto(f"/trusts/{cast.trust.slug}/people/new/")
    page.get_by_label("Name").fill("Ada Lind")
    page.context.add_cookies([{"name": "wellschool_csrf", "value": "x" * 32, "url": site.url}])
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main").get_by_text("This page was out of date, so nothing was saved or done.")).to_be_visible()
    assert heading(page) == "Invite somebody"

    page.go_back()
    expect(page.get_by_label("Name")).to_have_value("Ada Lind")


def test_a_fragment_gets_401_once_signed_out(site: Site, cast: Cast) -> None:
    given_rating(cast)
    page = site.visitor()
    page.goto("/accounts/login/")
    answer = page.request.get(address(cast), headers={"HX-Request": "true"}, max_redirects=0)

    assert (answer.status, answer.text()) == (401, "You are signed out.")
