"""What a form says of what was entered: Django's own words never name the field, so none of them reaches a person.

Where pages draw errors (`templates/components/`), whichever form they are of, allauth's included. A form that says
something better itself, in `error_messages` or `clean`, keeps its words.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.utils import ErrorList
from django.utils.functional import Promise

DJANGOS = frozenset(  # codes of its errors
    (
        *("required", "missing", "empty", "incomplete", "invalid", "invalid_image", "invalid_extension"),
        *("contradiction", "null_characters_not_allowed", "list", "step_size"),
        *("max_length", "min_length", "max_value", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"),
        *("invalid_choice", "invalid_pk_value", "invalid_list"),
    )
)
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)


def errors_in_words(field: BoundField) -> ErrorList:
    """The errors of a field, each said so that it tells what to do where."""
    found = field.errors
    words = [said(error, field) for error in found.as_data()]
    return type(found)(words, found.error_class, renderer=found.renderer, field_id=found.field_id)  # type: ignore[attr-defined]


def said(error: ValidationError, field: BoundField) -> str:
    """One error. Ours stay as they are; of Django's, the code says which it is."""
    as_it_is = " ".join(error.messages)
    if not is_djangos(error):
        return as_it_is
    params = error.params or {}
    label = f"“{field.label}”"
    if error.code == "required":
        return required(field, label)
    if error.code == "max_length":
        over = params["show_value"] - params["limit_value"]
        return f"{label} may have {params['limit_value']:,} characters: it is {over:,} too long."
    if error.code == "min_length":
        return f"{label} needs at least {params['limit_value']} characters."
    if error.code in ("max_value", "min_value"):
        most = "most" if error.code == "max_value" else "least"
        return f"{label} must be at {most} {params['limit_value']:,}."
    if error.code in ("invalid_choice", "invalid_pk_value", "invalid_list"):
        return f"What was chosen for {label} is not on offer any more. Choose again."
    return invalid(field, label)


def required(field: BoundField, label: str) -> str:
    """Nothing was entered."""
    if isinstance(field.field, forms.BooleanField):
        return f"Tick {label} to go on."
    return f"Choose something for {label}." if isinstance(field.field, CHOSEN) else f"Fill in {label}."


def invalid(field: BoundField, label: str) -> str:
    """What was entered is of another kind."""
    of_kind = field.field
    if isinstance(of_kind, forms.EmailField):
        return f"{label} must be one email address, such as name@school.example."
    if isinstance(of_kind, forms.DateField):
        return f"{label} must be a date, such as 4 12 2026 for 4 December 2026."
    if isinstance(of_kind, forms.IntegerField):
        return f"{label} must be a whole number."
    if isinstance(of_kind, forms.FileField):
        return f"{label} could not be read. Choose the file again."
    return f"{label} has something in it that cannot be kept. Check it, and try again."


def is_djangos(error: ValidationError) -> bool:
    """Whether these are the words that Django brings along: they wait to be translated, ours are plain."""
    return isinstance(error.message, Promise) and error.code in DJANGOS
