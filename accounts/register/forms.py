"""Uploading the register's files and applying them. Forms check shape; operations and the database decide."""

from collections.abc import Mapping

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from accounts.register.extracts import EXTRACTS, Faulty, Member, first_look, is_archive, members_of
from accounts.register.extracts.text import FIRST_BYTES
from accounts.register.operations import Upload

LARGEST = 90_000_000  # bytes; the largest extract has about 70 million
PIECE = 2**20
WORKBOOKS = (".xlsx", ".xlsm", ".ods")  # archives by their bytes


class SeveralFiles(forms.ClearableFileInput):
    """One field, several files."""

    allow_multiple_selected = True

    def value_from_datadict(
        self, data: Mapping[str, object], files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[UploadedFile]:
        return files.getlist(name) if isinstance(files, MultiValueDict) else []


class FilesField(forms.Field):
    """The files as they were sent; each is looked at by the form."""

    widget = SeveralFiles

    def clean(self, value: list[UploadedFile]) -> list[UploadedFile]:
        if not value:
            raise forms.ValidationError("Choose one or more of the register’s files.")
        return value


class RegisterForm(forms.Form):
    """The register's extracts, one of each at most, or the archive with them."""

    extracts = FilesField(
        label="Files from the register",
        help_text="Results.zip as it was downloaded, or the files in it: All group records, All group links records, "
        "Establishment fields; one, two or all three, each of at most 90 MB.",
        widget=SeveralFiles(attrs={"accept": ".zip,.csv,application/zip,text/csv"}),
    )

    def clean_extracts(self) -> list[Upload]:
        uploads: dict[str, Upload] = {}
        for file in self.cleaned_data["extracts"]:
            for upload in looked_at(file):
                if upload.kind in uploads:
                    label = EXTRACTS[upload.kind].label
                    raise forms.ValidationError(
                        f"{upload.name} and {uploads[upload.kind].name} are both “{label}” ({upload.kind}). "
                        "Choose the newer one."
                    )
                uploads[upload.kind] = upload
        return list(uploads.values())


def looked_at(file: UploadedFile) -> list[Upload]:
    """What is in a file whose beginning is as it should be; what shows only later, the check says."""
    size, name = file.size or 0, str(file.name)
    if size > LARGEST:
        raise forms.ValidationError(
            f"{name} is larger than 90 MB. The register’s largest file has about 70 MB: choose the extract itself, "
            "not a joined file."
        )
    try:
        beginning = file.read(FIRST_BYTES)
        if is_archive(beginning) and not name.lower().endswith(WORKBOOKS):
            return [unpacked(member) for member in members_of(file)]
        layout = first_look(beginning)
    except Faulty as fault:
        raise forms.ValidationError(f"{name}: {fault.words}") from fault
    file.seek(0)
    return [Upload(layout.extract.name, name, size, file.chunks(PIECE), layout.unknown)]


def unpacked(member: Member) -> Upload:
    layout = member.layout
    return Upload(layout.extract.name, member.name, member.size, member.pieces(PIECE), layout.unknown)


class ApplyForm(forms.Form):
    """Whether what is asked about was looked at, before an import is applied."""

    sure = forms.BooleanField(required=False, label="I have looked at this, and want it applied")
