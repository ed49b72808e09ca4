"""From the pieces of an uploaded file to its records, a piece at a time: a file of 70 MB needs no more memory than a
small one.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from accounts.register.columns import AS_DOWNLOADED, check_marks, first_look, header_of, recognise
from accounts.register.faults import Faulty

LONGEST_LINE = 1_000_000  # bytes
MOST_ROWS = 250_000  # five times what the largest extract has
UTF_8 = (
    "The file is UTF-8; the register’s files are Windows-1252, and accented letters would come out wrong. "
    + AS_DOWNLOADED
)
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
    """One row: the line on which it begins, and the cells that are used, by column; `wrong` if their number is."""

    line: int
    cells: dict[str, str]
    wrong: str = ""


def records(pieces: Iterable[bytes]) -> Iterator[Record]:
    """Every row after the header. Raises `Faulty` where the file cannot be read on, or at its end."""
    lines = _lines(pieces)
    first = next(lines, None)
    if first is None:
        check_marks(b"")
    header = header_of(first or "")
    extract, rows = recognise(header), csv.reader(lines, strict=True)
    names = [*extract.columns, *(name for name in extract.also if name in header)]
    pick, width = itemgetter(*(header.index(name) for name in names)), len(header)
    many = 0
    while (found := _next(rows))[1] is not _END:
        line, cells = found
        if not cells:
            continue
        many += 1
        if many > MOST_ROWS:
            raise Faulty(TOO_MANY)
        if len(cells) != width:
            wrong = f"It has {len(cells)} cells, the header {width}."
            yield Record(line, dict(zip(header, cells, strict=False)), wrong)
        else:
            yield Record(line, dict(zip(names, pick(cells), strict=True)))
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


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    """Physical lines with their ends, decoded. What shows only in the whole file is said at its end."""
    rest, number, as_utf_8, otherwise = b"", 0, 0, 0
    for n, piece in enumerate(_with_end(pieces)):
        if n == 0:
            check_marks(piece) if b"\n" not in piece else first_look(piece)
        block, end, rest = (rest + piece).rpartition(b"\n")
        if len(rest) > LONGEST_LINE:
            before = number + block.count(b"\n") + len(end)
            raise Faulty(f"The line does not end. {AS_DOWNLOADED}", line=before + 1)
        if not block + end:
            continue
        if not block.isascii():
            as_utf_8, otherwise = (as_utf_8 + 1, otherwise) if _is_utf_8(block) else (as_utf_8, otherwise + 1)
        lines = _decoded(block, number).split("\n")
        number += len(lines)
        yield from (line + "\n" for line in lines)
    if as_utf_8 and not otherwise:
        raise Faulty(UTF_8)


def _with_end(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, with the end of a last line that has none."""
    last = b"\n"
    for piece in pieces:
        yield piece
        last = piece[-1:] or last
    if last != b"\n":
        yield b"\n"


def _is_utf_8(block: bytes) -> bool:
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(block: bytes, before: int) -> str:
    """As Windows-1252; `before` lines came before."""
    if (at := block.find(b"\0")) >= 0:
        raise Faulty(
            f"there is a zero byte, so this is no text. {AS_DOWNLOADED}", line=before + block.count(b"\n", 0, at) + 1
        )
    try:
        return block.decode("cp1252")
    except UnicodeDecodeError as error:
        line = before + block.count(b"\n", 0, error.start) + 1
        raise Faulty(f"there is a byte that Windows-1252 does not have. {AS_DOWNLOADED}", line=line) from None
