"""No form says what Django says by itself: words that do not name the field, whatever was entered."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import allauth.account.forms
import allauth.mfa.base.forms
import allauth.mfa.recovery_codes.forms
import allauth.mfa.totp.forms
import pytest
from django import forms

from accounts.forms.words import errors_in_words
from tests.modules import declared

ALLAUTHS = (
    allauth.account.forms,
    allauth.mfa.base.forms,
    allauth.mfa.recovery_codes.forms,
    allauth.mfa.totp.forms,
)
DJANGOS = re.compile(r"This field|Enter a|Select a|Ensure|not one of|Null characters|valid choice")
ENTERED = ("", " ", "\x00", "x" * 70_000, "9" * 20, "-1", "soon", "31/02/2027", "name@@example")


def forms_there_are() -> Iterator[type[forms.BaseForm]]:
    """Every form of ours and of allauth's."""
    ours = declared(forms.BaseForm)
    allauths = (found for module in ALLAUTHS for found in vars(module).values() if written_in(module, found))
    yield from (form for form in (*ours, *allauths) if getattr(form, "base_fields", None))


def written_in(module: ModuleType, found: object) -> bool:
    return isinstance(found, type) and issubclass(found, forms.BaseForm) and found.__module__ == module.__name__


FIELDS = [
    pytest.param(field, id=f"{form.__module__}.{form.__name__}.{name}")
    for form in forms_there_are()
    for name, field in form.base_fields.items()
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.django_db
def test_a_field_says_what_is_wrong_in_our_words(field: Any) -> None:
    form_of_it = type("OneField", (forms.Form,), {"it": field})
    for entered in ENTERED:
        for data in ({"it": entered}, {"it_0": entered, "it_1": "13", "it_2": "x"}):
            said = errors_in_words(form_of_it(data)["it"])
            assert not [words for words in said if DJANGOS.search(str(words))], entered


@pytest.mark.parametrize(
    ("field", "entered", "words"),
    [
        (forms.CharField(label="Title", max_length=3), "four", "“Title” may have 3 characters: it is 1 too long."),
        (forms.BooleanField(label="I agree"), "", "Tick “I agree” to go on."),
        (forms.IntegerField(label="Minutes", max_value=90), "91", "“Minutes” must be at most 90."),
        (forms.CharField(label="Name", error_messages={"required": "Say who."}), "", "Say who."),
    ],
)
def test_words_name_the_field_and_what_to_do(field: Any, entered: str, words: str) -> None:
    form_of_it = type("OneField", (forms.Form,), {"it": field})

    assert errors_in_words(form_of_it({"it": entered})["it"]) == [words]
