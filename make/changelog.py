"""CHANGELOG.md as versions: `## Unreleased` on top, then `## 0.2.0, 30 November 2026`, newest first."""

import re
from dataclasses import dataclass
from datetime import date

from packaging.version import Version

UNRELEASED = "## Unreleased"
HEADING = re.compile(r"^## (?P<version>\d+\.\d+\.\d+), \d{1,2} \w+ \d{4}$", re.MULTILINE)
ANY_HEADING = re.compile(r"^## .*$", re.MULTILINE)
FORM = re.compile(r"\d+\.\d+\.\d+")


class Refused(Exception):
    """Why there is no release, in words."""


@dataclass(frozen=True)
class Cut:
    """The changelog with its new version, the heading of that version and what stands below it."""

    text: str
    heading: str
    section: str


def cut(text: str, version: str, today: date) -> Cut:
    """Move what is unreleased to a version of today."""
    check_is_newer(version, versions(text))
    before, section, rest = parts(text)
    if not re.search(r"^\s*[^#\s]", section, re.MULTILINE):
        raise Refused("Nothing stands under Unreleased in CHANGELOG.md.")
    heading = f"{version}, {today.day} {today:%B} {today.year}"
    new = f"{before}{UNRELEASED}\n\n## {heading}\n\n{section.strip()}\n"
    return Cut(f"{new}\n{rest}" if rest else new, heading, section.strip())


def versions(text: str) -> list[str]:
    """The versions that were released, newest first; raises for a heading that is none."""
    for heading in ANY_HEADING.findall(text):
        if heading != UNRELEASED and not HEADING.fullmatch(heading):
            raise Refused(f"CHANGELOG.md: {heading!r} is no version with its date, as in “## 0.2.0, 1 May 2027”.")
    return [match["version"] for match in HEADING.finditer(text)]


def check_is_newer(version: str, released: list[str]) -> None:
    """Raise unless it is three numbers and above all that were released."""
    if not FORM.fullmatch(version):
        raise Refused("Say which version: make release VERSION=0.2.0, three numbers.")
    newest = max(released, key=Version, default="")
    if newest and Version(version) <= Version(newest):
        raise Refused(f"{version} is not newer than {newest}.")


def parts(text: str) -> tuple[str, str, str]:
    """What is above Unreleased, what is under it, and the versions below."""
    headings = list(ANY_HEADING.finditer(text))
    if not headings or headings[0][0] != UNRELEASED:
        raise Refused(f"CHANGELOG.md: its first heading of a version must be “{UNRELEASED}”.")
    end = headings[1].start() if len(headings) > 1 else len(text)
    return text[: headings[0].start()], text[headings[0].end() : end], text[end:]
