"""What a row says, checked cell by cell: a trust, a school, or the reason in words for which it is refused."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from accounts.names import cleaned, fault_in
from accounts.register.reading import Record

KINDS = {"multi-academy trust": "multi", "single-academy trust": "single"}
STATUSES = {"OPEN": "open", "PROPOSED_TO_CLOSE": "closing", "CLOSED": "closed"}
SCHOOL_STATUSES = {
    "open": "open", "open, but proposed to close": "closing", "proposed to open": "proposed", "closed": "closed",
}  # fmt: skip
PHASES = {
    "nursery": "primary", "primary": "primary", "middle deemed primary": "primary", "secondary": "secondary",
    "middle deemed secondary": "secondary", "16 plus": "secondary", "all-through": "all-through",
    "not applicable": "special",
}  # fmt: skip
REGIONS = (
    "East Midlands", "East of England", "London", "North East", "North West", "South East", "South West",
    "West Midlands", "Yorkshire and the Humber",
)  # fmt: skip
BY_REGION = {name.lower(): name.lower().replace(" ", "-") for name in REGIONS}
HIGHEST = 2**31 - 1
DATES = "Dates are written as 05-12-2023."
OTHER_PROGRAM = "The file seems to have been saved by a spreadsheet program: upload it as it was downloaded."


class Unfit(Exception):
    """This row is refused; the message says why."""


class LeftOut(StrEnum):
    """A row that is as it should be and of no use here; counted, not listed."""

    OTHER_KIND = "groups that are not academy trusts"
    CLOSED_BEFORE = "trusts that had closed before they were ever here"
    NO_TRUST = "schools that are in no trust"
    OTHER_GROUP = "schools in groups that are not academy trusts"
    CLOSED_SCHOOL = "schools that had closed before they were ever here"
    CLOSED_LINK = "links to groups that have closed"
    SAME_SCHOOL = "links that say what edubasealldata says"


@dataclass(frozen=True)
class TrustRow:
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
class SchoolRow:
    """A school, with the Group UID of its trust or None. What an extract does not say is None."""

    urn: int
    group_uid: int | None
    name: str
    status: str
    phase: str
    local_authority: str
    region: str | None = None
    pupils: int | None = None
    fsm: Decimal | None = None
    postcode: str | None = None


def read_trust(record: Record) -> TrustRow | LeftOut:
    """A row of allgroupsdata."""
    check_width(record)
    cells = record.cells
    kind = KINDS.get(cells["Group Type"].strip().lower())
    if kind is None:
        return LeftOut.OTHER_KIND
    code = cells["Group Status (code)"].strip().upper()
    if code == "CREATED_IN_ERROR":
        raise Unfit("The register says that this trust was created in error, so it is left out.")
    if code not in STATUSES:
        raise Unfit(f"Its status is “{code}”, which the register does not have." if code else "It has no status.")
    group_id = cells["Group ID"].strip().upper()
    if not re.fullmatch(r"TR\d{5}", group_id):
        raise Unfit("Its Group ID is not TR and five digits. Have it corrected in the register.")
    status, closed_on = STATUSES[code], day(cells["Closed Date"], "Closed Date")
    return TrustRow(
        group_uid=whole(cells["Group UID"], "Group UID"), group_id=group_id, name=named(cells["Group Name"]),
        ukprn=digits(cells["UKPRN"], 8, "UKPRN"), companies_house=company(cells["Companies House Number"]),
        kind=kind, status=status, closed_on=closed_on if status == "closed" else None,
        town=text(cells["Group Contact Town"], 100, "Group Contact Town"),
        postcode=postcode(cells["Group Contact Postcode"]),
    )  # fmt: skip


def read_school(record: Record) -> SchoolRow:
    """A row of edubasealldata."""
    check_width(record)
    cells = record.cells
    written = cells["EstablishmentStatus (name)"].strip()
    if written.lower() not in SCHOOL_STATUSES:
        raise Unfit(f"Its status is “{written}”, which the register does not have." if written else "It has no status.")
    region = cells["GOR (name)"].strip().lower()
    code = cells["Trusts (code)"].strip()
    return SchoolRow(
        urn=whole(cells["URN"], "URN"), group_uid=whole(code, "Trusts (code)") if code else None,
        name=named(cells["EstablishmentName"]), status=SCHOOL_STATUSES[written.lower()],
        phase=phase(cells["PhaseOfEducation (name)"], cells.get("TypeOfEstablishment (name)", "")),
        local_authority=text(cells["LA (name)"], 100, "LA (name)"), region=BY_REGION.get(region, ""),
        pupils=number(cells["NumberOfPupils"], "NumberOfPupils"), fsm=percent(cells["PercentageFSM"]),
        postcode=postcode(cells["Postcode"]),
    )  # fmt: skip


def read_link(record: Record) -> SchoolRow | LeftOut:
    """A row of alllinksdata."""
    check_width(record)
    cells = record.cells
    if cells["Group Type"].strip().lower() not in KINDS:
        return LeftOut.OTHER_GROUP
    if day(cells["Closed Date"], "Closed Date"):
        return LeftOut.CLOSED_LINK
    return SchoolRow(
        urn=whole(cells["URN"], "URN"), group_uid=whole(cells["Group UID"], "Group UID"),
        name=named(cells["EstablishmentName"]), status="open",
        phase=phase(cells["PhaseOfEducation (name)"], cells["TypeOfEstablishment (name)"]),
        local_authority=text(cells["LA (name)"], 100, "LA (name)"),
    )  # fmt: skip


# -- cells -----------------------------------------------------------------------------------------------------------


def check_width(record: Record) -> None:
    if record.wrong:
        raise Unfit(f"{record.wrong} A comma or quotation mark may be wrong in this line.")


def text(cell: str, longest: int, column: str) -> str:
    """A cell's words, its spaces made single; a dash alone is nothing."""
    if not cell.isprintable() and any(unicodedata.category(c) == "Cc" for c in cell.strip()):
        raise Unfit(f"{column} has a control character in it.")
    words = " ".join(cleaned(cell).split())
    if words == "-":
        return ""
    if words[:1] in ("=", "+", "-", "@"):
        raise Unfit(f"{column} begins with {words[0]}, which a spreadsheet would take for a formula.")
    if len(words) > longest:
        raise Unfit(f"{column} is longer than {longest} characters.")
    if words and (fault := fault_in(words)):
        raise Unfit(f"{column} cannot be taken over. {fault.split('. ')[0].rstrip('.')}.")
    return words


