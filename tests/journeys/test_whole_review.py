"""A whole review in the browser: three people rate on their own, then compare, agree, sign off and report."""

import re
from pathlib import Path

import pymupdf
from playwright.sync_api import Page, expect

from frameworks.content import StatementContent
from tests.builders import Cast
from tests.journeys.site import Site
from tests.journeys.steps import (
    KEYS,
    address,
    card,
    choice,
    newest_review,
    option,
    state,
    then_all_is_stored_and_submitted,
    when_rates,
    when_submits,
)
from tests.journeys.working import Worker

NOTE = "The spring pupil survey, and six visits."
IDEA = "Ask every governing board to name a link governor."
RATIONALE = "Seen in seven schools of nine."
OPEN = "To be looked at after the spring visits."


def by_label(page: Page, statement: StatementContent, level: int | None) -> None:
    option(page, statement.code, level).check()
    expect(state(page, statement.code)).to_contain_text(re.compile(r"^Saved \d\d:\d\d"))


def by_key(page: Page, statement: StatementContent, level: int | None) -> None:
    """Press a number, then Enter, which goes on to the next statement."""
    if statement.number == 1:
        card(page, statement.code).get_by_role("radio").first.focus()
    expect(card(page, statement.code).get_by_role("radio").first).to_be_focused()
    page.keyboard.press(KEYS[level])
    page.keyboard.press("Enter")


def when_lead_sets_up_and_starts(page: Page, cast: Cast) -> None:
    page.goto("/")
    page.get_by_role("link", name="Set up a self-review").click()
    page.get_by_label("Title").fill("Autumn self-review")
    for name in ("Priya Nair", "Sarah Okafor", "Joe Bennett"):
        page.get_by_label(re.compile(rf"^\s*{name}")).check()
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("Hidden: Colleague A, B, C")).to_be_visible()
    page.get_by_role("button", name="Start rating for everyone").click()
    expect(page.locator("main").get_by_text("Rating has started.")).to_be_visible()
    cast.review = newest_review(cast)


def when_colleague_writes_evidence_and_an_idea(page: Page, cast: Cast) -> None:
    page.goto(address(cast, "rating/1/"))
    here = card(page, "1.2")
    here.locator("summary").click()
    here.get_by_label("Evidence", exact=True).fill(NOTE)
    here.get_by_label("Suggested next step").fill(IDEA)
    expect(state(page, "1.2")).to_contain_text("Saved")
    page.goto(address(cast, "answers/"))
    expect(page.get_by_text(NOTE)).to_be_visible()


def when_lead_shows_ratings(page: Page, cast: Cast) -> None:
    page.goto(address(cast))
    page.get_by_role("link", name="Show everyone’s ratings").click()
    page.get_by_role("button", name="Show everyone’s ratings").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where your team sees it differently")


def then_ratings_are_compared_without_names(page: Page, cast: Cast) -> None:
    page.goto(address(cast, "comparison/"))
    page.get_by_text("Evidence and ideas on statement 1.2").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Colleague A")
    for name in ("Priya Nair", "Sarah Okafor", "Joe Bennett"):
        expect(page.get_by_role("main")).not_to_contain_text(name)


def when_a_split_is_agreed(page: Page, cast: Cast) -> None:
    page.goto(address(cast, "statements/1.2/"))
    assert not page.get_by_role("group", name="We agree this is").locator(":checked").count()
    choice(page, 2).check()
    page.get_by_label("Why we agreed on it").fill(RATIONALE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main").get_by_text("Statement 1.2 is recorded.")).to_be_visible()


def when_the_idea_becomes_a_next_step(page: Page, cast: Cast) -> None:
    expect(page.get_by_role("checkbox", name=IDEA)).to_be_checked()
    page.get_by_role("button", name="Make a next step of it").click()
    expect(page.get_by_label("Next step")).to_have_value(IDEA)
    page.get_by_label("Who leads").select_option(label="Sarah Okafor")
    page.get_by_label("Or by the end of").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=IDEA, exact=True)).to_be_visible()


