"""Agreeing a level for each statement. Original ratings are never altered; nobody's change is silently overwritten."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused, Stale, in_words
from frameworks.content import StatementContent, content_of
from reviews.review.comparison import ComparisonRow, comparison_of
from reviews.review.emails import tell_executives_all_is_settled
from reviews.review.hooks import levels_settled
from reviews.review.models.agreed_level import AgreedLevel, AgreementNote
from reviews.review.permissions import Standing, check_can_agree, check_can_lead


class AgreedElsewhere(Stale):
    """Somebody else agreed this statement meanwhile; `now` is what is stored."""

    def __init__(self, now: AgreedLevel) -> None:
        super().__init__(f"{now.agreed_by_name} changed this statement while you had it open.")
        self.now = now


@transaction.atomic
def agree_statement(
    *,
    statement: StatementContent,
    level: int | None,
    rationale: str,
    left_open_reason: str,
    why: str,
    dissent: str,
    expected: int,
    by: Standing,
    at: datetime,
) -> AgreedLevel:
    """Record what was agreed: a level with its rationale, or that it stays open and why, or neither yet.

    A level nobody chose is allowed with a rationale. `expected` is the version that the person saw, 0 for none.
    """
    check_can_agree(by)
    if level is not None and left_open_reason:
        raise Refused("Choose a level, or say why the statement stays open: not both.")
    if level is not None and not rationale.strip():
        row = comparison_of(by.review).row_for(statement.code)
        if row is not None and level not in row.levels:
            raise Refused("Nobody chose this level, so please say in the rationale why you agreed on it.")
    now = _store(
        by, statement.id, expected,
        level=level, rationale=rationale, left_open_reason=left_open_reason, confirmed_together=False, agreed_at=at,
        agreed_by_name=by.member.name,
    )  # fmt: skip
    with in_words():
        note = {"why": why, "dissent": dissent}
        AgreementNote.objects.update_or_create(
            review=by.review,
            statement_id=statement.id,
            defaults=note,
            create_defaults={**note, "trust_id": by.review.trust_id},
        )
    levels_settled.send(AgreedLevel, review=by.review, statement_ids=[statement.id], settled=now.is_settled, at=at)
    _tell_if_all_is_settled(by, at)
    record("level.agreed" if level else "level.left_open", by, at, statement=statement.code)
    return now


def _store(by: Standing, statement_id: int, expected: int, **columns: object) -> AgreedLevel:
    rows = AgreedLevel.objects.filter(review=by.review, statement_id=statement_id)
    with in_words():
        if expected == 0:
            new = AgreedLevel(trust_id=by.review.trust_id, review=by.review, statement_id=statement_id, **columns)
            AgreedLevel.objects.bulk_create([new], ignore_conflicts=True)
        else:
            rows.filter(version=expected).update(version=expected + 1, **columns)
    now = rows.get()
    if now.version != expected + 1 or any(getattr(now, name) != value for name, value in columns.items()):
        raise AgreedElsewhere(now)
    return now


@transaction.atomic
def confirm_unanimous(*, by: Standing, at: datetime) -> int:
    """Confirm together every statement on which all who rated chose the same level; returns how many.

    What somebody has settled meanwhile stays as they settled it.
    """
    check_can_agree(by)
    check_can_lead(by.member)
    proposed = comparison_of(by.review).proposed
    for row in proposed:
        _store_together(row, by, at, level=row.proposed, confirmed_together=True)
    note_together("level.confirmed_together", proposed, by, at)
    return len(proposed)


@transaction.atomic
def take_back_unanimous(*, by: Standing, at: datetime) -> int:
    """Undo the confirmation of every statement that was confirmed together and not touched since; returns how many."""
    check_can_agree(by)
    check_can_lead(by.member)
    rows = [row for row in comparison_of(by.review).rows if row.agreed and row.agreed.confirmed_together]
    for row in rows:
        _store_together(row, by, at)
    note_together("level.confirmation_taken_back", rows, by, at, settled=False)
    return len(rows)


@transaction.atomic
def leave_rest_open(*, reason: str, by: Standing, at: datetime, seen: Collection[str] | None = None) -> int:
    """Leave every statement that is not settled open, for one reason; returns how many. `seen`: no others, by code."""
    check_can_agree(by)
    if not reason.strip():
        raise Refused("Say why these statements stay open.")
    unsettled = [row for row in comparison_of(by.review).rows if not row.is_settled]
    rest = [row for row in unsettled if seen is None or row.statement.code in seen]
    for row in rest:
        _store_together(row, by, at, left_open_reason=reason)
    note_together("level.rest_left_open", rest, by, at)
    return len(rest)


def _store_together(row: ComparisonRow, by: Standing, at: datetime, **columns: object) -> None:
    """Store one of several: what is not said becomes empty."""
    empty = {"level": None, "rationale": "", "left_open_reason": "", "confirmed_together": False}
    expected = row.agreed.version if row.agreed else 0
    stored = {**empty, **columns, "agreed_at": at, "agreed_by_name": by.member.name}
    _store(by, row.statement.id, expected, **stored)


def note_together(event: str, rows: list[ComparisonRow], by: Standing, at: datetime, *, settled: bool = True) -> None:
    """In the minutes of an open meeting, and in the audit log."""
    if rows:
        statements = [row.statement.id for row in rows]
        levels_settled.send(AgreedLevel, review=by.review, statement_ids=statements, settled=settled, at=at)
        _tell_if_all_is_settled(by, at)
        record(event, by, at, statements=[row.statement.code for row in rows])


def _tell_if_all_is_settled(by: Standing, at: datetime) -> None:
    settled = AgreedLevel.objects.filter(~Q(level=None) | ~Q(left_open_reason=""), review=by.review).count()
    if settled == len(content_of(by.review.version_id).statements):
        tell_executives_all_is_settled(review=by.review, by=by.member, on=timezone.localdate(at))


def record(event: str, by: Standing, at: datetime, **details: object) -> None:
    """An audit row about this review."""
    review = by.review
    audit.record(event, by=by.member, at=at, trust_id=review.trust_id, target=f"review {review.uuid}", **details)
