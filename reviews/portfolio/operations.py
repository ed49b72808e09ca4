"""How closely YST supports a trust, and notes of visits and calls.

Leads and executives read the audit log of their trust: what is not shown to the trust is recorded without it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts import audit
from accounts.models import Trust, YstPerson
from accounts.refusals import Refused
from reviews.portfolio.models import SupportLevel, SupportNote

TOO_LATE = "A note can be changed for a day, by whoever wrote it. Write a correction instead."


@dataclass(frozen=True)
class NoteContent:
    """What somebody writes down."""

    kind: str
    happened_on: date
    text: str
    shown_to_trust: bool


@transaction.atomic
def set_support_level(*, trust: Trust, level: str, by: YstPerson, at: datetime) -> None:
    """From now on the trust is supported this closely, and its members see so. The same again changes nothing."""
    newest = SupportLevel.objects.filter(trust_id=trust.pk).order_by("-pk").values_list("level", flat=True).first()
    if newest == level:
        return
    SupportLevel.objects.create(trust=trust, level=level, set_at=at, set_by_id=by.user_id, set_by_name=by.name)
    audit.record("support.level_set", by=by, at=at, trust_id=trust.pk, target=f"trust {trust.slug}", level=level)


@transaction.atomic
def write_note(
    *, trust: Trust, content: NoteContent, corrects: UUID | None = None, by: YstPerson, at: datetime
) -> None:
    """Add a note, perhaps one that corrects another: it is then shown to whom that one is shown."""
    corrected = _to_correct(trust, corrects) if corrects else None
    shown = corrected.shown_to_trust if corrected else content.shown_to_trust
    SupportNote.objects.create(
        trust=trust, kind=content.kind, happened_on=content.happened_on, text=content.text, shown_to_trust=shown,
        corrects_id=corrected.pk if corrected else None, written_by_id=by.user_id, written_by_name=by.name,
    )  # fmt: skip
    _record("support.note_corrected" if corrected else "support.note_written", trust, by, at, shown=shown)


@transaction.atomic
def change_note(*, trust: Trust, note_id: UUID, content: NoteContent, by: YstPerson, at: datetime) -> None:
    """Change a note of one's own, within a day of writing it; the database keeps the time."""
    notes = SupportNote.objects.filter(trust_id=trust.pk, uuid=note_id)
    if notes.filter(correction__isnull=False).exists():
        raise Refused("This note was corrected already.")
    before = notes.values_list("shown_to_trust", flat=True).first()
    changed = notes.filter(written_by_id=by.user_id).update(
        kind=content.kind, happened_on=content.happened_on, text=content.text, shown_to_trust=content.shown_to_trust,
        changed_at=at,
    )  # fmt: skip
    if not changed:
        raise Refused(TOO_LATE)
    _record("support.note_changed", trust, by, at, shown=bool(before) or content.shown_to_trust)


def _to_correct(trust: Trust, note_id: UUID) -> SupportNote:
    corrected = SupportNote.objects.filter(trust_id=trust.pk, uuid=note_id).first()
    if corrected is None:
        raise Refused("The note that you want to correct is not here.")
    if SupportNote.objects.filter(corrects_id=corrected.pk).exists():
        raise Refused("This note was corrected already. Correct the correction.")
    return corrected


def _record(event: str, trust: Trust, by: YstPerson, at: datetime, *, shown: bool) -> None:
    trust_id = trust.pk if shown else None
    audit.record(event, by=by, at=at, trust_id=trust_id, target=f"trust {trust.slug}")
