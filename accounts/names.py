"""What a name may be made of: of a person, a trust, a school, a job, a review. One line that can be read.

The database holds the same rule (`isolation.is_name`); here it is said in words, and what can be cleaned is cleaned.
No Django.
"""

import re
import unicodedata

BREAKS = "\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
# zero width, fillers, soft hyphens, variation selectors, tags; joiners only where no script needs them
UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
PRIVATE = "\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e1000-\U0010ffff\ud800-\udfff"
SCRIPTS_WITH_JOINERS = "\u0600-\u08ff\u0900-\u0dff"

_UNSEEN = re.compile(f"[{UNSEEN}]|(?<![{SCRIPTS_WITH_JOINERS}])[\u200c\u200d]")
_EDGES = re.compile(f"^[\\s{BREAKS}{TURNING}{PRIVATE}]+|[\\s{BREAKS}{TURNING}{PRIVATE}\u200c\u200d]+$")
_BLANKS = re.compile(r"[^\S\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029]+")  # all but line breaks
FAULTS = (
    (re.compile(f"[{BREAKS}]"), "There is a line break in it. Write it on one line."),
    (
        re.compile(f"[{TURNING}]"),
        "A sign in it turns the text around. Type it anew instead of pasting it.",
    ),
    (re.compile(f"[{PRIVATE}]"), "A sign in it cannot be shown. Type it anew instead of pasting it."),
    (re.compile("://"), "Leave web addresses out of it."),
)
NOTHING = "There is no letter or digit in it. Write it so that it can be read."


def cleaned(text: str) -> str:
    """Without what nobody sees: blanks and marks at its ends, zero-width signs, more than one blank in a row."""
    return _EDGES.sub("", _BLANKS.sub(" ", _UNSEEN.sub("", text)))


def fault_in(name: str) -> str:
    """Why a cleaned text can be no name, in words; empty when it can."""
    for signs, words in FAULTS:
        if signs.search(name):
            return words
    return "" if any(unicodedata.category(c)[0] in "LN" for c in name) else NOTHING


def cleaned_address(text: str) -> str:
    """An email address as it was pasted: from `mailto:`, `Pat Grey <pat@…>`, with signs that nobody sees."""
    seen = cleaned(re.sub(f"[{TURNING}{BREAKS}]", "", text))
    seen = seen.removeprefix("mailto:").strip()
    if inside := re.search(r"<([^<>@\s]+@[^<>@\s]+)>\W*$", seen):
        return inside[1]
    return seen.strip(" ,;<>\"'")
