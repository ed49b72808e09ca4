"""What WeasyPrint 70 leaves undone for PDF/UA: the scope of header cells, page footers and repeated table headers as
artifacts, and tables that run over several pages as one table.

`tests/reviews/reports/test_finishing.py` fails once WeasyPrint does this itself; then the pass can go.
"""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Name, Object, Operator

FAMILY = "Manrope"
BEGIN = Operator("BDC")
Instruction = ContentStreamInstruction | ContentStreamInlineImage


class Faulty(Exception):
    """The PDF is not fit to be handed out. The message says what is wrong and holds nothing of its content."""


@dataclass(frozen=True)
class FinishedReport:
    """A file ready to be stored; `pages` of a PDF."""

    content: bytes
    pages: int | None


def finish(made: bytes) -> FinishedReport:
    """Complete and check WeasyPrint's PDF. The same bytes in give the same bytes out. Raises Faulty."""
    with pikepdf.open(BytesIO(made)) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            raise Faulty("The PDF has no tags.")
        linked: set[tuple[int, int]] = set()
        _join_tables(root.K[0])
        _tidy(root.K[0], linked, in_head=False)
        _set_apart(pdf, root.ParentTree.Nums, linked)
        check(pdf)
        written = BytesIO()
        pdf.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return FinishedReport(written.getvalue(), len(pdf.pages))


def check(pdf: pikepdf.Pdf) -> None:
    """Raise Faulty unless the PDF names its language and title and embeds its fonts, the typeface among them."""
    if not pdf.Root.get("/Lang") or not pdf.docinfo.get("/Title"):
        raise Faulty("The PDF does not name its language or title.")
    fonts = {font.objgen: font for page in pdf.pages for font in _fonts_of(page)}
    descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts.values()]
    if not all("/FontFile2" in each or "/FontFile3" in each for each in descriptors):
        raise Faulty("A font is not embedded.")
    if not any(FAMILY in str(each.FontName) for each in descriptors):
        raise Faulty("The typeface is missing.")


def _fonts_of(page: pikepdf.Page) -> list[Object]:
    return [font for _, font in page.resources.get("/Font", {}).items()]


def _children(element: Object) -> list[Object]:
    return [kid for kid in element.get("/K", ()) if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem]


def _kind(element: Object) -> Object:
    return element.S


def _join_tables(document: Object) -> None:
    """Make one table again of one that runs over several pages, so that it and its header row are said once.

    WeasyPrint tags what is on each page by itself. Sections open with a heading, so one that opens with a table goes
    on from the page before.
    """
    last = None
    for section in _children(document):
        children = _children(section)
        if last is not None and children and _kind(children[0]) == Name.Table:
            _append_rows(_part(last, Name.TBody), _part(children.pop(0), Name.TBody))
            section.K = Array(children)
        last = next((child for child in children if _kind(child) == Name.Table), last)
    document.K = Array([section for section in _children(document) if len(section.K)])


def _part(table: Object, kind: Object) -> Object:
    return next(part for part in _children(table) if _kind(part) == kind)


def _append_rows(body: Object, more: Object) -> None:
    """Add the rows of the next page; the rest of a row that was split goes into the cells it began in."""
    added = _children(more)
    if added and not _holds_content(_children(added[0])[0]):
        for cell, rest in zip(_children(_children(body)[-1]), _children(added.pop(0)), strict=True):
            _adopt(cell, _children(rest))
    _adopt(body, added)


def _holds_content(element: Object) -> bool:
    return any(not isinstance(kid, Dictionary) or _holds_content(kid) for kid in element.get("/K", ()))


def _adopt(parent: Object, children: list[Object]) -> None:
    for child in children:
        child.P = parent
        parent.K.append(child)


def _tidy(element: Object, linked: set[tuple[int, int]], *, in_head: bool) -> None:
    """Give header cells of this part of the tree their scope, and note every element that is in the tree.

    References to header cells by id go: they say the same a second time.
    """
    linked.add(element.objgen)
    kind = _kind(element)
    in_head = in_head or kind == Name.THead
    if kind in (Name.TH, Name.TD):
        for place, key in ((element.A, "/Headers"), (element, "/ID")):
            if key in place:
                del place[key]
    if kind == Name.TH:
        element.A.Scope = Name.Column if in_head else Name.Row
    for child in _children(element):
        _tidy(child, linked, in_head=in_head)


def _set_apart(pdf: pikepdf.Pdf, parents: Object, linked: set[tuple[int, int]]) -> None:
    """Mark as page furniture the content whose element is not in the tree: footers, repeated table headers."""
    for number, page in enumerate(pdf.pages):
        elements = parents[2 * number + 1]
        apart = {mcid for mcid, element in enumerate(elements) if element.objgen not in linked}
        if not apart:
            continue
        instructions = [_furniture(each, apart) for each in pikepdf.parse_content_stream(page)]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        for mcid in apart:
            elements[mcid] = None


def _furniture(instruction: Instruction, apart: set[int]) -> Instruction:
    if instruction.operator != BEGIN or int(instruction.operands[1].get("/MCID", -1)) not in apart:
        return instruction
    return ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], BEGIN)
