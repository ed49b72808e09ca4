"""What is changed in a checkout: commits that are not upstream yet, and what is in no commit."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

UPSTREAM = ("@{upstream}", "origin/main", "main")  # the first that is there
BEFORE = "HEAD~1"


@dataclass(frozen=True)
class Change:
    """Paths that differ from a commit, deleted ones too."""

    since: str
    paths: tuple[str, ...]


class NotKnown(Exception):
    """Git cannot say what is changed."""


def git(root: Path, *arguments: str) -> str:
    """What git answers; raises `NotKnown` with its words."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotKnown(done.stderr.strip() or f"git {arguments[0]} ended with {done.returncode}.")
    return done.stdout


def paths(root: Path, *arguments: str) -> set[str]:
    """The paths that git lists, whatever signs are in them."""
    return {path for path in git(root, *arguments, "-z").split("\0") if path}


def change(root: Path, since: str | None = None) -> Change:
    """What differs from `since`; without it from upstream or, where nothing does, from the commit before."""
    if since is not None:
        return since_commit(root, since)
    if base := where_it_left_upstream(root):
        found = since_commit(root, base)
        if found.paths:
            return found
    return since_commit(root, BEFORE)


def since_commit(root: Path, since: str) -> Change:
    """What differs from one commit, and what git does not know yet."""
    commit = git(root, "rev-parse", "--short", "--verify", f"{since}^{{commit}}").strip()
    found = paths(root, "diff", "--name-only", "--no-renames", commit)
    found |= paths(root, "ls-files", "--others", "--exclude-standard")
    return Change(commit, tuple(sorted(found)))


def where_it_left_upstream(root: Path) -> str | None:
    """The last commit that upstream has, too; None in a checkout without one."""
    for name in UPSTREAM:
        try:
            return git(root, "merge-base", "HEAD", name).strip()
        except NotKnown:
            continue
    return None
