"""Academic years, terms, half-terms: what they are called, which a day is in, when each ends. Asks nothing of anybody.

What differs between trusts is in a `Calendar`; whoever has none of their own reckons with `USUAL`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices


class Term(TextChoices):
    """What a cycle covers: a whole academic year or one term of it."""

    YEAR = "year", "Whole year"
    AUTUMN = "autumn", "Autumn term"
    SPRING = "spring", "Spring term"
    SUMMER = "summer", "Summer term"


class HalfTerm(TextChoices):
    """The six half-terms of an academic year, for those who plan by them. Stored after the year it begins in."""

    AUTUMN_1 = "1", "Autumn, first half"
    AUTUMN_2 = "2", "Autumn, second half"
    SPRING_1 = "3", "Spring, first half"
    SPRING_2 = "4", "Spring, second half"
    SUMMER_1 = "5", "Summer, first half"
    SUMMER_2 = "6", "Summer, second half"


FIRST_DAY = (9, 1)  # of an academic year: month and day
# the last day of each half-term, near enough to sort by: (month, day, years after the academic year's first)
USUAL_ENDS = {"1": (10, 31, 0), "2": (12, 20, 0), "3": (2, 14, 1), "4": (4, 5, 1), "5": (5, 31, 1), "6": (7, 22, 1)}


@dataclass(frozen=True)
class Calendar:
    """When half-terms end: `ends` by their codes, as 2026-2; those that it does not name end when they usually do."""

    ends: Mapping[str, date] = field(default_factory=dict)

    def last_day(self, half_term: str) -> date:
        """The last day of a half-term."""
        if half_term in self.ends:
            return self.ends[half_term]
        year, _, number = half_term.partition("-")
        month, day, later = USUAL_ENDS[number]
        return date(int(year) + later, month, day)

    def half_term_of(self, day: date) -> str:
        """The half-term that this day is in, or, of a day between two, the one that comes."""
        year = academic_year_of(day)
        return next(code for code in half_terms_from(year) if self.last_day(code) >= day)

    def ends_on(self, due_on: date | None, half_term: str) -> date | None:
        """The day by which something is due that has a date or a half-term; None with neither."""
        return due_on or (self.last_day(half_term) if half_term else None)

    def choices(self, today: date) -> list[tuple[str, str]]:
        """The half-terms of this academic year and the next that have not ended, the present one first."""
        codes = half_terms_from(academic_year_of(today))
        return [(code, half_term_words(code)) for code in codes if self.last_day(code) >= today]


USUAL = Calendar()


def half_terms_from(year: int) -> list[str]:
    """The codes of the half-terms of an academic year and the next."""
    return [f"{y}-{term.value}" for y in (year, year + 1) for term in HalfTerm]


def academic_year_of(day: date) -> int:
    """The year in which the academic year of this day begins."""
    return day.year if (day.month, day.day) >= FIRST_DAY else day.year - 1


def year_words(year: int | str, term: str = Term.YEAR) -> str:
    """2026 as people say it, with the term if it is one: 2026/27, autumn term."""
    words = f"{year}/{(int(year) + 1) % 100:02d}"
    return words if term == Term.YEAR else f"{words}, {Term(term).label.lower()}"


def year_choices(today: date) -> list[tuple[int, str]]:
    """Last, this and next academic year."""
    now = academic_year_of(today)
    return [(y, year_words(y)) for y in (now - 1, now, now + 1)]


def half_term_words(code: str) -> str:
    """`2026-2` as people say it: Autumn, second half 2026/27."""
    year, _, number = code.partition("-")
    return f"{HalfTerm(number).label} {year_words(year)}"


def by_when_words(due_on: date | None, half_term: str, *, without: str = "No date") -> str:
    """By when, in words; `without` either a date or a half-term."""
    if due_on:
        return f"{due_on:%-d %B %Y}"
    return half_term_words(half_term) if half_term else without
