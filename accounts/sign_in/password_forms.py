"""allauth's forms for passwords, with labels in the product's words."""

from allauth.account import forms
from django.forms import BaseForm

HELP = "12 characters or more. Three words that do not belong together are easy to remember."


class ChangePasswordForm(forms.ChangePasswordForm):
    """The present password, and the new one twice."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Your password now"
        name_new(self)


class ResetPasswordKeyForm(forms.ResetPasswordKeyForm):
    """The new password twice, for somebody who came by the link in an email."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        name_new(self)


def name_new(form: BaseForm) -> None:
    """Label both fields of the new password, and say once what makes a good one."""
    form.fields["password1"].label = "New password"
    form.fields["password1"].help_text = HELP
    form.fields["password2"].label = "New password again"
