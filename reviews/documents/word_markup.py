"""Marks in a Word document for which python-docx has no words of its own."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reviews.design.tokens import COLOURS


def add_field(line: Paragraph, code: str, size: float) -> None:
    """A number that Word fills in."""
    run = line.add_run()
    run.font.size = Pt(size)
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        name = {"": "w:instrText", "text": "w:t"}.get(kind, "w:fldChar")
        part = OxmlElement(name)
        if name == "w:fldChar":
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def describe(table: CT_Tbl, what: str) -> None:
    """What screen readers say of a table, and that its first row and column are headers."""
    properties = table.tblPr
    look = properties.find(qn("w:tblLook"))
    _draw_lines(properties)
    for name in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(name)
        said.set(qn("w:val"), what)
        properties.append(said)
    if look is not None:
        for name, value in (("w:firstRow", "1"), ("w:firstColumn", "1"), ("w:noVBand", "1"), ("w:lastRow", "0")):
            look.set(qn(name), value)


def _draw_lines(properties: BaseOxmlElement) -> None:
    """Thin lines between rows only, and room above and below the words."""
    borders, room = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "bottom", "insideH", "left", "right", "insideV"):
        line = OxmlElement(f"w:{side}")
        kind = "single" if side in ("top", "bottom", "insideH") else "nil"
        for name, value in (("w:val", kind), ("w:sz", "4"), ("w:color", COLOURS["line-strong"][1:])):
            line.set(qn(name), value)
        borders.append(line)
    for side, width in (("top", "60"), ("left", "60"), ("bottom", "40"), ("right", "100")):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), width)
        edge.set(qn("w:type"), "dxa")
        room.append(edge)
    properties.append(borders)
    properties.append(room)


def mark_row(row: CT_Row, *, is_header: bool) -> None:
    """A row stays on one page; a header row is said and printed on each."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def shade(properties: BaseOxmlElement, colour: str) -> None:
    """A ground of this colour, behind a run or in a cell."""
    fill = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour[1:])):
        fill.set(qn(name), value)
    properties.append(fill)
