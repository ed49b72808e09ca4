"""Checking an import: every row staged or refused, what it changes found out. Nothing of the register is written."""

import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from accounts.outbox.jobs import Held
from accounts.register.doubts import doubts_about
from accounts.register.extracts import Faulty, records
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

Row = TypeVar("Row", ImportedTrust, ImportedSchool, RefusedRow)
BATCH = 2_000  # rows read between two looks at the lease
COMPARING = "comparing"


def check_import(held: Held[RegisterImport]) -> None:
    """Read every file, a piece at a time, and compare. Of a file that cannot be used no row is kept."""
    try:
        _check(held)
    except Faulty as fault:
        with held.acting():
            held.finish(ImportStatus.REFUSED, failure=fault.words, finished_at=timezone.now())
            clear_staged(held.pk)


def _check(held: Held[RegisterImport]) -> None:
    with held.acting():
        held.show(at=timezone.now())  # or it is another's, and what is staged may be what was checked
        clear_staged(held.pk)
        sorter = Sorter(held.pk, Known.read(), held.row.kinds)
    rows = {kind.value: _stage(held, sorter, kind) for kind in ORDER if kind in held.row.kinds}
    with held.acting():
        _show(held, COMPARING, 0)
        compare(held.pk)
        counts = {
            **found_in(held.pk), "rows": rows, "left_out": dict(sorter.left_out),
            "held_back": dict(sorter.held_back), "doubts": doubts_about(held.pk, rows),
        }  # fmt: skip
        forget_unchanged(held.pk)
        ImportPiece.objects.filter(register_import_id=held.pk).delete()
        held.finish(ImportStatus.CHECKED, checked_at=timezone.now(), counts=counts)


def _stage(held: Held[RegisterImport], sorter: Sorter, kind: str) -> int:
    """One file: staged and refused rows, in batches, each with its progress. How many rows it has."""
    batch: list[Staged] = []
    number = 0
    _save(held, kind, 0, batch)
    for number, record in enumerate(records(pieces(held, kind)), 1):
        batch += sorter.sort(kind, record)
        if number % BATCH == 0:
            _save(held, kind, number, batch)
            batch = []
    _save(held, kind, number, batch)
    return number


def pieces(held: Held[RegisterImport], kind: str) -> Iterator[bytes]:
    """The file's pieces, one in memory at a time."""
    stored = ImportPiece.objects.filter(register_import_id=held.pk, kind=kind)
    number = 1
    while True:
        with held.acting():
            content = stored.filter(number=number).values_list("content", flat=True).first()
        if content is None:
            return
        yield zlib.decompress(content)
        number += 1


def _save(held: Held[RegisterImport], kind: str, done: int, batch: list[Staged]) -> None:
    with held.acting():
        _show(held, kind, done)
        _store(ImportedTrust, batch)
        _store(ImportedSchool, batch)
        _store(RefusedRow, batch)


def _store(model: type[Row], batch: list[Staged]) -> None:
    model._default_manager.bulk_create([row for row in batch if isinstance(row, model)], batch_size=500)


def _show(held: Held[RegisterImport], doing: str, done: int) -> None:
    """Of which file how many rows are done; first in its transaction, so that nothing is staged once taken over."""
    held.show(doing=doing, done=done, at=timezone.now())


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
