"""Forms have the structure that assistive technology reads: label, hint and error tied to the control."""

import re
from typing import Any

import pytest
from django import forms
from django.template import engines

from accounts.forms.renderer import Hinted, LevelSelect
from tests.scales import THREE


class Example(forms.Form):
    """One field of each kind."""

    name = forms.CharField(help_text="As colleagues know you.")
    role = forms.ChoiceField(widget=forms.RadioSelect, choices=[("lead", Hinted("Review lead", "Sets it up."))])
    level = forms.ChoiceField(widget=LevelSelect, choices=[(THREE.first, "Emerging"), ("open", "Leave it open")])
    agreed = forms.BooleanField(label="I agree", help_text="You can take it back.")
    token = forms.CharField(widget=forms.HiddenInput)


def tight(html: str) -> str:
    """Without the spaces around tags: how a template is laid out is not looked at here."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(html.split()))


@pytest.fixture
def wrong() -> str:
    """The form as it comes back empty."""
    form = Example({})
    form.add_error(None, "Choose a date or a half-term, not both.")
    return str(form)


@pytest.mark.parametrize(
    "part",
    [
        '<label class="field__label" for="id_name">Name</label>',
        '<div class="field__hint" id="id_name_helptext">As colleagues know you.</div>',
        '<p class="field__error" id="id_name_error"><span><span class="visually-hidden">Error: </span>',
        'aria-describedby="id_name_helptext id_name_error"',
        '<fieldset class="field field--error" aria-describedby="id_role_error">',
        '<legend class="field__label">Role</legend>',
        '<label class="choice__label" for="id_role_0">Review lead<span class="choice__hint">Sets it up.</span></label>',
        '<label class="option option--a">',
        '<label class="option option--aside">',
        '<label class="choice__label" for="id_agreed">I agree</label>',
        'aria-describedby="id_agreed_helptext id_agreed_error"',
        '<input type="hidden" name="token"',
    ],
)
def test_a_part_is_tied_to_its_control(wrong: str, part: str) -> None:
    assert tight(part) in tight(wrong)


@pytest.mark.parametrize(
    "line",
    [
        "<li>Choose a date or a half-term, not both.</li>",
        '<li><a href="#id_name">Fill in “Name”.</a></li>',
        '<li><a href="#id_role_0">Choose something for “Role”.</a></li>',
    ],
)
def test_the_summary_names_each_control_and_links_to_it(wrong: str, line: str) -> None:
    assert line in wrong
    assert 'role="alert" tabindex="-1" data-focus' in wrong


def test_without_errors_there_is_no_summary() -> None:
    assert "error-summary" not in str(Example())


def rendered(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


def test_errors_without_a_form_make_a_summary_too() -> None:
    source = '{% include "components/error_summary.html" with errors=errors only %}'
    assert '<a href="#statement-4">Too long.</a>' in rendered(
        source, errors=[{"href": "#statement-4", "words": "Too long."}]
    )
