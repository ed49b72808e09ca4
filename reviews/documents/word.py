"""A pen for Word documents: what python-docx leaves to its users about accessibility, in one place.

Headings and table headers are Word's own, header rows repeat, rows do not split, every table and picture says what it
is, the document names its language and title, and the footer counts pages.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
import resvg_py
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from frameworks.scale import LevelContent
from reviews.design.tokens import COLOURS, LEVELS, NO_LEVEL, LevelLook
from reviews.design.typefaces import drawable, other_files, own_files
from reviews.documents.face import Face
from reviews.documents.pdf_finishing import Faulty, FinishedReport
from reviews.documents.word_markup import add_field, describe, mark_row, shade

FONT = "Arial"  # on every computer; ours is not
SIZE, LARGE = 11, 14  # points
WIDTH = 17.0  # cm between the margins
LONGEST_PROPERTY = 255  # letters
ZOOM = 2.5  # of charts, so that they are sharp on paper
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
TABLE_STYLE = "Table Grid"


@dataclass(frozen=True)
class Words:
    """A run of text. `colour` is a token's name."""

    text: str
    bold: bool = False
    small: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell: paragraphs, each of runs; perhaps with a level's colours, or as the header of its row."""

    paragraphs: tuple[tuple[Words, ...], ...]
    look: str = ""  # of a level, as design.tokens has it, or "none"
    is_header: bool = False
    is_centred: bool = False


def cell(text: str = "", *, is_header: bool = False, is_centred: bool = False) -> Cell:
    """A cell with one line."""
    return Cell(((Words(text),),), is_header=is_header, is_centred=is_centred)


def heading_cell(text: str, *, is_centred: bool = False) -> Cell:
    """The head of a column."""
    return Cell(((Words(text, bold=True, small=True),),), is_centred=is_centred)


def level_cell(level: LevelContent | None, name: str, below: str = "") -> Cell:
    """A level by its name, in its colours, with a line below."""
    lines: list[tuple[Words, ...]] = [(Words(name, bold=True),)]
    if below:
        lines.append((Words(below, small=True),))
    return Cell(tuple(lines), look=level.look if level else "none")


