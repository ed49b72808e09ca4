"""An email says the same as plain text and as HTML: most programs show one of them, and nobody reads both."""

import re

import pytest

from tests.naming import OURS, templates

BOTH = [name.removesuffix(".html") for name in templates("emails/*.html", OURS) if not name.endswith("subject.html")]
TAG = re.compile(r"<[^>]*>")
BETWEEN = re.compile(r"(?<=[.?:])\s+|{[%{].*?[%}]}|^- ", re.MULTILINE)
LEAST = 5  # words; shorter ones lead to a link or a button, each in its way
OPENING = "in HTML a heading says a part of it"
OTHERWISE = {
    "for the Well School Trust self-review, as": OPENING,
    "asks you to rate in “": OPENING,
    "minutes, in as many sittings as you like": "one sentence with the next in HTML",
    "To accept, follow this link": "in HTML it is the button",
    "Your answers are saved as you make them": "one sentence with the one before in HTML",
    "It works for this address only, until": "in HTML it speaks of the link below",
    "This link is your invitation": "the link stands there, in HTML it is the button",
    "You can agree or not, and nobody needs a reason": "the same, before the link",
    "If that was you, follow this link, check what you typed, and confirm, until": "in HTML it is the button",
}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", TAG.sub("", text)).replace("&nbsp;", " ")


def sentences(text: str) -> list[str]:
    """The sentences of a plain text, apart from what is filled in."""
    found = [plain(part).strip(" .:\n-") for part in BETWEEN.split(text)]
    return [one for one in found if len(one.split()) >= LEAST and one not in OTHERWISE]


@pytest.mark.parametrize("name", BOTH)
def test_every_sentence_of_one_is_in_the_other(name: str) -> None:
    text, page = ((OURS / f"{name}.{kind}").read_text() for kind in ("txt", "html"))

    assert [one for one in sentences(text) if one not in plain(page)] == []