def when_the_rest_is_settled(page: Page, cast: Cast) -> None:
    page.goto(address(cast, "comparison/"))
    page.get_by_role("button", name=re.compile(r"^Confirm the \d+ on which you all agree")).click()
    expect(page.locator("main").get_by_text("are confirmed.")).to_be_visible()
    page.get_by_role("link", name="Leave the rest open").click()
    page.get_by_label("Why do these statements stay open?").fill(OPEN)
    page.get_by_role("button", name="Leave them open").click()
    expect(
        page.get_by_role("heading", name=re.compile(r"^\d+ of 42 statements agreed, \d+ left open$"))
    ).to_be_visible()


def when_executive_signs_off(page: Page, cast: Cast) -> None:
    page.goto("/")
    page.get_by_role("link", name="Check and sign off", exact=True).click()
    expect(page.get_by_text("Three colleagues each went through the 42 statements on their own")).to_be_visible()
    page.get_by_role("button", name="Sign off").click()
    expect(page.locator("main").get_by_text("The self-review is signed off.")).to_be_visible()


def when_the_report_is_made(page: Page, folder: Path) -> Path:
    """Ask for it, see it being made, fetch it."""
    page.get_by_role("link", name="See what we agreed").click()
    page.get_by_role("link", name="Get the report").click()
    page.get_by_role("link", name="Full report").click()
    page.get_by_role("button", name="Make the report").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    expect(page.locator("main").get_by_text("Your report is ready")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF file").click()
    download.value.save_as(folder / "report.pdf")
    return folder / "report.pdf"


def then_the_report_says_what_was_agreed_and_no_rating(file: Path) -> None:
    with pymupdf.open(file) as report:
        words = " ".join(" ".join(page.get_text().split()) for page in report)
        assert report.page_count > 3
    assert RATIONALE in words
    assert IDEA in words
    assert NOTE not in words


def then_the_trustee_reads_results_and_no_rating(page: Page, cast: Cast) -> None:
    page.goto("/")
    page.get_by_role("link", name="See what we agreed").click()
    expect(page.get_by_role("row", name=re.compile("^1.2 "))).to_contain_text(RATIONALE)
    expect(page.get_by_text(NOTE)).to_have_count(0)
    page.goto(address(cast))
    expect(page.get_by_role("link", name="Everyone’s ratings")).to_have_count(0)
    assert page.goto(address(cast, "comparison/")).status == 403
    assert page.goto(address(cast, "statements/1.2/")).status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot do this")


def test_from_draft_to_a_signed_off_report(site: Site, cast: Cast, worker: Worker, tmp_path: Path) -> None:
    lead, colleague, second = (site.enter(cast.people[who]) for who in ("lead", "colleague", "second"))
    when_lead_sets_up_and_starts(lead, cast)
    worker.mail_to(cast.second.user.email, "Autumn self-review")

    when_rates(colleague, cast, "colleague", by_label)
    when_colleague_writes_evidence_and_an_idea(colleague, cast)
    when_rates(lead, cast, "lead", by_key)
    when_rates(second, cast, "second", by_key)
    for who, page in (("colleague", colleague), ("lead", lead), ("second", second)):
        when_submits(page)
        then_all_is_stored_and_submitted(cast, who)

    when_lead_shows_ratings(lead, cast)
    for page in (lead, second):
        then_ratings_are_compared_without_names(page, cast)
    when_a_split_is_agreed(second, cast)
    when_the_idea_becomes_a_next_step(second, cast)
    when_the_rest_is_settled(lead, cast)

    executive = site.enter(cast.executive)
    when_executive_signs_off(executive, cast)
    then_the_report_says_what_was_agreed_and_no_rating(when_the_report_is_made(executive, tmp_path))
    then_the_trustee_reads_results_and_no_rating(site.enter(cast.trustee), cast)
