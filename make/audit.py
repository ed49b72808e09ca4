"""What is known against the locked packages: runs pip-audit over requirements.txt, and says what came of it.

pip-audit ends with 1 both when it found something and when it could not ask, and with 0 although it passed a package
over; so its answer is read, not its code.
"""

import json
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.txt"
# OSV holds the advisories of PyPI and of GitHub. `--disable-pip`, as the lock file names all there is
ASK = ["-m", "pip_audit", "--requirement", LOCK, "--require-hashes", "--disable-pip", "--vulnerability-service", "osv"]
HOW = ["--format", "json", "--progress-spinner", "off", "--desc", "off"]
KNOWN, NOT_ASKED = 1, 3
NO_ANSWER = f"Nothing was checked: what is known against {LOCK} could not be asked, as"


@dataclass(frozen=True)
class Found:
    """What came of it: a code to end with, and words."""

    code: int
    words: str


class Advisory(TypedDict):
    """One thing that is known, as pip-audit writes it."""

    id: str
    fix_versions: list[str]


class Package(TypedDict):
    """A package that was asked about, or passed over."""

    name: str
    version: str
    skip_reason: NotRequired[str]
    vulns: NotRequired[list[Advisory]]


def main() -> int:
    """Returns the exit code."""
    if sys.argv[1:] == ["--wanted"]:
        sys.stdout.write(" ".join(wanted()) + "\n")
        return 0
    argv = [str(ROOT / ".venv-audit" / "bin" / "python"), *ASK, *HOW, *sys.argv[1:]]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    found = read(done.stdout, done.stderr)
    sys.stdout.write(f"{found.words}\n")
    return found.code


def wanted() -> list[str]:
    """What the throw-away environment gets: the group `audit` of pyproject.toml."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["audit"]
    return [str(requirement) for requirement in found]


def read(said: str, complaint: str) -> Found:
    """What pip-audit's answer means, or its complaint where it gave none."""
    try:
        asked: list[Package] = json.loads(said)["dependencies"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return Found(NOT_ASKED, f"{NO_ANSWER}\n  {last_line(complaint)}")
    passed_over = [f"  {package['name']}: {package['skip_reason']}" for package in asked if "skip_reason" in package]
    known = [line for package in asked for line in advisories(package)]
    if known:
        return Found(KNOWN, "\n".join([f"Known against what {LOCK} locks:", *known, *not_asked(passed_over)]))
    if passed_over or not asked:
        return Found(NOT_ASKED, "\n".join(["Could not ask about all packages.", *not_asked(passed_over)]))
    return Found(0, f"Nothing is known against the {len(asked)} packages that {LOCK} locks.")


def advisories(package: Package) -> list[str]:
    """A line for each, with the version that mends it."""
    mended = {one["id"]: ", ".join(one["fix_versions"]) or "no version yet" for one in package.get("vulns", ())}
    return [f"  {package['name']} {package['version']}: {name}, mended in {where}" for name, where in mended.items()]


def not_asked(passed_over: list[str]) -> list[str]:
    return ["Nothing was said of:", *passed_over] if passed_over else []


def last_line(words: str) -> str:
    """The reason, which stands at the end of whatever was said."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return lines[-1] if lines else "pip-audit said nothing."


if __name__ == "__main__":
    sys.exit(main())
