"""Changing a next step: what was stored stays on offer, and a new date is not in the past."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.operations import remove_member
from accounts.refusals import NotAllowed
from frameworks.content import content_of
from reviews.calendar import USUAL
from reviews.lifecycle import Stage
from reviews.plan.models import NextStep
from reviews.plan.operations import StepContent, add_next_step
from reviews.plan.reading import steps_now
from tests.builders import NOON, Cast, acting, draft, review_at, standing, start
from tests.filling import opened
from tests.isolation.furnishing import plan
from tests.signing_in import sign_in

DAY = NOON.date()


@pytest.fixture
def step(cast: Cast) -> NextStep:
    review_at(cast, Stage.COMPARING)
    plan(cast, "Write the plan down.")
    return stored(cast)


def stored(cast: Cast) -> NextStep:
    with acting(cast.lead):
        return NextStep.objects.select_related("owner").get(review=cast.review)


def url(cast: Cast, step: NextStep, more: str = "") -> str:
    return f"{cast.review.get_absolute_url()}next-steps/{step.uuid}/{more}"


def change(cast: Cast, step: NextStep, **columns: Any) -> None:
    with acting(cast.lead):
        NextStep.objects.filter(pk=step.pk).update(**columns)


def save(cast: Cast, step: NextStep, **changes: Any) -> int:
    with time_machine.travel(NOON):
        client = sign_in(Client(), cast.lead.user)
        body = {**opened(client, url(cast, step), field="text"), **changes}
        return client.post(url(cast, step), body).status_code


def test_an_owner_who_has_left_stays_the_owner_when_something_else_is_saved(cast: Cast, step: NextStep) -> None:
    change(cast, step, owner=cast.bystander, owner_name="")
    with acting(cast.executive):
        remove_member(member=cast.bystander, by=cast.executive, at=NOON)
    page = sign_in(Client(), cast.lead.user).get(url(cast, step)).content.decode()
    assert f"{cast.bystander.name}, who has left</option>" in page

    assert save(cast, step, text="Written down by Easter.") == 302

    assert (stored(cast).text, stored(cast).owner) == ("Written down by Easter.", cast.bystander)


@pytest.mark.parametrize(
    ("columns", "said"),
    [({"owner": None, "owner_name": "Mair Rhys"}, "Mair Rhys"), ({"owner": None, "owner_name": ""}, "Not decided")],
)
def test_who_leads_is_the_same_words_wherever_it_is_read(
    cast: Cast, step: NextStep, columns: dict[str, Any], said: str
) -> None:
    change(cast, step, **columns)
    code = content_of(cast.review.version_id).by_id[step.statement_id].code
    client, review = sign_in(Client(), cast.lead.user), cast.review.get_absolute_url()

    for place in ("plan/", f"next-steps/{step.uuid}/updates/", f"statements/{code}/"):
        assert said in client.get(review + place).content.decode(), place
    with acting(cast.lead):
        assert [each.who_leads for each in steps_now(cast.review, content_of(cast.review.version_id))] == [said]


@pytest.mark.parametrize("past", [{"due_on": DAY - timedelta(days=60)}, {"due_on": None, "half_term": "2024-2"}])
def test_a_date_that_has_passed_stays_when_something_else_is_saved(
    cast: Cast, step: NextStep, past: dict[str, Any]
) -> None:
    change(cast, step, **past)

    assert save(cast, step, text="Written down.") == 302

    now = stored(cast)
    assert (now.text, {name: getattr(now, name) for name in past}) == ("Written down.", past)


@pytest.mark.parametrize("due", [DAY - timedelta(days=1), date(2001, 1, 1), date(DAY.year + 11, 1, 1)])
def test_a_new_date_is_neither_past_nor_far_away(cast: Cast, step: NextStep, due: date) -> None:
    before = stored(cast).due_on

    assert save(cast, step, due_on=due.isoformat(), half_term="") == 422
    assert stored(cast).due_on == before


def test_today_is_not_past(cast: Cast, step: NextStep) -> None:
    assert save(cast, step, due_on=DAY.isoformat(), half_term="") == 302


def test_half_terms_that_have_ended_are_not_offered() -> None:
    offered = [code for code, _ in USUAL.choices(date(2027, 3, 1))]

    assert offered[0] == "2026-4"
    assert offered[-1] == "2027-6"
    assert USUAL.choices(date(2027, 4, 5))[0][0] == "2026-4"  # its last day


def test_a_word_on_a_step_leaves_what_somebody_else_says_of_it(cast: Cast, step: NextStep) -> None:
    first, second = (sign_in(Client(), cast.people[who].user) for who in ("lead", "colleague"))
    pages = [opened(client, url(cast, step, "updates/"), field="status") for client in (first, second)]
    first.post(url(cast, step, "updates/"), {**pages[0], "status": "done", "text": "Finished."})

    second.post(url(cast, step, "updates/"), {**pages[1], "text": "The hall is booked."})

    assert stored(cast).status == "done"


@pytest.mark.parametrize(
    ("both", "words"),
    [
        ({"owner_name": "Ash Lind"}, "Choose somebody from the list or type a name, not both."),
        ({"due_on": "2027-06-30", "half_term": "2026-6"}, "Choose a date or a half-term, not both."),
    ],
)
def test_of_two_ways_to_say_the_same_one_is_taken(cast: Cast, step: NextStep, both: dict[str, str], words: str) -> None:
    change(cast, step, owner=cast.second, owner_name="", due_on=None, half_term="")
    with time_machine.travel(NOON):
        client = sign_in(Client(), cast.lead.user)
        answer = client.post(url(cast, step), {**opened(client, url(cast, step), field="text"), **both})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert stored(cast).owner_name == ""


def test_a_step_is_added_while_comparing_and_after_the_sign_off_only(cast: Cast) -> None:
    draft(cast)
    start(cast)
    with acting(cast.lead), pytest.raises(NotAllowed):
        add_next_step(content=StepContent("Ask."), by=standing(cast.lead, cast.review), at=NOON)
