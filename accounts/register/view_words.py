"""What an import found, in words: its steps, its lists, and each row of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.progress import Step
from accounts.register.import_models import (
    Extract,
    ImportedSchool,
    ImportedTrust,
    ImportStatus,
    Outcome,
    RefusedRow,
    RegisterImport,
)
from accounts.register.models import Region, RegisterStatus, SchoolPhase, SchoolStatus, TrustKind

COLUMNS = {
    "name": "name", "register_name": "name in the register", "group_id": "Group ID", "ukprn": "UKPRN",
    "companies_house": "Companies House number",
    "kind": "kind", "status": "status", "closed_on": "closed on", "town": "town", "postcode": "postcode",
    "trust": "trust (Group UID)", "phase": "phase", "region": "region", "local_authority": "local authority",
    "pupils": "pupils", "fsm": "free school meals, %",
}  # fmt: skip
LABELS: dict[str, dict[str, str]] = {
    "kind": dict(TrustKind.choices), "status": dict(RegisterStatus.choices) | dict(SchoolStatus.choices),
    "phase": dict(SchoolPhase.choices), "region": dict(Region.choices),
}  # fmt: skip
READING = {
    Extract.GROUPS: "Reading the trusts", Extract.SCHOOLS: "Reading the schools",
    Extract.LINKS: "Reading which schools are in which trust",
}  # fmt: skip
NOT_CHANGES = ("refused", "details")  # lists of what does not come in
Value = str | int | float | None  # of a column, as it is kept of a change
COMPARING, APPLYING = "Comparing with what is here", "Applying everything at once"


def steps_of(made: RegisterImport) -> list[Step]:
    """The steps of the work that is going on, with how many rows of a file have been read."""
    if made.status in (ImportStatus.ASKED, ImportStatus.APPLYING):
        state = "busy" if made.status == ImportStatus.APPLYING else "next"
        return [Step("Waiting for its turn", before(state)), Step(APPLYING, state)]
    kinds = {file["kind"] for file in made.files}
    steps = {kind.value: words for kind, words in READING.items() if kind in kinds} | {"comparing": COMPARING}
    at = list(steps).index(made.doing) if made.doing in steps else -1
    waiting = Step("Waiting for its turn", "busy" if at < 0 else "done")
    return [waiting, *(step(words, n, at, made.done) for n, words in enumerate(steps.values()))]


def before(state: str) -> str:
    return "busy" if state == "next" else "done"


def step(words: str, n: int, at: int, done: int) -> Step:
    state = "done" if n < at else "busy" if n == at else "next"
    return Step(words, state, f"{done:,} rows" if state == "busy" and done else "")


@dataclass(frozen=True)
class Listed:
    """One row of a list: where it stands in which file, whom it is about, and what it does or why it is refused."""

    extract: str
    line: int
    what: str
    words: str


ImportedRow = ImportedTrust | ImportedSchool | RefusedRow


@dataclass(frozen=True)
class RowList:
    """One of the lists of a check, by the word in its address."""

    name: str
    title: str  # before it is applied
    past: str  # and after
    about: str
    rows: Callable[[RegisterImport], QuerySet[ImportedRow]]

    @property
    def column(self) -> str:
        """What stands beside whom a row is about."""
        return "Why" if self.name in NOT_CHANGES else "Details"


def listed(row: ImportedRow) -> Listed:
    """A trust, a school or what was refused, as its list shows it."""
    if isinstance(row, RefusedRow):
        return Listed(row.extract, row.line, row.what, row.reason)
    words = changes_in_words(row.changes)
    if isinstance(row, ImportedTrust):
        return Listed(Extract.GROUPS, row.line, f"{row.name} ({row.group_id})", words)
    if row.outcome == Outcome.ADDED:
        words = f"in the trust with Group UID {row.group_uid}"
    return Listed(row.extract, row.line, f"{row.name} (URN {row.urn})", words)


def changes_in_words(changes: dict[str, list[Value]]) -> str:
    """name: Alder → Birch; town: Leeds → York."""
    told = {c: pair for c, pair in sorted(changes.items()) if c != "register_name" or "name" not in changes}
    return "; ".join(f"{COLUMNS[c]}: {said(c, old)} → {said(c, new)}" for c, (old, new) in told.items())


def said(column: str, value: Value) -> str:
    """A value as people read it; a date as dates are written everywhere."""
    written = "" if value is None else str(value)
    if column == "closed_on" and written:
        return f"{date.fromisoformat(written):%-d %B %Y}"
    return LABELS.get(column, {}).get(written, written) or "nothing"


def outcome_list(kind: str, outcome: Outcome, title: str, past: str, about: str) -> RowList:
    def rows(made: RegisterImport) -> QuerySet[ImportedRow]:
        found: QuerySet[ImportedTrust] | QuerySet[ImportedSchool] = (
            ImportedTrust.objects.all() if kind == "trusts" else ImportedSchool.objects.all()
        )
        return found.filter(register_import=made, outcome=outcome).order_by("name_key", "pk")

    return RowList(f"{kind}-{outcome}", title, past, about, rows)


def refused_rows(made: RegisterImport) -> QuerySet[RefusedRow]:
    return RefusedRow.objects.filter(register_import=made, kept=False).order_by("extract", "line", "pk")


def details_left_out(made: RegisterImport) -> QuerySet[RefusedRow]:
    return RefusedRow.objects.filter(register_import=made, kept=True).order_by("extract", "line", "pk")


LISTS = (
    RowList("refused", "Refused", "Refused", "left out, with the reason", refused_rows),
    RowList(
        "details",
        "Details left out",
        "Details left out",
        "the row is good, this detail of it is not",
        details_left_out,
    ),
    outcome_list("trusts", Outcome.CLOSED, "Trusts that close", "Trusts closed", "their history stays"),
    outcome_list("trusts", Outcome.CHANGED, "Trusts that change", "Trusts changed", "before and after"),
    outcome_list("trusts", Outcome.ADDED, "Trusts to add", "Trusts added", "new in the register here"),
    outcome_list(
        "schools",
        Outcome.CLOSED,
        "Schools that close or leave",
        "Schools that closed or left",
        "they stay in the trust’s past",
    ),
    outcome_list("schools", Outcome.CHANGED, "Schools that change", "Schools changed", "before and after"),
    outcome_list("schools", Outcome.ADDED, "Schools to add", "Schools added", "new in the register here"),
)
BY_NAME = {one.name: one for one in LISTS}


def many_in(made: RegisterImport, name: str) -> int:
    """How many rows a list had when it was checked."""
    kind, _, outcome = name.partition("-")
    return int(made.counts.get(kind, {}).get(outcome or "all", 0))


def title_of(one: RowList, made: RegisterImport) -> str:
    """What its rows would do, or have done."""
    return one.past if made.status == ImportStatus.APPLIED else one.title


def left_out_words(made: RegisterImport) -> list[str]:
    """What was of no use here, and how many there were."""
    return [f"{words}: {many:,}" for words, many in sorted(made.counts.get("left_out", {}).items())]


def csv_cells(rows: Iterable[Listed]) -> Iterable[tuple[str, ...]]:
    """For a spreadsheet: a cell that begins like a formula gets an apostrophe before it."""
    yield "File", "Line", "What", "Details"
    for row in rows:
        yield row.extract, str(row.line), harmless(row.what), harmless(row.words)


def harmless(text: str) -> str:
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@", "\t", "\r") else text
