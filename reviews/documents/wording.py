"""Words as they are printed: texts without hidden signs, days, numbers and lists in a sentence."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date

from accounts.texts import whole_lines

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
UNPRINTABLE = re.compile("[\u202a-\u202e\u2066-\u2069]")  # marks that would turn the text around them


def plain(text: str) -> str:
    """Text as it can be printed: without control characters, with at most one empty line in a row."""
    text = UNPRINTABLE.sub("", whole_lines(text))
    return re.sub(r"\n\s*\n\s*", "\n\n", text).strip()


def one_line(text: str) -> str:
    """Printable text on one line, for names and titles."""
    return " ".join(plain(text).split())


def day(moment: datetime | date) -> str:
    """A day as 4 December 2026; a moment by the clock of London."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return format_date(moment, "j F Y")


def iso_day(moment: datetime) -> str:
    """A day for programs, by the clock of London: 2026-12-04."""
    return timezone.localtime(moment).date().isoformat()


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number and its noun: one colleague, three colleagues, 12 statements."""
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {noun if count == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """As in a sentence: a, b and c."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
