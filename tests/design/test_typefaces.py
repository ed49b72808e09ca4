"""Every script is drawn in its own letters, on the page and in charts; what none has is one clear sign.

Nothing lies over its neighbours.
"""

import os

import pymupdf
import pytest

from reviews.design.svg import Drawing, width_of
from reviews.design.typefaces import CERTAIN, REPLACEMENT, drawable, drawn_signs, other_files, undrawn
from reviews.documents.face import Face
from reviews.documents.pdf import Written, lay_out
from reviews.documents.word import drawn

LINES = {
    "Greek": "Ελένη Παπαδοπούλου", "Cyrillic": "Наталія Їжак", "Vietnamese": "Nguyễn Thị Hoa",
    "Yoruba": "Ọláyínká Ẹ̀fọ́",
    "Arabic": "علی رضا محمدی", "Hebrew": "שלום עולם", "Hindi": "हिन्दी सुनीता", "Bengali": "সুনীতা",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Gujarati": "પટેલ", "Tamil": "தமிழ்", "Telugu": "తెలుగు", "Kannada": "ಕನ್ನಡ", "Malayalam": "മലയാളം", "Sinhala": "සිංහල",
    "Thai": "ภาษาไทย", "Chinese": "李明 學校 学校", "Japanese": "日本語 カタカナ", "Korean": "김민수",
    "Georgian": "ქართული",
    "Armenian": "Հայերեն", "Amharic": "አማርኛ", "Khmer": "ភាសាខ្មែរ", "Burmese": "မြန်မာ", "Lao": "ລາວ",
    "emoji": "👍 😀 👩‍🏫", "signs": "✓ ★ → ≥ ½ ☑",
}  # fmt: skip
UNKNOWN = "བོད་ 𓀀 \ue000"  # Tibetan, a hieroglyph, a private sign
FACE = Face(for_whom="For a test", large=False)


def printed(*lines: str) -> pymupdf.Document:
    """A page with each as a paragraph between two words, in both weights."""
    body = "".join(f"<p>before {line} after</p><p><b>vorn {line} hinten</b></p>" for line in lines)
    html = f"<!doctype html><html lang=en><title>Names</title><body><h1>Names</h1>{body}</body></html>"
    return pymupdf.open(stream=lay_out(Written(html, FACE)), filetype="pdf")


def letters(document: pymupdf.Document) -> list[list[dict]]:  # type: ignore[type-arg]
    """The characters of each line, with their boxes and the name of their typeface."""
    return [
        [c | {"font": s["font"]} for s in line["spans"] for c in s["chars"]]
        for page in document
        for block in page.get_text("rawdict")["blocks"]
        for line in block.get("lines", [])
    ]


def names_in(document: pymupdf.Document) -> list[list[dict]]:  # type: ignore[type-arg]
    """The lines with names, without the heading and what stands at the foot."""
    return [line for line in letters(document) if "".join(c["c"] for c in line).startswith(("before", "vorn"))]


def glyphs_without_picture(document: pymupdf.Document) -> list[str]:
    """Characters that were drawn as glyph 0: what a typeface shows for what it has not."""
    return [chr(c[0]) for page in document for t in page.get_texttrace() for c in t["chars"] if c[1] == 0 and c[0] > 32]


def apart(line: list[dict]) -> bool:  # type: ignore[type-arg]
    """The words before and after a name do not lie over it."""
    text = "".join(c["c"] for c in line)
    first = next(w for w in ("before", "vorn") if text.startswith(w))
    last = "after" if first == "before" else "hinten"
    inside = [c["bbox"] for c in line[len(first) : -len(last)] if c["c"].strip()]
    left, right = line[len(first) - 1]["bbox"][2], line[-len(last)]["bbox"][0]
    return all(box[0] > left - 0.5 and box[2] < right + 0.5 for box in inside)


@pytest.mark.parametrize("script", LINES)
def test_a_line_of_each_script_is_drawn_in_its_own_letters(script: str) -> None:
    document = printed(LINES[script])
    lines = names_in(document)
    text = "".join(c["c"] for line in lines for c in line)
    assert [c for c in LINES[script] if c not in text and c.strip("\u200d\u200c")] == []
    assert glyphs_without_picture(document) == []
    assert len(lines) == 2
    assert all(apart(line) for line in lines)


def test_what_no_typeface_has_is_one_clear_sign_that_lies_over_nothing() -> None:
    assert undrawn(f"a {UNKNOWN} b") == ["བ", "ོ", "ད", "་", "𓀀", "\ue000"]
    document = printed(UNKNOWN)
    lines = names_in(document)
    assert [c["c"] for c in lines[0] if c["c"] not in "before after "] == [REPLACEMENT] * 6
    assert glyphs_without_picture(document) == []
    assert all(apart(line) for line in lines)


def test_signs_that_are_never_drawn_are_not_missed() -> None:
    assert undrawn("a\u200b❤️\u200d\u202e\u00a0\u2028\ufeff\t") == []
    assert drawable("Zoë 李明") == "Zoë 李明"


def test_what_is_looked_at_no_closer_is_drawn() -> None:
    certain = [chr(n) for n in range(0x3000) if CERTAIN.fullmatch(chr(n))]
    assert [c for c in certain if ord(c) not in drawn_signs() and c not in "\n\t\xad"] == []


@pytest.mark.parametrize("script", ["Chinese", "Hindi", "emoji", "Arabic", "Malayalam"])
def test_charts_draw_every_script_and_leave_it_the_room_it_needs(script: str) -> None:
    line = LINES[script]
    drawing = Drawing(640, 40)
    drawing.text(0, 20, line)
    chart = str(drawing.finish(name="c", title="t"))
    document = pymupdf.open(
        stream=lay_out(Written(f"<!doctype html><html lang=en><title>C</title><h1>C</h1>{chart}</html>", FACE)),
        filetype="pdf",
    )
    assert glyphs_without_picture(document) == []
    boxes = [c["bbox"] for row in letters(document) for c in row if c["c"] in line.replace(" ", "")]
    scale = 0.75  # points for each unit
    assert max(b[2] for b in boxes) - min(b[0] for b in boxes) <= width_of(line) * scale + 1
    # in Word's picture it differs from what stands for an unknown sign
    assert drawn(chart) != drawn(chart.replace(line, REPLACEMENT * len(line)))


def test_no_typeface_of_the_machine_is_used() -> None:
    before = os.environ.get("FONTCONFIG_FILE")
    document = printed(*LINES.values())
    names = {c["font"] for line in letters(document) for c in line}
    assert all(name.startswith(("Manrope", "Noto")) for name in names), names
    assert os.environ.get("FONTCONFIG_FILE") == before
    assert len(other_files()) > 20
