"""Marks: what a page showed, in a few letters each, sent back with its form to tell whether it is still so."""

import re
from collections.abc import Mapping
from hashlib import blake2b

MARK = re.compile(r"([^ =]+)=([0-9a-f]{12})\Z")
MOST = 1000  # names in one form


def mark(value: object) -> str:
    """Stands for this value, told by its `repr`. Not a secret: whoever has the page has the value too."""
    return blake2b(repr(value).encode(), digest_size=6).hexdigest()


def written(marks: Mapping[str, str]) -> str:
    """Marks by name, as a hidden field carries them. Names have no space and no equals sign."""
    return " ".join(f"{name}={mark}" for name, mark in marks.items())


def read(sent: str) -> dict[str, str]:
    """The marks that came back, by name; what is none is passed over."""
    return {m[1]: m[2] for part in sent.split(" ", MOST)[:MOST] if (m := MARK.match(part))}


def changed(sent: str, now: Mapping[str, object]) -> list[str]:
    """The names of what is other now than on the page, is new or is gone; in today's order, then what is gone."""
    seen = read(sent)
    return [name for name, value in now.items() if seen.get(name) != mark(value)] + [n for n in seen if n not in now]
