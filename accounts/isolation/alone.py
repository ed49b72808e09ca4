"""One statement that says itself who is acting, and is stored when it has been asked."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connection

Row = TypeVar("Row")


def ask_alone(sql: str, params: Sequence[object], row: Callable[..., Row]) -> Row:
    """The only row of a statement whose first parameter is the acting person's signed context, as `row` makes it.

    Asked before anything else in a request, it is a transaction of its own, which is over when this returns; later, or
    inside a job, it is part of the transaction that has begun: `wellschool/database/base.py`.
    """
    return row(*connection.run_alone(sql, params))  # type: ignore[attr-defined]
