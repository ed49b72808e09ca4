"""Checking an import: every row staged or refused, what it changes found out. Nothing of the register is written."""

import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from accounts.register.doubts import doubts_about
from accounts.register.extracts import records
from accounts.register.import_models import (
    ImportedSchool,
    ImportedTrust,
    ImportPiece,
    ImportStatus,
    Outcome,
    RefusedRow,
    RegisterImport,
)
from accounts.register.staging import ORDER, Known, Sorter, Staged
from accounts.register.statements import COMPARE
from accounts.register.work import Work, end_import, show_progress

Row = TypeVar("Row", ImportedTrust, ImportedSchool, RefusedRow)
BATCH = 2_000  # rows read between two looks at the lease
COMPARING = "comparing"


class TakenOver(Exception):
    """Another worker has this import: the lease had run out."""


def check_import(work: Work) -> None:
    """Read every file, a piece at a time, and compare. Raises `Faulty` when a file cannot be used."""
    with work.acting():
        clear_staged(work.import_id)
        sorter = Sorter(work.import_id, Known.read(), work.kinds)
    rows = {kind.value: _stage(work, sorter, kind) for kind in ORDER if kind in work.kinds}
    with work.acting():
        _keep(work, COMPARING, 0)
        compare(work.import_id)
        counts = {
            **found_in(work.import_id), "rows": rows, "left_out": dict(sorter.left_out),
            "held_back": dict(sorter.held_back), "doubts": doubts_about(work.import_id, rows),
        }  # fmt: skip
        forget_unchanged(work.import_id)
        ImportPiece.objects.filter(register_import_id=work.import_id).delete()
        now = timezone.now()
        end_import(work, status=ImportStatus.CHECKED, at=now, checked_at=now, counts=counts)


def _stage(work: Work, sorter: Sorter, kind: str) -> int:
    """One file: staged and refused rows, in batches, each with its progress. How many rows it has."""
    batch: list[Staged] = []
    number = 0
    _save(work, kind, 0, batch)
    for number, record in enumerate(records(pieces(work, kind)), 1):
        batch += sorter.sort(kind, record)
        if number % BATCH == 0:
            _save(work, kind, number, batch)
            batch = []
    _save(work, kind, number, batch)
    return number


def pieces(work: Work, kind: str) -> Iterator[bytes]:
    """The file's pieces, one in memory at a time."""
    stored = ImportPiece.objects.filter(register_import_id=work.import_id, kind=kind)
    number = 1
    while True:
        with work.acting():
            content = stored.filter(number=number).values_list("content", flat=True).first()
        if content is None:
            return
        yield zlib.decompress(content)
        number += 1


def _save(work: Work, kind: str, done: int, batch: list[Staged]) -> None:
    with work.acting():
        _keep(work, kind, done)
        _store(ImportedTrust, batch)
        _store(ImportedSchool, batch)
        _store(RefusedRow, batch)


def _store(model: type[Row], batch: list[Staged]) -> None:
    model._default_manager.bulk_create([row for row in batch if isinstance(row, model)], batch_size=500)


def _keep(work: Work, doing: str, done: int) -> None:
    if not show_progress(work, doing=doing, done=done, at=timezone.now()):
        raise TakenOver


def compare(import_id: int) -> None:
    """What applying each staged row would change."""
    with connection.cursor() as cursor:
        for statement in COMPARE:
            cursor.execute(statement, {"id": import_id})


def found_in(import_id: int) -> dict[str, dict[str, int]]:
    """How many trusts and schools are added, changed, closed and as they were; what is left out."""
    return {
        "trusts": _outcomes(ImportedTrust, import_id),
        "schools": _outcomes(ImportedSchool, import_id),
        "refused": {"all": _left_out(import_id, kept=False)},
        "details": {"all": _left_out(import_id, kept=True)},
    }


def _left_out(import_id: int, *, kept: bool) -> int:
    return RefusedRow.objects.filter(register_import_id=import_id, kept=kept).count()


def _outcomes(model: type[ImportedTrust | ImportedSchool], import_id: int) -> dict[str, int]:
    rows = model.objects.filter(register_import_id=import_id).values_list("outcome")
    found = dict(rows.annotate(many=Count("pk")).order_by())
    return {outcome.value: found.get(outcome.value, 0) for outcome in Outcome}


def forget_unchanged(import_id: int) -> None:
    """Rows that say what is known already are counted, not kept."""
    for model in (ImportedTrust, ImportedSchool):
        model.objects.filter(register_import_id=import_id, outcome=Outcome.SAME).delete()


def clear_staged(import_id: int) -> None:
    """Begin afresh: an attempt before may have been cut off."""
    for model in (ImportedTrust, ImportedSchool, RefusedRow):
        model.objects.filter(register_import_id=import_id).delete()


def clear_ended(*, older_than: datetime) -> None:
    """Files of imports that have ended, and rows of those that were discarded or that ended long ago."""
    read = (ImportStatus.WAITING, ImportStatus.CHECKING, ImportStatus.FAILED)
    ImportPiece.objects.exclude(register_import__status__in=read).delete()
    ended = RegisterImport.objects.filter(status=ImportStatus.DISCARDED)
    old = RegisterImport.objects.filter(finished_at__lt=older_than)
    for import_id in ended.union(old).values_list("pk", flat=True):
        clear_staged(import_id)
