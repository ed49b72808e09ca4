"""What somebody wrote in several lines: every kind of line break becomes one kind, and nothing that separates words is
lost. No Django."""

import re

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def whole_lines(text: str) -> str:
    """With line breaks as `\\n`, and without control characters, which no page, file or database can show."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))
