"""SQL of migrations, in files beside them. A released file is never edited; a change is a new one."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def sql_file(app: str, name: str) -> str:
    """The text of `<app>/migrations/sql/<name>`."""
    return (ROOT / app / "migrations" / "sql" / name).read_text(encoding="utf-8")
