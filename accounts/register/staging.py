"""From the files' rows to staged rows: which are good, which are refused and why, which are of no use here.

A worker reads the files in a fixed order, so that a school finds its trust: trusts, schools, links.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from accounts.capitals import shown
from accounts.register.extracts import (
    LeftOut,
    Record,
    SchoolRow,
    TrustRow,
    Unfit,
    read_link,
    read_school,
    read_trust,
    whole,
)
from accounts.register.import_models import Extract, ImportedSchool, ImportedTrust, RefusedRow
from accounts.register.models import RegisteredTrust, RegisterStatus, School, SchoolStatus

ORDER = (Extract.GROUPS, Extract.SCHOOLS, Extract.LINKS)
NAMES = {Extract.GROUPS: "Group Name", Extract.SCHOOLS: "EstablishmentName", Extract.LINKS: "EstablishmentName"}
KEYS = {Extract.GROUPS: "Group UID", Extract.SCHOOLS: "URN", Extract.LINKS: "URN"}
Staged = ImportedTrust | ImportedSchool | RefusedRow


def written(row: TrustRow | SchoolRow) -> dict[str, str]:
    """The name as it is shown, and as the register writes it."""
    return {"name": shown(row.name), "register_name": row.name}


def number_in(record: Record, column: str) -> int | None:
    """What a row is known by, if that can be read."""
    try:
        return whole(record.cells.get(column, ""))
    except Unfit:
        return None


@dataclass
class Known:
    """What is in the register here, by the numbers that never change."""

    trusts: dict[int, str]  # Group UID: status
    numbers: dict[str, int]  # Group ID: Group UID
    schools: dict[int, int | None]  # URN: the Group UID of the trust that it is in; None of a school that has left

    @classmethod
    def read(cls) -> "Known":
        """As it is now; while acting for an import."""
        trusts = list(RegisteredTrust.objects.values_list("group_uid", "group_id", "status"))
        return cls(
            trusts={uid: status for uid, _, status in trusts},
            numbers={number: uid for uid, number, _ in trusts},
            schools={
                urn: None if status == SchoolStatus.LEFT else uid
                for urn, uid, status in School.objects.values_list("urn", "registered__group_uid", "status")
            },
        )


@dataclass
class Sorter:
    """Takes the records of one import, file by file, and says what becomes of each."""

    import_id: int
    known: Known
    kinds: tuple[str, ...]
    left_out: Counter[str] = field(default_factory=Counter)
    held_back: Counter[str] = field(default_factory=Counter)  # by column, details that the register does not give
    _lines: dict[tuple[str, object], int] = field(default_factory=dict)  # of what was seen, its first line
    _open: set[int] = field(default_factory=set)  # trusts that schools may be in
    _closed: set[int] = field(default_factory=set)
    _refused: set[int] = field(default_factory=set)
    _others: set[int] = field(default_factory=set)  # groups that are no academy trusts
    _placed: dict[int, int | None] = field(default_factory=dict)  # by URN, the trust that edubasealldata says
    _silent: set[int] = field(default_factory=set)  # URNs of which edubasealldata does not say the trust
    _notes: tuple[str, ...] = field(default=())  # on the row that is being sorted

    def __post_init__(self) -> None:
        for uid, status in self.known.trusts.items():
            (self._closed if status == RegisterStatus.CLOSED else self._open).add(uid)

    def sort(self, kind: str, record: Record) -> list[Staged]:
        """A staged row with what could not be read of it, a refused one, or nothing."""
        by_kind: dict[str, Callable[[Record], ImportedTrust | ImportedSchool | LeftOut]] = {
            Extract.GROUPS: self._trust, Extract.SCHOOLS: self._school, Extract.LINKS: self._link,
        }  # fmt: skip
        self._notes = ()
        try:
            found = by_kind[kind](record)
        except Unfit as unfit:
            if kind == Extract.GROUPS and (uid := number_in(record, "Group UID")):
                self._refused.add(uid)
            return [self._told(kind, record, str(unfit))]
        if isinstance(found, LeftOut):
            self.left_out[found] += 1
            return []
        return [found, *self._noted(kind, record)]

    def _noted(self, kind: str, record: Record) -> list[RefusedRow]:
        return [self._told(kind, record, note, kept=True) for note in self._notes]

    def _told(self, kind: str, record: Record, reason: str, *, kept: bool = False) -> RefusedRow:
        """A row for the list of what is left out."""
        key, name = (
            record.cells.get(column, "").strip()[:120] for column in (KEYS[Extract(kind)], NAMES[Extract(kind)])
        )
        what = " ".join(f"{key} {name}".split())
        printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in what)
        return RefusedRow(
            register_import_id=self.import_id, extract=kind, line=record.line, what=printable, reason=reason[:400],
            kept=kept,
        )  # fmt: skip

    def _facts(self, row: TrustRow | SchoolRow) -> dict[str, object]:
        """A good row's columns; what could not be read of it is remembered."""
        self._notes = row.notes
        self.held_back.update(row.held_back)
        facts = {name: value for name, value in vars(row).items() if name not in ("notes", "held_back")}
        return facts | written(row) | {"unsaid": list(row.unsaid)}

    def _once(self, what: str, key: object, line: int) -> None:
        first = self._lines.setdefault((what, key), line)
        if first != line:
            raise Unfit(f"{what} {key} is already in line {first:,}, and only one of the two can be right.")

    # -- trusts

    def _trust(self, record: Record) -> ImportedTrust | LeftOut:
        row = read_trust(record)
        if isinstance(row, LeftOut):
            if uid := number_in(record, "Group UID"):
                self._others.add(uid)
            return row
        self._once("Group UID", row.group_uid, record.line)
        self._once("Group ID", row.group_id, record.line)
        is_closed = row.status == RegisterStatus.CLOSED
        if is_closed and row.group_uid not in self.known.trusts:
            self._closed.add(row.group_uid)
            return LeftOut.CLOSED_BEFORE
        self._check_number(row)
        self._open.discard(row.group_uid)
        self._closed.discard(row.group_uid)
        (self._closed if is_closed else self._open).add(row.group_uid)
        return ImportedTrust(register_import_id=self.import_id, line=record.line, **self._facts(row))

    def _check_number(self, row: TrustRow) -> None:
        uid = self.known.numbers.get(row.group_id, row.group_uid)
        if uid != row.group_uid:
            raise Unfit(f"{row.group_id} is that of Group UID {uid} in the register here. Have one corrected there.")

    # -- schools

    def _school(self, record: Record) -> ImportedSchool | LeftOut:
        if (reason := self._no_use(record)) is not None:
            return reason
        row = read_school(record)
        self._once("URN", row.urn, record.line)
        if "Trusts (code)" not in record.cells:
            self._silent.add(row.urn)
            return self._staged(Extract.SCHOOLS, record, row, self.known.schools[row.urn])
        self._placed[row.urn] = row.group_uid
        is_known, is_closed = row.urn in self.known.schools, row.status == SchoolStatus.CLOSED
        if is_closed and not is_known:
            return LeftOut.CLOSED_SCHOOL
        uid = None if row.group_uid is None else self._trust_of(row.group_uid, is_known=is_known)
        if uid is None and not is_known:
            return LeftOut.OTHER_GROUP
        return self._staged(Extract.SCHOOLS, record, row, uid)

    def _no_use(self, record: Record) -> LeftOut | None:
        """Why a school is of no use here, whatever else its row says: most schools of England are in no trust."""
        urn = number_in(record, "URN")
        if record.wrong or urn in self.known.schools:
            return None
        if "Trusts (code)" not in record.cells:
            return LeftOut.TRUST_UNSAID
        if record.cells["Trusts (code)"].strip():
            return None
        if urn:
            self._placed[urn] = None
        return LeftOut.NO_TRUST

    def _link(self, record: Record) -> ImportedSchool | LeftOut:
        row = read_link(record)
        if isinstance(row, LeftOut):
            return row
        assert row.group_uid is not None  # noqa: S101 a link has one
        if row.urn in self._placed:
            if self._placed[row.urn] != row.group_uid:
                says = self._placed[row.urn]
                there = f"in the trust with Group UID {says}" if says else "in no trust"
                raise Unfit(f"edubasealldata says that this school is {there}. Download both files on one day.")
            return LeftOut.SAME_SCHOOL
        if row.urn in self._silent:
            return LeftOut.SAME_SCHOOL
        self._once("URN", row.urn, record.line)
        uid = self._trust_of(row.group_uid, is_known=row.urn in self.known.schools)
        return LeftOut.OTHER_GROUP if uid is None else self._staged(Extract.LINKS, record, row, uid)

    def _trust_of(self, uid: int, *, is_known: bool) -> int | None:
        """The school's trust; None where it is in a group of another kind."""
        if uid in self._open:
            return uid
        if uid in self._others:
            return None
        if uid in self._closed:
            if is_known:
                return uid if uid in self.known.trusts else None
            raise Unfit(f"Its trust, Group UID {uid}, has closed.")
        if uid in self._refused:
            raise Unfit(f"Its trust, Group UID {uid}, is refused in allgroupsdata.")
        if Extract.GROUPS in self.kinds:
            raise Unfit(f"Its trust, Group UID {uid}, is neither in allgroupsdata nor in the register here.")
        raise Unfit(f"Its trust, Group UID {uid}, is not in the register here. Upload allgroupsdata as well.")

    def _staged(self, kind: str, record: Record, row: SchoolRow, uid: int | None) -> ImportedSchool:
        status = SchoolStatus.LEFT if uid is None and row.status != SchoolStatus.CLOSED else row.status
        facts = self._facts(row) | {"group_uid": uid, "status": status}
        return ImportedSchool(register_import_id=self.import_id, extract=kind, line=record.line, **facts)
