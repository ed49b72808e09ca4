"""Choosing the trust's logo."""

from datetime import datetime

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.forms.seen import Seen
from accounts.forms.stored import Stored


class LogoForm(Stored, forms.Form):
    """One file; what is in it is looked at by the operation. Stored is the one that was chosen at `since`."""

    logo = forms.FileField(
        label="Picture",
        help_text="PNG or JPEG, at most 2 MB. It stands on the covers of reports, on white.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def __init__(
        self, data: QueryDict | None = None, files: MultiValueDict[str, UploadedFile] | None = None, *,
        since: datetime | None,
    ) -> None:  # fmt: skip
        super().__init__(data, files)
        self.since = since

    def stored_value(self, name: str) -> object:
        return self.since


class LogoRemovalForm(Seen, forms.Form):
    """A button under the logo: it takes away the one that was seen."""

    def meanwhile(self, names: list[str]) -> str:
        if self.shown["logo"] is None:
            return "There is no logo now, so none was removed."
        return "The logo was changed after you opened that page, so it was not removed. This is the one now."
