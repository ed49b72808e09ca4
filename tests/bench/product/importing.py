"""Bring in the register's extracts as a worker does: `python -m tests.bench.product.importing FOLDER SHARE`.

Writes seconds of checking and applying, also of the processor, the most memory of this process, and how long a search
takes.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.isolation.actor import Actor, acting_as  # noqa: E402
from accounts.models import YstPerson  # noqa: E402
from accounts.register.import_models import RegisterImport  # noqa: E402
from accounts.register.operations import Upload, apply_import, pieces_of, upload_register  # noqa: E402
from accounts.register.search import find_trusts  # noqa: E402
from accounts.register.tasks import apply_register, check_register  # noqa: E402
from tests.bench.product.requests import manager  # noqa: E402

PIECE = 2**20
KINDS = ("allgroupsdata", "edubasealldata", "alllinksdata")
TYPED = ("thist", "tr0012", "st mary", "ls1 4", "1234", "t", "learning trust", "brackenhill sch")


def main(folder: Path, name: str) -> None:
    """One import of the files in the folder, then searches."""
    person = YstPerson(user=manager(), name="Max Hill", role="manager")
    made = upload(folder, person)
    before = time.process_time()
    times = {"check": seconds(lambda: check_register(made.pk, person.user_id))}
    with acting_as(Actor(user_id=person.user_id, yst=True)):
        assert RegisterImport.objects.get(pk=made.pk).status == "checked"
        apply_import(made=made, sure=True, by=person, at=timezone.now())
    times["apply"] = seconds(lambda: apply_register(made.pk, person.user_id))
    times["cpu"] = time.process_time() - before
    with acting_as(Actor(user_id=person.user_id, yst=True)):
        made.refresh_from_db()
        assert made.status == "applied"
        search = [1000 * seconds(lambda text=text: list(find_trusts(text)[:20])) for text in TYPED * 5]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {**times, "megabytes": memory, "search": median(search), "counts": made.counts}
    (folder / f"{name}.json").write_text(json.dumps(told))


def upload(folder: Path, person: YstPerson) -> RegisterImport:
    files = [Upload(kind, kind, 0, pieces_of(chunks(folder / kind), PIECE)) for kind in KINDS]
    with acting_as(Actor(user_id=person.user_id, yst=True)):
        return upload_register(files=files, by=person, at=timezone.now())


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(65_536):
            yield chunk


def seconds(do: object) -> float:
    start = time.perf_counter()
    do()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
