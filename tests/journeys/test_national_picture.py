"""From the register's files to a release that is published, and a trust beside it. The rest of the country is rows."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.isolation.roles import as_database_role
from accounts.models import Membership, YstPerson
from frameworks.content import newest_version_id
from reviews.lifecycle import Stage
from reviews.review.models.snapshot import Snapshot
from tests.builders import PASSWORD, Cast, join, review_at, yst_person
from tests.journeys.registering import (
    given_a_register,
    when_applied,
    when_finds,
    when_opens,
    when_the_first_lead_joins,
)
from tests.journeys.site import Site
from tests.journeys.steps import address, when_signs_in
from tests.journeys.working import Worker, link_in
from tests.signing_in import app_of, code_now
from wellschool.demo.country import NAMES, fill_country
from wellschool.demo.seed import years_over

WORKER = 60_000  # milliseconds until a worker that has just started, on a busy machine, has done its part
OTHERS = NAMES[:45]


@pytest.fixture
def year() -> str:
    """Trusts of a country that have agreed in the academic year that is over; how the year is written."""
    last = years_over(timezone.now())[-1]
    fill_country(years=[last], version_id=newest_version_id(), names=OTHERS)
    return f"{last}/{(last + 1) % 100:02d}"


def given_a_trust_from_the_register(desk: Page, site: Site, worker: Worker) -> Cast:
    """Opened by a programme manager, joined by its first lead and, away from the browser, by the others."""
    name, email = "Alder Hill 4401", "lee@alder-hill.example"
    given_a_register(desk, 4401)
    when_applied(desk)
    when_finds(desk, "ald", name)
    when_opens(desk, name, "Lee Ash", email)
    when_the_first_lead_joins(site.visitor(), link_in(worker.mail_to(email)), name)
    with as_database_role("wellschool_migrate"):
        lead = Membership.objects.select_related("trust", "user").get(trust__name=name)
    cast = Cast(lead.trust, {"lead": lead})
    join(cast)
    return cast


def given_it_was_signed_off_last_year(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    with as_database_role("wellschool_migrate"):
        Snapshot.objects.filter(review=cast.review).update(signed_off_at=timezone.now() - timedelta(days=365))


def when_shares_for_national_figures(page: Page, cast: Cast) -> None:
    page.goto(address(cast, "sharing/"))
    page.get_by_role("radio", name="National figures only").check()
    page.get_by_role("button", name="Save my choice").click()


def when_signs_in_with_a_code(page: Page, manager: YstPerson) -> None:
    app_of(manager.user)
    page.goto("/accounts/login/")
    when_signs_in(page, manager.user.email, PASSWORD)
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code_now())
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def when_makes_a_release(page: Page, year: str) -> None:
    page.get_by_role("link", name="National picture").click()
    page.get_by_role("link", name="Make a release").click()
    page.get_by_role("radio", name=year).check()
    page.get_by_role("button", name="Make the release").click()
    expect(page.get_by_role("heading", name="The figures are made")).to_be_visible(timeout=WORKER)
    page.get_by_role("link", name="Look at the figures").click()


def then_shows_figures(page: Page, year: str) -> None:
    """Of all trusts, of groups and of one group, to everybody at YST."""
    expect(page.get_by_role("heading", level=1)).to_have_text(year)
    expect(page.get_by_role("figure", name="Agreed levels in each pillar")).to_be_visible()
    page.get_by_role("link", name="By phase").click()
    page.get_by_role("main").get_by_role("list").get_by_role("link", name=re.compile("Primary")).first.click()
    expect(page.get_by_text(re.compile("figures over (10 to 19|20 to 49) trusts"))).to_be_visible()


def test_from_the_registers_files_to_a_trust_beside_the_release(
    site: Site, manager: YstPerson, worker: Worker, year: str
) -> None:
    desk = site.visitor()
    when_signs_in_with_a_code(desk, manager)
    cast = given_a_trust_from_the_register(desk, site, worker)
    given_it_was_signed_off_last_year(cast)
    head, visit = site.enter(cast.executive), site.enter(yst_person("Ada Reed"))
    when_shares_for_national_figures(head, cast)
    when_makes_a_release(desk, year)
    release = desk.url
    expect(desk.get_by_text("Only programme managers see this")).to_be_visible()
    assert visit.goto(release).status == 404

    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator("main").get_by_text("The release is published.")).to_be_visible()
    then_shows_figures(desk, year)

    visit.goto("/yst/releases/")
    visit.get_by_role("link", name=year).click()
    expect(visit.get_by_text("Discard")).to_be_hidden()
    then_shows_figures(visit, year)

    head.goto(address(cast, "results/"))
    head.get_by_role("link", name="Beside the national picture").click()
    expect(head.get_by_text(re.compile(f"National figures: {year}, (20 to 49|50 to 99) trusts"))).to_be_visible()
    expect(head.get_by_role("figure")).to_have_count(7)
    head.goto(address(cast, "sharing/"))
    expect(head.get_by_role("heading", name="Counted in the national figures")).to_be_visible()
    expect(head.get_by_role("radio", name="Agreed results")).to_be_hidden()
