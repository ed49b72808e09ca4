"""The pages of a trust that has closed: what happened, all that was there, and no button that would be refused."""

import pytest
from django.test import Client

from accounts.models import YstPerson
from accounts.refusals import CLOSED
from reviews.lifecycle import Stage
from tests.builders import NOON, Cast, acting, assign_advisor, reopen, review_at, yst_person
from tests.reviews.review.closing import close, registered_trust
from tests.signing_in import sign_in

HAS_CLOSED = "This trust has closed"


@pytest.fixture
def here(manager: YstPerson) -> Cast:
    return registered_trust(manager)


def page(cast: Cast, who: str, path: str = "", status: int = 200) -> str:
    answer = sign_in(Client(), cast.people[who].user).get(f"/trusts/{cast.trust.slug}/{path}")
    assert answer.status_code == status
    return answer.content.decode()


def test_a_trust_without_a_review_is_told_and_offered_none(manager: YstPerson, here: Cast) -> None:
    close(manager, here)

    said = page(here, "lead")
    assert HAS_CLOSED in said
    assert "Set up" not in said
    assert "sets one up" not in said
    assert CLOSED in page(here, "lead", "reviews/new/", status=403)


def test_what_was_signed_off_is_there_and_not_to_be_reopened(manager: YstPerson, here: Cast) -> None:
    review_at(here, Stage.AGREED)
    review = f"reviews/{here.review.uuid}/"
    assert "Reopen it" in page(here, "executive", review)
    close(manager, here)

    assert "Reopen it" not in page(here, "executive", review)
    assert "Set up the next" not in page(here, "lead")
    assert "follow up" not in page(here, "lead")
    assert "Established" in page(here, "trustee", f"{review}results/")
    for path in ("reopening/", "sign-off/"):
        assert CLOSED in page(here, "executive", f"{review}{path}", status=403)


def test_a_review_that_was_reopened_is_read_and_not_agreed(manager: YstPerson, here: Cast) -> None:
    review_at(here, Stage.AGREED)
    reopen(here)
    close(manager, here)

    assert "Nothing more can be agreed" in page(here, "lead")
    said = page(here, "lead", f"reviews/{here.review.uuid}/comparison/")
    for offer in ("Confirm the", "Start a review meeting", "Agree one at a time", "Check and sign off"):
        assert offer not in said


def test_the_portfolio_says_closed_and_waits_for_nothing(manager: YstPerson, here: Cast) -> None:
    advisor = yst_person("Ada North")
    with acting(manager):
        assign_advisor(trust=here.trust, advisor=advisor, by=manager, at=NOON)
    review_at(here, Stage.RATING)
    close(manager, here)

    client = sign_in(Client(), advisor.user)
    said = client.get("/yst/").content.decode()
    assert ">Closed</span>" in said
    assert ">Past</span>" not in said
    assert HAS_CLOSED in client.get(f"/yst/trusts/{here.trust.slug}/").content.decode()
