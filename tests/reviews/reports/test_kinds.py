"""Every PDF but the plain full report: checkers accept it, it is the same each time, and it says for whom it is."""

import hashlib
import os
import pickle
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
import time_machine

from reviews.reports import FinishedReport, finish, lay_out
from reviews.reports.pages import write_board
from tests.builders import NAMES
from tests.reviews.reports.checkers import all_findings
from tests.reviews.reports.conftest import Made, bare
from tests.reviews.reports.library import ZEBRA, Library, dot

pytestmark = pytest.mark.django_db
# a name in the library, and what is changed in the face of it
PDFS: dict[str, tuple[str, dict[str, Any]]] = {
    "board": ("board.pdf", {}),
    "board with logo": ("board.pdf", {"logo": dot()}),
    "board in large print": ("board.pdf", {"large": True}),
    "full in large print with logo": ("full.pdf", {"large": True, "logo": dot()}),
    "draft": ("draft.pdf", {}),
    "answers": ("answers.pdf", {}),
    "blank": ("blank.pdf", {}),
    "shown": ("shown full.pdf", {}),
    "hidden": ("hidden full.pdf", {}),
}
AGAIN = """
import django, hashlib, pickle, sys
django.setup()
from tests.reviews.reports.library import made_of
print(hashlib.sha256(made_of(*pickle.loads(open(sys.argv[1], "rb").read())).content).hexdigest())
"""


@pytest.fixture(params=PDFS)
def pdf(request: pytest.FixtureRequest, library: Library) -> FinishedReport:
    name, face = PDFS[request.param]
    return library.file(name, **face)


def words_of(made: FinishedReport) -> list[str]:
    with pymupdf.open(stream=made.content, filetype="pdf") as document:
        return [bare(page.get_text()) for page in document]


def test_every_checker_accepts_it(pdf: FinishedReport, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf.content)

    assert all_findings(path) == []


def test_only_our_typeface_is_in_it(pdf: FinishedReport) -> None:
    with pikepdf.open(BytesIO(pdf.content)) as opened:
        fonts = {str(font.BaseFont) for page in opened.pages for font in page.resources.Font.values()}
    assert all("Manrope" in font for font in fonts)


@pytest.mark.parametrize("name", ["draft.pdf", "hidden full.pdf"])
def test_it_is_the_same_in_another_process(library: Library, tmp_path: Path, name: str) -> None:
    (tmp_path / "content").write_bytes(pickle.dumps(library.read[name]))
    again = subprocess.run(
        [sys.executable, "-c", AGAIN, tmp_path / "content"], env={**os.environ, "PYTHONHASHSEED": "11"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert again.stdout.strip() == hashlib.sha256(library.file(name).content).hexdigest()


def test_it_is_the_same_on_a_moved_clock(library: Library) -> None:
    before = library.file("board.pdf", logo=dot()).content

    with time_machine.travel(datetime(2031, 3, 30, 1, 30, tzinfo=UTC)):
        assert library.file("board.pdf", logo=dot()).content == before


def test_the_board_summary_is_one_page(library: Library, rich: Made, poor: Made) -> None:
    assert library.file("board.pdf", logo=dot()).pages == 1
    assert library.file("board.pdf", draft_on="3 December 2026", for_whom="For those who may see it").pages == 1
    for made in (rich, poor):
        assert finish(lay_out(write_board(made.content))).pages == 1


def test_the_board_summary_stays_whole_whatever_is_typed(hostile: Made) -> None:
    made = finish(lay_out(write_board(hostile.content)))

    assert made.pages <= 2
    assert bare("Questions a trustee might ask") in "".join(words_of(made))


def test_a_draft_says_so_on_each_page(library: Library) -> None:
    pages = words_of(library.file("draft.pdf"))

    assert all("Notsignedoff" in page for page in pages)
    assert bare("A draft made on 3 December 2026, before the sign-off.") in pages[0]
    assert bare("For those who may see the comparison") in pages[0]


def test_what_is_for_everyone_says_nothing_of_ratings(library: Library) -> None:
    for name in ("full.pdf", "board.pdf", "draft.pdf", "blank.pdf"):
        text = "".join(words_of(library.file(name)))
        assert ZEBRA not in text.lower()
        assert "Rated:" not in text


def test_ratings_stand_with_names_where_they_are_shown(library: Library) -> None:
    pages = words_of(library.file("shown full.pdf"))
    text = "".join(pages)

    assert bare("For those who may see the comparison") in pages[0]
    assert bare(f"{NAMES['colleague']}, Established: zebra evidence 1.2") in text
    assert bare("Views began two levels apart: we saw different evidence.") in text
    assert bare("Noted dissent: zebra dissent") in text


def test_ratings_stand_with_letters_where_names_are_hidden(library: Library) -> None:
    text = "".join(words_of(library.file("hidden full.pdf")))
    statements = text[text.index(bare("1. Strategic Governance Well Culture")) :]

    assert bare("Colleague A, ") in statements
    assert not any(f"{bare(NAMES[who])},E" in statements for who in ("lead", "colleague", "second"))


def test_ratings_without_names_name_nobody(library: Library) -> None:
    text = "".join(words_of(library.file("nameless full.pdf")))
    statements = text[text.index(bare("1. Strategic Governance Well Culture")) :]

    assert bare("zebra evidence 1.2") in statements
    assert not any(f"{bare(NAMES[who])},E" in statements for who in ("lead", "colleague"))


def test_answers_are_the_askers_own(library: Library) -> None:
    pages = words_of(library.file("answers.pdf"))

    assert bare("For you alone") in pages[0]
    assert bare(f"answers of {NAMES['colleague']}") in pages[0]
    assert bare("Evidence: zebra evidence 7.5") in "".join(pages)


def test_the_form_has_every_statement_and_the_four_columns(library: Library) -> None:
    text = "".join(words_of(library.file("blank.pdf")))

    statements = [s for d in library.content("blank.pdf").content.domains for s in d.statements]
    assert all(bare(s.text) in text for s in statements)
    assert text.count("StatementEmergingEstablishedEmbeddedNextsteps") >= 7


def test_choices_are_printed(library: Library) -> None:
    text = "".join(words_of(library.file("shown full.pdf")))

    assert bare("individual ratings, notes and suggestions, where views differed and why and names") in text


def test_large_print_is_14_points(library: Library) -> None:
    made = library.file("full.pdf", large=True)
    sizes: dict[float, int] = {}
    with pymupdf.open(stream=made.content, filetype="pdf") as document:
        for page in document:
            for block in page.get_text("dict")["blocks"]:
                for span in (span for line in block.get("lines", ()) for span in line["spans"]):
                    sizes[round(span["size"], 1)] = sizes.get(round(span["size"], 1), 0) + len(span["text"])
    assert sum(count for size, count in sizes.items() if size >= 13.9) > 0.8 * sum(sizes.values())
