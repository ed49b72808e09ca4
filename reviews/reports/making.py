"""How each kind of report is made: read as the acting person, written, laid out, checked. Four steps, as pages show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reviews.documents import spreadsheets
from reviews.documents.pdf import lay_out
from reviews.documents.pdf_finishing import FinishedReport, finish
from reviews.reports import books, pages, whole, word_papers as word
from reviews.reports.kinds import Format, Kind
from reviews.reports.order import Order
from reviews.reports.reading import read_answers, read_blank, read_content


@dataclass(frozen=True)
class Maker:
    """Only `read` asks the database; what it returns goes through the other three in turn."""

    read: Callable[[Order], Any]
    write: Callable[[Any], Any]
    lay_out: Callable[[Any], bytes]
    finish: Callable[[bytes], FinishedReport]


def _pdf(read: Callable[[Order], Any], write: Callable[[Any], Any]) -> Maker:
    return Maker(read, write, lay_out, finish)


def _docx(read: Callable[[Order], Any], write: Callable[[Any], Any]) -> Maker:
    return Maker(read, write, word.save, word.check_document)


MAKERS: dict[tuple[str, str], Maker] = {
    (Kind.FULL, Format.PDF): _pdf(read_content, pages.write_html),
    (Kind.FULL, Format.DOCX): _docx(read_content, word.write_full),
    (Kind.BOARD, Format.PDF): _pdf(read_content, pages.write_board),
    (Kind.BOARD, Format.DOCX): _docx(read_content, word.write_board),
    (Kind.ANSWERS, Format.PDF): _pdf(read_answers, pages.write_answers),
    (Kind.ANSWERS, Format.DOCX): _docx(read_answers, word.write_answers),
    (Kind.BLANK, Format.PDF): _pdf(read_blank, pages.write_blank),
    (Kind.BLANK, Format.DOCX): _docx(read_blank, word.write_blank),
}


def _identity(made: Any) -> Any:
    return made


def _sheets(kind: Kind, read: Callable[[Order], Any]) -> dict[tuple[str, str], Maker]:
    return {
        (kind, Format.XLSX): Maker(read, _identity, spreadsheets.write_workbook, spreadsheets.check_workbook),
        (kind, Format.CSV): Maker(read, _identity, spreadsheets.write_csv, spreadsheets.check_csv),
    }


MAKERS |= {
    **_sheets(Kind.LEVELS, books.read_levels),
    **_sheets(Kind.PLAN, books.read_plan),
    **_sheets(Kind.PROGRESS, books.read_progress),
    **_sheets(Kind.RATINGS, books.read_ratings),
    (Kind.WHOLE, Format.JSON): Maker(whole.read_whole, _identity, whole.write_whole, whole.check_whole),
}


def maker_of(kind: str, format: str) -> Maker:
    """How to make this kind as this file."""
    return MAKERS[kind, format]


def make(order: Order) -> FinishedReport:
    """All four steps at once, as the person who is acting."""
    maker = maker_of(order.kind, order.format)
    return maker.finish(maker.lay_out(maker.write(maker.read(order))))
