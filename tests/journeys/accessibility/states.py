"""What is done on a page before it is looked at, by the words of `pages.txt`. Nothing is stored."""

from collections.abc import Callable
from unittest import mock

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Page, Response, expect

from accounts.refusals import BUSY, Busy
from tests.builders import PASSWORD
from tests.journeys.design.rating_page import conflict, failed, no_answer
from tests.journeys.steps import when_signs_in

State = Callable[[Page, Response], None]

# Scripts send a form only after they have ended: they would lose their page otherwise.
EMPTY = """() => {
  const form = document.querySelector('form[novalidate]');
  for (const field of form.elements) {
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
    else if (field.matches('input:not([type=hidden]), textarea, select')) field.value = '';
  }
  setTimeout(() => form.requestSubmit(form.querySelector('[type=submit]')));
}"""
# as without a script: the whole page is sent
TOO_LONG = """() => {
  const form = document.querySelector('[data-rating]');
  form.querySelector('textarea').value = 'x'.repeat(5001);
  setTimeout(() => form.submit());
}"""
TOO_MANY_FIELDS = """() => {
  const form = document.querySelector('main form');
  for (let n = 0; n <= 400; n++) form.append(Object.assign(document.createElement('input'), {name: 'more'}));
  setTimeout(() => form.submit());
}"""
TOO_LARGE = """() => {
  const form = document.querySelector('main form');
  form.querySelector('input:not([type=hidden])').value = 'x'.repeat(100001);
  setTimeout(() => form.submit());
}"""
SENT = "() => { setTimeout(() => document.querySelector('main form').submit()) }"
OUTDATED = """() => {
  const form = document.querySelector('form[novalidate]');
  form.elements.version.value = 99;
  for (const radio of form.querySelectorAll('.options [type=radio]')) radio.checked = radio.value === '2';
  (form.elements.rationale ?? form.elements.text).value = 'Nobody chose it, so say why.';
  setTimeout(() => form.requestSubmit(form.querySelector('[type=submit]')));
}"""


def plain(page: Page, answer: Response) -> None:
    """The page as it opens."""
    assert answer.status == 200, f"{page.url} answers {answer.status}"


def answers(status: int) -> State:
    """The page that says why not."""

    def state(page: Page, answer: Response) -> None:
        assert answer.status == status, f"{page.url} answers {answer.status}"

    return state


def sends(script: str, status: int) -> State:
    """A form is sent as the script does it; its answer has this status."""

    def state(page: Page, answer: Response) -> None:
        plain(page, answer)
        with page.expect_navigation() as sent:
            page.evaluate(script)
        assert sent.value.status == status, f"{page.url} answers {sent.value.status}"

    return state


def errors(page: Page, answer: Response) -> None:
    """The form was sent with nothing in it, or too much."""
    plain(page, answer)
    page.evaluate(TOO_LONG if page.locator("[data-rating]").count() else EMPTY)
    expect(page.locator(".error-summary")).to_be_focused()


def not_saved(how: Callable[..., None]) -> State:
    """A rating was chosen and is not saved; the panel in the dock says why."""

    def state(page: Page, answer: Response) -> None:
        plain(page, answer)
        page.route("**/rating/*/", lambda route: how(route) if route.request.method == "POST" else route.continue_())
        page.locator(".option:not(:has(:checked))").first.click()  # what an earlier page could not save may be chosen
        expect(page.get_by_role("alert")).to_be_visible()

    return state


def too_long(page: Page, answer: Response) -> None:
    """More was typed than a field takes; a line below counts."""
    plain(page, answer)
    if page.locator("[data-rating]").count():
        page.locator(".statement summary").first.click()
    page.locator("textarea:visible").first.fill("What was said. " * 500)
    expect(page.get_by_role("main").get_by_text("too many. Nothing is cut off")).to_be_visible()


def unsaved(page: Page, answer: Response) -> None:
    """Something was typed, and is not saved; signing out asks what is to become of it."""
    plain(page, answer)
    page.locator("textarea:visible").first.fill("What was said.")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("alertdialog")).to_be_visible()


def code(page: Page, answer: Response) -> None:
    """Somebody at YST has typed their password, and is asked for a code."""
    plain(page, answer)
    when_signs_in(page, "max.hill@yst.example", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")


def set_up(page: Page, answer: Response) -> None:
    """An app is being set up, the password having been asked for."""
    plain(page, answer)
    page.get_by_role("link", name="Set it up").click()
    if page.get_by_label("Password").count():
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second step")


def confirmed(page: Page, answer: Response) -> None:
    """The page behind a question for a code; a recovery code answers it."""
    plain(page, answer)
    codes = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    page.get_by_label("Code").fill(codes.get().wrap().get_unused_codes()[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Confirm with a code")


def then_errors(state: State) -> State:
    """As `errors`, after another state."""

    def both(page: Page, answer: Response) -> None:
        state(page, answer)
        page.evaluate(EMPTY)
        expect(page.locator(".error-summary")).to_be_focused()

    return both


def csrf(page: Page, answer: Response) -> None:
    """The form is of another session."""
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    sends(SENT, 403)(page, answer)


def too_often(page: Page, answer: Response) -> None:
    """Somebody has tried to sign in too often."""
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "0/h/ip"}):
        sends(SENT, 429)(page, answer)


def fails(error: Exception, status: int) -> State:
    """The page was there, and fails when it is asked for again."""

    def state(page: Page, answer: Response) -> None:
        plain(page, answer)
        with mock.patch("accounts.views.pages.page", side_effect=error):
            again = page.reload()
        assert again
        assert again.status == status

    return state


STATES: dict[str, State] = {
    "": plain,
    "errors": errors,
    "outdated": sends(OUTDATED, 409),
    "offline": not_saved(no_answer),
    "signed-out": not_saved(failed(401)),
    "busy": not_saved(failed(429, Retry_After="60")),
    "too-long": too_long,
    "unsaved": unsaved,
    "refused": not_saved(failed(403)),
    "conflict": not_saved(conflict()),
    "closed": not_saved(failed(409, "Ratings have closed.", X_Conflict="closed")),
    "code": code,
    "code-errors": then_errors(code),
    "set-up": set_up,
    "set-up-errors": then_errors(set_up),
    "confirmed": confirmed,
    "csrf": csrf,
    "400": sends(TOO_MANY_FIELDS, 400),
    "403": answers(403),
    "404": answers(404),
    "405": answers(405),
    "409": answers(409),
    "410": answers(410),
    "413": sends(TOO_LARGE, 413),
    "429": too_often,
    "500": fails(RuntimeError("broken on purpose"), 500),
    "503": fails(Busy(BUSY), 503),
}
