"""What a cell says: a name, a number, a day, a postcode; or that it says nothing that can be read."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from accounts.names import cleaned, fault_in

Read = TypeVar("Read")
Nothing = TypeVar("Nothing")
HIGHEST = 2**31 - 1
UNREADABLE = "\N{REPLACEMENT CHARACTER}"  # for a byte that is no letter
NOTHING = ("", "-", "n/a", "not applicable", "not-applicable")
HELD_BACK = ("supp", "suppressed", "..", "not recorded", "not-recorded", "not available", "not known", "unknown")


class Unfit(Exception):
    """This row is refused, or this detail of it is left out; the message says why."""


class Details:
    """Reads the details of one row: those that cannot be read, or that the file does not have, stay as they were here.

    `unsaid` are their fields; `notes` says of each that cannot be read what stands there; `held_back` which of them the
    register does not give.
    """

    def __init__(self, cells: dict[str, str]) -> None:
        self.cells = cells
        self.unsaid: list[str] = []
        self.notes: list[str] = []
        self.held_back: list[str] = []

    def words(self, field: str, column: str, how: Callable[[str], str]) -> str:
        """A field from a column; empty where the cell is or cannot be read."""
        return self.read(field, column, how, "")

    def read(self, field: str, column: str, how: Callable[[str], Read], nothing: Nothing) -> Read | Nothing:
        """A field from a column; `nothing` where the cell is empty or cannot be read."""
        if column not in self.cells:
            self.unsaid.append(field)
            return nothing
        cell = self.cells[column].strip()
        if cell.lower() in NOTHING:
            return nothing
        if cell.lower() in HELD_BACK:
            self.unsaid.append(field)
            self.held_back.append(column)
            return nothing
        try:
            return how(cell)
        except Unfit as unfit:
            self.unsaid.append(field)
            self.notes.append(f"{column} {unfit}")
            return nothing


def text(longest: int) -> Callable[[str], str]:
    """Words, their spaces made single."""

    def read(cell: str) -> str:
        if not cell.isprintable() and any(unicodedata.category(c) == "Cc" for c in cell.strip()):
            raise Unfit("has a control character in it.")
        if UNREADABLE in cell:
            raise Unfit("has a sign in it that cannot be read.")
        words = " ".join(cleaned(cell).split())
        if words[:1] in ("=", "+", "-", "@"):
            raise Unfit(f"begins with {words[0]}, which a spreadsheet would take for a formula.")
        if len(words) > longest:
            raise Unfit(f"is longer than {longest} characters.")
        if words and (fault := fault_in(words)):
            raise Unfit(f"cannot be taken over. {fault.split('. ')[0].rstrip('.')}.")
        return words

    return read


def whole(cell: str) -> int:
    """A number that something is known by. Some programs write 12.0 for 12."""
    written = re.fullmatch(r"([0-9]{1,10})(\.0+)?", cell.strip())
    if written is None or not 0 < int(written[1]) <= HIGHEST:
        raise Unfit(f"is “{cell.strip()[:40]}”, which is no whole number." if cell.strip() else "is empty.")
    return int(written[1])


def number(cell: str) -> int:
    """A count."""
    written = re.fullmatch(r"([0-9]{1,7}|[0-9]{1,3}(?:,[0-9]{3}))(\.0+)?", cell)
    if written is None:
        raise Unfit(f"is “{cell[:40]}”, which is no whole number.")
    return int(written[1].replace(",", ""))


def percent(cell: str) -> Decimal:
    try:
        value = Decimal(cell.removesuffix("%").strip())
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 100:
        raise Unfit(f"is “{cell[:40]}”, which is no percentage.")
    return round(value, 1)


def day(cell: str) -> date:
    """05-12-2023 as the register writes it, or as British spreadsheet programs do, 5/12/2023, or 2023-12-05.

    Never 12/25/2023: in a file with such days, 05/12/2023 would be another day than it seems.
    """
    written = re.sub(r" 0?0:00(:00)?$", "", cell)
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", written):
        year, month, of_month = int(found[3]), int(found[2]), int(found[1])
    elif found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", written):
        year, month, of_month = (int(part) for part in found.groups())
    else:
        raise Unfit(f"is “{cell[:40]}”. Dates are written as 05-12-2023.")
    try:
        return date(year, month, of_month)
    except ValueError:
        raise Unfit(f"is “{cell[:40]}”, a day that there is not. Dates are written as 05-12-2023.") from None


def digits(many: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        written = re.fullmatch(rf"([0-9]{{{many}}})(\.0+)?", cell)
        if written is None:
            raise Unfit(f"is “{cell[:40]}”, which is not {many} digits.")
        return written[1]

    return read


def company(cell: str) -> str:
    """Eight letters and digits; zeros at its beginning, which spreadsheet programs take away, are put back."""
    written = cell.upper().removesuffix(".0")
    if not re.fullmatch(r"[A-Z0-9]{1,8}", written):
        raise Unfit(f"is “{cell[:40]}”, which is not eight letters and digits.")
    return written.zfill(8)


def postcode(cell: str) -> str:
    """As it is written, with one space."""
    written = "".join(cell.split()).upper()
    if not re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", written):
        raise Unfit(f"is “{cell[:40]}”, which is no postcode.")
    return f"{written[:-3]} {written[-3:]}"
