"""From the pieces of an uploaded file to its records, a piece at a time: a file of 70 MB needs no more memory than a
small one.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.register.extracts.faults import Faulty
from accounts.register.extracts.text import layout_of, lines_of

MOST_ROWS = 250_000  # five times what the largest extract has
TOO_MANY = (
    f"The file has more than {MOST_ROWS:,} rows; the register’s largest has some 50,000. "
    "Choose the extract itself, not a joined file."
)
NOT_CLOSED = (
    "a quotation mark is not closed or stands in the middle of a cell, or a cell is far too long, so nothing after it "
    "can be read. "
    "Download the file again."
)


@dataclass(frozen=True)
class Record:
    """One row: the line on which it begins, and the cells that are used, by column; `wrong` if their number is.

    A column that the file does not have is not among the cells.
    """

    line: int
    cells: dict[str, str]
    wrong: str = ""


def records(pieces: Iterable[bytes]) -> Iterator[Record]:
    """Every row after the header. Raises `Faulty` where the file cannot be read on, or at its end."""
    lines = lines_of(pieces)
    layout = layout_of(next(lines, ""))
    rows = csv.reader(lines, delimiter=layout.delimiter, strict=True)
    places, width = tuple(layout.places.items()), layout.width
    many = 0
    while (found := _next(rows))[1] is not _END:
        line, cells = found
        if not any(cells):
            continue  # an empty line, or what a spreadsheet program makes of it
        many += 1
        if many > MOST_ROWS:
            raise Faulty(TOO_MANY)
        wrong = "" if len(cells) == width else f"It has {len(cells)} cells, the header {width}."
        yield Record(line, {name: cells[at] for name, at in places if at < len(cells)}, wrong)
    if not many:
        raise Faulty("The file has a header and no rows. Download it again.")


_END: list[str] = []


def _next(rows: Iterator[list[str]]) -> tuple[int, list[str]]:
    """The line on which the next row begins, after the header's, and its cells; `_END` after the last."""
    line = rows.line_num + 2  # type: ignore[attr-defined]
    try:
        return line, next(rows, _END)
    except csv.Error:
        raise Faulty(NOT_CLOSED, line=line) from None
