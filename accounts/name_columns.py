"""Columns for names: one readable line, held by the database; and what the database makes of it, to sort and find."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func

from accounts.form_fields import NameField


class NameColumn(models.CharField):
    """A name, or any other single line that people write: `isolation.is_name` says in the database what it is made of.

    One that may be blank may be empty.
    """

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """The condition that the column carries in the database."""
        column = connection.ops.quote_name(str(self.column))
        return f"{column} = '' or isolation.is_name({column})" if self.blank else f"isolation.is_name({column})"

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": NameField, **kwargs})


class MadeColumn(models.GeneratedField):
    """A stored column that a function of the database makes of the column `of`.

    It is not read back when a row is added: who adds one need not be able to read it.
    """

    function: ClassVar[str]
    longest: ClassVar[int]
    db_returning = False  # type: ignore[assignment]

    def __init__(self, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        made = models.CharField(max_length=self.longest, db_collation="C")
        kwargs |= {"expression": Func(F(of), function=self.function), "output_field": made, "db_persist": True}
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, path, args, kwargs = super().deconstruct()
        for made in ("expression", "output_field", "db_persist"):
            del kwargs[made]
        return name, path, args, {**kwargs, "of": self.of}


class SortKey(MadeColumn):
    """How a name sorts for English readers."""

    function = "isolation.sort_key"
    longest = 250


class FoundBy(MadeColumn):
    """The words by which a name is found, each after a space."""

    function = "isolation.found_by"
    longest = 4_000
