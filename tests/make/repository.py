"""A repository of its own for a test, with commits by nobody in particular."""

import subprocess
from pathlib import Path

SETTINGS = {
    "user.name": "Ann Example",
    "user.email": "ann@wellschool.example",
    "commit.gpgsign": "false",
    "tag.gpgsign": "false",
}


def git(folder: Path, *arguments: str) -> str:
    """What git says; raises when it refuses."""
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def committed(folder: Path, **files: str) -> None:
    """Write these files and commit them; `_` stands for the point in a name."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "tests: A commit.")


def repository(folder: Path) -> Path:
    """An empty one, on main."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for name, value in SETTINGS.items():
        git(folder, "config", name, value)
    return folder
