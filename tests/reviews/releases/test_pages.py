"""Releases on the screen: only stored figures, whatever the address says; a trust beside them."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from accounts.models import YstPerson
from reviews.lifecycle import Stage
from tests.builders import Cast, review_at, yst_person
from tests.isolation.releasing import releases_made
from tests.signing_in import sign_in


@pytest.fixture
def releases(cast: Cast, manager: YstPerson) -> dict[str, UUID]:
    review_at(cast, Stage.AGREED)
    return releases_made(manager, cast.review.version_id)


def opened(person: YstPerson, address: str) -> tuple[int, str]:
    answer = sign_in(Client(), person.user).get(f"/yst/releases/{address}")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("state", ["previewed", "discarded", "queued", "failed", "none"])
def test_an_advisor_who_guesses_the_address_finds_nothing(releases: dict[str, UUID], state: str) -> None:
    assert opened(yst_person("Ada Reed"), f"{releases.get(state, uuid4())}/")[0] == 404


ASKED = (
    "by=region&group=2",
    "by=region&group=-1",
    "by=region&group=999",
    "by=trust",
    "by=all&group=3",
    "group=1",
    "by=",
)


@pytest.mark.parametrize("query", ASKED)
def test_no_address_asks_for_other_groups_than_those_that_were_made(releases: dict[str, UUID], query: str) -> None:
    ada = yst_person("Ada Reed")
    fixed = {opened(ada, f"{releases['published']}/{q}")[1] for q in ("", "?by=region")}

    status, page = opened(ada, f"{releases['published']}/?{query}")

    assert status == 200
    assert bars(page) in {bars(each) for each in fixed}


def bars(page: str) -> tuple[str, ...]:
    """What the charts say."""
    return tuple(line for line in page.splitlines() if 'role="img"' in line)


def test_a_withheld_breakdown_says_so_and_not_why_for_whom(releases: dict[str, UUID]) -> None:
    page = opened(yst_person("Ada Reed"), f"{releases['published']}/?by=phase")[1]

    assert "Not shown in this release" in page
    assert not bars(page)


def test_a_statement_that_is_withheld_is_not_shown(releases: dict[str, UUID]) -> None:
    page = opened(yst_person("Ada Reed"), f"{releases['published']}/")[1]

    assert page.count(">20% Emerging, 50% Established, 30% Embedded<") == 41
    assert ">Not shown<" in page


def test_a_trustee_sees_the_trust_beside_the_published_release(cast: Cast, releases: dict[str, UUID]) -> None:
    address = f"/trusts/{cast.trust.slug}/reviews/{cast.review.uuid}/national/"

    page = sign_in(Client(), cast.trustee.user).get(address).content.decode()

    assert "2024/25, 20 to 49 trusts" in page
    assert page.count("Trusts nationally, shares: 20% Emerging, 50% Established, 30% Embedded") >= 7
