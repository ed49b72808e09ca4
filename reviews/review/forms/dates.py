"""Due dates, as forms check them."""

from datetime import date

from django import forms


def checked_due(due: date | None, *, before: date | None, today: date, years: int) -> date | None:
    """A due date from today on and within some years; one that was set earlier may stay."""
    if due is None or due == before:
        return due
    if due < today:
        raise forms.ValidationError("This date has passed. Choose a day from today on, or leave it empty.")
    if due.year > today.year + years:
        raise forms.ValidationError(f"This date is more than {years} years away. Check the year.")
    return due
