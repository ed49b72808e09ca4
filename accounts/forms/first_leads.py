"""Many first review leads, a line for each, typed or pasted from a spreadsheet."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.form_fields import WordsField
from accounts.forms.several import as_said
from accounts.names import cleaned, cleaned_address, fault_in
from accounts.operations.inviting_many import Wanted

MOST = 100
LONGEST_NAME, LONGEST_ADDRESS = 100, 254


class FirstLeadsForm(forms.Form):
    """A trust, a name and an address on each line. Every line that is wrong is said; what was typed stays."""

    lines = WordsField(
        label="One review lead on each line",
        help_text="Trust, name, email address, with semicolons, tabs or commas between. The trust by its Group ID "
        "(TR01234) or its whole name; one that is only in the register is opened. Lines without a name and an address "
        "are left out.",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_lines(self) -> list[Wanted]:
        found, wrong = [], []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            try:
                if (wanted := read_line(number, line)) is not None:
                    found.append(wanted)
            except ValidationError as error:
                wrong += [f"Line {number}: {words}" for words in error.messages]
        twice = {one.trust.lower() for one in found if sum(o.trust.lower() == one.trust.lower() for o in found) > 1}
        wrong += [f"“{trust}” stands on more than one line; a trust has one first review lead." for trust in twice]
        if len(found) > MOST:
            wrong.append(f"These are {len(found)} people. Invite at most {MOST} at once.")
        if wrong or not found:
            raise ValidationError(wrong or "Write a name and an address on at least one line.")
        return found


def read_line(number: int, line: str) -> Wanted | None:
    """What a line says; None of an empty one, or one that names a trust alone."""
    between = next((sign for sign in "\t;" if sign in line), ",")
    cells = [" ".join(cell.split()) for cell in line.rsplit(between, 2)]
    if not any(cells[1:]):
        if cells[0] and "@" in cells[0]:
            raise ValidationError("Put semicolons, tabs or commas between trust, name and address.")
        return None
    if len(cells) < 3:
        raise ValidationError("It has two parts; it needs three: trust, name, email address.")
    trust, name, email = cells
    if not trust or not name:
        raise ValidationError("It has no trust." if not trust else f"{email[:80]} has no name.")
    if len(name) > LONGEST_NAME or len(email) > LONGEST_ADDRESS:
        raise ValidationError("The name or the address is too long.")
    name, email = cleaned(as_said(name)), cleaned_address(email)
    if fault := fault_in(name):
        raise ValidationError(f"The name cannot be taken. {fault}")
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError(f"“{email[:80]}” is no email address.") from error
    return Wanted(number, trust, name, email.lower())
