"""The backend of the tests: signs in as `wellschool_test`, acts as `wellschool_web`, copies a migrated template."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.color import Style
from django.db.backends.postgresql.creation import DatabaseCreation as PostgresCreation
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations

from wellschool.database import base

KEPT = re.compile(r'"?(django_migrations|django_content_type|auth_|frameworks_)')  # survive the flush between tests


class DatabaseCreation(PostgresCreation):
    """A test database is a copy of the template that was migrated by its real login."""

    def create_test_db(
        self, verbosity: int = 1, autoclobber: bool = False, serialize: bool = False, keepdb: bool = False
    ) -> str:
        name = self._get_test_db_name()
        with self._nodb_cursor() as cursor:
            cursor.execute("reset role")  # from the web role back to the tests' own login, which may make databases
            cursor.execute(f'drop database if exists "{name}" with (force)')
            cursor.execute(f'create database "{name}" template "{settings.DATABASES["default"]["TEST"]["TEMPLATE"]}"')
            cursor.execute(f'revoke temporary, connect on database "{name}" from public')  # not copied
            cursor.execute(
                f'grant connect on database "{name}" to wellschool_web, wellschool_worker, wellschool_migrate'
            )
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        return name

    def destroy_test_db(self, *args: object, **kwargs: object) -> None:
        self.connection.close()  # the whole cluster goes at the end


class DatabaseOperations(PostgresOperations):
    """Emptying tables between tests needs the owner, and must leave the framework."""

    def sql_flush(
        self, style: Style, tables: Iterable[str], *, reset_sequences: bool = False, allow_cascade: bool = False
    ) -> list[str]:
        emptied = [t for t in tables if not KEPT.match(t)]
        return super().sql_flush(style, emptied, reset_sequences=True, allow_cascade=allow_cascade)

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        with as_role(self.connection, "wellschool_owner"):
            super().execute_sql_flush(sql_list)


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation
    ops_class = DatabaseOperations


@contextmanager
def as_role(connection: base.DatabaseWrapper, role: str) -> Iterator[None]:
    """For set-up in tests: act as a database role of our own, inside a transaction or out."""
    before = connection.base_role
    with connection.cursor() as cursor:
        cursor.execute(f"set role {role}")
    connection.settings_dict["OPTIONS"]["assume_role"] = role
    connection._sent = base.UNKNOWN
    try:
        yield
    finally:
        connection.settings_dict["OPTIONS"]["assume_role"] = before
        connection._sent = base.UNKNOWN
        with connection.cursor() as cursor:
            cursor.execute(f"set role {before}")
