"""A review meeting in three browsers: lead, executive and colleague, from the splits to the sign-off."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.meeting.models import Meeting, MeetingPresence
from reviews.plan.models import NextStep
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review
from tests.builders import Cast, acting, review_at
from tests.journeys.accessibility.rules import violations
from tests.journeys.site import Site
from tests.journeys.steps import address, choice

SOON = 3_000  # milliseconds: by then everybody's screen shows what the lead did
RATIONALE = "We looked at the visits together: seven schools of nine."
STEP = "Ask two more schools by spring."


@dataclass
class Room:
    """Everybody's screen."""

    cast: Cast
    lead: Page
    executive: Page
    colleague: Page

    @property
    def others(self) -> tuple[Page, Page]:
        return self.executive, self.colleague


@pytest.fixture
def room(site: Site, cast: Cast) -> Room:
    """Names are hidden; a meeting is open at its agenda, on three screens, one of them a phone's."""
    review_at(cast, Stage.COMPARING, secrets=True)
    lead, executive = site.enter(cast.lead, viewport={"width": 1280, "height": 720}), site.enter(cast.executive)
    colleague = site.enter(cast.colleague, viewport={"width": 390, "height": 844})
    lead.goto(address(cast, "comparison/"))
    lead.get_by_role("link", name="Start a review meeting").click()
    lead.get_by_label(re.compile(r"^\s*45 minutes")).check()
    lead.get_by_role("button", name="Start the meeting").click()
    for page in (executive, colleague):
        page.goto(address(cast))
        page.get_by_role("link", name="Join the meeting").click()
        page.get_by_role("button", name="Yes, put me in the minutes").click()
        expect(page.get_by_role("main")).to_contain_text("You are in the minutes of this meeting.")
    return Room(cast, lead, executive, colleague)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def statement_on(page: Page) -> str:
    """The code of the statement that a screen shows."""
    return re.search(r"Statement (\d\.\d)", page.locator(".room__facts").inner_text())[1]


def when_lead_begins(room: Room) -> str:
    room.lead.get_by_role("button", name=re.compile("^Begin with statement")).click()
    expect(room.lead.locator(".room__facts")).to_contain_text("Statement")
    return statement_on(room.lead)


def then_everybody_sees(room: Room, words: str) -> None:
    for page in room.others:
        expect(page.locator("#room")).to_contain_text(words, timeout=SOON)


def when_lead_fills_in(room: Room, level: int = 2) -> None:
    choice(room.lead, level).check()
    room.lead.get_by_label("Why (optional)").fill(RATIONALE)
    room.lead.get_by_label("Next step (optional)").fill(STEP)
    room.lead.get_by_label("Who leads").select_option(label="Sarah Okafor")


def agreed(room: Room, code: str) -> AgreedLevel | None:
    """What is stored."""
    with acting(room.cast.lead):
        pk = content_of(room.cast.review.version_id).by_code[code].id
        return AgreedLevel.objects.filter(review=room.cast.review, statement_id=pk).first()


def cut_off(page: Page) -> Callable[[], None]:
    """Nothing that this screen asks for arrives any more; returns what mends it."""

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/*", refuse)
    return lambda: page.unroute("**/*", refuse)


