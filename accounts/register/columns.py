"""What each extract is recognised by, and which of its columns are used."""

import csv
import re
from collections import Counter
from dataclasses import dataclass

from accounts.register.faults import Faulty

BOMS = {b"\xef\xbb\xbf": "UTF-8 with a byte order mark", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
}
AS_DOWNLOADED = "Upload the file as it was downloaded, without opening it in another program first."
NO_COMMAS = f"The columns are apart by semicolons or tabs; the register’s are by commas. {AS_DOWNLOADED}"
FIRST_BYTES = 65_536  # enough for any header


@dataclass(frozen=True)
class Extract:
    """One of the register's files. `columns` are those that are used, all of which it must have."""

    name: str
    holds: str
    columns: tuple[str, ...]
    also: tuple[str, ...] = ()  # used where it is there


GROUPS = Extract(
    "allgroupsdata", "trusts",
    (
        "Group UID", "Group ID", "Group Name", "Companies House Number", "Group Type", "Group Status (code)",
        "Closed Date", "Group Contact Town", "Group Contact Postcode", "UKPRN",
    ),
)  # fmt: skip
LINKS = Extract(
    "alllinksdata", "schools in trusts",
    (
        "URN", "EstablishmentName", "Group UID", "Group Type", "LA (name)", "PhaseOfEducation (name)",
        "TypeOfEstablishment (name)", "Closed Date",
    ),
)  # fmt: skip
SCHOOLS = Extract(
    "edubasealldata", "schools",
    (
        "URN", "EstablishmentName", "EstablishmentStatus (name)", "PhaseOfEducation (name)", "GOR (name)", "LA (name)",
        "NumberOfPupils", "PercentageFSM", "Trusts (code)", "Postcode",
    ),
    also=("TypeOfEstablishment (name)",),
)  # fmt: skip
EXTRACTS = {extract.name: extract for extract in (GROUPS, LINKS, SCHOOLS)}


def first_look(beginning: bytes) -> Extract:
    """Which extract a file is, from its first bytes; raises in words what is wrong with it, if that shows already."""
    check_marks(beginning)
    return recognise(header_of(beginning.partition(b"\n")[0].decode("cp1252", "replace")))


def check_marks(beginning: bytes) -> None:
    """A file that says by its first bytes that it is something else, or nothing."""
    if not beginning.strip():
        raise Faulty("The file is empty. Download it again.")
    for mark, words in NOT_CSV.items():
        if beginning.startswith(mark):
            raise Faulty(f"The file is {words}, not CSV. {AS_DOWNLOADED}")
    for mark, words in BOMS.items():
        if beginning.startswith(mark):
            raise Faulty(f"The file is {words}; the register’s files are Windows-1252. {AS_DOWNLOADED}")


def header_of(line: str) -> list[str]:
    """The names in the first line."""
    if "\0" in line:
        raise Faulty(f"The file is not text: its first line has a zero byte. {AS_DOWNLOADED}", line=1)
    if line.count('";"') + line.count('"\t"') > line.count('","'):
        raise Faulty(NO_COMMAS, line=1)
    try:
        header = next(csv.reader([line], strict=True), [])
    except csv.Error:
        raise Faulty(f"The file’s first line is not a header of quoted names. {AS_DOWNLOADED}", line=1) from None
    return [name.strip() for name in header]


def recognise(header: list[str]) -> Extract:
    """The extract whose columns these are."""
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        raise Faulty(NO_COMMAS, line=1)
    twice = [name for name, times in Counter(header).items() if times > 1]
    if twice:
        raise Faulty(f"The header names the column “{twice[0]}” twice. {AS_DOWNLOADED}", line=1)
    best = max(EXTRACTS.values(), key=lambda extract: share(extract, header))
    if share(best, header) < 0.5:
        raise Faulty(
            "The file is none of the register’s three extracts: allgroupsdata, alllinksdata or edubasealldata. "
            "Its first line must be their header.", line=1,
        )  # fmt: skip
    missing = [name for name in best.columns if name not in header]
    if missing:
        words = ", ".join(f"“{name}”" for name in missing)
        raise Faulty(
            f"This looks like {best.name}, but it has no column {words}. Download all fields, and do not rename any.",
            line=1,
        )
    return best


def share(extract: Extract, header: list[str]) -> float:
    """How much of the extract's columns are there; what would make it another one counts against it."""
    there = sum(name in header for name in extract.columns) / len(extract.columns)
    if extract is GROUPS and "URN" in header:
        there /= 2
    if extract is LINKS and "EstablishmentStatus (name)" in header:
        there /= 2
    return there
