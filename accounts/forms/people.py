"""Forms about people. They check shape; operations and the database decide."""

from typing import ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import QueryDict

from accounts.forms.stored import Stored
from accounts.models import Membership, Role, User
from accounts.permissions import can_change_role

ROLE_HINTS = {
    Role.LEAD: "Sets up the self-review, invites colleagues, starts rating, shows everyone’s ratings, keeps the plan.",
    Role.EXECUTIVE: "The chief executive: compares, signs off, decides what the Youth Sport Trust sees.",
    Role.COLLEAGUE: "Senior staff: rates independently, then compares and agrees.",
    Role.TRUSTEE: "Reads agreed levels, the plan and reports after sign-off. Never sees an individual rating.",
}


def role_choices(roles: list[Role]) -> list[tuple[str, str]]:
    """Roles with what each does, for radio buttons."""
    return [(role.value, f"{role.label}: {ROLE_HINTS[role][0].lower()}{ROLE_HINTS[role][1:]}") for role in roles]


def member_in_words(member: Membership) -> str:
    """Somebody to choose, with what they do, and whether they have joined or left."""
    whereabouts = ", who has left" if member.left_at else ", invited" if member.is_pending else ""
    return f"{member.name} ({member.job_title or member.role_words.lower()}){whereabouts}"


class MembersField(forms.ModelMultipleChoiceField):
    """Several people of a trust, with what each does."""

    def label_from_instance(self, obj: Membership) -> str:
        return member_in_words(obj)


class OwnerField(forms.ModelChoiceField):
    """Somebody of a trust, joined or not, or nobody yet."""

    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.name}, who has left" if obj.left_at else obj.name


class RoleForm(Stored, forms.Form):
    """Another role for somebody."""

    together = (("role", "also_lead"),)
    gone: ClassVar = {"role": lambda role: Role(role).label}  # one that this person cannot give

    role = forms.ChoiceField(widget=forms.RadioSelect)
    also_lead = forms.BooleanField(
        required=False,
        label="Also a review lead",
        help_text="For an executive who sets up and runs the self-review too.",
    )

    def __init__(
        self, data: QueryDict | None = None, *, member: Membership, other: Membership, executives: int
    ) -> None:
        super().__init__(data, initial={"role": other.role, "also_lead": other.also_lead})
        may = [r for r in Role if can_change_role(member, other, r, executives=executives)]
        self.fields["role"].choices = role_choices(may)  # type: ignore[attr-defined]

    def clean(self) -> None:
        cleaned = super().clean() or {}
        if cleaned.get("also_lead") and cleaned.get("role") != Role.EXECUTIVE:
            self.add_error(
                "also_lead", "Only an executive can be a review lead as well. Choose the role Review lead instead."
            )


class OwnDetailsForm(Stored, forms.ModelForm):
    """One's own name and job title."""

    class Meta:
        model = Membership
        fields = ("name", "job_title")
        labels = {"job_title": "Job title (optional)"}
        help_texts = {"name": "As colleagues in your trust see it."}

    def _post_clean(self) -> None:
        """The operation saves; the shape is checked by the fields."""


class NewAccountForm(forms.Form):
    """A password for a new account; the address is the invitation's."""

    password = forms.CharField(
        strip=False, help_text="At least 12 characters. Three random words make a good one.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, email: str) -> None:
        super().__init__(data)
        self.email = email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, User(email=self.email))
        return password
