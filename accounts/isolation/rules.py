"""Functions of the database as they stand now: one text a subject, in the rooms' `sql/` folders, loaded whole.

Each statement is `create or replace`, so a changed rule is a readable change of one file, and a migration that loads it
again. Nobody may forget that migration: it names the digest of the text it was written for, and a test compares the
newest digest of each file with the file.
"""

import hashlib
from pathlib import Path

from django.db.migrations import RunSQL

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("*/sql/*.sql", "*/*/sql/*.sql")

# bodies are not read before they are run, so that files may be loaded in any order once their tables are there
BEFORE = "set local check_function_bodies = off;\n"
AFTER = "\nset local role wellschool_owner;\n"


class LoadRules(RunSQL):
    """Load one file of rules, as it is now. `digest` is that of the text for which the migration was written."""

    def __init__(self, path: str, digest: str) -> None:
        self.path, self.digest = path, digest
        super().__init__(BEFORE + (ROOT / path).read_text(encoding="utf-8") + AFTER, RunSQL.noop)

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return type(self).__name__, [self.path, self.digest], {}


def digest_of(path: str) -> str:
    """Twelve letters that stand for a file's text."""
    return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()[:12]


def files_of_rules() -> list[str]:
    """Every file of rules, by its path from the top of the repository."""
    return sorted(str(path.relative_to(ROOT)) for folder in FOLDERS for path in ROOT.glob(folder))
