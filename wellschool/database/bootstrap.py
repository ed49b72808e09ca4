"""Roles and database on a server, by its superuser: `python -m wellschool.database.bootstrap`, at every release.

Reads ADMIN_DATABASE_URL (an address of the server, with a superuser's name) and the passwords of the four logins,
`WELLSCHOOL_MIGRATE_PASSWORD` and so on. Running it again corrects what differs. See docs/operations/deployment.md.
"""

import os
import sys
from collections.abc import Mapping

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from wellschool.database.roles import LOGINS, bootstrap, passwords_from_environment, prepare_database


def prepare_server(dsn: str, database: str, passwords: Mapping[str, str] | None = None) -> None:
    """Create or correct the roles, and the database `database` if there is none; `dsn` is a superuser's."""
    with psycopg.connect(dsn, dbname="postgres", autocommit=True) as connection:
        bootstrap(connection, passwords=passwords)
        if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))
    with psycopg.connect(make_conninfo(dsn, dbname=database), autocommit=True) as connection, connection.transaction():
        prepare_database(connection, database)
        let_backup_read(connection)


def let_backup_read(connection: psycopg.Connection) -> None:
    """A backup also holds the tables of the schema isolation, without which names could not be hidden again."""
    connection.execute("grant usage on schema isolation to wellschool_backup")
    connection.execute("grant select on all tables in schema isolation to wellschool_backup")
    for maker in ("wellschool_guard", "wellschool_shuffler"):
        connection.execute(
            sql.SQL(
                "alter default privileges for role {} in schema isolation grant select on tables to wellschool_backup"
            ).format(sql.Identifier(maker))
        )


def main() -> None:
    """Read the environment, and say everything that is missing at once."""
    passwords = passwords_from_environment()
    needed = ["ADMIN_DATABASE_URL", *(f"{login.upper()}_PASSWORD" for login in LOGINS)]
    if missing := [name for name in needed if not os.environ.get(name)]:
        sys.exit("Not set: " + ", ".join(missing))
    database = os.environ.get("WELLSCHOOL_DATABASE", "wellschool")
    try:
        prepare_server(os.environ["ADMIN_DATABASE_URL"], database, passwords)
    except psycopg.Error as error:
        sys.exit(f"The server refused: {error}")
    print(f"Roles and database {database!r} are as they should be.")  # noqa: T201


if __name__ == "__main__":
    main()
