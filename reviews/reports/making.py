"""How each kind of report is made: read as the acting person, written, laid out, checked. Four steps, as pages show."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from reviews.documents import spreadsheets
from reviews.documents.pdf import Written, lay_out
from reviews.documents.pdf_finishing import FinishedReport, finish
from reviews.documents.tables import Book
from reviews.documents.word import Pen
from reviews.reports import books, pages, whole, word
from reviews.reports.kinds import Format, Kind
from reviews.reports.order import Order
from reviews.reports.reading import read_answers, read_blank, read_content

Read = TypeVar("Read")  # what the database said
Made = TypeVar("Made")  # the same, written
Reading = Callable[[], AbstractContextManager[None]]
Before = Callable[[int], None]


def _nothing(step: int) -> None:
    """Nobody watches the steps."""


class Making(Protocol):
    """Makes one kind of report, whatever it reads and writes on the way."""

    def make(self, order: Order, *, reading: Reading = nullcontext, before: Before = _nothing) -> FinishedReport:
        """All four steps: the database is asked inside `reading()`; `before` hears of each step from the second."""


@dataclass(frozen=True)
class Maker(Generic[Read, Made]):
    """Only `read` asks the database; what it returns goes through the other three in turn."""

    read: Callable[[Order], Read]
    write: Callable[[Read], Made]
    lay_out: Callable[[Made], bytes]
    finish: Callable[[bytes], FinishedReport]

    def make(self, order: Order, *, reading: Reading = nullcontext, before: Before = _nothing) -> FinishedReport:
        """All four steps, one after the other."""
        with reading():
            content = self.read(order)
        before(2)
        written = self.write(content)
        before(3)
        made = self.lay_out(written)
        before(4)
        return self.finish(made)


def _pdf(read: Callable[[Order], Read], write: Callable[[Read], Written]) -> Making:
    return Maker(read, write, lay_out, finish)


def _docx(read: Callable[[Order], Read], write: Callable[[Read], Pen]) -> Making:
    return Maker(read, write, word.save, word.check_document)


MAKERS: dict[tuple[str, str], Making] = {
    (Kind.FULL, Format.PDF): _pdf(read_content, pages.write_html),
    (Kind.FULL, Format.DOCX): _docx(read_content, word.write_full),
    (Kind.BOARD, Format.PDF): _pdf(read_content, pages.write_board),
    (Kind.BOARD, Format.DOCX): _docx(read_content, word.write_board),
    (Kind.ANSWERS, Format.PDF): _pdf(read_answers, pages.write_answers),
    (Kind.ANSWERS, Format.DOCX): _docx(read_answers, word.write_answers),
    (Kind.BLANK, Format.PDF): _pdf(read_blank, pages.write_blank),
    (Kind.BLANK, Format.DOCX): _docx(read_blank, word.write_blank),
}


def _as_it_is(read: Read) -> Read:
    """Written already."""
    return read


def _sheets(kind: Kind, read: Callable[[Order], Book]) -> dict[tuple[str, str], Making]:
    return {
        (kind, Format.XLSX): Maker(read, _as_it_is, spreadsheets.write_workbook, spreadsheets.check_workbook),
        (kind, Format.CSV): Maker(read, _as_it_is, spreadsheets.write_csv, spreadsheets.check_csv),
    }


MAKERS |= {
    **_sheets(Kind.LEVELS, books.read_levels),
    **_sheets(Kind.PLAN, books.read_plan),
    **_sheets(Kind.PROGRESS, books.read_progress),
    **_sheets(Kind.RATINGS, books.read_ratings),
    (Kind.WHOLE, Format.JSON): Maker(whole.read_whole, _as_it_is, whole.write_whole, whole.check_whole),
}


def maker_of(kind: str, format: str) -> Making:
    """How to make this kind as this file."""
    return MAKERS[kind, format]


def make(order: Order) -> FinishedReport:
    """All four steps at once, as the person who is acting."""
    return maker_of(order.kind, order.format).make(order)
