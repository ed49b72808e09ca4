"""The words of a report: dates, half-terms, who rated and when. Plain sentences, no rating and no note."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date

from accounts.promises import NOT_SHOWN
from accounts.texts import whole_lines
from reviews.plan.reading import ends_on, half_term_words
from reviews.review.models.reviewer import EarlyReason

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
EARLY_WORDS = {
    EarlyReason.AWAY: "someone was away",
    EarlyReason.LEFT: "someone had left",
    EarlyReason.MEETING: "the date of the meeting was fixed",
    EarlyReason.OTHER: "there was another reason",
}
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


def due_words(due_on: date | None, half_term: str) -> str:
    """By when, in words; 'No date set' without either."""
    if due_on:
        return day(due_on)
    return half_term_words(half_term) if half_term else "No date set"


def due_key(due_on: date | None, half_term: str) -> date:
    """When something is due, for sorting soonest first; what has no date comes last."""
    return ends_on(due_on, half_term) or date.max


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number and its noun: one colleague, three colleagues, 12 statements."""
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {noun if count == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """As in a sentence: a, b and c."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def capital(words: str) -> str:
    """With a capital letter first."""
    return words[:1].upper() + words[1:]


def rated_by(independence: dict[str, Any]) -> str:
    """Who rated, in half a sentence for the cover."""
    count = len(independence["reviewers"])
    if count == 1:
        return "This is one person's view: one colleague answered the statements."
    return f"{capital(counted(count, 'colleague'))} answered the statements independently before levels were agreed."


def independence_sentences(independence: dict[str, Any], *, statements: int) -> tuple[str, ...]:
    """The independence statement: who rated, when ratings were submitted and shown, and any early showing."""
    reviewers = independence["reviewers"]
    named = [_named(reviewer) for reviewer in reviewers]
    days = sorted(datetime.fromisoformat(reviewer["submitted_at"]) for reviewer in reviewers)
    began = day(datetime.fromisoformat(independence["rating_at"]))
    sentences = []
    if len(named) == 1:
        sentences.append(
            f"One colleague went through the {statements} statements and chose for each a level or “can’t say”:"
            f" {named[0]}. This review is one person's view."
        )
    else:
        sentences.append(
            f"{capital(counted(len(named), 'colleague'))} each went through the {statements} statements on their own,"
            f" without seeing anybody else's ratings in this product, and chose for each a level or “can’t say”:"
            f" {listed(named)}."
        )
    sentences.append(f"Rating began on {began}. {_submitted(days)}")
    sentences.append(_shown(independence))
    if len(named) > 1:
        names = "with" if independence["names_shown"] else "without"
        sentences.append(f"Ratings were compared {names} names beside them.")
    return tuple(sentences)


def _named(reviewer: dict[str, Any]) -> str:
    name, job_title = one_line(reviewer["name"]), one_line(reviewer.get("job_title") or "")
    return f"{name} ({job_title})" if job_title else name


def _submitted(days: list[datetime]) -> str:
    first, last = day(days[0]), day(days[-1])
    return (
        f"The answers were submitted on {first}." if first == last else f"The answers came in from {first} to {last}."
    )


def _shown(independence: dict[str, Any]) -> str:
    shown = day(datetime.fromisoformat(independence["shown_at"]))
    reasons = list(dict.fromkeys(EARLY_WORDS[EarlyReason(code)] for code in independence["early_reasons"]))
    left_out = independence["left_out"]
    if not reasons and not left_out:
        return f"The ratings were shown on {shown}, after all had been submitted."
    why = f" because {listed(reasons)}" if reasons else ""
    words = f"The ratings were shown on {shown}. That was early{why}."
    if left_out:
        words += (
            f" {capital(counted(left_out, 'colleague'))} had not submitted; their answers were left out. {NOT_SHOWN}"
        )
    return words
