"""What each extract is recognised by, and which of its columns are used.

The register has renamed columns and will again, so each column is known by several names, however they are spaced and
capitalised; and only what a row cannot be understood without is asked for. What a missing column would have told is
said in words, and stays here as it was.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.register.extracts.faults import Faulty


@dataclass(frozen=True)
class Column:
    """A column that is used: `names` are what the register calls it now, then what it did or might call it.

    `unknown` says what will not be known without it; a column without these words is needed.
    """

    names: tuple[str, ...]
    unknown: str = ""

    @property
    def name(self) -> str:
        return self.names[0]


def column(*names: str, unknown: str = "") -> Column:
    return Column(names, unknown)


@dataclass(frozen=True)
class Expected:
    """What is expected of one of the register's files: its beginning, what the register's page calls it, its columns.

    `never` are columns that make it another file; of each group of `either`, one at least must be there.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    never: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()

    @property
    def needed(self) -> list[str]:
        alone = {name for names in self.either for name in names}
        return [c.name for c in self.columns if not c.unknown and c.name not in alone]


GROUP_STATUS = ("Group Status (code)", "Group Status", "Closed Date")
SCHOOL_STATUS = ("EstablishmentStatus (name)", "EstablishmentStatus (code)")
GROUP_TYPE = ("Group Type", "Group Type (code)")

GROUPS = Expected(
    "allgroupsdata", "All group records",
    (
        column("Group UID"), column("Group ID"), column("Group Name"),
        column("Group Type"), column("Group Type (code)"), column("Group Status (code)"), column("Group Status"),
        column("Closed Date", "Close Date", unknown="the day on which a trust closed"),
        column("Companies House Number", unknown="Companies House numbers"),
        column("Group Town", "Group Contact Town", "Town", unknown="the towns of trusts"),
        column("Group Postcode", "Group Contact Postcode", "Postcode", unknown="the postcodes of trusts"),
        column("UKPRN", "Group UKPRN", unknown="UKPRNs"),
    ),
    never=("URN",), either=(GROUP_TYPE, GROUP_STATUS),
)  # fmt: skip
LINKS = Expected(
    "alllinksdata", "All group links records",
    (
        column("URN"), column("Group UID"), column("Group Type"), column("Group Type (code)"),
        column("EstablishmentName", "Establishment Name", "School Name"),
        column("Closed Date", "Close Date", unknown="which links are to groups that have closed"),
        column("LA (name)", "LA", "Local authority", unknown="the local authorities of schools"),
        column("PhaseOfEducation (name)", "PhaseOfEducation", "Phase", unknown="the phases of schools"),
        column(
            "TypeOfEstablishment (name)", "TypeOfEstablishment",
            unknown="which schools are special or alternative provision",
        ),
    ),
    never=("EstablishmentStatus (name)", "EstablishmentStatus (code)", "LinkURN"), either=(GROUP_TYPE,),
)  # fmt: skip
SCHOOLS = Expected(
    "edubasealldata", "Establishment fields",
    (
        column("URN"), column("EstablishmentName", "Establishment Name", "School Name"),
        column("EstablishmentStatus (name)", "EstablishmentStatus"), column("EstablishmentStatus (code)"),
        column("Trusts (code)", "Trust (code)", "Trusts code", unknown="in which trust a school is"),
        column("PhaseOfEducation (name)", "PhaseOfEducation", "Phase", unknown="the phases of schools"),
        column(
            "TypeOfEstablishment (name)", "TypeOfEstablishment",
            unknown="which schools are special or alternative provision",
        ),
        column("GOR (name)", "GOR", "Region (name)", "Region", unknown="the regions of schools, and so of trusts"),
        column("LA (name)", "LA", "Local authority", unknown="the local authorities of schools"),
        column("NumberOfPupils", "Number of pupils", unknown="the numbers of pupils"),
        column("PercentageFSM", "Percentage FSM", unknown="the shares of pupils with free school meals"),
        column("Postcode", unknown="the postcodes of schools"),
    ),
    never=("Group UID", "LinkURN"), either=(SCHOOL_STATUS,),
)  # fmt: skip
EXTRACTS = {extract.name: extract for extract in (GROUPS, LINKS, SCHOOLS)}
LABELS = ", ".join(extract.label for extract in (GROUPS, LINKS)) + f" or {SCHOOLS.label}"
NONE_OF_THEM = f"The file is none of the register’s three: {LABELS}. Its first line must be the names of the columns."
LINKS_OF_SCHOOLS = (
    "This is “Establishment links”, which says what schools were before. It is not needed: choose "
    f"“{SCHOOLS.label}”, “{GROUPS.label}” and “{LINKS.label}”."
)


def plain(name: str) -> str:
    """A column's name without what people and programs change: capitals, spaces, brackets."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@dataclass(frozen=True)
class Layout:
    """A file's header, understood: which extract, how its cells are apart, and where each column is that is used."""

    extract: Expected
    delimiter: str
    places: dict[str, int]  # by the column's name
    width: int

    @property
    def unknown(self) -> list[str]:
        """What will not be known, in words, as the columns that would say it are missing."""
        return [c.unknown for c in self.extract.columns if c.unknown and c.name not in self.places]


def understood(header: list[str], delimiter: str) -> Layout:
    """What a header's names mean; raises in words when they are none of the three extracts'."""
    found = [plain(name) for name in header]
    looks = {name: _places(extract.columns, found) for name, extract in EXTRACTS.items()}
    fitting = [e for e in EXTRACTS.values() if not _lacks(e, looks[e.name]) and not _has(found, e.never)]
    if not fitting:
        raise Faulty(_why_not(found, looks), line=1)
    best = max(fitting, key=lambda extract: len(looks[extract.name]))
    twice = [name for name, at in looks[best.name].items() if found.count(found[at]) > 1]
    if twice:
        raise Faulty(f"The header names the column “{twice[0]}” twice, so which one is meant is not clear.", line=1)
    return Layout(best, delimiter, looks[best.name], len(header))


def _places(columns: Iterable[Column], found: list[str]) -> dict[str, int]:
    """Where each column is, by the first of its names that is there."""
    places = {}
    for one in columns:
        at = next((found.index(plain(name)) for name in one.names if plain(name) in found), None)
        if at is not None:
            places[one.name] = at
    return places


def _has(found: list[str], names: Iterable[str]) -> bool:
    return any(plain(name) in found for name in names)


def _lacks(extract: Expected, places: dict[str, int]) -> list[str]:
    """What it cannot do without and does not have, as its columns are called."""
    missing = [f"“{name}”" for name in extract.needed if name not in places]
    none_of = [names for names in extract.either if not any(name in places for name in names)]
    return missing + [" or ".join(f"“{name}”" for name in names) for names in none_of]


def _why_not(found: list[str], looks: dict[str, dict[str, int]]) -> str:
    """The words for a header that is none of the three: what the likeliest of them lacks, if one is likely."""
    if _has(found, ("LinkURN",)):
        return LINKS_OF_SCHOOLS
    likely = [extract for extract in EXTRACTS.values() if not _has(found, extract.never)]
    best = max(likely, key=lambda e: len(looks[e.name]) / len(e.columns), default=None)
    if best is None or 2 * len(looks[best.name]) < len(best.columns):
        return NONE_OF_THEM
    lacks = ", ".join(_lacks(best, looks[best.name]))
    return (
        f"This looks like “{best.label}” ({best.name}), but it has no column {lacks}, "
        "without which its rows cannot be understood. Download it again with all fields."
    )
