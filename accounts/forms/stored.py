"""Forms that show what is stored. What their user left alone is not written; what somebody else changed is said.

The page carries a mark of each value that it showed. When it comes back, a value with the same mark was not touched,
so what is stored by now stays; one that was touched is written, unless somebody else changed it too: then nothing is,
and both are shown. Saving again replaces theirs knowingly, as the page then carries the marks of what is stored now.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localtime

from accounts import marks

VERSION = "version"  # the name of the hidden field
CHANGED = "{} changed this while you had it open. Nothing was overwritten."


@dataclass(frozen=True)
class Clash:
    """A value that was changed here and meanwhile elsewhere, in words."""

    label: str
    theirs: str
    yours: str


class Stored(forms.BaseForm):
    """Mixin for a form whose initial values are what is stored; `new=True` where nothing is stored yet.

    The view reads what is stored in its turn (`accounts.answering.in_turn`), and answers with `status_of(form)`.
    """

    together: ClassVar[tuple[tuple[str, ...], ...]] = ()  # fields that mean something only with each other
    base_fields: ClassVar[dict[str, forms.Field]]  # as declared, of which a form may leave some out
    gone: ClassVar[dict[str, Callable[[str], str]]] = {}  # words for a stored choice that is no longer on offer

    def __init__(self, *args: Any, new: bool = False, changed_by: str = "", **kwargs: Any) -> None:
        """`changed_by`: who changed last what is stored, where that is known."""
        super().__init__(*args, **kwargs)
        self.is_new, self.changed_by = new, changed_by
        self.clashes: list[Clash] = []
        self._is_settled = False
        if not new:
            self.fields[VERSION] = forms.Field(required=False, widget=forms.HiddenInput)

    def __getitem__(self, name: str) -> forms.BoundField:
        self._settle()
        return super().__getitem__(name)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        """What is stored; for the hidden field, the marks of all of it."""
        return self._marks() if field_name == VERSION else super().get_initial_for_field(field, field_name)

    def stored_value(self, name: str) -> Any:
        """What is stored, as it is told from something else; a file, say, by when it was chosen."""
        return self.get_initial_for_field(self.fields[name], name)

    def full_clean(self) -> None:
        self._settle()
        if self.is_bound and not self.is_new:
            self._take_in()
        super().full_clean()
        if self.clashes:
            self.add_error(None, self.clash_words)

    def _clean_form(self) -> None:
        self.cleaned_data.pop(VERSION, None)
        super()._clean_form()  # type: ignore[misc]

    def read_again(self, *, initial: dict[str, object], changed_by: str = "") -> None:
        """Somebody was quicker between our reading and our writing: compare with what is stored now."""
        self.initial, self.changed_by = initial, changed_by
        self.full_clean()

    @property
    def clash_words(self) -> str:
        """Who changed it meanwhile."""
        return CHANGED.format(self.changed_by or "Somebody else")

    def _settle(self) -> None:
        """Once the fields have their choices: a stored one that is no longer among them stays on offer."""
        if self._is_settled:
            return
        self._is_settled = True
        for name in self.fields if not self.is_new else ():
            if name != VERSION:
                keep_on_offer(self.fields[name], self._raw(name), self.gone.get(name, str))

    def _groups(self) -> Iterator[list[str]]:
        names = [name for name in self.fields if name != VERSION]
        grouped = [[name for name in group if name in self.base_fields] for group in self.together]
        yield from (group for group in grouped if set(group) & set(names))
        yield from ([name] for name in names if not any(name in group for group in self.together))

    def _marks(self) -> str:
        return marks.written({group[0]: mark([self._raw(name) for name in group]) for group in self._groups()})

    def _raw(self, name: str) -> list[str]:
        """What is stored, as a browser would send it; of a field that this form does not offer too."""
        if name not in self.fields:
            return as_sent(self.base_fields[name], self.initial.get(name))
        return as_sent(self.fields[name], self.stored_value(name))

    def _typed(self, name: str) -> list[str]:
        if name not in self.fields:
            return self._raw(name)
        widget = self.fields[name].widget
        return listed(widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    def _take_in(self) -> None:
        """Put what is stored by now in the place of what was left alone, and note what was changed twice."""
        opened = marks.read(self._marks() if self._sent() is None else str(self._sent()))
        data, self.clashes = changeable(self.data), []
        for group in self._groups():
            stored, typed = ([read(name) for name in group] for read in (self._raw, self._typed))
            if mark(typed) in (mark(stored), opened.get(group[0])) or self._is_left_out(group):
                for name, values in zip(group, stored, strict=True):
                    if name in self.fields:
                        put(data, self.add_prefix(name), values, self.fields[name])
            elif opened.get(group[0]) != mark(stored):
                self.clashes += self._clashes(group, stored, typed)
        data[self.add_prefix(VERSION)] = self._marks()
        self.data = data

    def _is_left_out(self, group: list[str]) -> bool:
        """What is no page of ours changes only what it names: a page always sends its marks."""
        names = [self.add_prefix(name) for name in group]
        return self._sent() is None and not any(name in self.data or name in self.files for name in names)

    def _sent(self) -> object:
        """The marks of the page that was open; None if it was no page of ours, which says itself what it wants."""
        return self.data.get(self.add_prefix(VERSION))

    def _clashes(self, group: list[str], stored: list[list[str]], typed: list[list[str]]) -> Iterator[Clash]:
        for name, theirs, yours in zip(group, stored, typed, strict=True):
            if mark([theirs]) != mark([yours]):
                field, label = self.fields[name], self[name].label
                yield Clash(str(label), said(field, theirs), said(field, yours))


def as_sent(field: forms.Field, value: object) -> list[str]:
    """A value as a browser sends it back when it is left alone."""
    if isinstance(field.widget, forms.CheckboxInput):
        return listed(bool(value))
    if isinstance(field, forms.FileField):
        return listed(value)
    return listed(field.widget.format_value(field.prepare_value(value)))


def listed(value: object) -> list[str]:
    """What a widget shows or has read, in one shape."""
    if value is None or value is False:
        return []
    if value is True:
        return ["on"]
    values = value if isinstance(value, list | tuple) else [value]
    return [text for v in values if (text := re.sub(r"\r\n?", "\n", "" if v is None else str(v)).strip())]


def mark(values: list[list[str]]) -> str:
    """Stands for these values, in whatever order each was sent."""
    return marks.mark([sorted(v) for v in values])


def keep_on_offer(field: forms.Field, values: list[str], words: Callable[[str], str]) -> None:
    """Add to a field's choices what is stored and no longer among them."""
    if isinstance(field, forms.ModelChoiceField):
        offered = field.queryset
        if values and offered is not None and offered.filter(pk__in=values).count() < len(values):
            field.queryset = offered | offered.model._default_manager.filter(pk__in=values)
    elif isinstance(field, forms.ChoiceField):
        missing = [(value, words(value)) for value in values if value not in offered_by(field)]
        if missing:
            field.choices = [*choices_of(field), *missing]


