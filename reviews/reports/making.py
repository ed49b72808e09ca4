"""How each kind of report is made: read as the acting person, written, laid out, checked. Four steps, as pages show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reviews.models import Format, Kind
from reviews.reports.document import lay_out
from reviews.reports.finishing import FinishedReport, finish
from reviews.reports.order import Order
from reviews.reports.pages import write_html
from reviews.reports.reading import read_content


@dataclass(frozen=True)
class Maker:
    """Only `read` asks the database; what it returns goes through the other three in turn."""

    read: Callable[[Order], Any]
    write: Callable[[Any], Any]
    lay_out: Callable[[Any], bytes]
    finish: Callable[[bytes], FinishedReport]


MAKERS: dict[tuple[str, str], Maker] = {
    (Kind.FULL, Format.PDF): Maker(read_content, write_html, lay_out, finish),
}


def maker_of(kind: str, format: str) -> Maker:
    """How to make this kind as this file."""
    return MAKERS[kind, format]


def make(order: Order) -> FinishedReport:
    """All four steps at once, as the person who is acting."""
    maker = maker_of(order.kind, order.format)
    return maker.finish(maker.lay_out(maker.write(maker.read(order))))
