"""Bringing made-up extracts in, as a programme manager and the worker do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from accounts.isolation.actor import Actor, acting_as
from accounts.models import YstPerson
from accounts.register.extracts import first_look
from accounts.register.import_models import RegisterImport
from accounts.register.operations import Upload, apply_import, pieces_of, upload_register
from accounts.register.tasks import apply_register, check_register
from tests.builders import acting
from wellschool.database.testing.base import as_role


@contextmanager
def as_worker() -> Iterator[None]:
    with as_role(connection, "wellschool_worker"):
        yield


@contextmanager
def as_importer(manager: YstPerson) -> Iterator[None]:
    """The job, for a manager: what reads all that an import writes."""
    with as_worker(), acting_as(Actor(user_id=manager.user_id, job="register")):
        yield


def upload(manager: YstPerson, *files: bytes, piece: int = 1_000, **named: bytes) -> RegisterImport:
    """Uploaded, in small pieces, and not yet checked. `named` are files that nobody looked at first."""
    uploads = [
        Upload(kind, f"{kind}.csv", len(content), pieces_of([content], piece))
        for kind, content in ({first_look(content).extract.name: content for content in files} | named).items()
    ]
    with acting(manager):
        return upload_register(files=uploads, by=manager, at=timezone.now())


def check(manager: YstPerson, *files: bytes, **named: bytes) -> RegisterImport:
    """Uploaded and checked; as it then stands."""
    made = upload(manager, *files, **named)
    with as_worker():
        check_register(made.pk, manager.user_id)
    return fresh(manager, made)


def apply(manager: YstPerson, made: RegisterImport) -> RegisterImport:
    """Applied; as it then stands."""
    with acting(manager):
        apply_import(made=made, sure=True, by=manager, at=timezone.now())
    with as_worker():
        apply_register(made.pk, manager.user_id)
    return fresh(manager, made)


def bring_in(manager: YstPerson, *files: bytes) -> RegisterImport:
    """Uploaded, checked and applied."""
    return apply(manager, check(manager, *files))


def fresh(manager: YstPerson, made: RegisterImport) -> RegisterImport:
    with acting(manager):
        return RegisterImport.objects.get(pk=made.pk)
