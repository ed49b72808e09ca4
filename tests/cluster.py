"""A PostgreSQL cluster and a Valkey for one run of pytest, migrated by the real login; loaded by `-p tests.cluster`.

The controller starts them, the workers of pytest-xdist only use them. Runs do not meet: each has its own folder.
A migrated cluster is kept, named by a hash of all that it was made from, and the next run begins with a copy of it.
"""

import fcntl
import hashlib
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
MIGRATED = ROOT / ".local" / "migrated"
TEMPLATE = "wellschool_template"
SETTINGS = "wellschool.settings.test"
MADE_FROM = (  # all that decides what a migrated cluster holds
    "*/migrations/**/*.py",
    "*/sql/*.sql",
    "*/*/sql/*.sql",
    "*/models/*.py",
    "*/*/models/*.py",
    "*/*/*models.py",
    "*/*/facts.py",
    "accounts/*.py",
    "accounts/isolation/*.py",
    "reviews/*.py",
    "frameworks/*.py",
    "fixtures/frameworks/**/*",
    "wellschool/database/**/*.py",
    "wellschool/services/postgres.py",
    "wellschool/settings/*.py",
    "tests/cluster.py",
    "requirements-test.txt",
)


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
    postgres = migrated(Postgres(home, sync=False, max_connections="100"), log)
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
        "TESTS_HOME": str(home),
        "CACHE_URL": valkey.cache_url(1),
        "BROKER_URL": valkey.broker_url(0),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
    }


def migrated(postgres: Postgres, log: IO[bytes]) -> Postgres:
    """Start the cluster from the kept copy; without one for today's migrations, make it, keep it, start again."""
    MIGRATED.mkdir(parents=True, exist_ok=True)
    kept = MIGRATED / fingerprint()
    postgres.make_room()
    with (MIGRATED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            copy(kept, postgres.data)
            return postgres.start(log)
    postgres.start(log)
    os.environ["DB_HOST"] = str(postgres.run)
    make_template(postgres)
    postgres.stop()
    with (MIGRATED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for old in MIGRATED.iterdir():
            if old.is_dir():
                shutil.rmtree(old)
        copy(postgres.data, kept.with_name("new"))
        kept.with_name("new").rename(kept)
    return postgres.start(log)


def copy(folder: Path, to: Path) -> None:
    """Copy a cluster that is stopped, its owner kept: PostgreSQL starts only on files of its own account."""
    subprocess.run(["cp", "-a", folder, to], check=True)


def fingerprint() -> str:
    """A hash of names and contents of all files that a migrated cluster is made from."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MADE_FROM for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(ROOT)} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:20]


def make_template(postgres: Postgres) -> None:
    """Roles by the superuser, migrations and the framework by `wellschool_migrate`, then a template to copy."""
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        bootstrap(connection, testing=True)
        connection.execute(f"create database {TEMPLATE}")
    with psycopg.connect(postgres.dsn(dbname=TEMPLATE), autocommit=True) as connection:
        prepare_database(connection, TEMPLATE, testing=True)
    manage("migrate", "--verbosity", "0")
    manage("load_framework", str(ROOT / "fixtures/frameworks"))
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute(f"alter database {TEMPLATE} is_template true")


def manage(*arguments: str) -> None:
    """Run a management command as the role that migrates."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "DB_ROLE": "migrate", "DB_NAME": TEMPLATE}
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
