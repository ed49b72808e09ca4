"""Tables for spreadsheets: what stands in each, as values, without a word about how a file holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Value = str | int | date | None


@dataclass(frozen=True)
class Column:
    """A column; `width` in letters."""

    heading: str
    width: int


@dataclass(frozen=True)
class Table:
    """One sheet, or one CSV file. `note` says in a sentence what it is."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Book:
    """The tables of one report, and what stands on its first sheet. `moment` is in the file's properties."""

    title: str
    trust: str
    about: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    moment: date

    @property
    def first(self) -> Table:
        """The sheet that says what this is."""
        return Table("About", (Column("What", 24), Column("In words", 90)), tuple(self.about))


def columns(*pairs: tuple[str, int]) -> tuple[Column, ...]:
    """Headings with their widths."""
    return tuple(Column(heading, width) for heading, width in pairs)


def rows(found: Sequence[Sequence[Value]]) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(row) for row in found)
