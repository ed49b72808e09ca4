"""Academic years, half-terms and due dates, as forms offer and check them."""

from datetime import date

from django import forms

from reviews.plan.models import HalfTerm
from reviews.plan.reading import ends_on, half_term_words


def academic_year_of(day: date) -> int:
    """The year in which the academic year of this day begins; it begins in September."""
    return day.year if day.month >= 9 else day.year - 1


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


def checked_due(due: date | None, *, before: date | None, today: date, years: int) -> date | None:
    """A due date from today on and within some years; one that was set earlier may stay."""
    if due is None or due == before:
        return due
    if due < today:
        raise forms.ValidationError("This date has passed. Choose a day from today on, or leave it empty.")
    if due.year > today.year + years:
        raise forms.ValidationError(f"This date is more than {years} years away. Check the year.")
    return due
