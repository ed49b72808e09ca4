"""A form that shows what is stored writes what its user changed, and tells of what somebody else changed meanwhile."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from accounts.forms.stored import Stored, as_sent

OPENED = {"title": "Autumn\nreview", "due_on": date(2027, 3, 1), "kind": 2, "people": ["1", "2"], "shared": True}


class Example(Stored, forms.Form):
    """One field of every kind; the last two belong together."""

    title = forms.CharField(widget=forms.Textarea, max_length=40)
    due_on = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d"))
    kind = forms.TypedChoiceField(coerce=int, choices=[(1, "One"), (2, "Two")])
    people = forms.MultipleChoiceField(required=False, choices=[("1", "Ann"), ("2", "Bea"), ("3", "Cy")])
    shared = forms.BooleanField(required=False)
    steps = forms.BooleanField(required=False)
    together = (("shared", "steps"),)


def sent(opened: dict[str, Any], **changes: Any) -> QueryDict:
    """What a browser sends that opened the form with these values."""
    form, data = Example(initial=opened), QueryDict(mutable=True)
    for name, field in form.fields.items():
        data.setlist(name, [value.replace("\n", "\r\n") for value in as_sent(field, form[name].value())])
    for name, value in changes.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def posted(now: dict[str, Any], data: QueryDict) -> Example:
    form = Example(data, initial=now)
    form.is_valid()
    return form


def test_what_is_no_page_of_ours_changes_only_what_it_names() -> None:
    data = QueryDict(mutable=True)
    data["title"] = "Winter"

    form = posted(OPENED, data)

    assert form.errors == {}
    assert form.cleaned_data == {**OPENED, "title": "Winter", "steps": False}


@pytest.mark.parametrize("field", OPENED)
def test_what_was_left_alone_stays_as_somebody_else_saved_it(field: str) -> None:
    elsewhere = {"title": "Theirs", "due_on": date(2027, 5, 5), "kind": 1, "people": ["3"], "shared": False}
    now = {**OPENED, field: elsewhere[field]}

    form = posted(now, sent(OPENED))

    assert form.errors == {}
    assert form.cleaned_data == {**now, "steps": False}


def test_what_was_changed_here_alone_is_written() -> None:
    form = posted(OPENED, sent(OPENED, title="Mine", people=["1"]))

    assert (form.cleaned_data["title"], form.cleaned_data["people"]) == ("Mine", ["1"])


def test_what_both_changed_is_shown_with_both_and_not_written() -> None:
    now = {**OPENED, "title": "Theirs", "due_on": date(2027, 5, 5), "kind": 1}

    form = posted(now, sent(OPENED, title="Mine", due_on="2027-06-01"))

    assert not form.is_valid()
    assert [(c.label, c.theirs, c.yours) for c in form.clashes] == [
        ("Title", "Theirs", "Mine"), ("Due on", "5 May 2027", "1 June 2027"),
    ]  # fmt: skip
    assert (form["title"].value(), form["due_on"].value(), form["kind"].value()) == ("Mine", "2027-06-01", "1")


def test_saving_again_after_that_replaces_it_and_nothing_else() -> None:
    now = {**OPENED, "title": "Theirs", "kind": 1}
    conflicted = posted(now, sent(OPENED, title="Mine"))

    form = posted(now, conflicted.data)

    assert form.errors == {}
    assert (form.cleaned_data["title"], form.cleaned_data["kind"]) == ("Mine", 1)


def test_the_same_change_by_both_is_no_conflict() -> None:
    assert posted({**OPENED, "title": "Ours"}, sent(OPENED, title="Ours")).errors == {}


def test_fields_that_belong_together_are_one() -> None:
    form = posted({**OPENED, "shared": False}, sent(OPENED, steps="on"))

    assert {c.label: (c.theirs, c.yours) for c in form.clashes} == {
        "Shared": ("No", "Yes"), "Steps": ("No", "Yes"),
    }  # fmt: skip


@pytest.mark.parametrize("version", ["", "9" * 25, "title=", "\0", "title=000000000000 " * 3000])
def test_without_a_version_that_is_ours_nothing_is_overwritten(version: str) -> None:
    form = posted(OPENED, sent(OPENED, title="Mine", version=version))

    assert [c.label for c in form.clashes] == ["Title"]


def test_an_error_elsewhere_keeps_what_was_typed_and_the_version() -> None:
    form = posted(OPENED, sent(OPENED, title="x" * 41))

    assert "title" in form.errors
    assert posted(OPENED, form.data).errors == form.errors


def test_a_stored_choice_that_is_no_longer_on_offer_stays_on_offer() -> None:
    now = {**OPENED, "kind": 7, "people": ["1", "9"]}
    form = posted(now, sent(now, title="Mine"))

    assert form.errors == {}
    assert (form.cleaned_data["kind"], form.cleaned_data["people"]) == (7, ["1", "9"])
    assert '<option value="7" selected>7</option>' in " ".join(str(Example(initial=now)["kind"]).split())


def test_a_form_for_something_new_carries_no_version() -> None:
    assert "version" not in Example(new=True).fields
