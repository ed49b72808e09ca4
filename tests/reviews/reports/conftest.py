"""Two reports, each read and laid out once in a process: a report keeps nothing of the database it was read from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from reviews.documents.pdf import Written
from reviews.reports import FinishedReport, ReportContent, finish, lay_out, write_html
from tests.reviews.reports import worlds
from tests.reviews.reports.hostile import spoilt
from tests.reviews.reports.library import Library, read_library

World = Callable[[], ReportContent]


def bare(text: str) -> str:
    """Without white space, as lines break anywhere, and with one apostrophe, as the typeface has one for both."""
    return "".join(text.split()).replace("’", "'")


@dataclass
class Made:
    """A report at every stage of its making."""

    content: ReportContent

    @cached_property
    def written(self) -> Written:
        return write_html(self.content)

    @cached_property
    def html(self) -> str:
        return self.written.html

    @cached_property
    def raw(self) -> bytes:
        return lay_out(self.written)

    @cached_property
    def finished(self) -> FinishedReport:
        return finish(self.raw)

    @cached_property
    def pages(self) -> list[pymupdf.Page]:
        self.document = pymupdf.open(stream=self.finished.content, filetype="pdf")
        return list(self.document)

    @cached_property
    def text(self) -> str:
        """All printed text, bare."""
        return bare(" ".join(page.get_text() for page in self.pages))

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(BytesIO(self.finished.content))


@pytest.fixture(scope="session")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Callable[[World], ReportContent]:
    """Build a world, keep the content read from it, and roll the world back."""

    @contextmanager
    def undone() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    def build(world: World) -> ReportContent:
        with undone():
            return world()

    return build


@pytest.fixture(scope="session")
def rich(kept: Callable[[World], ReportContent]) -> Made:
    return Made(kept(worlds.rich))


@pytest.fixture(scope="session")
def poor(kept: Callable[[World], ReportContent]) -> Made:
    return Made(kept(worlds.poor))


@pytest.fixture(scope="session")
def hostile(rich: Made) -> Made:
    """The rich report with everything in it that people could type to break it."""
    return Made(spoilt(rich.content))


@pytest.fixture(scope="session")
def library(kept: Callable[[Any], Any]) -> Library:
    """Every kind of report, read once in a process from trusts that show names and that hide them."""
    return kept(read_library)


@pytest.fixture(params=["rich", "poor"])
def made(request: pytest.FixtureRequest) -> Made:
    """Each of the two."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def file(made: Made, tmp_path: Path) -> Path:
    """The report as a file, for tools that want one."""
    path = tmp_path / "report.pdf"
    path.write_bytes(made.finished.content)
    return path
