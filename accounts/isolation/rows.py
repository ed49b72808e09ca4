"""Rows that came as JSON from a function of the database, as objects of their models."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, models

Row = TypeVar("Row", bound=models.Model)
READ: dict[type[models.Field], Callable[[str], object]] = {
    models.DateTimeField: datetime.fromisoformat,
    models.DateField: date.fromisoformat,
    models.UUIDField: UUID,
}


@cache
def _columns(model: type[models.Model]) -> tuple[list[str], list[tuple[str, Callable[[str], object] | None]]]:
    """Names of fields, and of each column how its text is read; what the database makes itself is left out."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    return [f.attname for f in fields], [(str(f.column), READ.get(type(f))) for f in fields]


def row_from(model: type[Row], told: Mapping[str, object]) -> Row:
    """An object of the model, as a query would give it, of a row as `to_jsonb` gives it."""
    names, columns = _columns(model)
    values = [
        value if read is None or value is None else read(str(value))
        for value, read in ((told[column], read) for column, read in columns)
    ]
    return model.from_db(DEFAULT_DB_ALIAS, names, values)
