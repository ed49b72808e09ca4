"""How forms become HTML: label, hint, error, control, in our own templates. Django's ids and ARIA attributes stay."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.template.loader import get_template

LOOKS = {
    "django/forms/errors/list/default.html": "components/forms/errors.html",
    "django/forms/widgets/radio.html": "components/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "components/forms/choices.html",
}


class Renderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` with `templates/components/forms/`."""

    form_template_name = "components/forms/form.html"
    formset_template_name = "components/forms/formset.html"
    field_template_name = "components/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """Ours where there is one, else Django's."""
        return get_template(LOOKS.get(template_name, template_name))


class Hinted(str):
    """The label of a choice with a line of explanation below it: `Hinted("Trustee", "Reads agreed levels.")`.

    Without `hint` it copies itself, as fields copy their choices: the copy then takes the hint over.
    """

    hint: str

    def __new__(cls, label: str, hint: str = "") -> "Hinted":
        hinted = super().__new__(cls, label)
        hinted.hint = hint
        return hinted


class LevelSelect(forms.RadioSelect):
    """Levels as cards side by side; any other choice quieter, below them. A choice that has a `look` is a level."""

    template_name = "components/forms/levels.html"
