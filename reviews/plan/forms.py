"""Forms for next steps and following them up."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django import forms
from django.db.models import QuerySet

from accounts.form_fields import NameField, WordsField
from accounts.forms.people import OwnerField
from accounts.forms.stored import Stored
from accounts.models import Membership
from frameworks.content import Content
from reviews.calendar import USUAL, half_term_words
from reviews.plan.models import Priority, StepStatus
from reviews.plan.operations import StepContent
from reviews.review.forms.dates import checked_due
from reviews.review.steps import NOT_DECIDED

FURTHEST = 10  # years, of a next step


class NextStepForm(Stored, forms.Form):
    """What, who, by when."""

    together = (("owner", "owner_name"), ("due_on", "half_term"))
    gone: ClassVar = {"half_term": half_term_words}

    text = WordsField(max_length=2000, label="Next step", widget=forms.Textarea(attrs={"rows": 2}))
    owner = OwnerField(queryset=Membership.objects.none(), required=False, label="Who leads", empty_label=NOT_DECIDED)
    owner_name = NameField(
        required=False, max_length=100, label="Or somebody else", help_text="A name, if they are not in the list."
    )
    due_on = forms.DateField(
        required=False, label="By when", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    half_term = forms.ChoiceField(required=False, label="Or by the end of")
    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int, initial=Priority.MEDIUM)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        people: QuerySet[Membership],
        today: date,
        initial: dict[str, object] | None = None,
        new: bool = False,
    ) -> None:
        super().__init__(data, initial=initial, new=new)
        self.today = today
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.fields["half_term"].choices = [("", "No half-term"), *USUAL.choices(today)]  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        due = self.cleaned_data["due_on"]
        return checked_due(due, before=self.initial.get("due_on"), today=self.today, years=FURTHEST)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("owner") and cleaned.get("owner_name"):
            self.add_error("owner_name", "Choose somebody from the list or type a name, not both.")
        if cleaned.get("due_on") and cleaned.get("half_term"):
            self.add_error("half_term", "Choose a date or a half-term, not both.")
        return cleaned

    def content(self, *, statement_id: int | None = None, domain_id: int | None = None) -> StepContent:
        """What the operations take."""
        c = self.cleaned_data
        return StepContent(
            text=c["text"].strip(), statement_id=statement_id, domain_id=domain_id,
            owner_id=c["owner"].pk if c["owner"] else None,
            owner_name=c["owner_name"], due_on=c["due_on"], half_term=c["half_term"], priority=c["priority"],
        )  # fmt: skip


class PlannedStepForm(NextStepForm):
    """A next step from the plan's page, for any statement or a whole domain."""

    about = forms.ChoiceField(label="What it is for")
    field_order = ("about", "text")

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        people: QuerySet[Membership],
        today: date,
        content: Content,
    ) -> None:
        super().__init__(data, people=people, today=today, new=True)
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (
                f"{d.number}. {d.short_title}",
                [
                    (f"d{d.id}", f"The whole of domain {d.number}"),
                    *((f"s{s.id}", f"{s.code} {s.text[:80]}") for s in d.statements),
                ],
            )
            for d in content.domains
        ]

    def about_ids(self) -> dict[str, int | None]:
        """`statement_id` or `domain_id`, as chosen."""
        about = self.cleaned_data["about"]
        number = int(about[1:])
        return {"statement_id": number} if about[0] == "s" else {"domain_id": number}


class FollowUpForm(Stored, forms.Form):
    """How a next step gets on."""

    status = forms.ChoiceField(choices=StepStatus.choices, widget=forms.RadioSelect)
    text = WordsField(
        required=False, max_length=1000, label="A word on it (optional)", widget=forms.Textarea(attrs={"rows": 2})
    )
