"""A row is read cell by cell, or refused with a reason."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.register.extracts import LeftOut, Unfit, read_link, read_school, read_trust, records
from tests import extracts


def trust_row(**cells: object) -> object:
    return read_trust(next(records([extracts.groups(extracts.trust(1, **cells))])))


def school_row(uid: int | str = 1, **cells: object) -> object:
    return read_school(next(records([extracts.schools(extracts.school(100, uid, **cells))])))


def test_a_trust_is_read_with_its_numbers_and_place() -> None:
    row = trust_row(Group_Postcode="ls14ab", Companies_House_Number="7000001", UKPRN="")

    assert vars(row) == {
        "group_uid": 1, "group_id": "TR00001", "name": "Trust 1", "ukprn": "", "companies_house": "07000001",
        "kind": "multi", "status": "open", "closed_on": None, "town": "Leeds", "postcode": "LS1 4AB",
        "unsaid": (), "notes": (), "held_back": (),
    }  # fmt: skip


@pytest.mark.parametrize("written", ["31-08-2024", "31/08/2024", "31/8/2024", "2024-08-31", "31/08/2024 00:00"])
def test_a_closed_trust_has_the_day(written: str) -> None:
    row = trust_row(Group_Status__code_="CLOSED", Closed_Date=written)

    assert (row.status, row.closed_on) == ("closed", date(2024, 8, 31))


@pytest.mark.parametrize("kind", ["Trust", "School sponsor", "Umbrella trust", "Federation", ""])
def test_other_kinds_of_group_are_left_out(kind: str) -> None:
    assert trust_row(Group_Type=kind) == LeftOut.OTHER_KIND


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Multi-Academy trust", "multi"), ("Single-academy trust", "single"), ("SINGLE ACADEMY TRUST", "single"),
        ("Secure single-academy trust", "secure"),
    ],
)  # fmt: skip
def test_each_kind_of_academy_trust_comes_in(written: str, kind: str) -> None:
    assert trust_row(Group_Type=written).kind == kind


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Group_Status__code_": "CREATED_IN_ERROR"}, "created in error"),
        ({"Group_Status__code_": "HALF_OPEN"}, "status is “HALF_OPEN”"),
        ({"Group_Status__code_": ""}, "no status"),
        ({"Group_UID": "12a"}, "Group UID is “12a”, which is no whole number"),
        ({"Group_UID": ""}, "Group UID is empty"),
        ({"Group_UID": "9" * 10_000}, "no whole number"),
        ({"Group_ID": "FD00001"}, "not TR and five digits"),
        ({"Group_Name": "  "}, "It has no name"),
        ({"Group_Name": "x" * 201}, "Its name is longer than 200"),
        ({"Group_Name": '=HYPERLINK("http://x.example")'}, "begins with =, which a spreadsheet"),
        ({"Group_Name": "+1 Trust"}, "begins with +"),
        ({"Group_Name": "@cmd"}, "begins with @"),
        ({"Group_Name": "Bell\x07 Trust"}, "control character"),
    ],
)
def test_a_trust_whose_number_name_or_status_is_wrong_is_refused(cells: dict[str, object], words: str) -> None:
    with pytest.raises(Unfit, match=words.replace("+", r"\+")):
        trust_row(**cells)


CLOSED = {"Group_Status__code_": "CLOSED"}


@pytest.mark.parametrize(
    ("field", "cells", "words"),
    [
        ("town", {"Group_Town": "-2+3"}, "Group Town begins with -"),
        ("town", {"Group_Town": "x" * 101}, "Group Town is longer than 100"),
        ("town", {"Group_Town": "Bell\x07"}, "Group Town has a control character"),
        ("closed_on", {**CLOSED, "Closed_Date": "31-02-2024"}, "a day that there is not"),
        ("closed_on", {**CLOSED, "Closed_Date": "12/25/2024"}, "a day that there is not"),
        ("closed_on", {**CLOSED, "Closed_Date": "31/08/24"}, "Dates are written as 05-12-2023"),
        ("closed_on", {**CLOSED, "Closed_Date": "last year"}, "Dates are written as 05-12-2023"),
        ("ukprn", {"UKPRN": "1.0E+07"}, "UKPRN is “1.0E+07”, which is not 8 digits"),
        ("companies_house", {"Companies_House_Number": "07-1"}, "not eight letters and digits"),
        ("postcode", {"Group_Postcode": "Leeds"}, "Group Postcode is “Leeds”, which is no postcode"),
        ("postcode", {"Group_Postcode": "LS1 4A8"}, "no postcode"),
    ],
)
def test_a_detail_of_a_trust_that_cannot_be_read_costs_that_detail(
    field: str, cells: dict[str, object], words: str
) -> None:
    row = trust_row(**cells)

    assert getattr(row, field) in ("", None)
    assert row.unsaid == (field,)
    assert len(row.notes) == 1
    assert words in row.notes[0]


@pytest.mark.parametrize("word", ["SUPP", "..", "Not recorded", "not-recorded"])
def test_what_the_register_holds_back_is_not_said_and_not_empty(word: str) -> None:
    for field, column in (("pupils", "NumberOfPupils"), ("fsm", "PercentageFSM"), ("region", "GOR (name)")):
        row = school_row(**{column.replace(" (name)", "__name_"): word})
        assert (row.unsaid, row.held_back, row.notes) == ((field,), (column,), ())


def test_a_row_of_another_width_is_refused() -> None:
    content = extracts.groups(extracts.trust(1)).replace(b'"Trust 1"', b'"Trust 1","more"')

    with pytest.raises(Unfit, match="22 cells"):
        read_trust(next(records([content])))


def test_a_school_is_read() -> None:
    row = school_row(PercentageFSM="24.55")

    assert (row.group_uid, row.status, row.phase, row.region) == (1, "open", "primary", "yorkshire-and-the-humber")
    assert (row.pupils, row.fsm, row.postcode) == (200, Decimal("24.6"), "LS2 8AA")


@pytest.mark.parametrize(
    ("kind", "written", "phase"),
    [
        ("Academy converter", "Middle deemed secondary", "secondary"),
        ("Academy converter", "Middle Deemed Primary", "primary"),
        ("Academy converter", "All-through", "all-through"),
        ("Academy converter", "All through", "all-through"),
        ("Academy converter", "16 plus", "secondary"),
        ("Academy converter", "Not applicable", ""),
        ("Academy converter", "", ""),
        ("Academy special converter", "Not applicable", "special"),
        ("Free schools special", "Not applicable", "special"),
        ("Academy alternative provision converter", "Not applicable", "alternative"),
        ("Academy alternative provision sponsor led", "Not applicable", "alternative"),
        ("Free schools alternative provision", "Not applicable", "alternative"),
        ("Pupil referral unit", "Not applicable", "alternative"),
        ("Academy secure 16 to 19", "16 plus", "secondary"),
    ],
)
def test_a_schools_phase_is_one_of_five(kind: str, written: str, phase: str) -> None:
    row = school_row(TypeOfEstablishment__name_=kind, PhaseOfEducation__name_=written)

    assert (row.phase, row.unsaid, row.notes) == (phase, (), ())


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"EstablishmentStatus__name_": "Ajar"}, "status is “Ajar”"),
        ({"URN": "one"}, "URN is “one”"),
        ({"Trusts__code_": "TR1"}, "Trusts .code. is “TR1”"),
        ({"EstablishmentName": "=1+1"}, "begins with ="),
    ],
)
def test_a_school_whose_number_name_or_status_is_wrong_is_refused(cells: dict[str, object], words: str) -> None:
    with pytest.raises(Unfit, match=words):
        school_row(**cells)


@pytest.mark.parametrize(
    ("field", "cells", "words"),
    [
        ("pupils", {"NumberOfPupils": "many"}, "NumberOfPupils is “many”"),
        ("fsm", {"PercentageFSM": "101"}, "no percentage"),
        ("fsm", {"PercentageFSM": "NaN"}, "no percentage"),
        ("phase", {"PhaseOfEducation__name_": "Fourth"}, "which is not known here"),
        ("region", {"GOR__name_": "The North"}, "which is not known here"),
        ("postcode", {"Postcode": "LS2 8A"}, "no postcode"),
        ("local_authority", {"LA__name_": "=1"}, "begins with ="),
    ],
)
def test_a_detail_of_a_school_that_cannot_be_read_costs_that_detail(
    field: str, cells: dict[str, object], words: str
) -> None:
    row = school_row(**cells)

    assert row.unsaid == (field,)
    assert words in row.notes[0]


@pytest.mark.parametrize(
    ("written", "pupils"), [("1,204", 1_204), ("204.0", 204), ("", None), ("Not applicable", None)]
)
def test_a_number_is_read_as_programs_write_it(written: str, pupils: int | None) -> None:
    row = school_row(NumberOfPupils=written)

    assert (row.pupils, row.unsaid) == (pupils, ())


def test_links_of_other_groups_and_of_closed_ones_are_left_out() -> None:
    def read(**cells: object) -> object:
        return read_link(next(records([extracts.links(extracts.link(100, 1, **cells))])))

    assert read(Group_Type="School sponsor") == LeftOut.OTHER_GROUP
    assert read(Closed_Date="01-01-2020") == LeftOut.CLOSED_LINK
    assert (read().urn, read().group_uid, read().region) == (100, 1, "")
    assert {"region", "pupils", "fsm", "postcode"} == set(read().unsaid)


@pytest.mark.parametrize(("closed", "status"), [("", "open"), ("31-08-2024", "closed")])
def test_without_a_column_for_it_a_trusts_status_is_told_by_the_day_on_which_it_closed(
    closed: str, status: str
) -> None:
    columns = tuple(name for name in extracts.GROUPS if not name.startswith("Group Status"))
    file = extracts.extract(columns, [extracts.trust(1, Closed_Date=closed)])

    assert read_trust(next(records([file]))).status == status


@pytest.mark.parametrize("written", ["Wales (pseudo)", "Wales"])
def test_a_school_in_wales_is_in_no_region_and_its_row_has_no_fault(written: str) -> None:
    row = school_row(GOR__name_=written)

    assert (row.region, row.notes) == ("", ())


def test_without_the_column_of_types_a_missing_phase_is_not_said() -> None:
    columns = tuple(name for name in extracts.SCHOOLS if name != "TypeOfEstablishment (name)")
    file = extracts.extract(columns, [extracts.school(100, 1, PhaseOfEducation__name_="Not applicable")])

    row = read_school(next(records([file])))

    assert row.phase == ""
    assert "phase" in row.unsaid