def test_a_split_review_goes_through_a_meeting_to_the_sign_off(room: Room) -> None:
    first = when_lead_begins(room)
    then_everybody_sees(room, f"Statement {first}")
    for page in (room.lead, *room.others):
        expect(page.locator("#room")).to_contain_text("Names are hidden, as promised on 2 November 2026")
        assert "Joe Bennett" not in page.locator("#room").inner_text()
        assert violations(page) == []

    mend = cut_off(room.colleague)
    when_lead_fills_in(room)
    room.lead.get_by_role("button", name="Save and next").click()
    expect(room.lead.locator(".room__facts")).not_to_contain_text(f"Statement {first}")
    second = statement_on(room.lead)
    expect(room.executive.locator("#room")).to_contain_text(f"Statement {second}", timeout=SOON)
    expect(room.colleague.get_by_role("alert")).to_contain_text("We cannot reach the service")
    mend()
    expect(room.colleague.locator("#room")).to_contain_text(f"Statement {second}")
    expect(room.colleague.locator("#problem")).to_be_hidden()

    room.lead.get_by_role("button", name="Park for after").click()
    expect(room.lead.locator(".room__facts")).not_to_contain_text(f"Statement {second}")
    mend = cut_off(room.colleague)
    room.lead.get_by_role("link", name="Agenda", exact=True).click()
    room.lead.get_by_role("button", name="Take everybody here").click()
    room.lead.get_by_role("button", name=re.compile("^Confirm the")).click()
    expect(room.lead.get_by_role("heading", level=1)).to_contain_text("still to talk about")
    room.lead.get_by_role("link", name="End the meeting").click()
    room.lead.get_by_role("button", name="End the meeting").click()
    expect(room.executive.locator("#room")).to_contain_text("The meeting has ended", timeout=SOON)
    mend()
    expect(room.colleague.locator("#room")).to_contain_text("The meeting has ended")

    then_the_minutes_say(room, first, second)
    then_it_is_signed_off(room)
    now = agreed(room, first)
    assert (now.level, now.rationale) == (2, RATIONALE)
    with acting(room.cast.lead):
        assert NextStep.objects.get(review=room.cast.review).text == STEP


def then_the_minutes_say(room: Room, first: str, second: str) -> None:
    page = room.colleague
    page.get_by_role("link", name="Read its minutes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Minutes of the review meeting")
    for name in ("Priya Nair", "Tom Ellis", "Sarah Okafor"):
        expect(page.get_by_role("definition").filter(has_text=name).first).to_be_visible()
    decided = page.get_by_role("row", name=re.compile(f"^{first} "))
    for words in ("Established", RATIONALE, STEP, "Who leads: Sarah Okafor."):
        expect(decided).to_contain_text(words)
    expect(page.get_by_role("region", name=re.compile("^Parked for after"))).to_contain_text(second)
    assert violations(page) == []
    page.get_by_role("link", name="Print them").click()
    expect(page.get_by_role("heading", name=re.compile("^Not reached"))).to_be_visible()
    page.get_by_role("link", name="Back to the minutes").click()


def then_it_is_signed_off(room: Room) -> None:
    page, cast = room.executive, room.cast
    page.goto(address(cast, "comparison/rest-open/"))
    page.get_by_label("Why do these statements stay open?").fill("After the spring visits.")
    page.get_by_role("button", name="Leave them open").click()
    page.goto(address(cast, "sign-off/"))
    page.get_by_role("button", name="Sign off").click()
    expect(page.locator("main").get_by_text("The self-review is signed off.")).to_be_visible()
    with acting(cast.lead):
        assert Review.objects.get(pk=cast.review.pk).stage == Stage.AGREED
        assert Meeting.objects.get(review=cast.review).closed_at is not None
        assert MeetingPresence.objects.filter(review=cast.review).count() == 3


def test_anybody_may_look_ahead_and_come_back(room: Room) -> None:
    first = when_lead_begins(room)
    then_everybody_sees(room, f"Statement {first}")
    page = room.colleague
    page.get_by_role("link", name="Agenda", exact=True).click()
    page.locator("#room li a").last.click()
    expect(page.locator("#room")).to_contain_text("You are looking ahead; nobody else’s screen moves.")
    ahead = statement_on(page)
    assert ahead != first
    assert statement_on(room.executive) == first

    page.get_by_role("link", name=f"Go to statement {first} with everybody").click()
    expect(page.locator("#room")).to_contain_text(f"Statement {first}")


