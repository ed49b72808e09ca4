"""Academic years and half-terms: what they are called, which a day is in, when each ends. Asks nothing of anybody."""

from datetime import date

from django.db.models import TextChoices


class HalfTerm(TextChoices):
    """The six half-terms of an academic year, for those who plan by them. Stored after the year it begins in."""

    AUTUMN_1 = "1", "Autumn, first half"
    AUTUMN_2 = "2", "Autumn, second half"
    SPRING_1 = "3", "Spring, first half"
    SPRING_2 = "4", "Spring, second half"
    SUMMER_1 = "5", "Summer, first half"
    SUMMER_2 = "6", "Summer, second half"


FIRST_DAY = (9, 1)  # of an academic year: month and day
# The last day of each half-term, near enough to sort by: (month, day, years after the academic year's first)
ENDS = {"1": (10, 31, 0), "2": (12, 20, 0), "3": (2, 14, 1), "4": (4, 5, 1), "5": (5, 31, 1), "6": (7, 22, 1)}


def academic_year_of(day: date) -> int:
    """The year in which the academic year of this day begins."""
    return day.year if (day.month, day.day) >= FIRST_DAY else day.year - 1


def year_words(year: int | str) -> str:
    """2026 as people say it: 2026/27."""
    return f"{year}/{(int(year) + 1) % 100:02d}"


def year_choices(today: date) -> list[tuple[int, str]]:
    """Last, this and next academic year."""
    now = academic_year_of(today)
    return [(y, year_words(y)) for y in (now - 1, now, now + 1)]


def half_term_choices(today: date) -> list[tuple[str, str]]:
    """The half-terms of this academic year and the next that have not ended, the present one first."""
    year = academic_year_of(today)
    codes = [f"{y}-{term.value}" for y in (year, year + 1) for term in HalfTerm]
    return [(code, half_term_words(code)) for code in codes if (ends_on(None, code) or today) >= today]


def half_term_words(code: str) -> str:
    """`2026-2` as people say it: Autumn, second half 2026/27."""
    year, _, number = code.partition("-")
    return f"{HalfTerm(number).label} {year}/{(int(year) + 1) % 100:02d}"


def by_when_words(due_on: date | None, half_term: str, *, without: str = "No date") -> str:
    """By when, in words; `without` either a date or a half-term."""
    if due_on:
        return f"{due_on:%-d %B %Y}"
    return half_term_words(half_term) if half_term else without


def ends_on(due_on: date | None, half_term: str) -> date | None:
    """The day by which a step is due, near enough to sort by; None without a date."""
    if due_on:
        return due_on
    if not half_term:
        return None
    year, _, number = half_term.partition("-")
    month, day, later = ENDS[number]
    return date(int(year) + later, month, day)
