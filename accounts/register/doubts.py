"""What makes one doubt that an import is meant: an older edition than the last, far fewer rows, capitals only.

None of it is wrong in itself. So nothing is refused: applying asks, and says why.
"""

from collections.abc import Mapping
from typing import Any

from accounts.register.import_models import ImportedTrust, ImportStatus, Outcome, RegisterImport

STILL_ALL = 0.9  # of the rows that the last file of its kind had
LOOKED_BACK = 50  # imports


def doubts_about(import_id: int, rows: Mapping[str, int]) -> dict[str, Any]:
    """By kind of doubt, what is odd about an import that has been compared; empty when nothing is.

    `older`: by file, its day and that of the last; `fewer`: its rows and the last's; `capitals`: how many of the trusts
    that change do so in nothing but the capitals of their names, where these are most.
    """
    found = {**_beside_the_last(import_id, rows), "capitals": _capitals_only(import_id)}
    return {name: what for name, what in found.items() if what}


def _beside_the_last(import_id: int, rows: Mapping[str, int]) -> dict[str, dict[str, list[Any]]]:
    files = RegisterImport.objects.values_list("files", flat=True).get(pk=import_id)
    last = _last_applied()
    older, fewer = {}, {}
    for file in files:
        kind, day = file["kind"], file.get("day", "")
        last_day, last_rows = last.get(kind, ("", 0))
        if day and last_day and day < last_day:
            older[kind] = [day, last_day]
        if rows[kind] < STILL_ALL * last_rows:
            fewer[kind] = [rows[kind], last_rows]
    return {"older": older, "fewer": fewer}


def _last_applied() -> dict[str, tuple[str, int]]:
    """By kind, the day in the name and the rows of the file that was applied last."""
    applied = RegisterImport.objects.filter(status=ImportStatus.APPLIED).order_by("-finished_at", "-pk")
    found: dict[str, tuple[str, int]] = {}
    for files, counts in applied.values_list("files", "counts")[:LOOKED_BACK]:
        for file in files:
            told = file.get("day", ""), counts.get("rows", {}).get(file["kind"], 0)
            found.setdefault(file["kind"], told)
    return found


def _capitals_only(import_id: int) -> int:
    changed = ImportedTrust.objects.filter(register_import_id=import_id, outcome=Outcome.CHANGED)
    changes = list(changed.values_list("changes", flat=True))
    only = sum(set(one) <= {"name", "register_name"} and _same_but_for_capitals(one) for one in changes)
    return only if 2 * only > len(changes) else 0


def _same_but_for_capitals(change: dict[str, list[str]]) -> bool:
    return all(old.casefold() == new.casefold() for old, new in change.values())


def is_asked_about(made: RegisterImport) -> bool:
    """Applying it closes trusts, or something about it is odd: then it is asked once more."""
    return bool(made.counts.get("doubts") or made.counts.get("trusts", {}).get("closed"))
