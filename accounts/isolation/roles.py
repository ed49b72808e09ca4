"""Acting as one of our own database roles for a moment: migrations and commands only."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg import sql


@contextmanager
def as_database_role(role: str, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Inside a transaction, be `role`; afterwards be who one was. Only roles that the login may become."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("select current_user")
        before = cursor.fetchone()[0]
        cursor.execute(sql.SQL("set local role {}").format(sql.Identifier(role)))
        yield
        cursor.execute(sql.SQL("set local role {}").format(sql.Identifier(before)))
