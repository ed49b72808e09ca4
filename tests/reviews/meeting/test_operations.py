"""The review meeting: an agenda from the splits, one room for all, and nothing overwritten or lost."""

from datetime import timedelta

import pytest
from django.db import Error

from accounts.models import Membership
from accounts.refusals import NotAllowed, Refused
from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.meeting.models import ItemState, Meeting, MeetingItem, MeetingPresence
from reviews.meeting.operations import (
    Decision,
    MovedOn,
    decide_in_meeting,
    end_meeting,
    join_meeting,
    move_meeting,
    park_in_meeting,
    start_meeting,
)
from reviews.meeting.room import Room, minutes_left, open_meeting, room_of, to_discuss
from reviews.plan.models import NextStep
from reviews.plan.operations import StepContent
from reviews.review.comparison import comparison_of
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.operations.agreeing import (
    AgreedElsewhere,
    agree_statement,
    confirm_unanimous,
    leave_rest_open,
    take_back_unanimous,
)
from reviews.review.operations.signing_off import cancel_review, sign_off
from tests.builders import NOON, Cast, acting, review_at, standing

AT = NOON + timedelta(hours=4)


@pytest.fixture
def comparing(cast: Cast) -> Cast:
    review_at(cast, Stage.COMPARING)
    return cast


@pytest.fixture
def meeting(comparing: Cast) -> Meeting:
    """An hour's meeting that the lead opened."""
    with acting(comparing.lead):
        return start_meeting(minutes=60, by=standing(comparing.lead, comparing.review), at=AT)


def room(cast: Cast, who: Membership | None = None) -> Room:
    """The open meeting as somebody sees it."""
    with acting(who or cast.lead):
        now = open_meeting(cast.review)
        assert now is not None
        return room_of(now, comparison_of(cast.review))


def decide(cast: Cast, meeting: Meeting, code: str, level: int = 2, **more: object) -> AgreedLevel:
    """Agree a statement in the room, as the lead."""
    content = {"rationale": "Seen.", "why": "bar", "dissent": "", "expected": 0, **more}
    statement = content_of(cast.review.version_id).by_code[code]
    with acting(cast.lead):
        return decide_in_meeting(
            meeting=meeting, statement=statement, decision=Decision(level, **content),
            by=standing(cast.lead, cast.review), at=AT,
        )  # fmt: skip


def test_the_agenda_is_what_is_split_widest_first_and_the_rest_is_parked(comparing: Cast) -> None:
    with acting(comparing.lead):
        wanted = [row.statement.code for row in to_discuss(comparison_of(comparing.review))]
        start_meeting(minutes=45, by=standing(comparing.lead, comparing.review), at=AT)
    now = room(comparing)

    assert [place.code for place in now.places] == wanted
    states = [place.item.state for place in now.places]
    assert states == sorted(states, key=[ItemState.WAITING, ItemState.PARKED].index)
    assert 0 < len(now.spare) < len(now.places)
    assert [now.number_of(place) for place in now.places] == [*range(1, len(now.waiting) + 1)] + [0] * len(now.spare)
    assert [p.name for p in now.present] == [comparing.lead.name]


@pytest.mark.parametrize("who", ["colleague", "executive"])
def test_only_a_lead_opens_moves_and_ends(comparing: Cast, who: str) -> None:
    with acting(comparing.people[who]), pytest.raises(NotAllowed):
        start_meeting(minutes=60, by=standing(comparing.people[who], comparing.review), at=AT)
    with acting(comparing.lead):
        meeting = start_meeting(minutes=60, by=standing(comparing.lead, comparing.review), at=AT)
    first = room(comparing).places[0].item.statement_id
    with acting(comparing.people[who]):
        by = standing(comparing.people[who], comparing.review)
        with pytest.raises(NotAllowed):
            move_meeting(meeting=meeting, seen=None, to=first, by=by, at=AT)
        with pytest.raises(NotAllowed):
            end_meeting(meeting=meeting, by=by, at=AT)


def test_the_database_refuses_a_colleague_who_moves_the_room(comparing: Cast, meeting: Meeting) -> None:
    first = room(comparing).places[0].item.statement_id
    with acting(comparing.colleague), pytest.raises(Error, match="row-level security"):
        Meeting.objects.filter(pk=meeting.pk).update(current_id=first)


