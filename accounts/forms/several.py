"""People as they are typed or pasted, one on each line: name, email address, job title."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from accounts.form_fields import AddressField, NameField

ADDRESS = re.compile(r"[^\s<>,;|\"()\[\]]+@[^\s<>,;|\"()\[\]]+")
LAST_FIRST = re.compile(r'^\s*"([^",]+),\s*([^",]+)"')  # as mail programs write a name

BETWEEN = re.compile(r"[\t,;|]")
HEADING = re.compile(r"e-?mail|address", re.IGNORECASE)
AROUND = " \"'<>()[]\u00a0"


@dataclass(frozen=True)
class Line:
    """One person, and the line on which they stand."""

    number: int
    name: str
    email: str
    job_title: str


def read_lines(text: str) -> tuple[list[Line], list[str]]:
    """The people, and what is wrong, each with its line. Empty lines and a heading are passed over."""
    found: list[Line] = []
    wrong: list[str] = []
    first = True
    for number, words in enumerate(text.splitlines(), start=1):
        if not words.strip(AROUND + "\t,;|"):
            continue
        if first and "@" not in words and HEADING.search(words):
            first = False
            continue
        first = False
        try:
            line = _read(number, words)
            earlier = next((other.number for other in found if other.email == line.email), None)
            if earlier:
                raise ValidationError(f"{line.email} stands on line {earlier}, too.")
            found.append(line)
        except ValidationError as error:
            wrong += [f"Line {number}: {message}" for message in error.messages]
    return found, wrong


def as_said(name: str) -> str:
    """A name as one says it: without quotation marks, and the first name first."""
    return LAST_FIRST.sub(r"\2 \1", name).strip(AROUND)


def _read(number: int, words: str) -> Line:
    addresses = ADDRESS.findall(words)
    if not addresses:
        raise ValidationError(f"“{words.strip()[:60]}” has no email address.")
    if len(addresses) > 1:
        raise ValidationError("There is more than one email address. Write one person on each line.")
    before, _, after = words.partition(addresses[0])
    before = LAST_FIRST.sub(r"\2 \1", before)
    name, job_title = _named(_cells(before), _cells(after))
    if not name:
        raise ValidationError(f"{addresses[0]} has no name. Write it before the address, with a comma between.")
    return Line(
        number,
        _clean("name", NameField(max_length=100), name),
        _clean("email address", AddressField(max_length=254), addresses[0].rstrip(".")).lower(),
        _clean("job title", NameField(max_length=100, required=False), job_title),
    )


def _cells(words: str) -> list[str]:
    return [cell for part in BETWEEN.split(words) if (cell := part.strip(AROUND))]


def _named(before: list[str], after: list[str]) -> tuple[str, str]:
    """Name and job title from the cells around the address. Cells of one word each are a first name and a last."""
    if not before:
        return (after[0] if after else ""), ", ".join(after[1:])
    if len(before) > 1 and any(" " in cell for cell in before):
        return before[0], ", ".join([*before[1:], *after])
    return " ".join(before), ", ".join(after)


def _clean(what: str, field: forms.Field, value: str) -> str:
    try:
        return field.clean(value)
    except ValidationError as error:
        raise ValidationError([f"“{value[:60]}” as {what}: {message}" for message in error.messages]) from error