def test_half_typed_words_stay_while_others_change_things(room: Room, site: Site) -> None:
    first = when_lead_begins(room)
    when_lead_fills_in(room)
    field = room.lead.get_by_label("Why (optional)")
    field.focus()
    field.evaluate("field => field.setSelectionRange(3, 7)")
    room.executive.goto(address(room.cast, "statements/7.5/"))
    choice(room.executive, 1).check()
    room.executive.get_by_label("Why we agreed on it").fill("Said elsewhere.")
    room.executive.get_by_role("button", name="Save", exact=True).click()
    with acting(room.cast.lead):
        version = Meeting.objects.get(review=room.cast.review).version
    expect(room.lead.locator("#room")).to_have_attribute("hx-get", re.compile(f"version={version}&"), timeout=SOON)

    expect(field).to_be_focused()
    assert field.evaluate("field => [field.value, field.selectionStart, field.selectionEnd]") == [RATIONALE, 3, 7]
    assert statement_on(room.lead) == first


def test_a_reload_or_a_closed_laptop_loses_nothing_typed(room: Room) -> None:
    first = when_lead_begins(room)
    when_lead_fills_in(room)
    room.lead.reload()

    expect(room.lead.get_by_label("Why (optional)")).to_have_value(RATIONALE)
    expect(room.lead.get_by_label("Next step (optional)")).to_have_value(STEP)
    expect(choice(room.lead, 2)).to_be_checked()
    assert agreed(room, first) is None
    room.lead.get_by_role("button", name="Save, and stay here").click()
    expect(room.lead.locator("#room")).to_contain_text("Agreed:")


def test_a_save_that_does_not_arrive_is_said_and_can_be_sent_again(room: Room) -> None:
    first = when_lead_begins(room)
    when_lead_fills_in(room)
    mend = cut_off(room.lead)
    room.lead.get_by_role("button", name="Save, and stay here").click()
    expect(room.lead.get_by_role("alert")).to_contain_text("What you typed is not saved yet and stays here")
    assert agreed(room, first) is None

    mend()
    expect(room.lead.locator("#problem")).to_be_hidden()
    expect(room.lead.get_by_label("Why (optional)")).to_have_value(RATIONALE)
    room.lead.get_by_role("button", name="Save, and stay here").click()
    expect(room.lead.locator("#room")).to_contain_text("Agreed:")
    assert agreed(room, first).rationale == RATIONALE


def test_the_second_of_two_people_sees_both_versions_and_chooses(room: Room) -> None:
    first = when_lead_begins(room)
    when_lead_fills_in(room)
    room.executive.goto(address(room.cast, f"statements/{first}/"))
    choice(room.executive, 3).check()
    room.executive.get_by_label("Why we agreed on it").fill("Everywhere, we think.")
    room.executive.get_by_role("button", name="Save", exact=True).click()
    room.lead.get_by_role("button", name="Save, and stay here").click()

    conflict = room.lead.locator("#stage .notice--talk")
    expect(conflict).to_contain_text("Tom Ellis changed this while you had it open.")
    for words in ("Embedded", "Everywhere, we think.", RATIONALE):
        expect(conflict).to_contain_text(words)
    expect(room.lead.get_by_label("Why (optional)")).to_have_value(RATIONALE)
    assert agreed(room, first).level == 3
    room.lead.get_by_role("button", name="Save, and stay here").click()
    expect(room.lead.locator("#room")).to_contain_text(RATIONALE)
    assert agreed(room, first).level == 2


def test_a_rationale_of_20000_letters_and_markup_are_refused_and_kept(room: Room) -> None:
    first = when_lead_begins(room)
    choice(room.lead, 2).check()
    long = "<b>bold</b> " + "x" * 20_000
    room.lead.get_by_label("Why (optional)").evaluate("(field, words) => { field.value = words }", long)
    room.lead.get_by_role("button", name="Save, and stay here").click()

    expect(room.lead.locator(".error-summary")).to_contain_text("may have 5,000 characters: it is 15,012 too long")
    expect(room.lead.get_by_label("Why (optional)")).to_have_value(long)
    assert agreed(room, first) is None
    room.lead.get_by_label("Why (optional)").fill("<b>bold</b> & <script>alert(1)</script>")
    room.lead.get_by_role("button", name="Save, and stay here").click()
    expect(room.lead.locator("#room")).to_contain_text("<b>bold</b> & <script>alert(1)</script>")
    assert room.lead.locator("#room b").count() == 0