def test_before_ratings_are_shown_there_is_no_meeting(cast: Cast) -> None:
    review_at(cast, Stage.RATING)
    with acting(cast.lead), pytest.raises(NotAllowed):
        start_meeting(minutes=60, by=standing(cast.lead, cast.review), at=AT)


def test_a_second_meeting_waits_for_the_end_of_the_first(comparing: Cast, meeting: Meeting) -> None:
    with acting(comparing.lead):
        by = standing(comparing.lead, comparing.review)
        with pytest.raises(Refused, match="open already"):
            start_meeting(minutes=45, by=by, at=AT)
        end_meeting(meeting=meeting, by=by, at=AT)
        start_meeting(minutes=45, by=by, at=AT)


def test_what_is_decided_is_stored_with_its_next_step_and_noted(comparing: Cast, meeting: Meeting) -> None:
    code = room(comparing).places[0].code
    step = StepContent("Train a second lead.", owner_id=comparing.second.pk)
    decide(comparing, meeting, code, dissent="One of us would say more.", step=step)

    now = room(comparing, comparing.colleague)
    place = now.at(code)
    assert (place.item.state, place.item.changed_at) == (ItemState.DECIDED, AT)
    assert place.row.agreed.level == 2
    with acting(comparing.colleague):
        stored = NextStep.objects.get(review=comparing.review)
        assert (stored.text, stored.statement_id) == (step.text, place.item.statement_id)
    assert now.meeting.version > meeting.version


def test_a_decision_on_an_old_version_stores_nothing_of_it(comparing: Cast, meeting: Meeting) -> None:
    code = room(comparing).places[0].code
    decide(comparing, meeting, code)

    with pytest.raises(AgreedElsewhere) as found:
        decide(comparing, meeting, code, level=3, step=StepContent("Never stored."))
    assert found.value.now.level == 2
    with acting(comparing.lead):
        assert not NextStep.objects.filter(review=comparing.review).exists()


def test_a_level_that_nobody_chose_wants_a_rationale(comparing: Cast, meeting: Meeting) -> None:
    place = room(comparing).places[0]
    unchosen = ({1, 2, 3} - set(place.row.levels)).pop()
    with pytest.raises(Refused, match="Nobody chose this level"):
        decide(comparing, meeting, place.code, unchosen, rationale=" ")

    decide(comparing, meeting, place.code, unchosen, rationale="None of us was right.")
    assert room(comparing).at(place.code).row.agreed.level == unchosen


def test_two_leads_who_press_next_at_once_move_the_room_once(comparing: Cast, meeting: Meeting) -> None:
    first, second = (p.item.statement_id for p in room(comparing).places[:2])
    with acting(comparing.lead):
        by = standing(comparing.lead, comparing.review)
        move_meeting(meeting=meeting, seen=None, to=first, by=by, at=AT)
        with pytest.raises(MovedOn):
            move_meeting(meeting=meeting, seen=None, to=second, by=by, at=AT)

    assert room(comparing).current.item.statement_id == first


def test_a_statement_off_the_agenda_is_not_gone_to(comparing: Cast, meeting: Meeting) -> None:
    on_it = {p.item.statement_id for p in room(comparing).places}
    other = next(s.id for s in content_of(comparing.review.version_id).statements if s.id not in on_it)
    with acting(comparing.lead), pytest.raises(Refused, match="not on the agenda"):
        move_meeting(
            meeting=meeting, seen=None, to=other, by=standing(comparing.lead, comparing.review), at=AT
        )  # fmt: skip


def test_going_on_skips_what_is_decided_or_parked_and_comes_back_to_what_waits(
    comparing: Cast, meeting: Meeting
) -> None:
    places = room(comparing).places
    decide(comparing, meeting, places[1].code)
    with acting(comparing.lead):
        by = standing(comparing.lead, comparing.review)
        park_in_meeting(meeting=meeting, statement=places[2].row.statement, by=by, at=AT)

    now = room(comparing)
    assert now.after(now.places[0]).code == places[3].code
    assert now.after(now.waiting[-1]).code == places[0].code
    assert now.before(now.places[1]).code == places[0].code
    assert now.before(now.places[0]) is None
    assert now.parked == [now.places[2]]


