"""The document as it is handed out: what is in it, what is not, and how it looks."""

import hashlib
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from reviews.documents.pdf import STYLES, stylesheet
from tests.reviews.reports.conftest import Made, bare

AGAIN = """
import django, hashlib, pickle, sys
django.setup()
from reviews.reports import finish, lay_out, write_html
content = pickle.loads(open(sys.argv[1], "rb").read())
print(hashlib.sha256(finish(lay_out(write_html(content))).content).hexdigest())
"""


def test_the_typeface_is_embedded_and_there_is_no_other(made: Made) -> None:
    fonts = {font.objgen: font for page in made.pdf.pages for font in page.resources.Font.values()}

    for font in fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "Manrope" in str(descriptor.FontName)
        assert "/FontFile2" in descriptor
    assert {str(font.BaseFont).partition("+")[2] for font in fonts.values()} == {
        "Manrope-Medium", "Manrope-Bold", "Manrope-Ultra-Bold",
    }  # fmt: skip


def test_it_names_its_language_title_and_author(made: Made) -> None:
    pdf = made.pdf

    assert pdf.Root.Lang == "en-GB"
    assert pdf.docinfo["/Title"] == f"Autumn self-review, 2026/27: {made.content.trust}"
    assert pdf.docinfo["/Author"] == made.content.trust
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_dates_in_the_file_are_those_of_the_sign_off(made: Made) -> None:
    info = made.pdf.docinfo

    assert str(info["/CreationDate"]).startswith("D:20261121110000")
    assert info["/CreationDate"] == info["/ModDate"]


def test_bookmarks_lead_to_every_section(rich: Made) -> None:
    with rich.pdf.open_outline() as outline:
        [top] = outline.root
        titles = [item.title for item in top.children]

    assert top.title == "Thistledown Schools Trust"
    assert titles[:5] == [
        "At a glance", "What the levels mean", "What has changed since 2025/26", "What we will do next",
        "How this review was done",
    ]  # fmt: skip
    assert titles[5:12] == [f"{domain.number}. {domain.title}" for domain in rich.content.domains]
    assert titles[12:] == [
        "The domains beside other frameworks", "Appendix: the Well School framework", "About this report",
    ]  # fmt: skip


def test_all_42_statements_are_there_word_for_word(made: Made) -> None:
    statements = [statement for domain in made.content.domains for statement in domain.statements]

    assert len(statements) == 42
    for statement in statements:
        assert bare(f"{statement.code} {statement.text}") in made.text


def test_nothing_of_any_rating_or_note_is_there(rich: Made) -> None:
    """The ratings, notes, suggestions and dissents of this review all carry the word zebra."""
    assert "zebra" not in rich.html.lower()
    assert "zebra" not in rich.text.lower()


def test_levels_reasons_and_next_steps_are_there(rich: Made) -> None:
    for domain in rich.content.domains:
        for statement in domain.statements:
            assert bare(statement.rationale) in rich.text
            assert all(bare(step.text) in rich.text for step in statement.steps)
    assert rich.text.count(bare("Left open: To be looked at after the spring visits.")) == 3


def test_a_review_left_open_throughout_says_so(poor: Made) -> None:
    assert bare("All 42 statements are left open") in poor.text
    assert poor.text.count(bare("Left open: To be looked at after the spring visits.")) == 42
    assert bare("This review has no next steps.") in poor.text
    assert bare("What has changed") not in poor.text


def test_a_level_is_not_an_award_and_its_words_await_approval(made: Made) -> None:
    assert bare("A level is not an award.") in made.text
    assert bare("Wording awaiting YST's approval.") in made.text


def test_every_page_says_what_it_is_part_of(made: Made) -> None:
    for number, page in enumerate(made.pages, start=1):
        words = " ".join(page.get_text().split())
        assert f"{made.content.trust}, Autumn self-review, 2026/27" in words
        assert f"Page {number} of {made.finished.pages}" in words


def test_text_is_10_points_or_more_but_for_footers_and_asides(made: Made) -> None:
    letters = Counter()
    for page in made.pages:
        for block in page.get_text("dict")["blocks"]:
            for span in (span for line in block["lines"] for span in line["spans"]):
                letters[round(span["size"], 1)] += len(span["text"])

    assert min(letters) == 8  # the footer
    assert sum(count for size, count in letters.items() if size >= 10) > 0.8 * letters.total()


def test_no_page_ends_in_a_heading(made: Made) -> None:
    for page in made.pages:
        blocks = [b for b in page.get_text("dict")["blocks"] if b["bbox"][1] < page.rect.height - 54]
        last = max(blocks, key=lambda block: block["bbox"][3])
        assert max(span["size"] for line in last["lines"] for span in line["spans"]) < 11.5


def test_every_page_is_worth_its_paper(made: Made) -> None:
    for page in made.pages[:-1]:
        lowest = max(b[3] for b in page.get_text("blocks") if b[1] < page.rect.height - 54)
        assert lowest > page.rect.height / 2


def test_no_row_is_split_between_pages(made: Made) -> None:
    codes = [statement.code for domain in made.content.domains for statement in domain.statements]
    for page in made.pages:
        words = [word for word in page.get_text("words") if word[3] < page.rect.height - 54]
        first = min(words, key=lambda word: (round(word[1]), word[0]))[4]
        below = sorted(words, key=lambda word: (round(word[1]), word[0]))
        if first == "No.":  # a table that goes on: its header row, then a row with its number
            assert next(word[4] for word in below if word[0] < 50 and word[4] != "No.") in codes


def test_the_styles_hold_no_colour_of_their_own_and_no_token_that_is_unknown() -> None:
    assert not any(re.search(r"#[0-9A-Fa-f]{3}", path.read_text()) for path in STYLES)
    assert "var(" not in stylesheet()


def test_the_same_content_gives_the_same_bytes_in_another_process(rich: Made, tmp_path: Path) -> None:
    (tmp_path / "content").write_bytes(pickle.dumps(rich.content))

    again = subprocess.run(
        [sys.executable, "-c", AGAIN, tmp_path / "content"], env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert again.stdout.strip() == hashlib.sha256(rich.finished.content).hexdigest()
