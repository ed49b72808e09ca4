"""The minutes of a review meeting: what was decided with its reasons, what was parked, what was not reached."""

from datetime import timedelta

import pytest

from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.meeting.minutes import Minutes, minutes_of
from reviews.meeting.models import Meeting
from reviews.meeting.operations import (
    Decision,
    decide_in_meeting,
    end_meeting,
    move_meeting,
    park_in_meeting,
    start_meeting,
)
from reviews.meeting.room import Room, room_of
from reviews.plan.models import NextStep, StepStatus
from reviews.plan.operations import StepContent, add_next_step
from reviews.review.comparison import comparison_of
from reviews.review.operations.agreeing import agree_statement, confirm_unanimous
from tests.builders import NOON, Cast, acting, review_at, standing

AT = NOON + timedelta(hours=4)
END = AT + timedelta(minutes=50)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """45 minutes, so that not all fits."""
    review_at(cast, Stage.COMPARING)
    with acting(cast.lead):
        return start_meeting(minutes=45, by=standing(cast.lead, cast.review), at=AT)


def room(cast: Cast, meeting: Meeting) -> Room:
    with acting(cast.colleague):
        return room_of(Meeting.objects.get(pk=meeting.pk), comparison_of(cast.review))


def minutes(cast: Cast, meeting: Meeting) -> Minutes:
    """As a colleague reads them."""
    now = room(cast, meeting)
    with acting(cast.colleague):
        return minutes_of(now, today=AT.date())


def decide(cast: Cast, meeting: Meeting, code: str, **more: object) -> None:
    said = {"rationale": "Seven schools of nine.", "why": "schools", "dissent": "One would say more.", "expected": 0}
    statement = content_of(cast.review.version_id).by_code[code]
    with acting(cast.lead):
        decide_in_meeting(
            meeting=meeting, statement=statement, decision=Decision(2, **{**said, **more}),
            by=standing(cast.lead, cast.review), at=AT + timedelta(minutes=5),
        )  # fmt: skip


def open_on_screen(cast: Cast, meeting: Meeting, code: str, seen: str = "") -> None:
    by_code = content_of(cast.review.version_id).by_code
    with acting(cast.lead):
        move_meeting(
            meeting=meeting, seen=by_code[seen].id if seen else None, to=by_code[code].id,
            by=standing(cast.lead, cast.review), at=AT + timedelta(minutes=1),
        )  # fmt: skip


def end(cast: Cast, meeting: Meeting) -> None:
    with acting(cast.lead):
        end_meeting(meeting=meeting, by=standing(cast.lead, cast.review), at=END)


def test_what_was_decided_says_why_who_dissents_and_what_is_next(cast: Cast, meeting: Meeting) -> None:
    code = room(cast, meeting).places[0].code
    decide(cast, meeting, code, step=StepContent("Ask two more.", owner_id=cast.second.pk, half_term="2026-3"))
    end(cast, meeting)

    (decided,) = minutes(cast, meeting).decided
    assert (decided.place.code, decided.place.row.agreed.rationale) == (code, "Seven schools of nine.")
    assert (decided.note.why, decided.note.dissent) == ("schools", "One would say more.")
    (step,) = decided.steps
    words = (step.step.text, step.read.who_leads, step.read.by_when)
    assert words == ("Ask two more.", cast.second.name, "Spring, first half 2026/27")
    assert not decided.changed_since


def test_each_statement_is_decided_parked_or_not_reached(cast: Cast, meeting: Meeting) -> None:
    places = room(cast, meeting).places
    first, second, third, spare = places[0], places[1], places[2], room(cast, meeting).spare[0]
    decide(cast, meeting, first.code)
    with acting(cast.lead):
        by = standing(cast.lead, cast.review)
        park_in_meeting(meeting=meeting, statement=second.row.statement, by=by, at=AT)
    open_on_screen(cast, meeting, third.code)
    open_on_screen(cast, meeting, spare.code, seen=third.code)
    end(cast, meeting)

    now = minutes(cast, meeting)
    assert [d.place.code for d in now.decided] == [first.code]
    assert [p.code for p in now.parked] == [second.code, third.code, spare.code]
    assert len(now.not_reached) == len(places) - 4
    assert all(p.item.changed_at is None for p in now.not_reached)


def test_a_spare_statement_that_is_taken_up_joins_what_is_talked_about(cast: Cast, meeting: Meeting) -> None:
    before = room(cast, meeting)
    open_on_screen(cast, meeting, before.spare[0].code)

    now = room(cast, meeting)
    assert len(now.listed) == len(before.listed) + 1
    assert now.number_of(now.at(before.spare[0].code)) == len(now.listed)


def test_looking_again_at_what_is_decided_leaves_its_time(cast: Cast, meeting: Meeting) -> None:
    code = room(cast, meeting).places[0].code
    decide(cast, meeting, code)
    open_on_screen(cast, meeting, code)

    assert minutes(cast, meeting).decided[0].place.item.changed_at == AT + timedelta(minutes=5)


def test_what_was_changed_after_the_meeting_says_so(cast: Cast, meeting: Meeting) -> None:
    place = room(cast, meeting).places[0]
    decide(cast, meeting, place.code, step=StepContent("Named in the meeting."))
    end(cast, meeting)
    with acting(cast.executive):
        by = standing(cast.executive, cast.review)
        agree_statement(
            statement=place.row.statement, level=3, rationale="Seen since.", left_open_reason="", why="", dissent="",
            expected=1, by=by, at=END + timedelta(days=1),
        )  # fmt: skip
        later = StepContent("Named later.", statement_id=place.row.statement.id)
        add_next_step(content=later, by=by, at=END + timedelta(days=1))

    (decided,) = minutes(cast, meeting).decided
    assert decided.changed_since
    assert [row.step.text for row in decided.steps] == ["Named in the meeting."]


def test_a_dropped_next_step_is_left_out(cast: Cast, meeting: Meeting) -> None:
    code = room(cast, meeting).places[0].code
    decide(cast, meeting, code, step=StepContent("Never mind."))
    with acting(cast.lead):
        NextStep.objects.filter(review=cast.review).update(status=StepStatus.DROPPED)

    assert minutes(cast, meeting).decided[0].steps == ()


def test_only_what_was_confirmed_meanwhile_was_confirmed_together(cast: Cast, meeting: Meeting) -> None:
    with acting(cast.lead):
        confirmed = confirm_unanimous(by=standing(cast.lead, cast.review), at=AT + timedelta(minutes=2))
    end(cast, meeting)
    assert len(minutes(cast, meeting).together) == confirmed > 0

    with acting(cast.lead):
        later = start_meeting(minutes=45, by=standing(cast.lead, cast.review), at=END + timedelta(days=1))
    assert minutes(cast, later).together == ()
