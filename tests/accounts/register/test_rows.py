"""A row is read cell by cell, or refused with a reason."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.register import LeftOut, Unfit, read_link, read_school, read_trust, records
from tests import extracts


def trust_row(**cells: object) -> object:
    return read_trust(next(records([extracts.groups(extracts.trust(1, **cells))])))


def school_row(uid: int | str = 1, **cells: object) -> object:
    return read_school(next(records([extracts.schools(extracts.school(100, uid, **cells))])))


def test_a_trust_is_read_with_its_numbers_and_place() -> None:
    row = trust_row(Group_Contact_Postcode="ls14ab", Companies_House_Number="7000001", UKPRN="")

    assert vars(row) == {
        "group_uid": 1, "group_id": "TR00001", "name": "Trust 1", "ukprn": "", "companies_house": "07000001",
        "kind": "multi", "status": "open", "closed_on": None, "town": "Leeds", "postcode": "LS1 4AB",
    }  # fmt: skip


def test_a_closed_trust_has_the_day() -> None:
    row = trust_row(Group_Status__code_="CLOSED", Closed_Date="31-08-2024")

    assert (row.status, row.closed_on) == ("closed", date(2024, 8, 31))


@pytest.mark.parametrize("kind", ["Trust", "School sponsor", "Umbrella trust", "Federation", ""])
def test_other_kinds_of_group_are_left_out(kind: str) -> None:
    assert trust_row(Group_Type=kind) == LeftOut.OTHER_KIND


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Group_Status__code_": "CREATED_IN_ERROR"}, "created in error"),
        ({"Group_Status__code_": "HALF_OPEN"}, "status is “HALF_OPEN”"),
        ({"Group_Status__code_": ""}, "no status"),
        ({"Group_UID": "12a"}, "Group UID is “12a”, which is no whole number"),
        ({"Group_UID": ""}, "Group UID is empty"),
        ({"Group_UID": "99999999999"}, "no whole number"),
        ({"Group_ID": "FD00001"}, "not TR and five digits"),
        ({"Group_Name": "  "}, "It has no name"),
        ({"Group_Name": "x" * 201}, "longer than 200"),
        ({"Group_Name": '=HYPERLINK("http://x.example")'}, "begins with =, which a spreadsheet"),
        ({"Group_Name": "+1 Trust"}, "begins with +"),
        ({"Group_Name": "@cmd"}, "begins with @"),
        ({"Group_Contact_Town": "-2+3"}, "begins with -"),
        ({"Group_Name": "Bell\x07 Trust"}, "control character"),
        ({"Closed_Date": "31-02-2024"}, "a day that there is not"),
        ({"Closed_Date": "2024-08-31"}, "saved by a spreadsheet program"),
        ({"Closed_Date": "31/08/2024"}, "saved by a spreadsheet program"),
        ({"Closed_Date": "last year"}, "Dates are written as 05-12-2023"),
        ({"UKPRN": "1.0E+07"}, "UKPRN is “1.0E+07”, which is not 8 digits"),
        ({"Companies_House_Number": "07-1"}, "not eight letters and digits"),
        ({"Group_Contact_Postcode": "Leeds"}, "The postcode is “Leeds”"),
    ],
)
def test_a_trust_is_refused_with_a_reason(cells: dict[str, object], words: str) -> None:
    with pytest.raises(Unfit, match=words.replace("+", r"\+")):
        trust_row(**cells)


def test_a_row_of_another_width_is_refused() -> None:
    content = extracts.groups(extracts.trust(1)).replace(b'"Trust 1"', b'"Trust 1","more"')

    with pytest.raises(Unfit, match="17 cells"):
        read_trust(next(records([content])))


def test_a_school_is_read() -> None:
    row = school_row(PercentageFSM="24.55")

    assert (row.group_uid, row.status, row.phase, row.region) == (1, "open", "primary", "yorkshire-and-the-humber")
    assert (row.pupils, row.fsm, row.postcode) == (200, Decimal("24.6"), "LS2 8AA")


@pytest.mark.parametrize(
    ("cells", "phase"),
    [
        ({"PhaseOfEducation__name_": "Middle deemed secondary"}, "secondary"),
        ({"PhaseOfEducation__name_": "All-through"}, "all-through"),
        ({"PhaseOfEducation__name_": "Not applicable"}, "special"),
        ({"TypeOfEstablishment__name_": "Academy special converter"}, "special"),
        ({"PhaseOfEducation__name_": ""}, ""),
    ],
)
def test_a_schools_phase_is_one_of_four(cells: dict[str, object], phase: str) -> None:
    assert school_row(**cells).phase == phase


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"EstablishmentStatus__name_": "Ajar"}, "status is “Ajar”"),
        ({"URN": "one"}, "URN is “one”"),
        ({"Trusts__code_": "TR1"}, "Trusts .code. is “TR1”"),
        ({"NumberOfPupils": "many"}, "NumberOfPupils is “many”"),
        ({"PercentageFSM": "101"}, "no percentage"),
        ({"PercentageFSM": "NaN"}, "no percentage"),
        ({"EstablishmentName": "=1+1"}, "begins with ="),
    ],
)
def test_a_school_is_refused_with_a_reason(cells: dict[str, object], words: str) -> None:
    with pytest.raises(Unfit, match=words):
        school_row(**cells)


def test_links_of_other_groups_and_of_closed_ones_are_left_out() -> None:
    def read(**cells: object) -> object:
        return read_link(next(records([extracts.links(extracts.link(100, 1, **cells))])))

    assert read(Group_Type="School sponsor") == LeftOut.OTHER_GROUP
    assert read(Closed_Date="01-01-2020") == LeftOut.CLOSED_LINK
    assert (read().urn, read().group_uid, read().region) == (100, 1, None)
