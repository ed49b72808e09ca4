"""Forms for setting a review up and for showing ratings."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from django import forms
from django.db.models import QuerySet

from accounts.form_fields import NameField, WordsField
from accounts.forms.people import MembersField, member_in_words
from accounts.forms.stored import Stored
from accounts.models import Invitation, Membership
from frameworks.content import Offered
from reviews.calendar import Term, academic_year_of, year_choices, year_words
from reviews.review.forms.dates import checked_due
from reviews.review.models.review import MOST_REVIEWERS
from reviews.review.models.reviewer import EarlyReason

FURTHEST = 2  # years, of a due date


class ReviewForm(Stored, forms.Form):
    """Title, year, due date, reviewers, and whether names show."""

    gone: ClassVar = {"academic_year": year_words}

    framework_id = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label="What you review", widget=forms.RadioSelect
    )
    title = NameField(max_length=120, help_text="For example “Autumn self-review”.")
    academic_year = forms.TypedChoiceField(coerce=int)
    term = forms.ChoiceField(label="What it covers", choices=Term.choices, initial=Term.YEAR)
    due_on = forms.DateField(
        required=False, label="Due date (optional)", help_text="It only reminds: nothing closes by itself.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    reviewers = MembersField(
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

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        people: QuerySet[Membership],
        today: date,
        frameworks: Sequence[Offered] = (),
        initial: dict[str, object] | None = None,
        new: bool = False,
    ) -> None:
        """`frameworks` are those to choose from; without a choice there is nothing to ask."""
        super().__init__(data, initial=initial, new=new)
        self.today = today
        if len(frameworks) > 1:
            choices = [(offered.framework_id, offered.name) for offered in frameworks]
            self.fields["framework_id"].choices = choices  # type: ignore[attr-defined]
            self.fields["framework_id"].required = True
            self.fields["framework_id"].initial = choices[0][0]
        else:
            del self.fields["framework_id"]
        self.fields["academic_year"].choices = year_choices(today)  # type: ignore[attr-defined]
        self.fields["academic_year"].initial = academic_year_of(today)
        self.fields["reviewers"].queryset = people  # type: ignore[attr-defined]
        self.fields["reviewers"].label_from_instance = labels_for(people)  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        due = self.cleaned_data["due_on"]
        return checked_due(due, before=self.initial.get("due_on"), today=self.today, years=FURTHEST)

    def clean_reviewers(self) -> QuerySet[Membership]:
        chosen: QuerySet[Membership] = self.cleaned_data["reviewers"]
        if len(chosen) > MOST_REVIEWERS:
            raise forms.ValidationError(f"Choose at most {MOST_REVIEWERS} reviewers. You have chosen {len(chosen)}.")
        return chosen


def labels_for(people: QuerySet[Membership]) -> Callable[[Membership], str]:
    """How a possible reviewer is offered: what they do, and how the invitation of whoever has not joined stands."""
    open_ones = Invitation.objects.pending().defer("token_hash").filter(membership__in=people)
    invitations = {invitation.membership_id: invitation for invitation in open_ones}

    def label_for(member: Membership) -> str:
        if not (member.is_pending and member.pk in invitations):
            return member_in_words(member)
        words = invitations[member.pk].words
        return f"{member.name} ({member.job_title or member.role_words.lower()}): {words[0].lower()}{words[1:]}"

    return label_for


SETTLED = (
    "Rating has begun since you opened that page, so nothing of it was saved: year, names and reviewers are settled. "
    "The title and the due date can still change, here."
)
DRAFT_ONLY = ("academic_year", "term", "reviewers", "names_shown")


class SetUpForm(Stored, forms.Form):
    """What may change once rating has begun. A page that was opened before, and offers more, is refused whole."""

    title = NameField(max_length=120)
    due_on = forms.DateField(
        required=False, label="Due date (optional)", help_text="It only reminds: nothing closes by itself.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(
        self, data: Mapping[str, object] | None = None, *, today: date, initial: dict[str, object]
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self.today = today

    def clean(self) -> dict[str, object]:
        if any(name in self.data for name in DRAFT_ONLY):
            raise forms.ValidationError(SETTLED)
        return super().clean() or {}

    def clean_due_on(self) -> date | None:
        due = self.cleaned_data["due_on"]
        return checked_due(due, before=self.initial.get("due_on"), today=self.today, years=FURTHEST)


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

    def __init__(self, data: Mapping[str, object] | None = None, *, people: QuerySet[Membership]) -> None:
        super().__init__(data)
        self.fields["member"].queryset = people  # type: ignore[attr-defined]
        self.fields["member"].label_from_instance = labels_for(people)  # type: ignore[attr-defined]
