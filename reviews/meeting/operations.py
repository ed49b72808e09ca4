"""The review meeting: opened and moved on by a lead, followed by everybody of the comparison."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts import audit
from accounts.refusals import Refused, Stale, in_words
from frameworks.content import StatementContent
from reviews.meeting.models import ItemState, Meeting, MeetingItem, MeetingPresence
from reviews.meeting.permissions import check_can_run_meeting
from reviews.meeting.room import open_meeting, planned
from reviews.meeting.words import WORDS
from reviews.plan.operations import StepContent, add_next_step
from reviews.review.comparison import comparison_of
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.operations.agreeing import agree_statement
from reviews.review.permissions import Standing, check_can_agree

ENDED = WORDS["P0A02"]


class MovedOn(Stale):
    """Another lead moved the meeting on meanwhile."""


@dataclass(frozen=True)
class Decision:
    """What was said of one statement in the room. `expected` is the version that the person saw, 0 for none."""

    level: int
    rationale: str
    why: str
    dissent: str
    expected: int
    step: StepContent | None = None


@transaction.atomic
def start_meeting(*, minutes: int, by: Standing, at: datetime) -> Meeting:
    """Open a meeting of 45, 60 or 90 minutes; its agenda is what is not settled, most split first."""
    check_can_run_meeting(by)
    if open_meeting(by.review):
        raise Refused("A meeting is open already. Join it, or end it first.")
    comparison = comparison_of(by.review)
    agenda = planned(comparison, minutes)
    owned = {"trust_id": by.review.trust_id, "review": by.review}
    with in_words():
        meeting = Meeting.objects.create(minutes=minutes, opened_at=at, opened_by_name=by.member.name, **owned)
        ids = {row.statement.code: row.statement.id for row in comparison.rows}
        items = [
            MeetingItem(
                meeting=meeting, statement_id=ids[code], position=position,
                state=ItemState.WAITING if position <= len(agenda.discussed) else ItemState.PARKED, **owned,
            )
            for position, code in enumerate([*agenda.discussed, *agenda.parked], start=1)
        ]  # fmt: skip
        MeetingItem.objects.bulk_create(items)
    join_meeting(meeting=meeting, by=by, at=at)
    record("meeting.started", meeting, by, at, minutes=minutes)
    return meeting


def join_meeting(*, meeting: Meeting, by: Standing, at: datetime) -> None:
    """Note for the minutes that somebody is there; once is enough."""
    check_can_agree(by)
    there = MeetingPresence(
        trust_id=by.review.trust_id, review=by.review, meeting=meeting, membership=by.member, name=by.member.name,
        joined_at=at,
    )  # fmt: skip
    with in_words():
        MeetingPresence.objects.bulk_create([there], ignore_conflicts=True)


@transaction.atomic
def move_meeting(*, meeting: Meeting, seen: int | None, to: int | None, by: Standing, at: datetime) -> None:
    """Take everybody to another statement, or to the agenda (None). `seen` is where the person saw the room.

    Two leads who press "next" at once move the room once. What is opened and not decided is parked in the minutes.
    """
    check_can_run_meeting(by)
    items = MeetingItem.objects.filter(meeting=meeting)
    items = items.filter(statement_id=to) if to is not None else items.none()
    if to is not None and not items.exists():
        raise Refused("That statement is not on the agenda of this meeting.")
    with in_words():
        rows = Meeting.objects.filter(pk=meeting.pk, closed_at__isnull=True, current_id=seen)
        moved = rows.update(current_id=to, version=F("version") + 1)
        if not moved:
            raise MovedOn("Somebody else moved the meeting on, so it was left where it is now.")
        items.exclude(state=ItemState.DECIDED).update(changed_at=at)


@transaction.atomic
def decide_in_meeting(
    *, meeting: Meeting, statement: StatementContent, decision: Decision, by: Standing, at: datetime
) -> AgreedLevel:
    """Agree a statement in the room, with a next step if one was named. All of it is stored, or nothing."""
    check_can_run_meeting(by)
    if not Meeting.objects.filter(pk=meeting.pk, closed_at__isnull=True).exists():
        raise Refused(ENDED)
    now = agree_statement(
        statement=statement, level=decision.level, rationale=decision.rationale, left_open_reason="", why=decision.why,
        dissent=decision.dissent, expected=decision.expected, by=by, at=at,
    )  # fmt: skip
    if decision.step is not None:
        add_next_step(content=replace(decision.step, statement_id=statement.id), by=by, at=at)
    return now


@transaction.atomic
def park_in_meeting(*, meeting: Meeting, statement: StatementContent, by: Standing, at: datetime) -> None:
    """Leave a statement for after the meeting; what was agreed of it before stays."""
    check_can_run_meeting(by)
    with in_words():
        MeetingItem.objects.filter(meeting=meeting, statement_id=statement.id).exclude(state=ItemState.DECIDED).update(
            state=ItemState.PARKED, changed_at=at
        )
        changed = Meeting.objects.filter(pk=meeting.pk, closed_at__isnull=True).update(version=F("version") + 1)
    if not changed:
        raise Refused(ENDED)


@transaction.atomic
def end_meeting(*, meeting: Meeting, by: Standing, at: datetime) -> None:
    """End the meeting; its minutes stay, and say what was not reached. Ending it twice changes nothing."""
    check_can_run_meeting(by)
    if close_meeting(by, at):
        record("meeting.ended", meeting, by, at)


def close_meeting(by: Standing, at: datetime) -> bool:
    """End the review's open meeting, if there is one: also when the review is signed off or cancelled."""
    with in_words():
        closed = Meeting.objects.filter(review=by.review, closed_at__isnull=True).update(
            closed_at=at, closed_by_name=by.member.name, version=F("version") + 1
        )
    return bool(closed)


def record(event: str, meeting: Meeting, by: Standing, at: datetime, **details: object) -> None:
    """An audit row about a meeting."""
    audit.record(event, by=by.member, at=at, trust_id=meeting.trust_id, target=f"meeting {meeting.uuid}", **details)
