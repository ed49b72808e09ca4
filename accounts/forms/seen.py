"""Forms whose button acts on what stands on the page, all of it: only if it is still what was seen."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from accounts import marks
from accounts.forms.stored import VERSION, changeable

OUT_OF_DATE = "This page was out of date, so nothing was done. Look at it again."
UNTOLD = "what, the page could not tell"
AS_SHOWN = forms.HiddenInput({"data-shown": ""})  # words that are kept come back to the page as it is now


class Seen(forms.BaseForm):
    """Mixin for a form that acts on what its page shows: `shown`, by name.

    Where something is other by now, nothing is done: the page is shown again with what stands now, and says what
    changed. The view answers with `status_of(form)`.
    """

    def __init__(self, *args: Any, shown: Mapping[str, object], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.changes: list[str] = []  # names of what is other than on the page
        marked = marks.written({name: marks.mark(value) for name, value in shown.items()})
        self.fields[VERSION] = forms.Field(required=False, widget=AS_SHOWN, initial=marked)

    def full_clean(self) -> None:
        if self.is_bound and not self.changes:
            name = self.add_prefix(VERSION)
            sent = str(self.data.get(name) or "")
            self.changes = [UNTOLD] if self.shown and not marks.read(sent) else marks.changed(sent, self.shown)
            self.data = changeable(self.data)
            self.data[name] = self.fields[VERSION].initial
        super().full_clean()
        if self.changes:  # nothing else is said: what the page asked may be something else by now
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
            self.add_error(None, OUT_OF_DATE if self.changes == [UNTOLD] else self.meanwhile(self.changes))

    def meanwhile(self, names: list[str]) -> str:
        """What to say where this has changed; forms say it by its name."""
        return OUT_OF_DATE
