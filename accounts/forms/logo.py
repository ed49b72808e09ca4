"""Choosing the trust's logo."""

from django import forms


class LogoForm(forms.Form):
    """One file; what is in it is looked at by the operation."""

    logo = forms.FileField(
        label="Picture",
        help_text="PNG or JPEG, at most 2 MB. It stands on the covers of reports, on white.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
