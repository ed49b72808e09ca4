"""The minutes of a review meeting: what was decided and why, what was parked, what was not reached."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from reviews.meeting.models import Meeting
from reviews.meeting.room import Place, Room
from reviews.plan.models import NextStep, StepStatus
from reviews.plan.reading import PlanRow, row_for
from reviews.review.comparison import Comparison, ComparisonRow
from reviews.review.models.agreed_level import AgreedLevel, AgreementNote


@dataclass(frozen=True)
class Decided:
    """A statement decided in the meeting, as it stands now, with the next steps there were by the meeting's end."""

    place: Place
    note: AgreementNote | None
    steps: tuple[PlanRow, ...]
    closed_at: datetime | None

    @property
    def is_settled(self) -> bool:
        """It has not been opened again since."""
        return self.place.row.is_settled

    @property
    def changed_since(self) -> bool:
        """Somebody has recorded something else after the meeting."""
        agreed = self.place.row.agreed
        return self.closed_at is not None and agreed is not None and agreed.agreed_at > self.closed_at


@dataclass(frozen=True)
class Minutes:
    """Each statement of the agenda once, in its order; and those confirmed together, which were not on it."""

    room: Room
    decided: tuple[Decided, ...]
    together: tuple[ComparisonRow, ...]

    @property
    def parked(self) -> list[Place]:
        """Somebody parked it, or it was opened and left."""
        return [p for p in self.room.places if p.was_reached and p not in self.room.decided]

    @property
    def not_reached(self) -> list[Place]:
        return [p for p in self.room.places if not p.was_reached]


def minutes_of(room: Room, *, today: date) -> Minutes:
    """What is written of a meeting, to be read by those of the comparison. Two queries."""
    meeting, content = room.meeting, room.comparison.content
    notes = {n.statement_id: n for n in AgreementNote.objects.filter(review_id=meeting.review_id)}
    steps = defaultdict(list)
    for step in steps_by_the_end(meeting):
        steps[step.statement_id].append(row_for(step, content, today))
    decided = tuple(
        Decided(place, notes.get(key), tuple(steps[key]), meeting.closed_at)
        for place in room.decided
        for key in [place.item.statement_id]
    )
    return Minutes(room, decided, confirmed_together(meeting, room.comparison))


def steps_by_the_end(meeting: Meeting) -> list[NextStep]:
    """Next steps of statements that had been named when the meeting ended, but for those dropped since."""
    steps = NextStep.objects.filter(review_id=meeting.review_id, statement__isnull=False)
    if meeting.closed_at:
        steps = steps.filter(created_at__lte=meeting.closed_at)
    return list(steps.exclude(status=StepStatus.DROPPED).select_related("owner").order_by("pk"))


def confirmed_together(meeting: Meeting, comparison: Comparison) -> tuple[ComparisonRow, ...]:
    """The unanimous statements that were confirmed while this meeting was open."""
    return tuple(
        r for r in comparison.rows if r.agreed and r.agreed.confirmed_together and was_during(meeting, r.agreed)
    )


def was_during(meeting: Meeting, agreed: AgreedLevel) -> bool:
    """It was agreed while this meeting was open."""
    end = meeting.closed_at
    return meeting.opened_at <= agreed.agreed_at and (end is None or agreed.agreed_at <= end)
