"""From the bytes of an uploaded file to lines of text, a piece at a time, however a spreadsheet program saved it."""

import csv
from collections.abc import Iterable, Iterator

from accounts.register.extracts.columns import Layout, understood
from accounts.register.extracts.faults import Faulty

AGAIN = "Upload the file as it was downloaded, without opening it in another program first."
NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook, or an archive that is called by another name",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MARK = "\ufeff"  # with which spreadsheet programs begin UTF-8
LONGEST_LINE = 1_000_000  # bytes
FIRST_BYTES = 65_536  # enough for any header
DELIMITERS = (",", ";", "\t")


def first_look(beginning: bytes) -> Layout:
    """What a file is, from its first bytes; raises in words what is wrong with it, if that shows already."""
    check_marks(beginning)
    return layout_of(decoded(beginning.partition(b"\n")[0], 0))


def check_marks(beginning: bytes) -> None:
    """A file that says by its first bytes that it is something else."""
    for mark, words in NOT_CSV.items():
        if beginning.startswith(mark):
            raise Faulty(f"The file is {words}, not CSV. {AGAIN}")
    if beginning.startswith(UTF_16):
        raise Faulty(f"The file is UTF-16 (“Unicode text”); save it as CSV instead. {AGAIN}")


def layout_of(line: str) -> Layout:
    """What the first line says. Cells are apart by whatever makes the most names of it."""
    line = line.removeprefix(MARK)
    if not line.strip():
        raise Faulty("The file is empty, or its first line is. Download it again.")
    found = [(header, delimiter) for delimiter in DELIMITERS if (header := _names(line, delimiter))]
    if not found:
        raise Faulty(f"The file’s first line is not a header. {AGAIN}", line=1)
    header, delimiter = max(found, key=lambda pair: len(pair[0]))
    return understood(header, delimiter)


def _names(line: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        return []


def lines_of(pieces: Iterable[bytes]) -> Iterator[str]:
    """Physical lines with their ends, as text."""
    rest, number = b"", 0
    for n, piece in enumerate(_with_end(pieces)):
        if n == 0:
            check_marks(piece) if b"\n" not in piece else first_look(piece)
        block, end, rest = (rest + piece).rpartition(b"\n")
        if len(rest) > LONGEST_LINE:
            before = number + block.count(b"\n") + len(end)
            raise Faulty(f"The line does not end. {AGAIN}", line=before + 1)
        if not block + end:
            continue
        lines = decoded(block, number).split("\n")
        number += len(lines)
        yield from (line + "\n" for line in lines)


def _with_end(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, with the end of a last line that has none."""
    last = b"\n"
    for piece in pieces:
        yield piece
        last = piece[-1:] or last
    if last != b"\n":
        yield b"\n"


def decoded(block: bytes, before: int) -> str:
    """Windows-1252, as the register writes, or UTF-8, as spreadsheet programs may: each line as what it can be.

    A line of Windows-1252 with accented letters is never UTF-8 as well. `before` lines came before.
    """
    if (at := block.find(b"\0")) >= 0:
        line = before + block.count(b"\n", 0, at) + 1
        raise Faulty(f"there is a zero byte, so this is no text. {AGAIN}", line=line)
    try:
        return block.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(_line(line) for line in block.split(b"\n"))


def _line(line: bytes) -> str:
    """A byte that neither has becomes a sign that nothing can be read from."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
