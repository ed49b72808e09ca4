"""What a row says, checked cell by cell: a trust, a school, or the reason in words for which it is refused.

What a row is known by must be right: its number, its name, whether it is open. Any other detail that cannot be read
costs that detail, never the row.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from accounts.register.extracts.cells import (
    Details,
    Unfit,
    company,
    day,
    digits,
    number,
    percent,
    postcode,
    text,
    whole,
)
from accounts.register.extracts.columns import plain
from accounts.register.extracts.reading import Record

KINDS = {"multiacademytrust": "multi", "singleacademytrust": "single", "securesingleacademytrust": "secure"}
KIND_CODES = {6: "multi", 10: "single", 11: "secure"}
STATUSES = {"open": "open", "proposedtoclose": "closing", "openbutproposedtoclose": "closing", "closed": "closed"}
CREATED_IN_ERROR = "createdinerror"
SCHOOL_STATUSES = {
    "open": "open", "openbutproposedtoclose": "closing", "proposedtoopen": "proposed", "closed": "closed",
    "1": "open", "2": "closed", "3": "closing", "4": "proposed",
}  # fmt: skip
PHASES = {
    "nursery": "primary", "primary": "primary", "middledeemedprimary": "primary", "secondary": "secondary",
    "middledeemedsecondary": "secondary", "16plus": "secondary", "post16": "secondary", "allthrough": "all-through",
}  # fmt: skip
REGIONS = (
    "East Midlands", "East of England", "London", "North East", "North West", "South East", "South West",
    "West Midlands", "Yorkshire and the Humber",
)  # fmt: skip
BY_REGION = {plain(name): name.lower().replace(" ", "-") for name in REGIONS}


class LeftOut(StrEnum):
    """A row that is as it should be and of no use here; counted, not listed."""

    OTHER_KIND = "groups that are not academy trusts"
    CLOSED_BEFORE = "trusts that had closed before they were ever here"
    NO_TRUST = "schools that are in no trust"
    TRUST_UNSAID = "schools of which the file does not say in which trust they are"
    OTHER_GROUP = "schools in groups that are not academy trusts"
    CLOSED_SCHOOL = "schools that had closed before they were ever here"
    CLOSED_LINK = "links to groups that have closed"
    SAME_SCHOOL = "links to schools of which edubasealldata says more"


@dataclass(frozen=True)
class Row:
    """What is known of how a row was read: fields that it does not say, and notes on those that cannot be read."""

    unsaid: tuple[str, ...] = field(default=(), kw_only=True)
    notes: tuple[str, ...] = field(default=(), kw_only=True)
    held_back: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class TrustRow(Row):
    """An academy trust."""

    group_uid: int
    group_id: str
    name: str
    ukprn: str
    companies_house: str
    kind: str
    status: str
    closed_on: date | None
    town: str
    postcode: str


@dataclass(frozen=True)
class SchoolRow(Row):
    """A school, with the Group UID of its trust or None."""

    urn: int
    group_uid: int | None
    name: str
    status: str
    phase: str
    local_authority: str
    region: str = ""
    pupils: int | None = None
    fsm: Decimal | None = None
    postcode: str = ""


def read_trust(record: Record) -> TrustRow | LeftOut:
    """A row of allgroupsdata."""
    check_width(record)
    cells, details = record.cells, Details(record.cells)
    kind = kind_of(cells)
    if not kind:
        return LeftOut.OTHER_KIND
    group_id = cells["Group ID"].strip().upper()
    if not re.fullmatch(r"TR\d{5}", group_id):
        raise Unfit("Its Group ID is not TR and five digits. Have it corrected in the register.")
    status = status_of(cells)
    return TrustRow(
        group_uid=known_by("Group UID", cells), group_id=group_id, name=named("Group Name", cells), kind=kind,
        status=status,
        closed_on=details.read("closed_on", "Closed Date", day, None) if status == "closed" else None,
        ukprn=details.words("ukprn", "UKPRN", digits(8)),
        companies_house=details.words("companies_house", "Companies House Number", company),
        town=details.words("town", "Group Town", text(100)),
        postcode=details.words("postcode", "Group Postcode", postcode),
        **read_with(details),
    )  # fmt: skip


def read_school(record: Record) -> SchoolRow:
    """A row of edubasealldata."""
    check_width(record)
    cells, details = record.cells, Details(record.cells)
    code = cells.get("Trusts (code)", "").strip()
    return SchoolRow(
        urn=known_by("URN", cells), group_uid=known_by("Trusts (code)", cells) if code else None,
        name=named("EstablishmentName", cells), status=school_status_of(cells), **school_details(details),
    )  # fmt: skip


def read_link(record: Record) -> SchoolRow | LeftOut:
    """A row of alllinksdata. It does not say what edubasealldata does."""
    check_width(record)
    cells, details = record.cells, Details(record.cells)
    if not kind_of(cells):
        return LeftOut.OTHER_GROUP
    if cells.get("Closed Date", "").strip():
        return LeftOut.CLOSED_LINK
    return SchoolRow(
        urn=known_by("URN", cells), group_uid=known_by("Group UID", cells), name=named("EstablishmentName", cells),
        status="open", **school_details(details),
    )  # fmt: skip


class ReadWith(TypedDict):
    """How a row was read, as `Row` keeps it."""

    unsaid: tuple[str, ...]
    notes: tuple[str, ...]
    held_back: tuple[str, ...]


class SchoolDetails(ReadWith):
    """What either of the files about schools says of one beside its number, name, status and trust."""

    phase: str
    local_authority: str
    region: str
    pupils: int | None
    fsm: Decimal | None
    postcode: str


def school_details(details: Details) -> SchoolDetails:
    """The details of a school, then how they were read."""
    return {
        "phase": phase_of(details),
        "local_authority": details.words("local_authority", "LA (name)", text(100)),
        "region": details.words("region", "GOR (name)", region),
        "pupils": details.read("pupils", "NumberOfPupils", number, None),
        "fsm": details.read("fsm", "PercentageFSM", percent, None),
        "postcode": details.words("postcode", "Postcode", postcode),
        **read_with(details),
    }


def read_with(details: Details) -> ReadWith:
    return {
        "unsaid": tuple(details.unsaid), "notes": tuple(details.notes), "held_back": tuple(details.held_back),
    }  # fmt: skip


# -- what a row is known by --------------------------------------------------------------------------------------------


def check_width(record: Record) -> None:
    if record.wrong:
        raise Unfit(f"{record.wrong} A comma or quotation mark may be wrong in this line.")


def kind_of(cells: Mapping[str, str]) -> str:
    """Which kind of academy trust a group is; empty for other groups."""
    if "Group Type" in cells:
        return KINDS.get(plain(cells["Group Type"]), "")
    code = cells["Group Type (code)"].strip().removesuffix(".0")
    return KIND_CODES.get(int(code), "") if code.isdecimal() else ""


def status_of(cells: Mapping[str, str]) -> str:
    """Whether a trust is open, by the first column that says so; by the day on which it closed if none does."""
    column = next((name for name in ("Group Status (code)", "Group Status") if name in cells), None)
    if column is None:
        return "closed" if cells["Closed Date"].strip() else "open"
    written = cells[column].strip()
    if plain(written) == CREATED_IN_ERROR:
        raise Unfit("The register says that this trust was created in error, so it is left out.")
    return said_status(written, STATUSES)


def school_status_of(cells: Mapping[str, str]) -> str:
    column = next(n for n in ("EstablishmentStatus (name)", "EstablishmentStatus (code)") if n in cells)
    return said_status(cells[column].strip().removesuffix(".0"), SCHOOL_STATUSES)


def said_status(written: str, known: Mapping[str, str]) -> str:
    if plain(written) not in known:
        raise Unfit(f"Its status is “{written[:40]}”, which is not known here." if written else "It has no status.")
    return known[plain(written)]


def known_by(column: str, cells: Mapping[str, str]) -> int:
    try:
        return whole(cells[column])
    except Unfit as unfit:
        raise Unfit(f"{column} {unfit}") from None


def named(column: str, cells: Mapping[str, str]) -> str:
    try:
        name = text(200)(cells[column])
    except Unfit as unfit:
        raise Unfit(f"Its name {unfit}") from None
    if not name or name == "-":
        raise Unfit("It has no name.")
    return name


# -- details -----------------------------------------------------------------------------------------------------------


def region(cell: str) -> str:
    """One of England's nine; empty for what is in none of them."""
    if plain(cell) in ("walespseudo", "wales"):
        return ""
    return known_word(cell, BY_REGION)


def phase_of(details: Details) -> str:
    """Primary, secondary, all-through, special or alternative provision; empty where the register has none.

    The register's phase of the last two is “Not applicable”: what they are, their type says.
    """
    kind = details.cells.get("TypeOfEstablishment (name)")
    if kind and ("alternative provision" in kind.lower() or "pupil referral" in kind.lower()):
        return "alternative"
    if kind and "special" in kind.lower():
        return "special"
    found = details.words("phase", "PhaseOfEducation (name)", lambda cell: known_word(cell, PHASES))
    if kind is None and not found and "phase" not in details.unsaid:
        details.unsaid.append("phase")
    return found


def known_word(cell: str, known: Mapping[str, str]) -> str:
    if plain(cell) not in known:
        raise Unfit(f"is “{cell[:40]}”, which is not known here.")
    return known[plain(cell)]
