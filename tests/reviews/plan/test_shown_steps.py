"""Who reads a next step and what was said of it: before a sign-off, after it, and while a review is open again."""

import pytest
from django.test import Client
from django.urls import reverse

from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.plan.models import NextStep, StepStatus
from reviews.plan.operations import StepContent, add_next_step
from tests.builders import Cast, acting, agree_all, finish, reopen, review_at, standing
from tests.isolation.furnishing import LATER, follow_up_again, plan
from tests.signing_in import sign_in

BEFORE, AFTER = "Begun.", "Going well."


@pytest.fixture
def signed_off(cast: Cast) -> Cast:
    """With a next step that somebody leads who did not review, and an update of before and of after the sign-off."""
    review_at(cast, Stage.COMPARING)
    plan(cast, "Write it down.")
    with acting(cast.lead):
        NextStep.objects.filter(review=cast.review).update(owner=cast.bystander)
    agree_all(cast)
    finish(cast)
    follow_up_again(cast)
    return cast


def page(cast: Cast, who: str, route: str, *args: object) -> tuple[int, str]:
    answer = sign_in(Client(), cast.people[who].user).get(reverse(route, args=[cast.trust.slug, *args]))
    return answer.status_code, answer.content.decode()


def step_page(cast: Cast, who: str) -> str:
    with acting(cast.lead):
        step = NextStep.objects.filter(review=cast.review).order_by("pk")[0]
    status, html = page(cast, who, "reviews:step_update_create", cast.review.uuid, step.uuid)
    assert status == 200
    return html


def plan_page(cast: Cast, who: str) -> str:
    status, html = page(cast, who, "reviews:plan_detail", cast.review.uuid)
    assert status == 200
    return html


@pytest.mark.parametrize("who", ["trustee", "bystander"])
def test_others_read_a_steps_history_from_the_sign_off_on_and_not_before(signed_off: Cast, who: str) -> None:
    theirs, ours = step_page(signed_off, who), step_page(signed_off, "colleague")

    assert (BEFORE in theirs, AFTER in theirs) == (False, True)
    assert BEFORE in ours
    assert AFTER in ours


@pytest.mark.parametrize("who", ["trustee", "bystander"])
def test_a_reopening_hides_no_step_from_those_who_read_it(signed_off: Cast, who: str) -> None:
    reopen(signed_off)

    assert "Write it down." in plan_page(signed_off, who)
    assert AFTER in step_page(signed_off, who)


def test_an_owner_who_did_not_review_keeps_their_step_while_a_review_is_open_again(signed_off: Cast) -> None:
    reopen(signed_off)

    assert "Write it down." in page(signed_off, "bystander", "reviews:trust_detail")[1]


def test_a_step_that_was_dropped_is_shown_by_no_signature(cast: Cast) -> None:
    """The page that is signed does not list it, so signing shows it to nobody."""
    review_at(cast, Stage.COMPARING)
    plan(cast, "Write it down.")
    with acting(cast.lead):
        NextStep.objects.filter(review=cast.review).update(status=StepStatus.DROPPED)
    agree_all(cast)
    assert "Write it down." not in page(cast, "executive", "reviews:sign_off_create", cast.review.uuid)[1]
    finish(cast)

    assert "Write it down." not in plan_page(cast, "trustee")
    assert "Write it down." in plan_page(cast, "colleague")


def test_a_step_added_after_the_sign_off_waits_for_the_next_one(signed_off: Cast) -> None:
    statement = content_of(signed_off.review.version_id).by_code["1.3"]
    with acting(signed_off.lead):
        new = StepContent("Tell the parents.", statement_id=statement.id)
        add_next_step(content=new, by=standing(signed_off.lead, signed_off.review), at=LATER)
    assert "Tell the parents." not in plan_page(signed_off, "trustee")
    assert "Tell the parents." in plan_page(signed_off, "executive")

    reopen(signed_off)
    finish(signed_off)

    assert "Tell the parents." in plan_page(signed_off, "trustee")
