"""A PostgreSQL cluster and a Valkey for one run of pytest, migrated by the real login; loaded by `-p tests.cluster`.

The controller starts them, the workers of pytest-xdist only use them. Runs do not meet: each has its own folder.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

import psycopg
import pytest

from wellschool.database.roles import bootstrap, prepare_database
from wellschool.services.postgres import Postgres
from wellschool.services.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
RUNS = ROOT / ".local" / "tests"
TEMPLATE = "wellschool_template"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    RUNS.mkdir(parents=True, exist_ok=True)
    sweep()
    home = RUNS / str(os.getpid())
    home.mkdir()
    lock = hold(home)
    log = (home / "services.log").open("ab", buffering=0)
    postgres = Postgres(home, sync=False, max_connections="100").start(log)
    valkey = Valkey(postgres.run.with_name(postgres.run.name + "-broker")).start(log)

    def stop() -> None:
        valkey.stop()
        postgres.stop()
        valkey.remove()
        postgres.remove()
        log.close()
        lock.close()
        shutil.rmtree(home, ignore_errors=True)

    early_config.add_cleanup(stop)
    os.environ |= {
        "DB_HOST": str(postgres.run),
        "CACHE_URL": valkey.cache_url(1),
        "BROKER_URL": valkey.broker_url(0),
        "DJANGO_SETTINGS_MODULE": "wellschool.settings.test",
    }
    make_template(postgres)


def make_template(postgres: Postgres) -> None:
    """Roles by the superuser, migrations and the framework by `wellschool_migrate`, then a template to copy."""
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        bootstrap(connection, testing=True)
        connection.execute(f"create database {TEMPLATE}")
    with psycopg.connect(postgres.dsn(dbname=TEMPLATE), autocommit=True) as connection:
        prepare_database(connection, TEMPLATE, testing=True)
    manage("migrate", "--verbosity", "0")
    manage("load_framework", str(ROOT / "fixtures/frameworks/well-school-trust/1"))
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute(f"alter database {TEMPLATE} is_template true")


def manage(*arguments: str) -> None:
    """Run a management command as the role that migrates."""
    environment = {**os.environ, "DB_ROLE": "migrate", "DB_NAME": TEMPLATE}
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"manage.py {arguments[0]} failed:\n{done.stdout}{done.stderr}")


def hold(home: Path) -> IO[str]:
    """Lock the folder of this run for as long as the run lives."""
    lock = (home / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise
    return lock


def sweep() -> None:
    """Clear the folders of runs that were killed: theirs is the lock that nobody holds."""
    for home in RUNS.iterdir():
        try:
            lock = hold(home)
        except OSError:
            continue
        postgres = Postgres(home, sync=False)
        if postgres.run.exists():
            postgres.clear_leftovers()
        postgres.remove()
        shutil.rmtree(postgres.run.with_name(postgres.run.name + "-broker"), ignore_errors=True)
        lock.close()
        shutil.rmtree(home, ignore_errors=True)
