"""The demo's little register, brought in through the import itself, and a request to join."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.core import signing

from accounts.isolation.actor import Actor, acting_as
from accounts.models import User, YstPerson
from accounts.operations import confirm_request
from accounts.operations.joining import SALT
from accounts.register.import_models import ImportStatus, RegisterImport
from accounts.register.models import RegisteredTrust
from accounts.register.operations import Upload, apply_import, upload_register
from accounts.register.tasks import apply_register, check_register

FILES = ("allgroupsdata", "alllinksdata", "edubasealldata")
ASKING = {"name": "Nora Whitfield", "job_title": "Chief executive", "email": "nora.whitfield@ashcombe.example"}
ASKS_FOR = "Ashcombe Academies Trust"


def bring_in(folder: Path, now: datetime) -> int:
    """Upload, check and apply the folder's files, as programme manager and worker. Returns how many trusts."""
    user = User.objects.get(email="max.hill@yst.example")
    manager = YstPerson(user=user, name="Max Hill", role="manager")
    files = [Upload(kind, f"{kind}.csv", path.stat().st_size, read(path)) for kind, path in extracts(folder)]
    with acting_as(Actor(user_id=user.pk, yst=True)):
        made = upload_register(files=files, by=manager, at=now)
    check_register(made.pk, user.pk)
    with acting_as(Actor(user_id=user.pk, yst=True)):
        apply_import(made=made, sure=True, by=manager, at=now)
    apply_register(made.pk, user.pk)
    with acting_as(Actor(user_id=user.pk, yst=True)):
        assert RegisterImport.objects.get(pk=made.pk).status == ImportStatus.APPLIED  # noqa: S101 or there is no demo
    ask_to_join(now)
    return RegisteredTrust.objects.count()


def extracts(folder: Path) -> Iterator[tuple[str, Path]]:
    yield from ((kind, folder / f"{kind}.csv") for kind in FILES)


def read(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()


def ask_to_join(now: datetime) -> None:
    """Somebody has asked, and followed the link in the email."""
    uid = RegisteredTrust.objects.get(name=ASKS_FOR).group_uid
    confirm_request(token=signing.dumps({"uid": uid, **ASKING}, salt=SALT, compress=True), at=now)
