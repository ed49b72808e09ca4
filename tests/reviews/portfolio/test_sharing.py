"""The executive's page: the preview is YST's own page, byte for byte, and a choice holds from the next request."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import YstPerson
from reviews.lifecycle import Stage
from reviews.plan.models import StepStatus
from tests.builders import NOON, Cast, acting, agree_all, assign_advisor, draft, finish, review_at, share, yst_person
from tests.filling import opened
from tests.isolation.furnishing import plan
from tests.signing_in import sign_in

SEEN = re.compile(r"<article.*?</article>", re.DOTALL)
CHOICES = {"nothing": {}, "releases": {}, "agreed": {}, "agreed-steps": {"steps_shared": "on"}}


@pytest.fixture
def advisor(cast: Cast, manager: YstPerson) -> YstPerson:
    person = yst_person("Vi Asante")
    with acting(manager):
        assign_advisor(trust=cast.trust, advisor=person, by=manager, at=NOON)
    return person


@pytest.fixture
def signed_off(cast: Cast, advisor: YstPerson) -> Cast:
    """Signed off with a next step."""
    review_at(cast, Stage.COMPARING)
    plan(cast, "Write the plan down.")
    agree_all(cast)
    finish(cast)
    return cast


@pytest.fixture
def page(client: Client) -> Callable[..., str]:
    def read(person: object, url: str) -> str:
        return sign_in(Client(), person.user).get(url).content.decode()  # type: ignore[attr-defined]

    return read


def sharing(cast: Cast, show: str = "") -> str:
    url = reverse("reviews:sharing_update", args=[cast.trust.slug, cast.review.uuid])
    return f"{url}?show={show}" if show else url


def at_yst(cast: Cast) -> str:
    return reverse("reviews:portfolio_trust_detail", args=[cast.trust.slug])


def seen_part(html: str) -> str:
    """What of a page comes from the trust, byte for byte."""
    (found,) = SEEN.findall(html)
    return found


def choose(cast: Cast, show: str) -> None:
    client = sign_in(Client(), cast.executive.user)
    shown = {**opened(client, sharing(cast), field="choice"), "steps_shared": []}
    body = {**shown, "choice": show.removesuffix("-steps"), **CHOICES[show]}
    assert client.post(sharing(cast), body).status_code == 302


@pytest.mark.parametrize("show", CHOICES)
def test_the_preview_of_a_choice_is_what_yst_then_sees(
    signed_off: Cast, advisor: YstPerson, page: Callable[..., str], show: str
) -> None:
    previewed = seen_part(page(signed_off.executive, sharing(signed_off, show)))

    choose(signed_off, show)

    assert seen_part(page(advisor, at_yst(signed_off))) == previewed
    assert ("Agreed profile" in previewed) == show.startswith("agreed")
    assert ("Write the plan down." in previewed) == (show == "agreed-steps")


def test_national_figures_only_shows_yst_the_same_as_nothing(signed_off: Cast, page: Callable[..., str]) -> None:
    nothing, figures = (page(signed_off.executive, sharing(signed_off, show)) for show in ("nothing", "releases"))

    assert seen_part(nothing) == seen_part(figures)
    assert "tells which of the two you chose" in " ".join(figures.split())


def test_every_member_sees_the_same_preview(signed_off: Cast, page: Callable[..., str]) -> None:
    pages = {seen_part(page(signed_off.people[who], sharing(signed_off, "agreed"))) for who in ("lead", "trustee")}

    assert len(pages) == 1


def test_without_a_question_it_shows_what_holds(signed_off: Cast, page: Callable[..., str]) -> None:
    share(signed_off, steps=True)

    now, asked = (page(signed_off.lead, sharing(signed_off, show)) for show in ("", "agreed-steps"))
    assert seen_part(now) == seen_part(asked)


def test_a_trust_withdraws_with_one_button_and_yst_sees_nothing_at_the_next_request(
    signed_off: Cast, advisor: YstPerson, page: Callable[..., str]
) -> None:
    choose(signed_off, "agreed-steps")
    assert "Agreed profile" in page(advisor, at_yst(signed_off))
    html = page(signed_off.executive, sharing(signed_off))
    assert 'name="stop" value="yes">Stop sharing' in html

    sign_in(Client(), signed_off.executive.user).post(sharing(signed_off), {"stop": "yes"})

    assert "does not share agreed results" in page(advisor, at_yst(signed_off))
    assert "Stop sharing" not in page(signed_off.executive, sharing(signed_off))


def test_every_change_is_shown_with_who_and_when(signed_off: Cast, page: Callable[..., str]) -> None:
    for show in ("releases", "agreed", "nothing"):
        choose(signed_off, show)

    history = page(signed_off.trustee, sharing(signed_off)).split("Choices so far")[1]
    assert history.count(signed_off.executive.name) == 3
    assert history.index("Nothing") < history.index("Agreed results") < history.index("National figures only")


def test_a_cycle_starts_at_nothing_while_the_one_before_stays_shared(
    signed_off: Cast, advisor: YstPerson, page: Callable[..., str]
) -> None:
    choose(signed_off, "agreed")
    draft(signed_off)

    html = page(signed_off.executive, sharing(signed_off))
    assert "Shared now: nothing" in " ".join(html.split())
    assert seen_part(page(signed_off.executive, sharing(signed_off, "nothing"))) == seen_part(
        page(advisor, at_yst(signed_off))
    )
    assert "Agreed profile, 2026/27" in html


def test_a_step_says_how_it_stood_at_the_sign_off(signed_off: Cast, page: Callable[..., str]) -> None:
    assert StepStatus.UNDER_WAY.label in page(signed_off.trustee, sharing(signed_off, "agreed-steps"))
