"""Made-up extracts of the register, as bytes: a row or two for a test, or the whole of England for the bench."""

import csv
import io
import random
from collections.abc import Iterable, Iterator

from accounts.register.extracts.rows import REGIONS

GROUPS = (
    "Group UID", "Group ID", "Group Name", "Companies House Number", "Group Type (code)", "Group Type", "Closed Date",
    "Open date", "Incorporated on (open date)", "Group Status (code)", "Group Status", "Group Street",
    "Group Locality", "Group Address 3", "Group Town", "Group County", "Group Postcode", "Head of Group Title",
    "Head of Group First Name", "Head of Group Last Name", "UKPRN",
)  # fmt: skip
LINKS = (
    "URN", "Group UID", "Group ID", "Group Name", "Companies House Number", "Group Type (code)", "Group Type",
    "Closed Date", "Open date", "Incorporated on (open date)", "Group Status (code)", "Group Status", "Joined date",
    "EstablishmentName", "TypeOfEstablishment (code)", "TypeOfEstablishment (name)", "PhaseOfEducation (code)",
    "PhaseOfEducation (name)", "LA (code)", "LA (name)",
)  # fmt: skip
SCHOOLS = (
    "URN", "EstablishmentName", "EstablishmentStatus (name)", "PhaseOfEducation (name)", "TypeOfEstablishment (name)",
    "GOR (name)", "LA (name)", "NumberOfPupils", "PercentageFSM", "Trusts (code)", "Trusts (name)", "Postcode",
)  # fmt: skip
WHOLE_WIDTH = 140  # columns of the real edubasealldata
Row = dict[str, object]


def trust(uid: int, **cells: object) -> Row:
    """A row of allgroupsdata. `Group_Name="X"` overrides a column; other signs in its name are underscores too."""
    row: Row = {
        "Group UID": uid, "Group ID": f"TR{uid % 100_000:05}", "Group Name": f"Trust {uid}", "Group Type (code)": "6",
        "Companies House Number": f"{7_000_000 + uid}", "Group Type": "Multi-academy trust", "Closed Date": "",
        "Group Status (code)": "OPEN", "Group Status": "Open", "Incorporated on (open date)": "01-09-2012",
        "Open date": "01-09-2012", "Group Street": "1 High Street", "Group Town": "Leeds",
        "Group County": "Not recorded", "Group Postcode": "LS1 4AB", "UKPRN": f"{10_000_000 + uid}",
    }  # fmt: skip
    return row | named(GROUPS, cells)


def link(urn: int, uid: int, **cells: object) -> Row:
    """A row of alllinksdata."""
    row: Row = {
        "URN": urn, "EstablishmentName": f"School {urn}", "Group UID": uid, "Group Name": f"Trust {uid}",
        "Group Type": "Multi-academy trust", "Joined date": "01-09-2014", "LA (code)": "383", "LA (name)": "Leeds",
        "PhaseOfEducation (name)": "Primary", "TypeOfEstablishment (name)": "Academy converter",
    }  # fmt: skip
    return row | named(LINKS, cells)


def school(urn: int, uid: int | str = "", **cells: object) -> Row:
    """A row of edubasealldata, open and primary."""
    row: Row = {
        "URN": urn, "EstablishmentName": f"School {urn}", "EstablishmentStatus (name)": "Open",
        "PhaseOfEducation (name)": "Primary", "TypeOfEstablishment (name)": "Academy converter",
        "GOR (name)": "Yorkshire and the Humber", "LA (name)": "Leeds", "NumberOfPupils": 200, "PercentageFSM": "24.5",
        "Trusts (code)": uid, "Trusts (name)": f"Trust {uid}" if uid else "", "Postcode": "LS2 8AA",
    }  # fmt: skip
    return row | named(SCHOOLS, cells)


def named(columns: tuple[str, ...], cells: dict[str, object]) -> Row:
    """Cells by their columns, from keywords: `Group_Status__code_` is `Group Status (code)`."""
    known = {"".join(c if c.isalnum() else "_" for c in column): column for column in columns}
    return {known[name]: value for name, value in cells.items()}


def extract(columns: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    """A file as the register writes it: quoted, Windows-1252."""
    return b"".join(lines(columns, rows))


def lines(columns: tuple[str, ...], rows: Iterable[Row], width: int = 0) -> Iterator[bytes]:
    """Its lines; to `width` columns with others that are of no use here."""
    more = [f"Other column {n}" for n in range(len(columns), width)]
    yield line([*columns, *more])
    for row in rows:
        yield line([*(row.get(column, "") for column in columns), *(f"value {n % 7}" for n in range(len(more)))])


def line(cells: Iterable[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow(cells)
    return text.getvalue().encode("cp1252")


def groups(*rows: Row) -> bytes:
    return extract(GROUPS, rows)


def links(*rows: Row) -> bytes:
    return extract(LINKS, rows)


def schools(*rows: Row) -> bytes:
    return extract(SCHOOLS, rows)


class England:
    """About as many rows as the register has; `share` of them for a smaller one. The same each time."""

    def __init__(self, share: float = 1.0) -> None:
        self.trusts = round(2_321 * share)
        self.other_groups = round(9_000 * share)
        self.in_trusts = round(10_603 * share)
        self.schools = round(50_000 * share)

    def groups(self) -> Iterator[bytes]:
        chance = random.Random(1)
        kinds = ("Multi-academy trust", "Single-academy trust")
        towns = ("Leeds", "York", "Bath", "Truro", "Derby", "Luton", "Hexham", "Kent’s Hill")
        rows = (
            trust(
                1_000 + n, Group_ID=f"TR{n:05}", Group_Name=f"{name_of(n)} Trust", Group_Type=kinds[n % 7 == 0],
                Group_Town=chance.choice(towns),
            )
            for n in range(1, self.trusts + 1)
        )  # fmt: skip
        others = (trust(50_000 + n, Group_Type="Federation", Group_ID=f"FD{n:05}") for n in range(self.other_groups))
        return lines(GROUPS, (*rows, *others))

    def links(self) -> Iterator[bytes]:
        return lines(LINKS, (link(100_000 + n, self.trust_of(n)) for n in range(self.in_trusts)))

    def edubase(self) -> Iterator[bytes]:
        chance = random.Random(2)
        phases = ("Primary", "Primary", "Secondary", "Not applicable", "All-through")
        rows = (
            school(
                100_000 + n, self.trust_of(n) if n < self.in_trusts else "",
                EstablishmentName=f"{name_of(n)} Academy", PhaseOfEducation__name_=chance.choice(phases),
                GOR__name_=REGIONS[self.trust_of(n) % 9], NumberOfPupils=chance.randint(60, 1_400),
                EstablishmentStatus__name_="Open" if n < self.in_trusts or n % 2 else "Closed",
            )
            for n in range(self.schools)
        )  # fmt: skip
        return lines(SCHOOLS, rows, WHOLE_WIDTH)

    def trust_of(self, n: int) -> int:
        return 1_001 + n % self.trusts


FIRST = ("Thistle", "Bracken", "Fern", "Oak", "Harrow", "Salt", "Kestrel", "River", "Larch", "Stone", "St Mary’s ")
LAST = ("down", "hill", "side", "mere", "gate", "marsh", "moor", "bend", "field", "cross", "wick", "ford", "ham")
KINDS = ("Learning", "Schools", "Education", "Academies", "Partnership")


def name_of(n: int) -> str:
    """A made-up name, another for each number."""
    return f"{FIRST[n % 11]}{LAST[n // 11 % 13]} {KINDS[n // 143 % 5]} {n // 715 or ''}".strip()
