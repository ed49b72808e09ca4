"""Steps that journeys share: what people do with a review in the browser, and what is then stored."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from frameworks.content import Content, StatementContent, content_of
from reviews.review.blinding import OwnRating, own_ratings
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from tests.builders import PATTERNS, Cast, acting, draft, rate, start, submit

LEVELS = {1: "Emerging", 2: "Established", 3: "Embedded", None: "Can’t say from my role"}
KEYS = {1: "1", 2: "2", 3: "3", None: "4"}
Levels = Callable[[int], int | None]


def content(cast: Cast) -> Content:
    return content_of(cast.review.version_id)


def address(cast: Cast, path: str = "") -> str:
    """A page of the review."""
    return f"/trusts/{cast.trust.slug}/reviews/{cast.review.uuid}/{path}"


def card(page: Page, code: str) -> Locator:
    """The card of a statement, found by its legend."""
    return page.get_by_role("group", name=re.compile(rf"^Statement {re.escape(code)} "))


def option(page: Page, code: str, level: int | None) -> Locator:
    return card(page, code).get_by_role("radio", name=LEVELS[level])


def evidence(page: Page, code: str) -> Locator:
    """The field for evidence of a statement, its details opened."""
    field = card(page, code).get_by_label("Evidence", exact=True)
    if not field.is_visible():
        card(page, code).locator("summary").click()
    return field


def state(page: Page, code: str) -> Locator:
    """What the card says of saving."""
    return card(page, code).locator(".save-state")


def problem(page: Page) -> Locator:
    """The panel in the dock that says what is wrong."""
    return page.get_by_role("alert")


def choice(page: Page, level: int) -> Locator:
    """A level in the form of what is agreed."""
    return page.get_by_role("group", name="We agree this is").get_by_role("radio", name=LEVELS[level])


# -- given -----------------------------------------------------------------------------------------------------------
def given_rating(cast: Cast, *submitted: str, names_shown: bool = False) -> None:
    """A review in which rating has begun, and which these have rated and submitted."""
    draft(cast, names_shown=names_shown)
    start(cast)
    for who in submitted:
        rate(cast, who)
    submit(cast, *submitted)


# -- when ------------------------------------------------------------------------------------------------------------
def when_rates(page: Page, cast: Cast, who: str, by: Callable[[Page, StatementContent, int | None], None]) -> None:
    """Rate all statements, a domain at a time, each as `by` does it, from the review's first page to the check page."""
    page.goto(address(cast))
    page.get_by_role("link", name="Rate the first domain").click()
    at = 0
    for domain in content(cast).domains:
        expect(page.get_by_role("heading", level=1)).to_have_text(domain.short_title)
        page.wait_for_load_state()  # keys mean something once scripts are there
        for statement in domain.statements:
            by(page, statement, PATTERNS[who](at))
            at += 1
        last = domain is content(cast).domains[-1]
        page.get_by_role("button", name="Check your answers" if last else "Save and continue").click()


def when_submits(page: Page) -> None:
    """Submit on the page where answers are checked."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("button", name="Submit my ratings").first.click()
    expect(page.locator("main").get_by_text("Your ratings are submitted.")).to_be_visible()


def when_signs_in(page: Page, email: str, password: str) -> None:
    """Fill in and send the sign-in form."""
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


# -- then ------------------------------------------------------------------------------------------------------------
def stored(cast: Cast, who: str) -> dict[str, OwnRating]:
    """What is stored of somebody's ratings, by the code of the statement."""
    with acting(cast.people[who]):
        reviewer = Reviewer.objects.get(review=cast.review, membership=cast.people[who])
        return {content(cast).by_id[pk].code: rating for pk, rating in own_ratings(reviewer).items()}


def then_all_is_stored_and_submitted(cast: Cast, who: str) -> None:
    """Every level is stored as it was given, and the submission too."""
    levels = {code: rating.level for code, rating in stored(cast, who).items()}
    assert levels == {s.code: PATTERNS[who](n) for n, s in enumerate(content(cast).statements)}
    with acting(cast.people[who]):
        assert Reviewer.objects.get(review=cast.review, membership=cast.people[who]).submitted


def newest_review(cast: Cast) -> Review:
    """The review that was set up last, as the lead sees it."""
    with acting(cast.lead):
        review = Review.objects.filter(trust=cast.trust).order_by("pk").last()
        review.trust = cast.trust
        return review


def then_says_in_time(page: Page, words: str) -> None:
    """The page says this now, or when it is looked at again, after somebody else has done their part."""
    for _ in range(200):
        if words in page.content():
            return
        page.reload()
    raise AssertionError(f"The page never says {words}.")


SCREEN = """[...document.querySelectorAll('[data-statement]')].map((card) => [
  card.querySelector('.code').lastChild.textContent.trim(),
  [card.querySelector(':checked')?.value ?? '', card.querySelector('textarea').value],
  card.querySelector('.save-state').dataset.state,
])"""


def then_nothing_is_lost(page: Page, cast: Cast, typed: dict[str, tuple[str, str]], who: str = "colleague") -> None:
    """What was typed, a level and evidence for a statement, is on the screen; what is said to be saved is stored."""
    screen = {code: (answer, state) for code, answer, state in page.evaluate(SCREEN)}
    assert {code: tuple(screen[code][0]) for code in typed} == typed
    kept = {code: (level_value(rating), rating.note) for code, rating in stored(cast, who).items()}
    said = {code: tuple(answer) for code, (answer, state) in screen.items() if state == "saved"}
    assert {code: kept.get(code) for code in said} == said


def level_value(rating: OwnRating) -> str:
    """A stored level as the form has it."""
    return "cant-say" if rating.cant_say else str(rating.level or "")
