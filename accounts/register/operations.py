"""A programme manager's side of bringing the register in: uploading, applying what was checked, discarding."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction
from psycopg.errors import LockNotAvailable

from accounts import audit
from accounts.models import YstPerson
from accounts.outbox.job_kinds import LEASE
from accounts.outbox.jobs import ask, ask_again
from accounts.permissions import check_can_manage
from accounts.refusals import Refused
from accounts.register.doubts import is_asked_about
from accounts.register.import_models import FileTold, ImportPiece, ImportStatus, RegisterImport
from accounts.register.jobs import APPLYING, CHECKING

MOVED_ON = "This import has moved on. Look at where it stands now."
DAY = re.compile(r"(?<![0-9])20[0-9]{6}(?![0-9])")  # as the register ends a file's name
NOT_SURE = "Nothing has been applied. Look at what is said above the button, and tick that you have."


class NotSure(Refused):
    """Something about an import is to be looked at, and whoever applies it has not said that they have."""


class Unfinished(Refused):
    """Another import is being checked or waits to be applied."""


@dataclass(frozen=True)
class Upload:
    """One of the register's files, to be read once."""

    kind: str
    name: str
    size: int  # bytes
    chunks: Iterable[bytes]
    unknown: Sequence[str] = ()  # what it cannot say, as it has no columns for it

    @property
    def told(self) -> FileTold:
        """What is kept of it when its rows are gone."""
        found = DAY.search(self.name)
        day = _day(found[0]) if found else ""
        return {
            "kind": self.kind, "name": self.name[:200], "size": self.size, "day": day, "unknown": list(self.unknown),
        }  # fmt: skip


def _day(written: str) -> str:
    """20231204 as 2023-12-04; empty when there is no such day."""
    try:
        return datetime.strptime(written, "%Y%m%d").date().isoformat()
    except ValueError:
        return ""


@transaction.atomic
def upload_register(*, files: Sequence[Upload], by: YstPerson, at: datetime) -> RegisterImport:
    """Store the files and have them checked. Nothing of the register changes yet."""
    check_can_manage(by)
    made = _new_import(files, by, at)
    for file in files:
        _store(made, file)
    ask(CHECKING, pk=made.pk, by=by.user_id)
    audit.record("register.uploaded", by=by, at=at, trust_id=None, target=f"import {made.uuid}")
    return made


def _new_import(files: Sequence[Upload], by: YstPerson, at: datetime) -> RegisterImport:
    told = [file.told for file in files]
    try:
        with transaction.atomic():
            return RegisterImport.objects.create(
                uploaded_by_id=by.user_id, uploaded_by_name=by.name, uploaded_at=at, lease_until=at + LEASE, files=told
            )
    except (IntegrityError, OperationalError) as error:
        is_being_uploaded = isinstance(
            error.__cause__, LockNotAvailable
        )  # not committed yet, and too large to wait for
        if isinstance(error, OperationalError) and not is_being_uploaded:
            raise
        raise Unfinished("Another import is not finished yet. Apply or discard it first.") from error


def _store(made: RegisterImport, file: Upload) -> None:
    """The file in compressed pieces."""
    for number, piece in enumerate(file.chunks, 1):
        content = zlib.compress(piece, 1)
        ImportPiece.objects.bulk_create(
            [ImportPiece(register_import_id=made.pk, kind=file.kind, number=number, content=content)]
        )


def pieces_of(content: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of `size`, whatever they came in."""
    rest = bytearray()
    for chunk in content:
        rest += chunk
        while len(rest) >= size:
            yield bytes(rest[:size])
            del rest[:size]
    if rest:
        yield bytes(rest)


@transaction.atomic
def apply_import(*, made: RegisterImport, sure: bool, by: YstPerson, at: datetime) -> None:
    """Have all rows that were found good applied: all of them, or none. `sure`: what is asked about was looked at."""
    check_can_manage(by)
    if is_asked_about(made) and not sure:
        raise NotSure(NOT_SURE)
    if not ask_again(APPLYING, pk=made.pk, by=by.user_id, at=at, after=ImportStatus.CHECKED):
        raise Refused(MOVED_ON)
    audit.record("register.applied", by=by, at=at, trust_id=None, target=f"import {made.uuid}")


@transaction.atomic
def discard_import(*, made: RegisterImport, by: YstPerson, at: datetime) -> None:
    """Leave the register as it is. What was read of the files is cleared by the worker."""
    check_can_manage(by)
    open_ones = RegisterImport.objects.filter(status__in=(ImportStatus.CHECKED, ImportStatus.FAILED))
    moved = open_ones.filter(pk=made.pk).update(
        status=ImportStatus.DISCARDED, attempts=0, failure="", lease=None, lease_until=None, finished_at=at
    )
    if not moved:
        raise Refused(MOVED_ON)
    audit.record("register.discarded", by=by, at=at, trust_id=None, target=f"import {made.uuid}")


@transaction.atomic
def retry_import(*, made: RegisterImport, by: YstPerson, at: datetime) -> None:
    """Try again what did not work: the check, or, if that had been done, the applying."""
    check_can_manage(by)
    if not ask_again(APPLYING if made.checked_at else CHECKING, pk=made.pk, by=by.user_id, at=at):
        raise Refused(MOVED_ON)
