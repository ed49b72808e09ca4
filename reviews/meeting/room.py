"""A review meeting as its screens show it: the agenda with what became of each statement, and where the room is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.functional import cached_property

from reviews.meeting.agenda import MINUTES, Agenda, agenda_for
from reviews.meeting.models import ItemState, Meeting, MeetingItem, MeetingPresence
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.models.review import Review


@dataclass(frozen=True)
class Place:
    """One statement on the agenda."""

    item: MeetingItem
    row: ComparisonRow

    @property
    def code(self) -> str:
        return self.row.statement.code

    @property
    def minutes(self) -> int:
        """Planned for it; 0 where nobody is apart."""
        return MINUTES.get(self.row.band, 0)

    @property
    def is_spare(self) -> bool:
        """There was no time for it when the agenda was made, and nobody has taken it up since."""
        return self.item.state == ItemState.PARKED and self.item.changed_at is None

    @property
    def was_reached(self) -> bool:
        """Decided, parked, or at least opened."""
        return self.item.changed_at is not None


@dataclass(frozen=True)
class Room:
    """An open meeting, or one that has ended. `places` in the order of the agenda."""

    meeting: Meeting
    comparison: Comparison
    places: tuple[Place, ...]
    present: tuple[MeetingPresence, ...]

    @cached_property
    def current(self) -> Place | None:
        """Where the room is; None at the agenda."""
        return next((p for p in self.places if p.item.statement_id == self.meeting.current_id), None)

    def at(self, code: str) -> Place | None:
        """The statement with this code, if it is on the agenda."""
        return next((p for p in self.places if p.code == code), None)

    def in_state(self, state: str) -> list[Place]:
        return [p for p in self.places if p.item.state == state]

    @property
    def waiting(self) -> list[Place]:
        return self.in_state(ItemState.WAITING)

    @property
    def decided(self) -> list[Place]:
        return self.in_state(ItemState.DECIDED)

    @property
    def parked(self) -> list[Place]:
        """Somebody parked them in this meeting."""
        return [p for p in self.in_state(ItemState.PARKED) if not p.is_spare]

    @property
    def spare(self) -> list[Place]:
        """For which there is no time, unless the others take less."""
        return [p for p in self.places if p.is_spare]

    @cached_property
    def listed(self) -> list[Place]:
        """What the meeting is to talk about: what there was time for, and what was taken up besides."""
        return [p for p in self.places if not p.is_spare]

    def after(self, place: Place | None) -> Place | None:
        """What is discussed next: the next one that waits, then any that waits before it, then none."""
        position = place.item.position if place else 0
        waiting = [p for p in self.waiting if p is not place]
        return next((p for p in waiting if p.item.position > position), waiting[0] if waiting else None)

    def number_of(self, place: Place) -> int:
        """Which of `listed` it is, from 1; 0 when it is spare."""
        return self.listed.index(place) + 1 if place in self.listed else 0

    def before(self, place: Place) -> Place | None:
        """The statement before this one on the agenda, whatever became of it."""
        earlier = [p for p in self.places if p.item.position < place.item.position]
        return earlier[-1] if earlier else None

    def is_present(self, membership_id: int) -> bool:
        return any(p.membership_id == membership_id for p in self.present)


def open_meeting(review: Review) -> Meeting | None:
    """The review's open meeting, if there is one."""
    return Meeting.objects.filter(review=review, closed_at__isnull=True).first()


def room_of(meeting: Meeting, comparison: Comparison) -> Room:
    """Everything that the room's screens show. Two queries."""
    rows = {row.statement.id: row for row in comparison.rows}
    items = MeetingItem.objects.filter(meeting=meeting).order_by("position")
    present = MeetingPresence.objects.filter(meeting=meeting).order_by("name_key", "pk")
    return Room(meeting, comparison, tuple(Place(i, rows[i.statement_id]) for i in items), tuple(present))


def to_discuss(comparison: Comparison) -> list[ComparisonRow]:
    """What is neither settled nor confirmed with the unanimous ones, most split first."""
    return [r for r in comparison.most_split_first if not r.is_settled and r.proposed is None]


def planned(comparison: Comparison, minutes: int) -> Agenda:
    """The agenda of a meeting of this length."""
    statements = ((row.statement.code, row.band) for row in to_discuss(comparison))
    return agenda_for(statements, minutes=minutes, has_batch=bool(comparison.proposed))


class Planned(Protocol):
    """When a meeting began, and for how many minutes."""

    @property
    def opened_at(self) -> datetime: ...
    @property
    def minutes(self) -> int: ...


def minutes_left(meeting: Planned, now: datetime) -> int:
    """Minutes until the planned end, never below 0; above ten in fives, so that nobody watches a clock."""
    seconds = (meeting.opened_at + timedelta(minutes=meeting.minutes) - now).total_seconds()
    left = max(0, -int(-seconds // 60))
    return left if left <= 10 else 5 * round(left / 5)
