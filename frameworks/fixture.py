"""A framework's fixture, read from its file: everything in it is checked, and refused with its path and the reason."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

from frameworks.content import Words
from frameworks.scale import FEWEST, MOST

FILE = "framework.toml"
Table = Mapping[str, object]  # of a file, before it is checked


class BadFixture(Exception):
    """A fixture that is refused, with the file, the path in it and the reason."""

    def __init__(self, file: Path, path: str, reason: str) -> None:
        super().__init__(f"{file}: {path}: {reason}")


@dataclass(frozen=True)
class LevelRow:
    """One level of the scale."""

    name: str
    description: str
    awaiting_approval: bool


@dataclass(frozen=True)
class PillarRow:
    """Several domains under one name."""

    slug: str
    name: str
    tagline: str
    strands: list[str]


@dataclass(frozen=True)
class DomainRow:
    """One domain with the texts of its statements, in order. `pillar` is the slug of one, or empty."""

    title: str
    short_title: str
    other_title: str
    description: str
    other_description: str
    beside: str
    pillar: str
    statements: list[str]


@dataclass(frozen=True)
class Fixture:
    """A checked file. Levels, pillars, domains and statements are numbered from one, in order."""

    slug: str
    framework_name: str
    position: int
    number: str
    name: str
    in_place_from: int
    words: dict[str, str]
    levels: list[LevelRow]
    pillars: list[PillarRow]
    domains: list[DomainRow]
    fingerprint: str


@dataclass
class Checker:
    """Takes values out of the parsed file and refuses what does not fit."""

    file: Path

    def refuse(self, path: str, reason: str) -> BadFixture:
        return BadFixture(self.file, path, reason)

    def text(self, where: Table, path: str, key: str, *, needed: bool = True) -> str:
        """A text, not empty unless it may be."""
        value = where.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self.refuse(f"{path}.{key}", "is missing or empty")
        if value != value.strip():
            raise self.refuse(f"{path}.{key}", "begins or ends with a space")
        return value

    def number(self, where: Table, path: str, key: str, default: int) -> int:
        """A whole number."""
        value = where.get(key, default)
        if not isinstance(value, int):
            raise self.refuse(f"{path}.{key}", f"is {value!r} where a number should be")
        return value

    def texts(self, where: Table, path: str, key: str) -> list[str]:
        """Several texts; at least one."""
        value = where.get(key)
        if not isinstance(value, list) or not value:
            raise self.refuse(f"{path}.{key}", "is missing or empty")
        return [str(one) for one in value]

    def table(self, where: Table, key: str) -> Table:
        """A table that must be there."""
        value = where.get(key)
        if not isinstance(value, dict):
            raise self.refuse(key, "is missing")
        return value

    def rows(self, where: Table, path: str, key: str) -> list[tuple[str, Table]]:
        """The rows of an array, each with its path; at least one."""
        value = where.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            raise self.refuse(f"{path}{key}", "is missing or empty")
        return [(f"{path}{key}[{n}]", row) for n, row in enumerate(value, 1)]

    def count_from_one(self, rows: list[tuple[str, Table]], key: str) -> None:
        """The rows are numbered 1, 2, 3 and so on, in order."""
        seen: set[object] = set()
        for expected, (path, row) in enumerate(rows, 1):
            number = row.get(key)
            if number in seen:
                raise self.refuse(f"{path}.{key}", f"{number} is there twice")
            seen.add(number)
            if number != expected:
                raise self.refuse(
                    f"{path}.{key}", f"is {number!r} where {expected} should be: one is missing or out of order"
                )


def read_fixture(folder: Path) -> Fixture:
    """The checked content of `<folder>/framework.toml`, with its fingerprint. Raises `BadFixture`."""
    file = folder / FILE
    try:
        raw = file.read_bytes()
        content = tomllib.loads(raw.decode("utf-8"))
    except FileNotFoundError:
        raise BadFixture(file, "", "there is no such file") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFixture(file, "", str(error)) from None
    return checked(Checker(file), content, fingerprint=sha256(raw).hexdigest())


def checked(c: Checker, content: Table, *, fingerprint: str) -> Fixture:
    """Refuse anything that is missing, empty, doubled, unknown or out of order."""
    framework = c.table(content, "framework")
    slug, framework_name = (c.text(framework, "framework", key) for key in ("slug", "name"))
    version = c.table(content, "version")
    number, name = (c.text(version, "version", key) for key in ("number", "name"))
    levels = _levels(c, content)
    in_place_from = version.get("in_place_from")
    if not isinstance(in_place_from, int) or in_place_from not in range(2, len(levels) + 1):
        raise c.refuse("version.in_place_from", f"is {in_place_from!r} where a level from 2 to {len(levels)} should be")
    words = _words(c, content)
    pillars = _pillars(c, content)
    domains = _domains(c, content, {pillar.slug for pillar in pillars})
    wanted = version.get("domains")
    if wanted is not None and wanted != len(domains):
        raise c.refuse("domains", f"has {len(domains)} domains where version.domains says {wanted}")
    return Fixture(
        slug=slug, framework_name=framework_name, position=c.number(framework, "framework", "position", 1),
        number=number, name=name, in_place_from=in_place_from, words=words,
        levels=levels, pillars=pillars, domains=domains, fingerprint=fingerprint,
    )  # fmt: skip


def _levels(c: Checker, content: Table) -> list[LevelRow]:
    rows = c.rows(content, "", "levels")
    c.count_from_one(rows, "value")
    if not FEWEST <= len(rows) <= MOST:
        raise c.refuse("levels", f"has {len(rows)} levels where {FEWEST} to {MOST} should be")
    return [
        LevelRow(c.text(row, path, "name"), c.text(row, path, "description"), bool(row.get("awaiting_approval")))
        for path, row in rows
    ]


def _words(c: Checker, content: Table) -> dict[str, str]:
    words = c.table(content, "words") if "words" in content else {}
    known = {field.name for field in fields(Words)}
    if unknown := sorted(set(words) - known):
        raise c.refuse(f"words.{unknown[0]}", f"is none of {', '.join(sorted(known))}")
    told = {key: c.text(words, "words", key) for key in words}
    for what in ("pillars", "beside"):
        if (what in words) != (f"{what}_lede" in words):
            raise c.refuse(f"words.{what}", f"comes with words.{what}_lede or not at all")
    return told


def _pillars(c: Checker, content: Table) -> list[PillarRow]:
    found: dict[str, PillarRow] = {}
    for path, row in c.rows(content, "", "pillars") if "pillars" in content else []:
        slug = c.text(row, path, "slug")
        if slug in found:
            raise c.refuse(f"{path}.slug", f"{slug} is there twice")
        name, tagline = c.text(row, path, "name"), c.text(row, path, "tagline")
        found[slug] = PillarRow(slug, name, tagline, c.texts(row, path, "strands"))
    return list(found.values())


def _domains(c: Checker, content: Table, pillars: set[str]) -> list[DomainRow]:
    rows = c.rows(content, "", "domains")
    c.count_from_one(rows, "number")
    return [_domain(c, path, row, pillars) for path, row in rows]


def _domain(c: Checker, path: str, row: Table, pillars: set[str]) -> DomainRow:
    said = {key: c.text(row, path, key) for key in ("title", "short_title", "description")}
    said |= {key: c.text(row, path, key, needed=False) for key in ("other_title", "other_description", "beside")}
    pillar = row.get("pillar")
    if (pillar not in pillars) if pillars else "pillar" in row:
        raise c.refuse(f"{path}.pillar", f"{pillar!r} is no pillar of this version")
    statements = c.rows(row, f"{path}.", "statements")
    c.count_from_one(statements, "number")
    return DomainRow(
        **said, pillar=str(pillar or ""), statements=[c.text(one, inner, "text") for inner, one in statements]
    )
