"""Whatever people type, a report fetches nothing, breaks nothing and stays on the page."""

from pathlib import Path

import pytest

from reviews.documents.face import Face
from reviews.documents.pdf import FaceFetcher, Written, faces, lay_out, styles_and_fonts
from tests.reviews.reports.checkers import outloud_errors, pdfua_findings
from tests.reviews.reports.conftest import Made, bare
from tests.reviews.reports.hostile import MARKUP, TRUST, WORD


def test_nothing_is_fetched_but_the_typeface(hostile: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, fetch = [], FaceFetcher.fetch
    monkeypatch.setattr(FaceFetcher, "fetch", lambda self, url, *rest: asked.append(url) or fetch(self, url, *rest))
    styles_and_fonts.cache_clear()  # as in a new process

    lay_out(hostile.written)

    assert set(asked) == set(faces().values())


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file:///etc/fonts/fonts.conf",
        "http://127.0.0.1:9/",
        "https://example.com/font.ttf",
        "data:text/plain,hello",
        "ftp://example.com/",
        "//example.com/x",
        "Manrope-Bold.ttf",
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="nothing but its typeface"):
        FaceFetcher().fetch(url)


def test_addresses_in_markup_are_refused_too(caplog: pytest.LogCaptureFixture) -> None:
    """Should text ever get past the escaping, the fetcher still opens nothing, and the report is made."""
    html = f"<html lang=en-GB><title>T</title><body><h1>T</h1>{MARKUP}<img alt=x src=data:image/png;base64,aaaa>"

    assert lay_out(Written(html, Face())).startswith(b"%PDF")


def test_markup_is_printed_as_it_was_typed(hostile: Made) -> None:
    assert hostile.text.count(bare(MARKUP)) == 3  # in the plan, as a reason and as the statement's next step
    assert "<h1>Outofthetable</h1>" in hostile.text
    assert "{{content.trust}}" in hostile.text


def test_a_word_of_5000_letters_is_printed_whole(hostile: Made) -> None:
    assert hostile.text.count("x") >= 2 * len(WORD)


def test_welsh_and_typographic_letters_are_in_the_typeface(hostile: Made) -> None:
    spans = [
        span for page in hostile.pages for block in page.get_text("dict")["blocks"] for line in block["lines"]
        for span in line["spans"] if "Gŵyr" in span["text"] or "£5" in span["text"]
    ]  # fmt: skip

    assert spans
    assert all("Manrope" in span["font"] for span in spans)


def test_all_text_stays_on_the_page(hostile: Made) -> None:
    for page in hostile.pages:
        for x0, y0, x1, y1, *_ in page.get_text("words"):
            assert x0 >= 45
            assert x1 <= page.rect.width - 45 + 1
            assert y0 >= 0
            assert y1 <= page.rect.height


def test_a_trust_name_of_200_letters_is_on_the_cover_and_shortened_in_the_footer(hostile: Made) -> None:
    cover = bare(hostile.pages[0].get_text())
    assert bare(TRUST) in cover
    assert bare(TRUST[:79] + "…, WWW") in cover
    assert hostile.pdf.docinfo["/Author"] == TRUST


def test_the_checkers_find_no_error(hostile: Made, tmp_path: Path) -> None:
    path = tmp_path / "hostile.pdf"
    path.write_bytes(hostile.finished.content)

    assert pdfua_findings(path) == []
    assert outloud_errors(path) == []