def test_agreeing_on_the_ordinary_page_shows_in_the_room(comparing: Cast, meeting: Meeting) -> None:
    place = room(comparing).places[0]
    with acting(comparing.colleague):
        agree_statement(
            statement=place.row.statement, level=2, rationale="Seen.", left_open_reason="", why="", dissent="",
            expected=0, by=standing(comparing.colleague, comparing.review), at=AT,
        )  # fmt: skip

    now = room(comparing)
    assert now.at(place.code).item.state == ItemState.DECIDED
    assert now.meeting.version == meeting.version + 1


def test_confirming_together_can_be_taken_back_and_spares_what_was_changed_since(comparing: Cast) -> None:
    with acting(comparing.lead):
        by = standing(comparing.lead, comparing.review)
        confirmed = confirm_unanimous(by=by, at=AT)
        changed = AgreedLevel.objects.filter(review=comparing.review).order_by("pk").first()
        agree_statement(
            statement=next(
                s for s in content_of(comparing.review.version_id).statements if s.id == changed.statement_id
            ),
            level=changed.level, rationale="Talked about.", left_open_reason="", why="", dissent="",
            expected=changed.version, by=by, at=AT,
        )  # fmt: skip
        assert take_back_unanimous(by=by, at=AT) == confirmed - 1
        after = comparison_of(comparing.review)

    assert after.settled == 1
    assert len(after.proposed) == confirmed - 1
    with acting(comparing.colleague), pytest.raises(NotAllowed):
        take_back_unanimous(by=standing(comparing.colleague, comparing.review), at=AT)


def test_joining_twice_is_noted_once_and_nobody_joins_for_another(comparing: Cast, meeting: Meeting) -> None:
    with acting(comparing.colleague):
        by = standing(comparing.colleague, comparing.review)
        join_meeting(meeting=meeting, by=by, at=AT)
        join_meeting(meeting=meeting, by=by, at=AT + timedelta(minutes=5))
        there = MeetingPresence.objects.get(membership=comparing.colleague)
        assert there.joined_at == AT
        with pytest.raises(Error, match="row-level security"):
            MeetingPresence.objects.create(
                trust_id=comparing.trust.pk, review=comparing.review, meeting=meeting, membership=comparing.second,
                name="Joe",
            )  # fmt: skip


def test_the_end_closes_the_room_and_gives_what_was_not_reached_no_time(comparing: Cast, meeting: Meeting) -> None:
    waiting = len(room(comparing).waiting)
    with acting(comparing.lead):
        by = standing(comparing.lead, comparing.review)
        end_meeting(meeting=meeting, by=by, at=AT + timedelta(minutes=58))
        assert open_meeting(comparing.review) is None
        closed = Meeting.objects.get(pk=meeting.pk)
        assert (closed.closed_at, closed.closed_by_name) == (AT + timedelta(minutes=58), comparing.lead.name)
        assert MeetingItem.objects.filter(meeting=meeting, changed_at=None, state="waiting").count() == waiting
        with pytest.raises(Refused, match="has ended"):
            decide(comparing, meeting, "1.1")
        with pytest.raises(MovedOn):
            move_meeting(meeting=meeting, seen=None, to=None, by=by, at=AT)


@pytest.mark.parametrize("how", ["signed off", "cancelled"])
def test_an_open_meeting_ends_with_the_comparing(comparing: Cast, meeting: Meeting, how: str) -> None:
    with acting(comparing.lead):
        by = standing(comparing.lead, comparing.review)
        if how == "cancelled":
            cancel_review(by=by, at=AT)
        else:
            confirm_unanimous(by=by, at=AT)
            leave_rest_open(reason="Later.", by=by, at=AT)
    if how == "signed off":
        with acting(comparing.executive):
            sign_off(by=standing(comparing.executive, comparing.review), at=AT)
    with acting(comparing.lead):
        assert Meeting.objects.get(pk=meeting.pk).closed_at == AT


@pytest.mark.parametrize(
    ("minute", "left"), [(0, 60), (3, 55), (7, 55), (49, 10), (50, 10), (51, 9), (59.5, 1), (60, 0), (90, 0)]
)
def test_the_clock_is_calm(minute: float, left: int) -> None:
    meeting = Meeting(minutes=60, opened_at=AT)
    assert minutes_left(meeting, AT + timedelta(minutes=minute)) == left


@pytest.mark.parametrize("who", ["bystander", "trustee"])
def test_nobody_else_knows_of_a_meeting(comparing: Cast, meeting: Meeting, who: str) -> None:
    with acting(comparing.people[who]):
        for table in (Meeting, MeetingItem, MeetingPresence):
            assert not table.objects.exists()
