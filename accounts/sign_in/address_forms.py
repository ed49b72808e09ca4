"""allauth's forms that ask for an email address: one that was pasted with a sign that nobody sees is that address."""

from allauth.account import forms
from django.forms import BaseForm

from accounts.form_fields import AddressField


def take_as_pasted(form: BaseForm, name: str) -> None:
    """Clean what is given in this field before it is looked at, and leave its label and looks as they are."""
    theirs = form.fields[name]
    form.fields[name] = AddressField(
        label=theirs.label, help_text=theirs.help_text, widget=theirs.widget, required=theirs.required
    )


class SignInForm(forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        take_as_pasted(self, "login")


class ResetPasswordForm(forms.ResetPasswordForm):
    """The address of an account whose password is forgotten."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        take_as_pasted(self, "email")


class AddEmailForm(forms.AddEmailForm):
    """Another address for one's account."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        take_as_pasted(self, "email")
