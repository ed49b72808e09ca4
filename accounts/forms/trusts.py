"""Forms about trusts."""

import re

from django import forms
from django.http import QueryDict

from accounts.form_fields import AddressField, NameField
from accounts.forms.stored import Stored
from accounts.models import Trust, YstPerson
from accounts.models.trust import PROFILE


class ProfileForm(Stored, forms.ModelForm):
    """What a trust says of itself: all of it, or what the register does not say."""

    says_group_id = False  # whoever could try some would learn which trusts are here

    def __init__(self, data: QueryDict | None = None, *, instance: Trust | None = None, new: bool = False) -> None:
        super().__init__(data, instance=instance, new=new)
        if not self.says_group_id:
            del self.fields["group_id"]
        for fact in self.instance.from_register:
            self.fields.pop(fact, None)
        if said := self.instance.registered:
            self.fields["name"].help_text = (
                f"The register writes it {said.register_name or said.name}. You may change how it is written: "
                "capitals, accents, apostrophes and punctuation."
            )

    class Meta:
        model = Trust
        fields = PROFILE
        labels = {
            "group_id": "DfE group ID (optional)",
            "schools": "Number of schools",
            "pupils": "Number of pupils",
            "name": "Name of the trust",
        }
        help_texts = {
            "group_id": "TR and five digits, for example TR01234. It is in the Department for Education’s register.",
            "schools": "",
            "pupils": "",
        }

    def clean_group_id(self) -> str:
        value = self.cleaned_data["group_id"].strip().upper()
        if value and not re.fullmatch(r"TR\d{5}", value):
            raise forms.ValidationError("Write TR and five digits, for example TR01234.")
        return value


class NewTrustForm(ProfileForm):
    """A trust and its first lead, for programme managers, who know which trusts are here."""

    says_group_id = True
    lead_name = NameField(max_length=100, label="First review lead’s name")
    lead_email = AddressField(max_length=254, label="First review lead’s email address")


class FirstLeadForm(forms.Form):
    """The first lead of a trust that nobody has joined."""

    lead_name = NameField(max_length=100, label="First review lead’s name")
    lead_email = AddressField(max_length=254, label="First review lead’s email address")


class AssignmentForm(Stored, forms.Form):
    """Which advisors look after a trust."""

    advisors = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, data: QueryDict | None = None, *, advisors: list[YstPerson], initial: dict[str, list[str]]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["advisors"].choices = [(str(a.pk), a.name) for a in advisors]  # type: ignore[attr-defined]
