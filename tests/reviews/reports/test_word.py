"""Word documents: what a program can check of them, and what LibreOffice makes of them."""

import re
import subprocess
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from reviews.documents.face import Face
from reviews.documents.pdf_finishing import Faulty
from reviews.reports import FinishedReport, ReportContent
from reviews.reports.word import check_document, save, write_board, write_full
from tests.reviews.reports.conftest import Made, bare
from tests.reviews.reports.library import ZEBRA, Library, dot

pytestmark = pytest.mark.django_db  # so that there is a database of this process, also when these are run alone
WORD = ["full.docx", "board.docx", "blank.docx", "answers.docx", "draft.docx", "shown full.docx", "hidden full.docx"]
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def opened(made: FinishedReport) -> docx.document.Document:
    return docx.Document(BytesIO(made.content))


def text_of(document: docx.document.Document) -> str:
    return bare("".join(node.text or "" for node in document.element.body.iter(qn("w:t"))))


def written(content: ReportContent) -> FinishedReport:
    return check_document(save(write_full(content)))


def converted(made: bytes, folder: Path) -> etree._Element:
    """As LibreOffice reads it: the content of the same document in its own format."""
    (folder / "report.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "report.docx")], check=True, capture_output=True, timeout=120)
    with ZipFile(folder / "report.odt") as parts:
        return etree.fromstring(parts.read("content.xml"))


@pytest.mark.parametrize("name", WORD)
def test_it_names_itself_and_all_that_is_in_it(library: Library, name: str) -> None:
    document = opened(library.file(name))

    about = document.core_properties
    assert about.title
    assert (about.language, about.comments) == ("en-GB", "")
    assert about.author == about.last_modified_by
    assert all(picture.get("descr") for picture in document.element.body.iter(qn("wp:docPr")))
    for table in document.tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert [row.find(".//" + qn("w:tblHeader")) is not None for row in table._tbl.tr_lst] == [True] + [False] * (
            len(table.rows) - 1
        )


@pytest.mark.parametrize("name", WORD)
def test_headings_begin_at_one_and_leave_none_out(library: Library, name: str) -> None:
    names = [p.style.name for p in opened(library.file(name)).paragraphs]

    assert names.count("Title") == 1
    levels = [int(found[1]) for style in names if (found := re.fullmatch(r"Heading (\d)", style))]
    assert levels
    if "board" not in name:
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_libreoffice_keeps_every_statement_heading_and_table(library: Library, tmp_path: Path) -> None:
    content: ReportContent = library.content("full.docx")
    body = converted(library.file("full.docx").content, tmp_path)

    words = bare("".join(body.itertext()))
    assert all(bare(f"{s.code}{s.text}") in words for s in content.statements)
    headings = ["".join(h.itertext()) for h in body.iter(f"{TEXT}h")]
    assert [f"{d.number}. {d.title}" for d in content.domains] == [h for h in headings if re.match(r"\d\. ", h)]
    tables = list(body.iter(f"{TABLE}table"))
    assert len(tables) == len(content.domains) + 2
    assert all(table.find(f"{TABLE}table-header-rows") is not None for table in tables)


@pytest.mark.parametrize("name", WORD[1:])
def test_libreoffice_opens_each(library: Library, tmp_path: Path, name: str) -> None:
    body = converted(library.file(name).content, tmp_path)

    assert len("".join(body.itertext())) > 800


def test_charts_carry_every_value_in_words(library: Library) -> None:
    pictures = [p.get("descr") for p in opened(library.file("full.docx")).element.body.iter(qn("wp:docPr"))]

    assert "Domain 7, Civic duty and public benefit: " in pictures[0]
    assert "Live Well: " in pictures[1]
    assert "now, " in pictures[2]


def test_the_same_report_says_the_same_as_its_pdf(rich: Made) -> None:
    words = text_of(opened(written(rich.content)))

    for statement in rich.content.statements:
        assert bare(statement.rationale) in words
        assert all(bare(step.text) in words for step in statement.steps)
    assert ZEBRA not in words


def test_a_draft_says_so_at_the_head_of_each_page(library: Library) -> None:
    document = opened(library.file("draft.docx"))

    assert document.sections[0].header.paragraphs[0].text == "Not signed off"
    assert "Notsignedoff" in text_of(document)
    assert "Forthosewhomayseethecomparison" in text_of(document)


def test_the_logo_has_its_words(library: Library) -> None:
    document = opened(library.file("full.docx", logo=dot()))

    first = next(document.element.body.iter(qn("wp:docPr")))
    assert first.get("descr") == "Logo of Shown Schools Trust"


def test_large_print_is_14_points(library: Library) -> None:
    assert opened(library.file("full.docx", large=True)).styles["Normal"].font.size.pt == 14


def test_whatever_people_type_is_there_and_stays_text(hostile: Made, tmp_path: Path) -> None:
    made = written(hostile.content)
    words = text_of(opened(made))

    assert "<h1>Outofthetable</h1>" in words
    assert words.count("x") >= 10_000
    assert "Gŵyr" in words
    assert bare("שלום עולם") in words
    assert bare("".join(converted(made.content, tmp_path).itertext())).count("Outofthetable") == 3
    with ZipFile(BytesIO(made.content)) as parts:
        links = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
    assert b"External" not in links


def test_an_empty_review_is_a_document_too(poor: Made) -> None:
    assert bare("All 42 statements are left open") in text_of(opened(written(poor.content)))
    assert check_document(save(write_board(poor.content))).content


@pytest.mark.parametrize("made", [b"", b"PK\x03\x04 and no more"])
def test_a_broken_file_is_refused(made: bytes) -> None:
    with pytest.raises(Faulty):
        check_document(made)


def test_a_document_without_a_title_is_refused(rich: Made) -> None:
    pen = write_full(rich.content)
    pen.document.core_properties.title = ""

    with pytest.raises(Faulty, match="language or title"):
        check_document(save(pen))
    assert pen.face == Face(made_with=rich.content.face.made_with)