def offered_by(field: forms.ChoiceField) -> dict[str, str]:
    """What a field offers, without groups."""
    return {str(value): str(label) for value, label in flatten_choices(choices_of(field))}


def choices_of(field: forms.ChoiceField) -> list[tuple[str, object]]:
    """A field's choices, and its groups of choices, in order."""
    choices = field.choices
    return list(choices) if isinstance(choices, Iterable) else []


def put(data: QueryDict, name: str, values: list[str], field: forms.Field) -> None:
    """Let a form be as if this had been sent; a box that is not ticked is not sent at all."""
    several = getattr(field.widget, "allow_multiple_selected", False)
    if values or not (several or isinstance(field.widget, forms.CheckboxInput)):
        data.setlist(name, [*values] or [""])
    else:
        data.pop(name, None)


def changeable(data: Mapping[str, Any]) -> QueryDict:
    """A copy of what was sent; a plain mapping too."""
    if isinstance(data, QueryDict):
        return data.copy()
    copied = QueryDict(mutable=True)
    for name, value in data.lists() if isinstance(data, MultiValueDict) else data.items():
        copied.setlist(name, list(value) if isinstance(value, list | tuple) else [value])
    return copied


def day_in_words(value: str) -> str:
    """A day as it is typed, in words where it is one."""
    try:
        return f"{date.fromisoformat(value):%-d %B %Y}"
    except ValueError:
        return value


def file_in_words(value: str) -> str:
    """The name of a file that was chosen; of a stored one, since when it is."""
    try:
        return f"one of {localtime(datetime.fromisoformat(value)):%-d %B %Y, %H:%M}"
    except ValueError:
        return value


def said(field: forms.Field, values: list[str]) -> str:
    """A value as it is said beside another."""
    if isinstance(field, forms.FileField):
        return ", ".join(map(file_in_words, values)) or "Nothing"
    if isinstance(field, forms.BooleanField):
        return "Yes" if values else "No"
    if isinstance(field, forms.ChoiceField):
        labels = offered_by(field)
        return ", ".join(labels.get(value, value) for value in values or [""]) or "Nothing"
    if isinstance(field, forms.DateField):
        return ", ".join(day_in_words(value) for value in values) or "No date"
    return "\n".join(values) or "Nothing"
