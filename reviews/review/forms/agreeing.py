"""Agreeing a level, or leaving a statement open."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from accounts.form_fields import WordsField
from accounts.forms.renderer import LevelSelect
from accounts.forms.stored import Stored
from frameworks.content import Content, StatementContent
from reviews.review.models.agreed_level import LONGEST_RATIONALE, AgreedLevel, AgreementNote, Why
from reviews.review.permissions import Standing

OPEN = "open"
AGREED_TOGETHER = (("level", "rationale", "left_open_reason"),)  # a rationale is of its level


@dataclass(frozen=True)
class StoredLevel:
    """What is agreed on a statement by now, as a form begins with it, and who changed it last."""

    initial: dict[str, object]
    changed_by: str


class AgreedLevelForm(Stored, forms.Form):
    """A level with its rationale, or the reason for leaving the statement open; why views differed; dissent."""

    together = AGREED_TOGETHER

    level = forms.ChoiceField(widget=LevelSelect, label="We agree this is", required=False)
    rationale = WordsField(
        required=False, max_length=LONGEST_RATIONALE, widget=forms.Textarea(attrs={"rows": 3}),
        label="Why we agreed on it (optional)",
        help_text="A sentence or two. Everyone in the trust can read it after sign-off.",
    )  # fmt: skip
    left_open_reason = WordsField(
        required=False, max_length=500, label="Why it stays open", help_text="Only if you leave it open.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    why = forms.ChoiceField(
        required=False, choices=[("", "Not recorded"), *Why.choices], label="Why views differed (optional)",
        help_text="Only those who may see the comparison see this.",
    )  # fmt: skip
    dissent = WordsField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        label="Dissent to be noted (optional)",
        help_text="Only those who may see the comparison see this.",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, object] | None = None, *, content: Content, stored: StoredLevel) -> None:
        super().__init__(data, initial=stored.initial, changed_by=stored.changed_by)
        levels = [(level, level.name) for level in content.levels]
        self.fields["level"].choices = [*levels, (OPEN, "Leave it open for now")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        level = cleaned.get("level")
        if not level:
            self.add_error("level", "Choose a level, or leave the statement open and say why.")
        if level == OPEN and not cleaned.get("left_open_reason", "").strip():
            self.add_error("left_open_reason", "Say why the statement stays open.")
        if level != OPEN:
            cleaned["left_open_reason"] = ""
        return cleaned

    @property
    def chosen_level(self) -> int | None:
        """The level chosen, or None when left open."""
        level = self.cleaned_data["level"]
        return None if level == OPEN else int(level)


def stored_level(standing: Standing, statement: StatementContent, now: AgreedLevel | None) -> StoredLevel:
    """What the form begins with: what is stored, and for a split nothing."""
    note = AgreementNote.objects.filter(review=standing.review, statement_id=statement.id).first()
    level = str(now.level) if now and now.level else OPEN if now and now.left_open_reason else ""
    initial: dict[str, object] = {
        "level": level,
        "rationale": now.rationale if now else "",
        "left_open_reason": now.left_open_reason if now else "",
        "why": note.why if note else "",
        "dissent": note.dissent if note else "",
    }
    return StoredLevel(initial, changed_by=now.agreed_by_name if now else "")
