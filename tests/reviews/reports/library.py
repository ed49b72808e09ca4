"""Reports of every kind, read from two trusts: one whose review shows names, one that hides them."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
from PIL import Image

from frameworks.content import StatementContent
from reviews.documents.face import Logo
from reviews.reports import Choices, FinishedReport, maker_of
from reviews.reports.kinds import Format, Kind
from tests.builders import Cast, acting, trust_with, yst_person
from tests.reviews.reports.worlds import RATIONALES, STEPS, Agreed, order, signed_off

ALL = Choices(ratings=True, notes=True, differences=True, names=True)
TELLING: dict[str, Any] = {"audience": "comparison", "choices": ALL}
WHOLE = json.loads((Path(__file__).parents[3] / "docs" / "review.schema.json").read_text())
ZEBRA = "zebra"  # in every note, suggestion and dissent


def dot() -> Logo:
    made = BytesIO()
    Image.new("RGBA", (300, 100), "#127A8A").save(made, "PNG")
    return Logo(made.getvalue(), 300, 100)


@dataclass
class Library:
    """What was read, by name; files are made when they are asked for."""

    read: dict[str, tuple[str, str, Any]] = field(default_factory=dict)

    def content(self, name: str) -> Any:
        return self.read[name][2]

    def file(self, name: str, **face: Any) -> FinishedReport:
        kind, format, content = self.read[name]
        if face:
            content = replace(content, face=replace(content.face, **face))
            return made_of(kind, format, content)
        return self._file(name)

    @cache  # noqa: B019 there is one library in a process
    def _file(self, name: str) -> FinishedReport:
        return made_of(*self.read[name])

    __hash__ = object.__hash__


def made_of(kind: str, format: str, content: Any) -> FinishedReport:
    """Through all the steps but reading."""
    maker = maker_of(kind, format)
    return maker.finish(maker.lay_out(maker.write(content)))


def keeps_to_its_form(whole: bytes) -> None:
    """That a whole review as data is as docs/review.schema.json says."""
    jsonschema.validate(json.loads(whole), WHOLE, format_checker=jsonschema.FormatChecker())


def last_year(n: int, statement: StatementContent) -> Agreed | None:
    return Agreed(1 + n % 3 // 2) if n % 9 else None


def this_year(n: int, statement: StatementContent) -> Agreed | None:
    level = 1 + (n * 7 % 5 > 1) + (n % 13 == 3)
    return None if n in (11, 25, 40) else Agreed(level, RATIONALES[n % 4] if n % 3 else "")


def trust(name: str, reviewers: tuple[str, ...]) -> tuple[Cast, Any]:
    cast = trust_with(yst_person(f"Max Hill {name}", "manager"), name, name=f"{name.title()} Schools Trust")
    signed_off(cast, last_year, year=2025, on=datetime.fromisoformat("2025-11-20T15:00Z"))
    on = datetime.fromisoformat("2026-11-21T11:00Z")
    return cast, signed_off(cast, this_year, on=on, reviewers=reviewers, steps=STEPS, secret=ZEBRA)


def read_library() -> Library:
    """The signed-off and the drafts, plain and with all that tells, shown and hidden."""
    found = Library()
    shown, hidden = trust("shown", ("lead", "colleague")), trust("hidden", ("lead", "colleague", "second"))
    for kind, formats in {
        Kind.FULL: ("pdf", "docx"), Kind.BOARD: ("pdf", "docx"), Kind.BLANK: ("pdf", "docx"),
        Kind.LEVELS: ("xlsx", "csv"), Kind.PLAN: ("xlsx", "csv"), Kind.PROGRESS: ("xlsx", "csv"), Kind.WHOLE: ("json",),
    }.items():  # fmt: skip
        for format in formats:
            add(found, f"{kind}.{format}", kind, format, shown[0], shown[1], "trustee", choices=Choices())
    for format in ("pdf", "docx"):
        add(found, f"answers.{format}", Kind.ANSWERS, format, *shown, "colleague", audience="own")
        add(found, f"draft.{format}", Kind.FULL, format, shown[0], None, "lead", audience="comparison")
    for name, (cast, snapshot) in {"shown": shown, "hidden": hidden}.items():
        for kind, format in ((Kind.FULL, "pdf"), (Kind.FULL, "docx"), (Kind.RATINGS, "xlsx"), (Kind.RATINGS, "csv"),
                             (Kind.WHOLE, "json")):  # fmt: skip
            add(found, f"{name} {kind}.{format}", kind, format, cast, snapshot, "lead", **TELLING)
    no_names = replace(ALL, names=False)
    for kind, format in ((Kind.RATINGS, "xlsx"), (Kind.WHOLE, "json"), (Kind.FULL, "pdf")):
        add(found, f"nameless {kind}.{format}", kind, format, *shown, "lead", audience="comparison", choices=no_names)
    return found


def add(found: Library, name: str, kind: str, format: str, cast: Cast, snapshot: Any, who: str, **more: Any) -> None:
    asked = order(cast, snapshot, kind=kind, format=format, user_id=cast.people[who].user_id, **more)
    with acting(cast.people[who]):
        found.read[name] = (kind, Format(format), maker_of(kind, format).read(asked))
