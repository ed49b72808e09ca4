"""The finishing pass: what it mends, that it is still needed, and what the checkers say afterwards."""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pytest
from pikepdf import Name

from reviews.reports import Faulty, ReportContent, finish
from tests.reviews.reports.checkers import pdfua_findings
from tests.reviews.reports.conftest import Made


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """All structure elements of this kind, in reading order."""
    return list(within(pdf.Root.StructTreeRoot.K[0], kind))


def within(element: Any, kind: str) -> Iterator[Any]:
    if isinstance(element, pikepdf.Dictionary) and element.get("/Type") == Name.StructElem:
        if element["/S"] == f"/{kind}":
            yield element
        for child in element.get("/K", ()):
            yield from within(child, kind)


def furniture(pdf: pikepdf.Pdf) -> int:
    """How many pieces of content are marked as belonging to the page and not to the text."""
    return sum(page.Contents.read_bytes().count(b"/Pagination") for page in pdf.pages)


def test_pdfua_finds_nothing(file: Path) -> None:
    assert pdfua_findings(file) == []


def test_a_rule_of_pdfua_that_breaks_off_is_a_finding(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = next(iter(pdfua.default_registry()))
    monkeypatch.setattr(type(rule), "check", lambda self, document: 1 / 0)

    assert any("ZeroDivisionError" in finding for finding in pdfua_findings(file))


def holds_content(node: object) -> bool:
    """Whether a structure element, or one below it, marks something on a page."""
    if isinstance(node, pikepdf.Array):
        return any(holds_content(each) for each in node)
    if isinstance(node, pikepdf.Dictionary):
        return node.get("/Type") == Name.MCR or holds_content(node.get("/K"))
    return node is not None


def test_no_heading_is_empty(made: Made) -> None:
    headings = [element for level in range(1, 7) for element in elements(made.pdf, f"H{level}")]

    assert len(headings) > 5
    assert all(holds_content(heading.get("/K")) for heading in headings)


def test_outloud_finds_no_error_and_nothing_to_warn_of(file: Path) -> None:
    result = outloud.check(str(file))

    assert (result.error, result.errors, result.warnings) == (None, 0, 0)


def test_qpdf_finds_no_fault_in_the_file(file: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", file], check=False, capture_output=True, text=True)

    assert (checked.returncode, checked.stderr) == (0, "")


def test_every_header_cell_has_its_scope(made: Made) -> None:
    scopes = [str(cell.A.get("/Scope")) for cell in elements(made.pdf, "TH")]

    assert set(scopes) == {"/Column", "/Row"}
    assert scopes.count("/Row") == made.content.statement_count + len(made.content.domains)  # of the crosswalk


def test_every_figure_has_alternative_text(made: Made) -> None:
    figures = elements(made.pdf, "Figure")

    assert len(figures) == 2 + (made.content.change is not None)
    assert "Domain 7, Civic duty and public benefit: " in str(figures[0].Alt)
    assert "Live Well: " in str(figures[1].Alt)


def rows_of(content: ReportContent) -> int:
    """Below their headings, in all tables."""
    return content.statement_count + len(content.plan) + len(content.domains)


def test_a_table_over_several_pages_is_one_table_with_one_header_row(made: Made) -> None:
    pdf = made.pdf

    tables = len(made.content.domains) + bool(made.content.plan) + 1  # the crosswalk
    assert len(elements(pdf, "Table")) == len(elements(pdf, "THead")) == tables
    assert len(elements(pdf, "TR")) == tables + rows_of(made.content)


def test_footers_and_repeated_headers_are_no_part_of_the_text(made: Made) -> None:
    pdf = made.pdf

    assert furniture(pdf) >= 2 * len(pdf.pages)
    parents = [element for numbers in pdf.Root.StructTreeRoot.ParentTree.Nums[1::2] for element in numbers]
    assert sum(element is None for element in parents) == furniture(pdf)


def test_weasyprint_still_leaves_this_to_us(rich: Made) -> None:
    """When this fails, a new WeasyPrint has learnt something: take out the part of the pass that it makes needless."""
    with pikepdf.open(BytesIO(rich.raw)) as raw:
        cells, tables = elements(raw, "TH"), elements(raw, "Table")

        assert not any("/Scope" in cell.A for cell in cells), "header cells have their scope"
        assert furniture(raw) == 0, "footers are artifacts"
        assert len(tables) > len(rich.content.domains) + 1, "a table over several pages is one"


def test_a_row_split_between_pages_is_one_row(hostile: Made) -> None:
    pdf = hostile.pdf

    tables, rows = elements(pdf, "Table"), elements(pdf, "TR")
    assert len(rows) == len(tables) + rows_of(hostile.content)


def test_a_file_without_tags_is_refused() -> None:
    blank = BytesIO()
    pikepdf.new().save(blank)

    with pytest.raises(Faulty, match="no tags"):
        finish(blank.getvalue())


def test_a_file_without_the_typeface_is_refused(rich: Made) -> None:
    with pytest.raises(Faulty, match="typeface is missing"):
        finish(with_fonts(rich.raw, lambda descriptor: setattr(descriptor, "FontName", Name("/ABCDEF+Other"))))


def test_a_file_with_a_font_that_is_not_embedded_is_refused(rich: Made) -> None:
    with pytest.raises(Faulty, match="not embedded"):
        finish(with_fonts(rich.raw, lambda descriptor: descriptor.__delitem__("/FontFile2")))


def with_fonts(made: bytes, change: Callable[[Any], None]) -> bytes:
    """The same file with its font descriptors changed."""
    changed = BytesIO()
    with pikepdf.open(BytesIO(made)) as pdf:
        for descriptor in (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)):
            if descriptor.get("/Type") == Name.FontDescriptor:
                change(descriptor)
        pdf.save(changed)
    return changed.getvalue()


def test_a_file_without_a_title_is_refused(rich: Made) -> None:
    untitled = BytesIO()
    with pikepdf.open(BytesIO(rich.raw)) as pdf:
        del pdf.docinfo["/Title"]
        pdf.save(untitled)

    with pytest.raises(Faulty, match="language or title"):
        finish(untitled.getvalue())
