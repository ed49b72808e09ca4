"""Forms for setting a review up and for showing ratings."""

from datetime import date
from typing import Any

from django import forms

from accounts.form_fields import NameField, WordsField
from accounts.models import Membership
from reviews.models import EarlyReason, Review, Term
from reviews.models.review import MOST_REVIEWERS


def academic_year_of(day: date) -> int:
    """The year in which the academic year of this day begins; it begins in September."""
    return day.year if day.month >= 9 else day.year - 1


def year_choices(today: date) -> list[tuple[int, str]]:
    """Last, this and next academic year."""
    now = academic_year_of(today)
    return [(y, f"{y}/{(y + 1) % 100:02d}") for y in (now - 1, now, now + 1)]


def checked_due(due: date | None, *, before: date | None, today: date) -> date | None:
    """A due date from today on and within two years; one that was set earlier may stay."""
    if due and due < today and due != before:
        raise forms.ValidationError("This date has passed. Choose a day from today on, or leave it empty.")
    if due and due.year > today.year + 2:
        raise forms.ValidationError("This date is more than two years away. Check the year.")
    return due


class ReviewForm(forms.Form):
    """Title, year, due date, reviewers, and whether names show."""

    title = NameField(max_length=120, help_text="For example “Autumn self-review”.")
    academic_year = forms.TypedChoiceField(coerce=int)
    term = forms.ChoiceField(label="What it covers", choices=Term.choices, initial=Term.YEAR)
    due_on = forms.DateField(
        required=False, label="Due date (optional)", help_text="It only reminds: nothing closes by itself.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    reviewers = forms.ModelMultipleChoiceField(
        queryset=Membership.objects.none(), widget=forms.CheckboxSelectMultiple, required=False, label="Who rates",
        help_text="Two to eight senior colleagues. Whoever has not accepted an invitation yet can rate once they have.",
    )  # fmt: skip
    names_shown = forms.TypedChoiceField(
        label="When ratings are shown, are names shown too?",
        choices=[
            ("hidden", "Hide names: ratings come as Colleague A, B, C, shuffled for each statement"),
            ("shown", "Show names: everyone sees who chose what"),
        ],
        coerce=lambda v: v == "shown", widget=forms.RadioSelect, initial="hidden",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, today: date, review: Review | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.review = today, review
        years = dict(year_choices(today))
        if review is not None:
            years.setdefault(review.academic_year, f"{review.academic_year}/{(review.academic_year + 1) % 100:02d}")
        self.fields["academic_year"].choices = sorted(years.items())  # type: ignore[attr-defined]
        self.fields["academic_year"].initial = academic_year_of(today)
        self.fields["reviewers"].queryset = people  # type: ignore[attr-defined]
        self.fields["reviewers"].label_from_instance = label_for  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        before = self.review.due_on if self.review else None
        return checked_due(self.cleaned_data["due_on"], before=before, today=self.today)

    def clean_reviewers(self) -> Any:
        chosen = self.cleaned_data["reviewers"]
        if len(chosen) > MOST_REVIEWERS:
            raise forms.ValidationError(f"Choose at most {MOST_REVIEWERS} reviewers. You have chosen {len(chosen)}.")
        return chosen


def label_for(member: Membership) -> str:
    """A possible reviewer, with what they do and whether they have joined."""
    parts = [
        member.name,
        f" ({member.job_title or member.role_words.lower()})",
        ", invited" if member.is_pending else "",
    ]
    return "".join(parts)


class SetUpForm(forms.Form):
    """What may change once rating has begun."""

    title = NameField(max_length=120)
    due_on = forms.DateField(
        required=False, label="Due date (optional)", help_text="It only reminds: nothing closes by itself.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date | None:
        return checked_due(self.cleaned_data["due_on"], before=self.initial.get("due_on"), today=self.today)


class EarlyForm(forms.Form):
    """Why ratings are shown before everyone has submitted, or a reviewer is removed."""

    reason = forms.ChoiceField(
        choices=EarlyReason.choices,
        widget=forms.RadioSelect,
        help_text="The report prints this reason and nothing more.",
    )
    note = WordsField(
        required=False, max_length=1000, label="Note (optional)", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only review leads and executives see it. Do not mention anybody’s health.",
    )  # fmt: skip


class ReviewerForm(forms.Form):
    """One more reviewer."""

    member = forms.ModelChoiceField(
        queryset=Membership.objects.none(), label="Add a reviewer", empty_label="Choose somebody"
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = people  # type: ignore[attr-defined]
        self.fields["member"].label_from_instance = label_for  # type: ignore[attr-defined]
