"""A paper says the same as PDF and as Word, word for word and in the same order: whoever opens either misses nothing.

Signs are left out, as Word has “Why: …” and “(by June)” where a PDF has a chip and small print; and so are charts,
which are pictures with their own words.
"""

import re
from collections import Counter
from dataclasses import replace
from difflib import unified_diff
from typing import Any

import lxml.html
import pytest
from docx.oxml.ns import qn

from frameworks.content import Words
from reviews.documents.word import Pen
from reviews.reports import OFFERS, ReportContent, maker_of
from reviews.reports.choices import DOCUMENTS
from reviews.reports.kinds import Format, Kind
from tests.reviews.reports.conftest import Made
from tests.reviews.reports.library import Library

pytestmark = pytest.mark.django_db
PAPERS = ("full.pdf", "board.pdf", "blank.pdf", "answers.pdf", "draft.pdf", "shown full.pdf", "hidden full.pdf",
          "nameless full.pdf")  # fmt: skip
# properties, pictures, boxes to tick, numbers that Word gives itself
NOT_SAID = "//head | //svg | //td[@class='tick'] | //p[@class='question']/b"
BLOCKS = "//h1 | //h2 | //h3 | //p | //li | //th | //td | //figcaption"


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def of_html(html: str) -> list[str]:
    page = lxml.html.document_fromstring(html)
    for element in page.xpath(NOT_SAID):
        element.drop_tree()
    for block in page.xpath(BLOCKS):
        block.tail = f" {block.tail or ''}"
    return words(page.text_content())


def of_word(pen: Pen) -> list[str]:
    lines = pen.document.element.body.iter(qn("w:p"))
    return [word for line in lines for word in words("".join(t.text or "" for t in line.iter(qn("w:t"))))]


def both(kind: str, content: Any) -> tuple[list[str], list[str]]:
    """The words of the same paper as PDF and as Word."""
    return of_html(maker_of(kind, Format.PDF).write(content).html), of_word(maker_of(kind, Format.DOCX).write(content))


def apart(kind: str, content: Any) -> str:
    """Where the two say different words, with what stands around; empty where they agree."""
    return " ".join(unified_diff(*both(kind, content), "pdf", "word", n=4, lineterm=""))


def test_every_paper_that_is_made_as_both_is_compared(library: Library) -> None:
    made_as_both = {kind for kind, offer in OFFERS.items() if offer.formats == DOCUMENTS}

    assert {library.read[name][0] for name in PAPERS} == made_as_both


@pytest.mark.parametrize("name", PAPERS)
def test_pdf_and_word_say_the_same_in_the_same_order(library: Library, name: str) -> None:
    kind, _, content = library.read[name]

    assert apart(kind, content) == ""


@pytest.mark.parametrize("kind", [Kind.FULL, Kind.BOARD])
def test_so_they_do_of_a_first_review_without_a_level_or_a_step(poor: Made, kind: str) -> None:
    assert apart(kind, poor.content) == ""


@pytest.mark.parametrize("name", ["full.pdf", "board.pdf"])
def test_so_they_do_of_a_framework_without_pillars_or_one_beside(library: Library, name: str) -> None:
    kind, _, content = library.read[name]

    assert apart(kind, without_pillars(content)) == ""


def without_pillars(content: ReportContent) -> ReportContent:
    return replace(content, words=Words(), pillars=(), domains=tuple(replace(d, pillar="") for d in content.domains))


@pytest.mark.parametrize("name", PAPERS)
def test_large_print_says_the_same_perhaps_in_another_order(library: Library, name: str) -> None:
    """On the PDF's pages what is large stands where it fits."""
    kind, _, content = library.read[name]

    in_pdf, in_word = both(kind, replace(content, face=replace(content.face, large=True)))

    assert Counter(in_pdf) == Counter(in_word)
