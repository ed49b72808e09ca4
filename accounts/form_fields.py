"""The fields of which every form is made where somebody writes: one line, an address, several lines.

What is pasted is cleaned where it can be, and refused in words where it cannot. A test looks for fields of other kinds.
"""

from django import forms

from accounts.names import cleaned, cleaned_address, fault_in
from accounts.texts import whole_lines


class NameField(forms.CharField):
    """A name, a title, a job: one line that can be read."""

    def to_python(self, value: object) -> str | None:
        return super().to_python(cleaned(str(value)) if value not in self.empty_values else value)

    def validate(self, value: object) -> None:
        super().validate(value)
        if value and (words := fault_in(str(value))):
            raise forms.ValidationError(words, code="unreadable")


class AddressField(forms.EmailField):
    """An email address, as it is typed or pasted."""

    def to_python(self, value: object) -> str | None:
        return super().to_python(cleaned_address(str(value)) if value not in self.empty_values else value)


class WordsField(forms.CharField):
    """Several lines of somebody's own words."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str | None:
        return super().to_python(whole_lines(str(value)) if value not in self.empty_values else value)