def named(cell: str) -> str:
    if not (name := text(cell, 200, "Its name")):
        raise Unfit("It has no name.")
    return name


def whole(cell: str, column: str) -> int:
    """A number that something is known by."""
    if not re.fullmatch(r"[0-9]{1,10}", written := cell.strip()) or not 0 < int(written) <= HIGHEST:
        raise Unfit(f"{column} is “{written[:40]}”, which is no whole number." if written else f"{column} is empty.")
    return int(written)


def number(cell: str, column: str) -> int | None:
    """A count, or None where there is none."""
    written = cell.strip()
    if not written:
        return None
    if not re.fullmatch(r"[0-9]{1,7}", written):
        raise Unfit(f"{column} is “{written[:40]}”, which is no whole number.")
    return int(written)


def percent(cell: str) -> Decimal | None:
    written = cell.strip()
    if not written:
        return None
    try:
        value = Decimal(written)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 100:
        raise Unfit(f"PercentageFSM is “{written[:40]}”, which is no percentage.")
    return round(value, 1)


def day(cell: str, column: str) -> date | None:
    """dd-mm-yyyy, and nothing else: a spreadsheet program writes dates in its own way."""
    written = cell.strip()
    if not written:
        return None
    parts = re.fullmatch(r"(\d{2})-(\d{2})-(\d{4})", written)
    if parts is None:
        other = f" {OTHER_PROGRAM}" if re.search(r"\d[/.]\d|\d{4}-\d", written) else ""
        raise Unfit(f"{column} is “{written[:40]}”. {DATES}{other}")
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1]))
    except ValueError:
        raise Unfit(f"{column} is “{written}”, a day that there is not. {DATES}") from None


def digits(cell: str, many: int, column: str) -> str:
    written = cell.strip()
    if written and not re.fullmatch(rf"[0-9]{{{many}}}", written):
        raise Unfit(f"{column} is “{written[:40]}”, which is not {many} digits.")
    return written


def company(cell: str) -> str:
    """Eight letters and digits; zeros at its beginning, which spreadsheet programs take away, are put back."""
    written = cell.strip().upper()
    if written and not re.fullmatch(r"[A-Z0-9]{1,8}", written):
        raise Unfit(f"Companies House Number is “{written[:40]}”, which is not eight letters and digits.")
    return written.zfill(8) if written else ""


def postcode(cell: str) -> str:
    """As it is written, with one space; empty where there is none."""
    written = "".join(cell.split()).upper()
    if not written:
        return ""
    if not re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", written):
        raise Unfit(f"The postcode is “{cell.strip()[:40]}”, which is none.")
    return f"{written[:-3]} {written[-3:]}"


def phase(cell: str, type_of_school: str) -> str:
    """Primary, secondary, all-through or special; empty where the register has none."""
    if "special" in type_of_school.lower():
        return "special"
    return PHASES.get(cell.strip().lower(), "")
