"""Fields of forms: what was pasted is cleaned, or refused in words."""

import pytest
from django import forms

from accounts.form_fields import AddressField, NameField, WordsField
from accounts.forms.first_leads import read_line


def said_of(field: forms.Field, typed: str) -> str:
    try:
        field.clean(typed)
    except forms.ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("\u200bPat Grey\ufeff", "Pat Grey"),
        ("\u202aPat\u00a0 Grey\u202c", "Pat Grey"),
        (" Pat\tGrey\r\n", "Pat Grey"),
        ("Pa\u00adt Gr\u2060ey", "Pat Grey"),
    ],
)
def test_what_nobody_sees_is_taken_out_of_a_name(typed: str, name: str) -> None:
    assert NameField().clean(typed) == name


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("\u200b", "required"),
        ("\u3164", "required"),
        ("-", "no letter or digit"),
        ("Bob\r\nCc: x@y.example", "line break"),
        ("a\x85b", "line break"),
        ("Pat\u202eyerG", "turns the text around"),
        ("Pat\x07Grey", "cannot be shown"),
        ("See https://x.example", "web addresses"),
        ("x" * 11, "10"),
    ],
)
def test_a_name_that_cannot_be_read_is_refused_in_words(typed: str, words: str) -> None:
    assert words in said_of(NameField(max_length=10 if "x" in typed and len(typed) == 11 else 100), typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("\u200bpat@x.example", "Pat Grey <pat@x.example>", "mailto:pat@x.example", " pat@x.example\u00a0"),
        *("\u202apat@x.example\u202c", "pat\u00ad@x.example", "pat@x.exa\u200bmple", "pat@x.example,"),
        "<pat@x.example>;",
    ],
)
def test_an_address_as_it_is_pasted_is_that_address(typed: str) -> None:
    assert AddressField().clean(typed) == "pat@x.example"


def test_every_kind_of_line_break_is_one_and_words_stay_apart() -> None:
    for mark in ("\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r\n", "\r", "\x1d"):
        assert WordsField().clean(f"first{mark}second") == "first\nsecond"
    assert WordsField().clean("a\x00b\x07") == "ab"


def test_many_names_at_once_are_cleaned_and_refused_the_same() -> None:
    line = read_line(1, "TR00001; \u200bPat Grey; Pat Grey <pat@x.example>")
    assert line is not None
    assert (line.name, line.email) == ("Pat Grey", "pat@x.example")
    with pytest.raises(forms.ValidationError, match="turns the text around"):
        read_line(1, "TR00001; Pat\u202eyerG; pat@x.example")
