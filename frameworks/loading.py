"""Reading a framework's fixture: everything is checked before anything is stored, and stored in one go."""

import tomllib
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from frameworks.content import Words
from frameworks.models import Domain, Framework, FrameworkVersion, Level, Pillar, Statement
from frameworks.scale import FEWEST, MOST

FILE = "framework.toml"


class BadFixture(Exception):
    """A fixture that is refused, with the file, the path in it and the reason."""

    def __init__(self, file: Path, path: str, reason: str) -> None:
        super().__init__(f"{file}: {path}: {reason}")


@dataclass
class Checker:
    """Takes values out of the parsed file and refuses what does not fit."""

    file: Path

    def refuse(self, path: str, reason: str) -> BadFixture:
        return BadFixture(self.file, path, reason)

    def text(self, where: dict[str, Any], path: str, key: str, *, needed: bool = True) -> str:
        """A text, not empty unless it may be."""
        value = where.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self.refuse(f"{path}.{key}", "is missing or empty")
        if value != value.strip():
            raise self.refuse(f"{path}.{key}", "begins or ends with a space")
        return value

    def table(self, where: dict[str, Any], key: str) -> dict[str, Any]:
        """A table that must be there."""
        value = where.get(key)
        if not isinstance(value, dict):
            raise self.refuse(key, "is missing")
        return value

    def rows(self, where: dict[str, Any], path: str, key: str) -> list[tuple[str, dict[str, Any]]]:
        """The rows of an array, each with its path; at least one."""
        value = where.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            raise self.refuse(f"{path}{key}", "is missing or empty")
        return [(f"{path}{key}[{n}]", row) for n, row in enumerate(value, 1)]

    def count_from_one(self, rows: list[tuple[str, dict[str, Any]]], key: str) -> None:
        """The rows are numbered 1, 2, 3 and so on, in order."""
        seen: set[Any] = set()
        for expected, (path, row) in enumerate(rows, 1):
            number = row.get(key)
            if number in seen:
                raise self.refuse(f"{path}.{key}", f"{number} is there twice")
            seen.add(number)
            if number != expected:
                raise self.refuse(
                    f"{path}.{key}", f"is {number!r} where {expected} should be: one is missing or out of order"
                )


def read_fixture(folder: Path) -> dict[str, Any]:
    """The checked content of `<folder>/framework.toml`, with its fingerprint. Raises `BadFixture`."""
    file = folder / FILE
    try:
        raw = file.read_bytes()
        content = tomllib.loads(raw.decode("utf-8"))
    except FileNotFoundError:
        raise BadFixture(file, "", "there is no such file") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFixture(file, "", str(error)) from None
    check(Checker(file), content)
    return {**content, "fingerprint": sha256(raw).hexdigest()}


def check(c: Checker, content: dict[str, Any]) -> None:
    """Refuse anything that is missing, empty, doubled, unknown or out of order."""
    for table, keys in (("framework", ("slug", "name")), ("version", ("number", "name"))):
        for key in keys:
            c.text(c.table(content, table), table, key)
    levels = c.rows(content, "", "levels")
    c.count_from_one(levels, "value")
    if not FEWEST <= len(levels) <= MOST:
        raise c.refuse("levels", f"has {len(levels)} levels where {FEWEST} to {MOST} should be")
    in_place_from = content["version"].get("in_place_from")
    if in_place_from not in range(2, len(levels) + 1):
        raise c.refuse("version.in_place_from", f"is {in_place_from!r} where a level from 2 to {len(levels)} should be")
    for path, level in levels:
        c.text(level, path, "name")
        c.text(level, path, "description")
    _check_words(c, content)
    pillars = _check_pillars(c, content)
    _check_domains(c, content, pillars)


def _check_words(c: Checker, content: dict[str, Any]) -> None:
    words = content.get("words", {})
    known = {field.name for field in fields(Words)}
    if unknown := sorted(set(words) - known):
        raise c.refuse(f"words.{unknown[0]}", f"is none of {', '.join(sorted(known))}")
    for key in words:
        c.text(words, "words", key)
    for what in ("pillars", "beside"):
        if (what in words) != (f"{what}_lede" in words):
            raise c.refuse(f"words.{what}", f"comes with words.{what}_lede or not at all")


