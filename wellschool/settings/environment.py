"""Reading settings from the environment, and saying everything that is wrong at once."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent.parent
LOGINS = ("wellschool_web", "wellschool_worker", "wellschool_migrate")
REAL_DEPLOYMENT = ("DATABASE_URL", "ALLOWED_HOSTS", "SECRET_KEY")  # set where people's real reviews are


class Entry(TypedDict, total=False):
    """One entry of Django's DATABASES."""

    ENGINE: str
    HOST: str
    PORT: str
    USER: str
    PASSWORD: str
    NAME: str
    OPTIONS: dict[str, object]
    CONN_MAX_AGE: int | None
    ATOMIC_REQUESTS: bool
    DISABLE_SERVER_SIDE_CURSORS: bool
    TEST: dict[str, object]


class Environment:
    """Values from the environment; `problems` collects what is missing or unsafe until `refuse_if_wrong`."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def need(self, name: str, why: str, *, shortest: int = 1) -> str:
        """A value that must be there, with at least `shortest` characters."""
        value = os.environ.get(name, "")
        if not value:
            self.problems.append(f"{name} is not set: {why}")
        elif len(value) < shortest:
            self.problems.append(f"{name} is too short: at least {shortest} characters.")
        return value

    def get(self, name: str, default: str = "") -> str:
        return os.environ.get(name, default)

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        try:
            return int(os.environ.get(name) or default)
        except ValueError:
            self.problems.append(f"{name} is not a whole number.")
            return default

    def names(self, name: str, why: str) -> list[str]:
        """A list separated by commas, with at least one entry."""
        return [part.strip() for part in self.need(name, why).split(",") if part.strip()]

    def database(self, name: str, why: str) -> Entry:
        """Django's DATABASES entry from a `postgresql://` address with one of our logins."""
        try:
            entry = database_from_url(self.need(name, why))
        except ProgrammingError:
            self.problems.append(f"{name} is not an address of a database: {why}")
            return database_from_url("")
        if os.environ.get(name) and entry["USER"] not in LOGINS:
            self.problems.append(f"{name} must sign in as one of {', '.join(LOGINS)}.")
        return entry

    def refuse_if_wrong(self) -> None:
        """Stop with every problem in one message."""
        if self.problems:
            lines = "\n".join(f"  - {p}" for p in self.problems)
            raise ImproperlyConfigured(f"The settings are incomplete or unsafe:\n{lines}")


def problems_for_demo(environment: Mapping[str, str]) -> list[str]:
    """Why the demo, which signs anybody in as anybody, must not run in this environment."""
    return [
        f"{name} is set: that is a real deployment, where the demo must not run."
        for name in REAL_DEPLOYMENT
        if environment.get(name)
    ]


def database_from_url(url: str) -> Entry:
    """Django's DATABASES entry from a `postgresql://` address."""
    parts = {k: str(v) for k, v in conninfo_to_dict(url).items()} if url else {}
    options: dict[str, object] = {
        k: v for k, v in parts.items() if k not in {"host", "port", "user", "password", "dbname"}
    }
    return database(
        host=parts.get("host", ""),
        port=parts.get("port", ""),
        user=parts.get("user", ""),
        password=parts.get("password", ""),
        name=parts.get("dbname", ""),
        options=options,
    )


def database(
    *, host: str, user: str, name: str, port: str = "", password: str = "", options: dict[str, object] | None = None
) -> Entry:
    """One entry of DATABASES, on our backend. Migrations act as the owner of the tables."""
    options = dict(options or {})
    if user == "wellschool_migrate":
        options["assume_role"] = "wellschool_owner"
    return {
        "ENGINE": "wellschool.database",
        "HOST": host,
        "PORT": port,
        "USER": user,
        "PASSWORD": password,
        "NAME": name,
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,  # ActorMiddleware's transaction is the request's; see docs/adr
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def pooled(entry: Entry, size: int) -> Entry:
    """The same with psycopg's pool: for the web server only, as Celery closes its connection after each task."""
    pool = {"min_size": 1, "max_size": size, "timeout": 10}
    return {**entry, "OPTIONS": {**entry["OPTIONS"], "pool": pool}}
