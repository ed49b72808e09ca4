"""How closely a trust is supported, and notes of visits and calls: for YST's people, and what its members see of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Now

from accounts.models import Trust
from reviews.portfolio.models import NoteKind, Support, SupportLevel, SupportNote

MOST_NOTES = 20
ANY_DAY = timedelta(days=1)  # within which a note can be changed
COLUMNS = (
    "id", "uuid", "kind", "happened_on", "text", "shown_to_trust", "corrects_id", "written_by_name", "written_at",
    "changed_at",
)  # fmt: skip


@dataclass(frozen=True)
class LevelSet:
    """One choice of how closely a trust is supported."""

    level: str
    set_at: datetime
    set_by_name: str

    @property
    def words(self) -> str:
        return Support(self.level).label


@dataclass(frozen=True)
class Note:
    """A note as a page shows it. `can_change`: by the acting person, now; the database decides by its own clock."""

    id: int
    uuid: UUID
    kind: str
    happened_on: date
    text: str
    shown_to_trust: bool
    corrects_id: int | None
    written_by_name: str
    written_at: datetime
    changed_at: datetime | None
    can_change: bool = False
    corrected_on: datetime | None = None
    corrects_on: date | None = None  # what the note that it corrects was about

    @property
    def kind_words(self) -> str:
        return NoteKind(self.kind).label


def levels_set(trust: Trust) -> list[LevelSet]:
    """Every choice so far, newest first."""
    rows = SupportLevel.objects.filter(trust_id=trust.pk).order_by("-pk")
    return [LevelSet(*row) for row in rows.values_list("level", "set_at", "set_by_name")]


def notes_of(trust: Trust, *, by: int | None = None, most: int | None = MOST_NOTES) -> list[Note]:
    """The notes that the acting person sees, newest first; `by` is their account, if they may write any. One query."""
    rows = SupportNote.objects.filter(trust_id=trust.pk).order_by("-happened_on", "-pk")
    return _told(rows, by, most)


def note_of(trust: Trust, note_id: UUID, *, by: int) -> Note | None:
    """One note that the acting person at YST sees."""
    return next(iter(_told(SupportNote.objects.filter(trust_id=trust.pk, uuid=note_id), by, 1)), None)


def _told(rows: QuerySet[SupportNote], by: int | None, most: int | None) -> list[Note]:
    """What a page says of each, and whether somebody may still change it: not once it was corrected.

    Who reads for a trust may not even ask who wrote a note.
    """
    can_change: Case | Value = Value(False)
    if by is not None:
        fresh = Q(written_by_id=by, written_at__gt=Now() - ANY_DAY, correction__isnull=True)
        can_change = Case(When(fresh, then=True), default=False, output_field=BooleanField())
    told = rows.values_list(*COLUMNS, can_change, F("correction__written_at"), F("corrects__happened_on"))
    return [Note(*row) for row in told[:most]]
