"""Spreadsheets, read back by another library: text stays text, dates are dates, and headings stay in sight."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest

from reviews.documents.pdf_finishing import Faulty
from reviews.documents.spreadsheets import check_csv, check_workbook, plain_text, write_csv, write_workbook
from reviews.documents.tables import Book, Table, Value, columns
from tests.builders import NAMES
from tests.reviews.reports.library import ZEBRA, Library

pytestmark = pytest.mark.django_db  # so that there is a database of this process, also when these are run alone
BOOKS = ["levels.xlsx", "plan.xlsx", "progress.xlsx", "shown ratings.xlsx", "hidden ratings.xlsx"]
RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", '\u00a0=HYPERLINK("http://x")', "http://x.example"]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def rows_of(content: bytes, sheet: str) -> list[tuple[object, ...]]:
    return list(opened(content)[sheet].iter_rows(min_row=2, values_only=True))


def book(*rows: tuple[Value, ...]) -> Book:
    table = Table("Some", columns(("One", 10), ("Two", 20)), rows)
    return Book("Title", "Trust", (("Trust", "Trust"),), (table,), date(2026, 11, 21))


@pytest.mark.parametrize("name", BOOKS)
def test_headings_stay_in_sight_and_can_be_filtered(library: Library, name: str) -> None:
    for sheet in opened(library.file(name).content):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(sheet.column_dimensions[c].width >= 7 for c in "AB")
        assert all(cell.font.bold for cell in sheet[1])


@pytest.mark.parametrize("text", RISKY)
def test_text_is_text_whatever_it_begins_with(text: str) -> None:
    [sheet] = [s for s in opened(write_workbook(book((text, "plain")))) if s.title == "Some"]

    assert (sheet["A2"].data_type, sheet["A2"].hyperlink) == ("s", None)
    assert sheet["A2"].value.replace("_x000D_", "\r").strip() == text.strip()


@pytest.mark.parametrize("text", RISKY[:-1])
def test_in_csv_an_apostrophe_stands_before_what_could_be_a_formula(text: str) -> None:
    assert plain_text(text) == f"'{text}"
    assert plain_text("a=1") == "a=1"


def test_dates_are_dates_and_numbers_numbers() -> None:
    [row] = rows_of(write_workbook(book((date(2027, 2, 28), 7))), "Some")

    assert row == (datetime(2027, 2, 28), 7)
    assert plain_text(date(2027, 2, 28)) == "2027-02-28"


def test_csv_is_utf_8_that_excel_knows(library: Library) -> None:
    content = library.file("plan.csv").content

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["By when", "Next step", "About", "Who leads", "Priority", "Status"]
    assert rows[1][3] == "Llŷr Ŵyn-Jones"
    assert rows[2][0] == "2027-02-28"


def test_several_tables_are_a_zip_of_csv_files(library: Library) -> None:
    with ZipFile(BytesIO(library.file("progress.csv").content)) as files:
        assert files.namelist() == ["statements.csv", "domains.csv"]


def test_agreed_levels_have_a_row_for_each_statement(library: Library) -> None:
    rows = rows_of(library.file("levels.xlsx").content, "Agreed levels")

    assert len(rows) == 42
    assert rows[1][4:8] == (
        "Established",
        "Seen in nine schools of ten; the tenth joined in September.",
        "Emerging",
        "Up",
    )
    assert ZEBRA not in str(rows)


def test_the_plan_is_soonest_first_and_has_dates(library: Library) -> None:
    rows = rows_of(library.file("plan.xlsx").content, "Next steps")

    assert [row[0] for row in rows][:3] == [
        "Autumn, second half 2026/27", datetime(2027, 2, 28), "Spring, second half 2026/27",
    ]  # fmt: skip


def test_progress_sets_the_cycles_beside_each_other(library: Library) -> None:
    content = library.file("progress.xlsx").content
    heads = [cell.value for cell in opened(content)["Statements"][1]]
    rows = rows_of(content, "Statements")

    assert heads == ["Code", "Statement", "2025/26", "2026/27", "Change"]
    assert rows[1][2:] == ("Emerging", "Established", "Up")
    assert rows[0][2:] == ("Left open", "Emerging", "New")
    assert len(rows_of(content, "Domains")) == 14


def test_ratings_have_names_where_the_review_shows_them(library: Library) -> None:
    rows = rows_of(library.file("shown ratings.xlsx").content, "Ratings")

    assert len(rows) == 2 * 42
    assert {row[2] for row in rows} == {NAMES["lead"], NAMES["colleague"]}


def test_without_names_what_was_given_stands_in_an_order_that_tells_nothing(library: Library) -> None:
    rows = rows_of(library.file("nameless ratings.xlsx").content, "Ratings")

    assert {row[2] for row in rows} == {None}
    for code in {row[0] for row in rows}:
        given = [str(row[2:]) for row in rows if row[0] == code]
        assert given == sorted(given)


def test_where_names_are_hidden_there_are_letters_of_each_statement_only(library: Library) -> None:
    content = library.file("hidden ratings.xlsx").content
    rows = rows_of(content, "Ratings")

    assert {row[2] for row in rows} <= {"Colleague A", "Colleague B", "Colleague C", "one colleague", None}
    counted = [row for row in rows if row[3] == "Can’t say"]
    assert counted
    assert {row[2:] for row in counted} == {("one colleague", "Can’t say", None, None)}
    notes = [row for row in rows if row[2] is None]
    assert {row[3] for row in notes} == {None}
    text = " ".join(str(cell) for sheet in opened(content) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert not any(name in text for name in (NAMES["lead"], NAMES["colleague"], NAMES["second"]))


def test_the_file_itself_names_nobody_and_no_time_but_the_day(library: Library) -> None:
    with ZipFile(BytesIO(library.file("hidden ratings.xlsx").content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert "<dc:creator>Hidden Schools Trust</dc:creator>" in core
    assert "2026-12-03T00:00:00Z" in core


def test_every_row_is_read_back_whole() -> None:
    said = "One\nTwo, with \"quotes\"; and 'more'\u202e שלום 😀"
    made = check_csv(write_csv(book((said, None), ("x" * 5000, date(2026, 1, 1)))))

    [_, first, second] = csv.reader(StringIO(made.content.decode("utf-8-sig"), newline=""))
    assert first == [said, ""]
    assert second[0] == "x" * 5000


def test_broken_files_are_refused() -> None:
    with pytest.raises(Faulty, match="different lengths"):
        check_csv(b"a,b\r\n1\r\n")
    made = BytesIO()
    with ZipFile(made, "w") as parts:
        parts.writestr("nothing", "")
    with pytest.raises(Faulty, match="broken"):
        check_workbook(made.getvalue())
