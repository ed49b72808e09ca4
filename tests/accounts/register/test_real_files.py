"""The register's own headers, as it has written them since 2020, and what spreadsheet programs make of its files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.register.extracts import EXTRACTS, first_look, read_link, read_school, read_trust, records
from accounts.register.extracts.columns import Expected
from tests.extracts import extract, link, school, trust

HEADERS = {path.stem: path.read_text().strip() for path in sorted((Path(__file__).parent / "headers").glob("*.csv"))}
ROWS = {"allgroupsdata": trust(1), "alllinksdata": link(100, 1), "edubasealldata": school(100, 1)}
READ: dict[str, Callable] = {"allgroupsdata": read_trust, "alllinksdata": read_link, "edubasealldata": read_school}
COLUMNS = [(e, name) for e in EXTRACTS.values() for c in e.columns for name in c.names]


def real_file(header: str) -> bytes:
    """A made-up row under the register's own header."""
    kind = header.split("-")[0]
    names = [name.strip('"') for name in HEADERS[header].split('","')]
    return extract(tuple(names), [ROWS[kind]])


def row_of(content: bytes) -> object:
    return READ[first_look(content).extract.name](next(records([content])))


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_that_the_register_writes_is_read_and_nothing_is_missing(header: str) -> None:
    content = real_file(header)
    layout = first_look(content)

    assert layout.extract.name == header.split("-")[0]
    assert layout.unknown == []
    row = row_of(content)
    assert row.unsaid == (("region", "pupils", "fsm", "postcode") if header == "alllinksdata" else ())
    assert row.notes == ()


def test_of_a_real_trust_all_that_is_used_is_known() -> None:
    row = row_of(real_file("allgroupsdata"))

    assert (row.town, row.postcode, row.ukprn, row.companies_house) == ("Leeds", "LS1 4AB", "10000001", "07000001")


@pytest.mark.parametrize(("wanted", "name"), COLUMNS, ids=lambda one: one if isinstance(one, str) else one.name)
def test_each_name_of_a_column_is_known_however_it_is_written(wanted: Expected, name: str) -> None:
    column = next(c for c in wanted.columns if name in c.names)
    others = tuple(c.name for c in wanted.columns if c is not column)

    layout = first_look(extract((*others, f" {name.upper()} "), []))

    assert (layout.extract, layout.places[column.name]) == (wanted, len(others))


@pytest.mark.parametrize("wanted", EXTRACTS.values(), ids=lambda one: one.name)
def test_without_a_column_that_can_be_done_without_the_rest_is_read(wanted: Expected) -> None:
    """All of them at once, and each alone: the words say what will not be known, and the row is good."""
    spare = [c for c in wanted.columns if c.unknown]
    assert spare
    for without in (spare, *([c] for c in spare)):
        kept = tuple(c.name for c in wanted.columns if c not in without)
        content = extract(kept, [ROWS[wanted.name]])
        assert first_look(content).unknown == [c.unknown for c in without]
        assert row_of(content).notes == ()


def test_what_a_missing_column_would_say_is_not_said_to_be_empty() -> None:
    content = real_file("allgroupsdata").replace(b'"Group Town"', b'"Somewhere"')

    assert row_of(content).unsaid == ("town",)


SAVED_AGAIN = {
    "as downloaded": lambda text: text.encode("cp1252"),
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "semicolons": lambda text: text.replace('","', '";"').encode("cp1252"),
    "semicolons and a mark": lambda text: text.replace('","', '";"').encode("utf-8-sig"),
    "tabs": lambda text: text.replace('","', '"\t"').encode("cp1252"),
    "without quotation marks": lambda text: text.replace('"', "").encode("cp1252"),
    "line ends of Unix": lambda text: text.replace("\r\n", "\n").encode("utf-8-sig"),
    "empty rows at the end": lambda text: (text + "," * 20 + "\r\n").encode("cp1252"),
}


@pytest.mark.parametrize("size", [1, 3, 1_000])
@pytest.mark.parametrize("saved", SAVED_AGAIN)
def test_a_file_that_was_saved_again_says_the_same(saved: str, size: int) -> None:
    columns = tuple(name.strip('"') for name in HEADERS["allgroupsdata"].split('","'))
    closed = trust(
        1, Group_Name="Café Trust", Group_Status__code_="CLOSED", Closed_Date="31-08-2010",
        Companies_House_Number="07318714", Group_Type__code_="06",
    )  # fmt: skip
    again = closed | {"Closed Date": "31/08/2010", "Companies House Number": "7318714", "Group Type (code)": "6"}
    content = SAVED_AGAIN[saved](extract(columns, [again]).decode("cp1252"))

    found = [read_trust(r) for r in records([content[at : at + size] for at in range(0, len(content), size)])]

    assert found == [read_trust(next(records([extract(columns, [closed])])))]
    assert found[0].name == "Café Trust"


def test_a_byte_that_is_no_letter_costs_what_it_stands_in() -> None:
    content = real_file("allgroupsdata").replace(b"Leeds", b"Le\x81ds")

    row = row_of(content)
    assert (row.town, row.unsaid, row.name) == ("", ("town",), "Trust 1")
    assert row.notes == ("Group Town has a sign in it that cannot be read.",)


def test_kind_and_status_are_known_by_either_of_their_columns() -> None:
    for without in ("Group Type", "Group Type (code)", "Group Status (code)", "Group Status"):
        content = real_file("allgroupsdata").replace(f'"{without}"'.encode(), b'"Other"', 1)
        assert (row_of(content).kind, row_of(content).status) == ("multi", "open")


@pytest.mark.parametrize(("code", "status"), [("1", "open"), ("2", "closed"), ("3", "closing"), ("4.0", "proposed")])
def test_a_schools_status_is_known_by_its_code_too(code: str, status: str) -> None:
    columns = ("URN", "EstablishmentName", "EstablishmentStatus (code)", "Trusts (code)", "Postcode")
    content = extract(columns, [school(100, 1) | {"EstablishmentStatus (code)": code}])

    assert row_of(content).status == status
