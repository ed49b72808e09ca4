"""YST's forms: filters in the address, support, notes, assignments in bulk."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from django import forms
from django.http import QueryDict

from accounts.form_fields import WordsField
from accounts.forms.seen import Seen
from accounts.forms.stored import Stored
from accounts.models import YstPerson
from reviews.portfolio import CHOICES, Filters, Note
from reviews.portfolio.filters import LONGEST_NAME
from reviews.portfolio.models import LONGEST_NOTE, NoteKind, Support
from reviews.portfolio.operations import NoteContent

LABELS = {
    "region": "Region",
    "phase": "Phase",
    "size": "Size",
    "stage": "Stage",
    "attention": "Past or stalled",
    "support": "Support",
    "shares": "What they share",
}
EVERY = ("", "Any")


class FilterForm(forms.Form):
    """All empty shows every trust. An unknown value in the address shows every trust too."""

    name = forms.CharField(required=False, max_length=LONGEST_NAME, label="Name contains")

    def __init__(self, filters: Filters, *, advisors: Mapping[str, str]) -> None:
        super().__init__(initial=asdict(filters))
        for name, choices in CHOICES.items():
            self.fields[name] = forms.ChoiceField(required=False, label=LABELS[name], choices=[EVERY, *choices.items()])
        if advisors:
            self.fields["advisor"] = forms.ChoiceField(
                required=False, label="Advisor", choices=[EVERY, *advisors.items()]
            )


class SupportLevelForm(Stored, forms.Form):
    """How closely a trust is supported."""

    level = forms.ChoiceField(
        widget=forms.RadioSelect, label="How closely do you support this trust?", choices=Support.choices
    )


class NoteForm(Stored, forms.Form):
    """A visit, a call, what was offered. A correction is shown to whom the corrected note is shown."""

    kind = forms.ChoiceField(label="What was it?", choices=NoteKind.choices)
    happened_on = forms.DateField(
        label="When?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    text = WordsField(
        max_length=LONGEST_NOTE, label="Note", widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What was talked about or offered. No pupils’ or staff’s names.",
    )  # fmt: skip
    shown_to_trust = forms.BooleanField(
        required=False, label="Show it to the trust",
        help_text="All its members can then read it. Otherwise only its advisors and programme managers do.",
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object], today: date, new: bool = False,
        corrects: Note | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial, new=new)
        self.today = today
        if corrects:
            del self.fields["shown_to_trust"]

    def clean_happened_on(self) -> date:
        """A day that has been, and not long before anybody used this."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError("This day is still to come. Write down what has been.")
        if day.year < self.today.year - 10:
            raise forms.ValidationError("Check the year of this date.")
        return day

    def content(self) -> NoteContent:
        """What was filled in."""
        given = self.cleaned_data
        return NoteContent(given["kind"], given["happened_on"], given["text"], given.get("shown_to_trust", False))


class AssignManyForm(Seen, forms.Form):
    """An advisor for all trusts that the filters leave, if those and their advisors are what the page showed."""

    advisor_to = forms.ChoiceField(label="Advisor")
    alone = forms.TypedChoiceField(
        widget=forms.RadioSelect, label="And their advisors now?", coerce=lambda value: value == "yes",
        choices=[("no", "Stay as well"), ("yes", "Are replaced: their assignments to these trusts end")], initial="no",
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None = None, *, advisors: list[YstPerson], shown: Mapping[str, object]
    ) -> None:
        super().__init__(data, shown=shown)
        self.fields["advisor_to"].choices = [("", "Choose"), *((str(a.pk), a.name) for a in advisors)]  # type: ignore[attr-defined]

    def meanwhile(self, names: list[str]) -> str:
        what = "these trusts" if "trusts" in names else "the advisors of these trusts"
        return f"Somebody has changed {what} since you opened this page. Nobody was assigned. Check the list again."
