"""The one font file that pages use, served from its package; the package's other files are not."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FILE = "Manrope-VariableFont_wght.ttf"
PREFIX = "fonts"


class FontFinder(BaseFinder):
    """Finds `fonts/Manrope-VariableFont_wght.ttf`."""

    def __init__(self, app_names: Sequence[str] | None = None) -> None:
        self.storage = FileSystemStorage(location=settings.FONT_FOLDER)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    def find(self, path: str, find_all: bool = False) -> Any:
        found = [str(Path(settings.FONT_FOLDER) / FILE)] if path == f"{PREFIX}/{FILE}" else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        yield FILE, self.storage