def test_somebody_removed_meanwhile_is_shown_nothing_more(room: Room) -> None:
    when_lead_begins(room)
    page = room.executive
    page.goto(f"/trusts/{room.cast.trust.slug}/people/{room.cast.colleague.pk}/removal/")
    page.get_by_role("main").get_by_role("button").click()

    expect(room.colleague.locator("#room")).to_contain_text("This meeting is not open to you any more", timeout=SOON)
    assert "secret" not in room.colleague.content()


def test_the_lead_goes_through_it_with_the_keyboard(room: Room) -> None:
    first = when_lead_begins(room)
    room.lead.keyboard.press("ArrowRight")
    expect(room.lead.locator(".room__facts")).not_to_contain_text(f"Statement {first}")
    second = statement_on(room.lead)
    then_everybody_sees(room, f"Statement {second}")
    room.lead.keyboard.press("ArrowLeft")
    then_everybody_sees(room, f"Statement {first}")
    room.lead.get_by_label("Why (optional)").focus()
    room.lead.keyboard.press("ArrowRight")  # moves the caret, and nobody's screen

    choice(room.lead, 1).focus()
    room.lead.keyboard.press("Space")
    room.lead.keyboard.press("Enter")
    expect(room.lead.locator(".room__facts")).to_contain_text(f"Statement {second}")
    assert agreed(room, first).level == 1


def test_a_colleagues_suggestion_is_taken_with_one_press(room: Room) -> None:
    when_lead_begins(room)
    room.lead.goto(address(room.cast, "meeting/?at=1.6"))
    words = room.lead.locator("[data-words]").first.inner_text()
    room.lead.get_by_label("Next step (optional)").fill("First this.")
    room.lead.get_by_role("button", name="Use it").first.click()

    expect(room.lead.get_by_label("Next step (optional)")).to_have_value(f"First this.\n{words}")
    assert room.colleague.get_by_role("button", name="Use it").count() == 0


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_statement_and_form_fit_a_projector_without_scrolling(room: Room, size: tuple[int, int]) -> None:
    room.lead.set_viewport_size({"width": size[0], "height": size[1]})
    when_lead_begins(room)

    expect(room.lead.get_by_role("button", name="Save and next")).to_be_in_viewport(ratio=1)
    expect(room.lead.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert room.lead.evaluate(overflow) <= 0
    for label in ("Why (optional)", "Next step (optional)"):
        box = room.lead.get_by_label(label).bounding_box()
        assert box["width"] >= 340
        assert box["height"] >= 65
    foot, last = (room.lead.locator(where).last.bounding_box() for where in (".room__foot", ".lane .person"))
    assert last["y"] + last["height"] <= foot["y"]


def test_without_scripts_the_meeting_is_run_and_followed_by_links(site: Site, cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    lead, colleague = (site.enter(who, java_script_enabled=False) for who in (cast.lead, cast.colleague))
    lead.goto(address(cast, "meeting/new/"))
    lead.get_by_role("button", name="Start the meeting").click()
    lead.get_by_role("button", name=re.compile("^Begin with statement")).click()
    first = statement_on(lead)
    colleague.goto(address(cast, "meeting/"))
    assert statement_on(colleague) == first
    choice(lead, 2).check()
    lead.get_by_label("Why (optional)").fill(RATIONALE)
    lead.get_by_role("button", name="Save and next").click()
    second = statement_on(lead)
    colleague.get_by_role("link", name="See where the meeting is now").click()

    assert statement_on(colleague) == second != first
    colleague.get_by_role("link", name="Agenda", exact=True).click()
    expect(colleague.get_by_role("region", name="Decided")).to_contain_text(first)
