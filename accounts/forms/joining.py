"""Asking to join, and answering it. Forms check shape; operations and the database decide."""

from django import forms

from accounts.form_fields import AddressField, NameField, WordsField

NEUTRAL = (
    "Thank you for asking. We cannot invite you ourselves. If your trust takes part already, one of its review leads "
    "or executives can invite you. If you think that this is a mistake, speak to your contact at the Youth Sport Trust."
)


class JoinForm(forms.Form):
    """Who asks that their trust may take part."""

    name = NameField(max_length=100, label="Your name")
    job_title = NameField(
        max_length=100,
        label="Your role in the trust",
        help_text="For example chief executive, or director of education.",
    )
    email = AddressField(
        max_length=254, label="Your work email address", help_text="We send a link there, to see that it is yours.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )  # fmt: skip


class DeclineForm(forms.Form):
    """The words with which a request is declined."""

    words = WordsField(
        max_length=2_000, label="What to write", initial=NEUTRAL,
        help_text="They are sent by email. The first words say nothing about who takes part; keep it so.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