def _check_pillars(c: Checker, content: dict[str, Any]) -> set[str]:
    slugs: set[str] = set()
    for path, pillar in c.rows(content, "", "pillars") if "pillars" in content else []:
        slug = c.text(pillar, path, "slug")
        if slug in slugs:
            raise c.refuse(f"{path}.slug", f"{slug} is there twice")
        slugs.add(slug)
        c.text(pillar, path, "name")
        c.text(pillar, path, "tagline")
        if not pillar.get("strands"):
            raise c.refuse(f"{path}.strands", "is missing or empty")
    return slugs


def _check_domains(c: Checker, content: dict[str, Any], pillars: set[str]) -> None:
    domains = c.rows(content, "", "domains")
    c.count_from_one(domains, "number")
    wanted = content["version"].get("domains")
    if wanted is not None and wanted != len(domains):
        raise c.refuse("domains", f"has {len(domains)} domains where version.domains says {wanted}")
    for path, domain in domains:
        for key in ("title", "short_title", "description"):
            c.text(domain, path, key)
        for key in ("other_title", "other_description", "beside"):
            c.text(domain, path, key, needed=False)
        if (domain.get("pillar") not in pillars) if pillars else "pillar" in domain:
            raise c.refuse(f"{path}.pillar", f"{domain.get('pillar')!r} is no pillar of this version")
        statements = c.rows(domain, f"{path}.", "statements")
        c.count_from_one(statements, "number")
        for inner, statement in statements:
            c.text(statement, inner, "text")


def versions_in(folder: Path) -> list[Path]:
    """The folders of versions: this one, or those below it, in order of their frameworks and numbers."""
    return sorted(file.parent for file in folder.rglob(FILE))


@transaction.atomic
def load_framework(*, folder: Path, at: datetime) -> tuple[FrameworkVersion, bool]:
    """Store and publish the version in `folder`; returns it and whether it is new.

    The same file again changes nothing. A changed file under a published number is refused: it would change what
    trusts have rated.
    """
    content = read_fixture(folder)
    named, edition = content["framework"], content["version"]
    framework, _ = Framework.objects.get_or_create(
        slug=named["slug"], defaults={"name": named["name"], "position": named.get("position", 1)}
    )
    there = FrameworkVersion.objects.filter(framework=framework, number=edition["number"]).first()
    if there is not None:
        if there.fingerprint != content["fingerprint"]:
            raise BadFixture(
                folder / FILE,
                "version.number",
                f"{edition['number']} is published with other content: give the change a new number",
            )
        return there, False
    version = FrameworkVersion.objects.create(
        framework=framework, number=edition["number"], name=edition["name"], fingerprint=content["fingerprint"],
        in_place_from=edition["in_place_from"], words=content.get("words", {}),
    )  # fmt: skip
    _store(version, content)
    version.published_at = at
    version.save(update_fields=["published_at"])
    return version, True


def _store(version: FrameworkVersion, content: dict[str, Any]) -> None:
    Level.objects.bulk_create(
        Level(
            version=version,
            value=v["value"],
            name=v["name"],
            description=v["description"],
            awaiting_approval=v.get("awaiting_approval", False),
        )
        for v in content["levels"]
    )
    pillars = {
        p["slug"]: Pillar.objects.create(
            version=version, number=n, slug=p["slug"], name=p["name"], tagline=p["tagline"], strands=p["strands"]
        )
        for n, p in enumerate(content.get("pillars", []), 1)
    }
    for row in content["domains"]:
        domain = Domain.objects.create(
            version=version,
            pillar=pillars.get(row.get("pillar")),
            number=row["number"],
            title=row["title"],
            short_title=row["short_title"],
            other_title=row.get("other_title", ""),
            description=row["description"],
            other_description=row.get("other_description", ""),
            beside=row.get("beside", ""),
        )
        Statement.objects.bulk_create(
            Statement(version=version, domain=domain, number=s["number"], text=s["text"]) for s in row["statements"]
        )
