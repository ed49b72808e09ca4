"""A trust that closes in the register: what is unfinished ends, everything is read, nothing is changed."""

from collections.abc import Callable

import pytest

from accounts.models import AuditEvent, YstPerson
from accounts.refusals import CLOSED as CLOSED_WORDS, NotAllowed
from reviews.lifecycle import Stage
from reviews.plan.models import NextStep
from reviews.plan.operations import StepContent, add_next_step, follow_up
from reviews.review.models.rating import Rating
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot
from reviews.review.operations.setting_up import create_review
from reviews.review.operations.sharing import choose_sharing
from reviews.review.operations.signing_off import reopen_review
from tests.builders import (
    NOON,
    Cast,
    acting,
    agree_all,
    draft,
    finish,
    rate,
    reopen,
    review_at,
    share,
    standing,
    start,
    trust_with,
)
from tests.isolation.furnishing import plan
from tests.reviews.review.closing import close, registered_trust


@pytest.fixture
def here(manager: YstPerson) -> Cast:
    return registered_trust(manager)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.RATING, Stage.COMPARING])
def test_what_is_unfinished_is_cancelled_and_recorded(manager: YstPerson, here: Cast, stage: Stage) -> None:
    review_at(here, stage)
    close(manager, here)

    with acting(here.lead):
        assert Review.objects.get().stage == Stage.CANCELLED
        event = AuditEvent.objects.get(event="review.ended_with_trust")
    assert (event.by_name, event.target) == ("Max Hill", f"review {here.review.uuid}")


def test_half_given_ratings_stay_their_reviewers(manager: YstPerson, here: Cast) -> None:
    draft(here)
    start(here)
    rate(here, "colleague", only=range(5), secret="mine")
    close(manager, here)

    for who, many in (("colleague", 5), ("lead", 0)):
        with acting(here.people[who]):
            assert Rating.objects.count() == many


def test_a_second_import_ends_nothing_again(manager: YstPerson, here: Cast) -> None:
    draft(here)
    close(manager, here)
    close(manager, here)

    with acting(here.lead):
        assert AuditEvent.objects.filter(event="review.ended_with_trust").count() == 1


def test_reviews_of_trusts_that_stay_open_go_on(manager: YstPerson, here: Cast) -> None:
    other = trust_with(manager, "birch")
    draft(here)
    draft(other)
    close(manager, here)

    with acting(other.lead):
        assert Review.objects.get().stage == Stage.DRAFT


def signed_off(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    plan(cast)
    agree_all(cast)
    finish(cast)


def test_what_was_signed_off_is_read_as_before(manager: YstPerson, here: Cast) -> None:
    signed_off(here)
    close(manager, here)

    with acting(here.trustee):
        assert Review.objects.get().stage == Stage.AGREED
        assert Snapshot.objects.count() == 1
        assert NextStep.objects.count() == 1


def test_a_review_that_was_reopened_stays_open_and_is_not_changed(manager: YstPerson, here: Cast) -> None:
    signed_off(here)
    reopen(here)
    close(manager, here)

    assert here.review.stage == Stage.COMPARING
    with acting(here.lead), pytest.raises(NotAllowed, match=CLOSED_WORDS):
        add_next_step(content=StepContent("x", statement_id=1), by=standing(here.lead, here.review), at=NOON)


def steps(cast: Cast, who: str) -> dict[str, object]:
    return {"by": standing(cast.people[who], cast.review), "at": NOON}


NEW = {"term": "year", "due_on": None, "at": NOON}
CHANGES: dict[str, tuple[str, Callable[[Cast], object]]] = {
    "a new review": (
        "lead",
        lambda c: create_review(title="X", academic_year=2027, reviewers=[c.lead], names_shown=True, **NEW, by=c.lead),
    ),
    "reopening": ("executive", lambda c: reopen_review(reason="x", **steps(c, "executive"))),
    "a next step": (
        "colleague", lambda c: add_next_step(content=StepContent("x", statement_id=1), **steps(c, "colleague")),
    ),
    "following up": (
        "colleague", lambda c: follow_up(step=NextStep.objects.get(), status="done", text="", **steps(c, "colleague")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_nothing_is_changed_any_more(manager: YstPerson, here: Cast, what: str) -> None:
    signed_off(here)
    close(manager, here)
    who, change = CHANGES[what]

    with acting(here.people[who]), pytest.raises(NotAllowed, match=CLOSED_WORDS):
        change(here)


def test_what_yst_sees_can_still_be_narrowed(manager: YstPerson, here: Cast) -> None:
    signed_off(here)
    share(here)
    close(manager, here)

    with acting(here.executive):
        choose_sharing(choice="nothing", steps_shared=False, **steps(here, "executive"))
    with acting(manager):
        assert not Snapshot.objects.exists()
