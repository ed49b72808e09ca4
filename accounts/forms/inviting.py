"""Forms for inviting: one person, several, and correcting what was sent. Operations and the database decide."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from accounts.form_fields import AddressField, NameField, WordsField
from accounts.forms.people import role_choices
from accounts.forms.several import Line, read_lines
from accounts.forms.stored import Stored
from accounts.models import Membership, Role
from accounts.permissions import can_invite

ROLES = (Role.COLLEAGUE, Role.EXECUTIVE, Role.TRUSTEE, Role.LEAD)
MOST_AT_ONCE = 50


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    name = NameField(max_length=100)
    email = AddressField(
        max_length=254, label="Email address", help_text="The invitation works for this address only.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    job_title = NameField(max_length=100, required=False, label="Job title (optional)")
    role = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None = None, *, member: Membership, executives: int) -> None:
        super().__init__(data)
        may = [role for role in ROLES if can_invite(member, role, executives=executives)]
        self.fields["role"].choices = role_choices(may)  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.COLLEAGUE


class CorrectionForm(Stored, forms.Form):
    """A name or an address that was mistyped."""

    name = NameField(max_length=100)
    email = AddressField(
        max_length=254, label="Email address",
        help_text="If you change it, the invitation goes there at once, and the link that was sent ends.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    job_title = NameField(max_length=100, required=False, label="Job title (optional)")


class SeveralForm(forms.Form):
    """Several people in one role, a line for each, typed or pasted. Every line that is wrong is named."""

    people = WordsField(
        label="People, one on each line",
        help_text="Name, email address and, if you like, job title, with commas between. "
        "Cells copied from a spreadsheet will do, too. Nothing is sent before every line is right.",
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(widget=forms.RadioSelect, label="All of them are invited as")

    def __init__(self, data: QueryDict | None = None, *, member: Membership, executives: int) -> None:
        super().__init__(data)
        several = [role for role in ROLES if role != Role.EXECUTIVE or executives]  # a first one is one person
        may = [role for role in several if can_invite(member, role, executives=executives)]
        self.fields["role"].choices = role_choices(may)  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.COLLEAGUE

    def clean_people(self) -> list[Line]:
        found, wrong = read_lines(self.cleaned_data["people"])
        if len(found) > MOST_AT_ONCE:
            wrong.append(f"These are {len(found)} people. Invite at most {MOST_AT_ONCE} at once.")
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def name_lines(self, emails: Iterable[str]) -> None:
        """Say of which lines the address is in the trust already."""
        lines = {line.email: line.number for line in self.cleaned_data["people"]}
        for email in emails:
            self.add_error("people", f"Line {lines[email]}: {email} has already been invited or belongs to the trust.")
