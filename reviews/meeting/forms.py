"""Forms of the review meeting."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db.models import QuerySet

from accounts.form_fields import WordsField
from accounts.forms.people import OwnerField
from accounts.forms.renderer import Hinted, LevelSelect
from accounts.forms.stored import Stored
from accounts.models import Membership
from frameworks.content import Content
from reviews.calendar import USUAL
from reviews.meeting.agenda import Agenda
from reviews.meeting.models import LENGTHS
from reviews.meeting.operations import Decision
from reviews.plan.operations import StepContent
from reviews.review.forms.agreeing import AGREED_TOGETHER, OPEN, StoredLevel
from reviews.review.models.agreed_level import LONGEST_RATIONALE, Why
from reviews.review.steps import NOT_DECIDED


class MeetingForm(forms.Form):
    """How long the meeting is; each length says what it has time for."""

    minutes = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label="How long have you got?", initial=60)

    def __init__(self, data: Mapping[str, object] | None = None, *, agendas: dict[int, Agenda]) -> None:
        super().__init__(data)
        self.fields["minutes"].choices = [  # type: ignore[attr-defined]
            (length, Hinted(f"{length} minutes", fits(agendas[length]))) for length in LENGTHS
        ]


def fits(agenda: Agenda) -> str:
    """What a meeting has time for, in words."""
    count = len(agenda.discussed)
    if not count:
        return "You are nowhere apart: take the statements that are left as they come."
    if agenda.every_split_fits:
        return f"Time for all {count} where you are apart." if count > 1 else "Time for the one where you are apart."
    words = f"Time for {count} statement{'' if count == 1 else 's'}, most split first."
    return f"{words} {len(agenda.parked)} more if there is time."


class DecisionForm(Stored, forms.Form):
    """What the room says of one statement, and perhaps one next step. Typed once, on one row."""

    together = AGREED_TOGETHER

    level = forms.TypedChoiceField(
        coerce=int, widget=LevelSelect, label="We agree this is", error_messages={"required": "Choose a level."}
    )
    rationale = WordsField(
        required=False, max_length=LONGEST_RATIONALE, label="Why (optional)",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    step = WordsField(
        required=False, max_length=2000, label="Next step (optional)",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    owner = OwnerField(queryset=Membership.objects.none(), required=False, label="Who leads", empty_label=NOT_DECIDED)
    half_term = forms.ChoiceField(required=False, label="By the end of")
    why = forms.ChoiceField(
        required=False, choices=[("", "Not recorded"), *Why.choices], label="Why views differed (optional)"
    )
    dissent = WordsField(
        required=False, max_length=2000, label="Dissent to be noted (optional)",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        content: Content,
        people: QuerySet[Membership],
        today: date,
        stored: StoredLevel,
    ) -> None:
        super().__init__(data, initial=stored.initial, changed_by=stored.changed_by, auto_id="decide_%s")
        self.fields["level"].choices = [(level, level.name) for level in content.levels]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.fields["half_term"].choices = [("", "Not said"), *USUAL.choices(today)]  # type: ignore[attr-defined]

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        """A meeting offers levels only: what was left open has none."""
        found = super().get_initial_for_field(field, field_name)
        return "" if field_name == "level" and found == OPEN else found

    def stored_value(self, name: str) -> object:
        """With the rationale goes why it was left open, which is not a field here."""
        found = super().stored_value(name)
        if name != "rationale":
            return found
        return "\n".join(str(text) for text in (found, self.initial.get("left_open_reason")) if text)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("step") and (cleaned.get("owner") or cleaned.get("half_term")) and "step" not in self.errors:
            self.add_error("step", "Say what the next step is, or clear who leads and by when.")
        return cleaned

    def decision(self, expected: int) -> Decision:
        """What the operation takes; `expected` is the version that was compared with."""
        c = self.cleaned_data
        step = None
        if c["step"].strip():
            owner = c["owner"].pk if c["owner"] else None
            step = StepContent(c["step"].strip(), owner_id=owner, half_term=c["half_term"])
        return Decision(
            c["level"], c["rationale"].strip(), c["why"], c["dissent"].strip(), expected=expected, step=step
        )
