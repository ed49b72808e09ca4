"""Tables as Excel workbooks and as CSV. Text is text: a cell never becomes a formula, whatever it begins with."""

import csv
from datetime import UTC, date, datetime, time
from io import BytesIO, StringIO, TextIOWrapper
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reviews.design.tokens import COLOURS
from reviews.documents.limits import MOST_LETTERS_IN_SHEETS, refuse_too_much
from reviews.documents.pdf_finishing import Faulty, FinishedReport
from reviews.documents.tables import Book, Table, Value

LONGEST_CELL = 32_000  # letters; Excel takes 32,767
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
BOM = b"\xef\xbb\xbf"
WORKBOOK = "xl/workbook.xml"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_workbook(book: Book) -> bytes:
    """An Excel file: what it is on the first sheet, then a sheet for each table."""
    refuse_too_much([table.rows for table in book.tables], MOST_LETTERS_IN_SHEETS, "Leave out the notes.")
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(made, options)
    created = datetime.combine(book.moment, time(), UTC).replace(tzinfo=None)
    workbook.set_properties({"title": book.title, "author": book.trust, "created": created})
    looks = _looks(workbook)
    for table in (book.first, *book.tables):
        _sheet(workbook, table, looks)
    workbook.close()
    return made.getvalue()


def _looks(workbook: Workbook) -> dict[str, Format]:
    text = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10}
    head = {"bold": True, "bg_color": COLOURS["sunken"], "bottom": 2}
    return {
        "head": workbook.add_format({**text, **head}),
        "text": workbook.add_format(text),
        "date": workbook.add_format({**text, "num_format": "d mmmm yyyy", "align": "left"}),
    }


def _sheet(workbook: Workbook, table: Table, looks: dict[str, Format]) -> None:
    """One table, with a heading row that stays in sight, widths and filters."""
    sheet = workbook.add_worksheet(table.name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    for n, column in enumerate(table.columns):
        sheet.set_column(n, n, column.width)
        sheet.write_string(0, n, column.heading, looks["head"])
    for number, row in enumerate(table.rows, start=1):
        for n, value in enumerate(row):
            _cell(sheet, number, n, value, looks)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)


def _cell(sheet: Worksheet, row: int, column: int, value: Value, looks: dict[str, Format]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), looks["date"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, looks["text"])
    elif value:
        sheet.write_string(row, column, value[:LONGEST_CELL], looks["text"])
    else:
        sheet.write_blank(row, column, None, looks["text"])


def write_csv(book: Book) -> bytes:
    """One CSV file, or, of several tables, a zip of them. In UTF-8, with the mark by which Excel knows it."""
    refuse_too_much([table.rows for table in book.tables], MOST_LETTERS_IN_SHEETS, "Leave out the notes.")
    if len(book.tables) == 1:
        return _csv(book.tables[0])
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as files:
        for table in book.tables:
            files.writestr(ZipInfo(f"{table.name.lower().replace(' ', '-')}.csv", ZIP_DATE), _csv(table))
    return made.getvalue()


def _csv(table: Table) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.heading for column in table.columns])
    writer.writerows([[plain_text(value) for value in row] for row in table.rows])
    return BOM + text.getvalue().encode()


def plain_text(value: Value) -> str:
    """A value in CSV; what a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{value}" if value.lstrip(" \u00a0").startswith(RISKY) else value


def check_workbook(made: bytes) -> FinishedReport:
    """The file is whole."""
    with ZipFile(BytesIO(made)) as parts:
        if parts.testzip() is not None or WORKBOOK not in parts.namelist():
            raise Faulty("A part of the workbook is broken.")
    return FinishedReport(made, None)


def check_csv(made: bytes) -> FinishedReport:
    """Every row of a table has as many cells as its heading."""
    files = [made]
    if made.startswith(b"PK"):
        with ZipFile(BytesIO(made)) as parts:
            files = [parts.read(name) for name in parts.namelist()]
    for file in files:
        lengths = {len(row) for row in csv.reader(TextIOWrapper(BytesIO(file), "utf-8-sig", newline=""))}
        if len(lengths) != 1:
            raise Faulty("The rows of a table are of different lengths.")
    return FinishedReport(made, None)
