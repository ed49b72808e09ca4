"""SQL of migrations, in files beside them. A released file is never edited; a change is a new one."""

from pathlib import Path

from django.db.migrations import RunSQL

ROOT = Path(__file__).resolve().parent.parent.parent


def sql_file(app: str, name: str) -> str:
    """The text of `<app>/migrations/sql/<name>`."""
    return (ROOT / app / "migrations" / "sql" / name).read_text(encoding="utf-8")


def hold_names(table: str, *columns: str, blank: tuple[str, ...] = ()) -> RunSQL:
    """The rule of a `NameColumn` for columns that were of another kind: Django adds it to new columns only."""
    conditions = {column: f"isolation.is_name({column})" for column in columns}
    conditions |= {column: f"{column} = '' or isolation.is_name({column})" for column in blank}
    added = ", ".join(f"add constraint {table}_{c}_check check ({rule})" for c, rule in conditions.items())
    return RunSQL(f"alter table {table} {added}", RunSQL.noop)