class Pen:
    """One document in the making."""

    def __init__(
        self, *, title: str, trust: str, moment: datetime, face: Face, footer: str, size: float = SIZE
    ) -> None:
        self.document: Document = docx.Document()
        self.face = face
        self.size = LARGE if face.large else size
        self._styles()
        self._page(footer)
        about = self.document.core_properties
        about.title, about.language = title[:LONGEST_PROPERTY], "en-GB"
        about.author = about.last_modified_by = trust
        about.comments, about.created, about.modified, about.revision = "", moment, moment, 1

    def _styles(self) -> None:
        styles = self.document.styles
        sizes = {"Title": 26, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11.5}
        for name in ("Normal", *sizes, "List Number", "List Bullet"):
            style = styles[name]
            style.font.name = FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(attribute), FONT)
            for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(attribute), None)
            if name in sizes:
                style.font.size = Pt(max(sizes[name], self.size + 1))
                style.font.color.rgb = _rgb("brand")
                style.font.bold = True
        normal = styles["Normal"]
        normal.font.size = Pt(self.size)
        normal.paragraph_format.space_after = Pt(6)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        normal.element.get_or_add_rPr().append(language)

    def _page(self, footer: str) -> None:
        section = self.document.sections[0]
        section.header_distance = section.footer_distance = Cm(0.9)
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        if self.face.draft_on:
            line = section.header.paragraphs[0]
            self._run(line, Words("Not signed off", bold=True, colour="talk"))
        line = section.footer.paragraphs[0]
        self._run(line, Words(f"{footer}. Page ", small=True))
        add_field(line, "PAGE", self.size - 2)
        self._run(line, Words(" of ", small=True))
        add_field(line, "NUMPAGES", self.size - 2)

    def _run(self, line: Paragraph, words: Words) -> None:
        run = line.add_run(words.text)
        run.bold = words.bold or None
        if words.small:
            run.font.size = Pt(self.size - 1.5)
        if words.colour:
            run.font.color.rgb = _rgb(words.colour)

    def cover(self, *, kicker: str, title: str, lines: Iterable[str]) -> None:
        """Logo, title, and who may open it."""
        if self.face.logo:
            logo = self.face.logo
            high = min(2.2, 6.0 * logo.height / logo.width)
            self._picture(logo.content, height=Cm(high), words=f"Logo of {title}")
        self.line(Words(kicker, bold=True, colour="ink-2"))
        self.document.add_paragraph(title, style="Title")
        for text in lines:
            if text:
                self.line(Words(text))
        if self.face.draft_on:
            self.line(Words("Not signed off", bold=True, colour="talk"))
        if self.face.for_whom:
            self.line(Words(self.face.for_whom, bold=True, colour="talk"))

    def heading(self, words: str, level: int = 1) -> None:
        self.document.add_heading(words, level)

    def line(self, *words: Words, style: str | None = None, with_next: bool = False) -> None:
        """A paragraph; `with_next` on the page of what follows."""
        paragraph = self.document.add_paragraph(style=style)
        paragraph.paragraph_format.keep_with_next = with_next or None
        for run in words:
            self._run(paragraph, run)

    def say(self, text: str, *, style: str | None = None, with_next: bool = False) -> None:
        self.line(Words(text), style=style, with_next=with_next)

    def chart(self, svg: str, caption: str, shows: str = "", width: float = WIDTH) -> None:
        """A chart as a picture, with its values as alternative text; `shows` is what it counts."""
        self.line(Words(caption, bold=True), Words(f" {shows}" if shows else "", small=True), with_next=True)
        found = TITLE.search(svg)
        self._picture(drawn(svg), width=Cm(width), words=unescape(found[1]) if found else caption)

    def _picture(
        self, content: bytes, *, words: str, width: Length | None = None, height: Length | None = None
    ) -> None:
        self.document.add_picture(BytesIO(content), width, height)
        drawing = self.document.paragraphs[-1]._p.find(".//" + qn("wp:docPr"))
        drawing.set("descr", words)
        drawing.set("title", "")

    def table(
        self, headings: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float], what: str
    ) -> None:
        """A table with a header row that repeats; `widths` in cm, `what` says what it holds."""
        table = self.document.add_table(rows=1 + len(rows), cols=len(headings), style=TABLE_STYLE)
        table.autofit = False
        describe(table._tbl, what)
        cells = table._cells  # once: python-docx builds the list anew at each asking
        for n, width in enumerate(widths):
            table.columns[n].width = Cm(width)
        for n, words in enumerate(headings):
            head = heading_cell(words, is_centred=bool(rows) and rows[0][n].is_centred)
            self._fill(cells[n], head, widths[n], fill=COLOURS["sunken"])
        for number, row in enumerate(rows, start=1):
            for n, each in enumerate(row):
                self._fill(cells[number * len(headings) + n], each, widths[n])
        for number, row in enumerate(table._tbl.tr_lst):
            mark_row(row, is_header=number == 0)
        self.document.add_paragraph()

    def _fill(self, target: _Cell, each: Cell, width: float, *, fill: str = "") -> None:
        target.width = Cm(width)
        if fill:
            shade(target._tc.get_or_add_tcPr(), fill)
        for n, words in enumerate(each.paragraphs):
            paragraph = target.paragraphs[0] if n == 0 else target.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(3)
            if each.is_centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for run in words:
                self._run(paragraph, Words(run.text, run.bold or each.is_header, run.small, run.colour))
            if each.look and n == 0:
                self._level(paragraph.runs[0], LEVELS.get(each.look, NO_LEVEL))

    def _level(self, run: Run, look: LevelLook) -> None:
        """A level's name in its colours; the word says it, the colours only help."""
        run.text = f"\u00a0{run.text}\u00a0"
        run.font.color.rgb = RGBColor.from_string(look.text[1:])
        shade(run._r.get_or_add_rPr(), look.fill)


def drawn(svg: str) -> bytes:
    """A chart as a PNG, in our typeface."""
    png = resvg_py.svg_to_bytes(
        svg_string=drawable(svg), zoom=ZOOM, background="#ffffff", skip_system_fonts=True, font_files=fonts(),
        font_family="Manrope",
    )  # fmt: skip
    return bytes(png)


@cache
def fonts() -> list[str]:
    return [str(path) for path in (*own_files().values(), *other_files())]


def _rgb(token: str) -> RGBColor:
    return RGBColor.from_string(COLOURS[token][1:])


def save(pen: Pen) -> bytes:
    """The document as a file."""
    written = BytesIO()
    pen.document.save(written)
    return written.getvalue()


def check_document(made: bytes) -> FinishedReport:
    """The file can be opened, names its language and title, and its pictures and tables say what they are."""
    try:
        with ZipFile(BytesIO(made)) as parts:
            if parts.testzip() is not None:
                raise Faulty("A part of the document is broken.")
        opened = docx.Document(BytesIO(made))
    except (BadZipFile, KeyError, ValueError) as error:
        raise Faulty("The document cannot be opened.") from error
    about, body = opened.core_properties, opened.element.body
    if not about.title or about.language != "en-GB":
        raise Faulty("The document does not name its language or title.")
    if any(not picture.get("descr") for picture in body.iter(qn("wp:docPr"))):
        raise Faulty("A picture has no alternative text.")
    if any(table._tbl.tr_lst[0].find(".//" + qn("w:tblHeader")) is None for table in opened.tables):
        raise Faulty("A table has no header row.")
    return FinishedReport(made, None)
