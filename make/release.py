"""`make release VERSION=0.2.0`: one commit and one tag that say what changed. Nothing is pushed."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from make.changelog import Cut, Refused, check_is_newer, cut

ROOT = Path(__file__).resolve().parent.parent
TESTS = ["sh", "make/quality.sh", "all"]  # what `make test` runs
VERSION = re.compile(r'^version = "[^"]*"$', re.MULTILINE)

Prove = Callable[[], bool]


def main() -> int:
    """Returns the exit code."""
    try:
        tag = release(ROOT, sys.argv[1] if sys.argv[1:] else "", date.today(), all_tests_pass)
    except Refused as reason:
        sys.stdout.write(f"No release: {reason}\n")
        return 1
    sys.stdout.write(f"{tag} is committed and tagged here. To publish it: git push --atomic origin HEAD {tag}\n")
    return 0


def all_tests_pass() -> bool:
    """Everything that CI runs, and every proof whole, on what is about to be released."""
    return subprocess.run(TESTS, cwd=ROOT, env={**os.environ, "PROVE": "1"}, check=False).returncode == 0


def release(root: Path, version: str, today: date, prove: Prove) -> str:
    """Refuse what is quick to see, prove the rest, then write, commit and tag; the tag's name."""
    changelog = root / "CHANGELOG.md"
    made = cut(changelog.read_text(encoding="utf-8"), version, today)
    check_is_newer(version, tagged(root))
    check_is_clean(root)
    if not prove():
        raise Refused("make test fails.")
    check_is_clean(root)  # tests took a while, and somebody may have gone on
    set_version(root / "pyproject.toml", version)
    changelog.write_text(made.text, encoding="utf-8")
    return record(root, version, made)


def tagged(root: Path) -> list[str]:
    """The versions that have a tag."""
    names = git(root, "tag", "--list", "v*.*.*").split()
    return [name[1:] for name in names if re.fullmatch(r"v\d+\.\d+\.\d+", name)]


def check_is_clean(root: Path) -> None:
    """Raise where something is in no commit: the tag would not hold what was tested."""
    if changed := git(root, "status", "--porcelain").splitlines():
        raise Refused(f"{len(changed)} files are changed or new and in no commit, such as {changed[0][3:]}.")


def set_version(pyproject: Path, version: str) -> None:
    """The one line of pyproject.toml that says it."""
    text, number = VERSION.subn(f'version = "{version}"', pyproject.read_text(encoding="utf-8"))
    if number != 1:
        raise Refused("pyproject.toml must have one line with the version.")
    pyproject.write_text(text, encoding="utf-8")


def record(root: Path, version: str, made: Cut) -> str:
    """A commit, and a tag whose message is the section."""
    git(root, "commit", "--quiet", "--all", "--message", f"release: Version {version}.")
    tag = f"v{version}"
    message = f"Version {made.heading}\n\n{made.section}\n"
    # kept as it is: git takes lines that begin with # for comments otherwise, which are the headings here
    git(root, "tag", "--annotate", "--cleanup=verbatim", "--file=-", tag, words=message)
    return tag


def git(root: Path, *arguments: str, words: str | None = None) -> str:
    """What git answers."""
    argv = ["git", *arguments]
    done = subprocess.run(argv, cwd=root, input=words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"git {arguments[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
