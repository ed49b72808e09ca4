"""PostgreSQL, Valkey and both web servers of one run, in a folder of its own that is removed afterwards."""

import contextlib
import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from wellschool.database.bootstrap import prepare_server
from wellschool.services.demo import broker_folder
from wellschool.services.postgres import Postgres
from wellschool.services.processes import spawn
from wellschool.services.valkey import Valkey
from wellschool.settings.environment import ROOT

FOLDER = ROOT / ".local" / "bench"
PRODUCT = "wellschool.wsgi:application"
ENTRIES = {"floor": "tests.bench.floor.wsgi:application", "product": PRODUCT, "forgetful": PRODUCT, "new": PRODUCT}
FLOOR_THREADS, THREADS = 4, 68  # of which four work at once: see wellschool/gate.py
# the product as it is where more is asked for than it remembers, and where all is asked for the first time
ALSO_TOLD = {"forgetful": {"BENCH_REMEMBERED": "0"}, "new": {"BENCH_REMEMBERED": "0", "BENCH_FORGETS": "all"}}
READY_SECONDS = 60
SECRETS = ("SECRET_KEY", "ISOLATION_KEY", "SECOND_FACTOR_KEY")
# what production needs to be told, beside these and the addresses of its servers
NOWHERE = {
    "DJANGO_SETTINGS_MODULE": "tests.bench.product.settings",
    "ALLOWED_HOSTS": "localhost",
    "SITE_URL": "https://localhost",
    "EMAIL_HOST": "nowhere.invalid",
    "DEFAULT_FROM_EMAIL": "no-reply@nowhere.invalid",
    "OPERATOR_NAME": "Operator",
    "OPERATOR_CONTACT": "privacy@nowhere.invalid",
}


class Servers:
    """Everything that runs; `stack` stops and removes it."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        lock = stack.enter_context((FOLDER / "lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SystemExit("A bench is running in this checkout already.") from None
        self.folder = FOLDER / "run"
        self.folder.mkdir(exist_ok=True)
        self.log = FOLDER / "services.log"
        self.postgres = Postgres(self.folder, log_line_prefix="[%p] ")
        self.valkey = Valkey(broker_folder(self.postgres))
        stack.callback(self.remove)
        self.output = stack.enter_context(self.log.open("wb", buffering=0))
        self.ports: dict[str, int] = {}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.secrets = {name: secrets.token_urlsafe(48) for name in SECRETS}

    def start(self) -> None:
        """The databases' server with our roles and an empty database for each."""
        self.postgres.remove()  # of a run that was killed
        self.postgres.start(self.output)
        self.valkey.start(self.output)
        prepare_server(self.postgres.dsn(), "wellschool")
        with self.superuser() as connection:
            connection.execute("create role floor login")
            connection.execute("create database floor owner floor")

    def fill(self) -> None:
        """Both databases with their people, and static files; leaves the plans in the folder."""
        static = self.command("product", "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        floor = self.command("floor", "-m", "tests.bench.floor.prepare", self.folder)
        finish(self.command("product", "-m", "tests.bench.product.prepare", login="wellschool_migrate"), self.log)
        finish(self.command("product", "-m", "tests.bench.product.seed", self.folder), self.log)
        for child in (floor, static):
            finish(child, self.log)
        for name in ("wellschool", "floor"):
            with self.superuser(name) as connection:
                connection.execute("vacuum analyze")

    def serve(self) -> None:
        """Both web servers: granian with two workers and four threads each, as in deployment."""
        for name, entry in ENTRIES.items():
            port = self.ports[name] = free_port()
            words = f"-m granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2"
            words += f" --blocking-threads {FLOOR_THREADS if name == 'floor' else THREADS}"
            self.processes[name] = self.command(name, *words.split(), "--no-ws", "--log-level", "warning", entry)
        for name, port in self.ports.items():
            wait_until(port, self.processes[name])

    def command(self, name: str, *arguments: str | Path, login: str = "wellschool_web") -> subprocess.Popen[bytes]:
        """Start Python for the floor or the product."""
        return spawn(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(name, login),
            stdout=self.output,
            stderr=self.output,
        )

    def environment(self, name: str, login: str) -> dict[str, str]:
        """What the floor or the product is told; for the product, what production needs."""
        ours = {n: v for n, v in os.environ.items() if not n.startswith("PG")}
        if name == "floor":
            return {
                **ours,
                "DJANGO_SETTINGS_MODULE": "tests.bench.floor.settings",
                "FLOOR_HOST": str(self.postgres.run),
            }
        address = f"postgresql://{login}@/wellschool?host={quote(str(self.postgres.run), safe='')}"
        addresses = {"DATABASE_URL": address, "REDIS_URL": self.valkey.cache_url()}
        return {
            **ours,
            **self.secrets,
            **NOWHERE,
            **addresses,
            "BENCH_STATIC": str(self.folder / "static"),
            **ALSO_TOLD.get(name, {}),
        }

    def superuser(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.postgres.dsn(dbname=database), autocommit=True)

    def versions(self) -> dict[tuple[int, int], int]:
        """The version of every rating, by reviewer and statement."""
        with self.superuser("wellschool") as connection:
            rows = connection.execute("select reviewer_id, statement_id, version from reviews_rating").fetchall()
        return {(reviewer, statement): version for reviewer, statement, version in rows}

    def cpu_seconds(self, name: str) -> dict[str, float]:
        """Processor time so far: of one web server with its workers, of PostgreSQL and of Valkey."""
        assert self.postgres.process is not None
        assert self.valkey.process is not None
        pids = {
            "app": self.processes[name].pid, "postgres": self.postgres.process.pid, "valkey": self.valkey.process.pid
        }  # fmt: skip
        return {what: seconds_of_tree(pid) for what, pid in pids.items()}

    def remove(self) -> None:
        """Stop everything and delete the folder."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        self.valkey.stop()
        self.postgres.stop()
        self.valkey.remove()
        self.postgres.remove()
        shutil.rmtree(self.folder, ignore_errors=True)


def seconds_of_tree(pid: int) -> float:
    """Processor time of a process and all below it, those that have ended included."""
    total, root = 0.0, psutil.Process(pid)
    for process in (root, *root.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(process.cpu_times()[:4])  # user, system, and the same of children that ended
    return total


def wait_until(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until this process answers there."""
    end = time.monotonic() + READY_SECONDS
    while not listens(port):
        if time.monotonic() > end or process.poll() is not None:
            raise SystemExit(f"{process.args} does not answer: see {FOLDER / 'services.log'}")
        time.sleep(0.1)


def finish(child: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for a command, and stop the run if it failed."""
    if child.wait():
        lines = log.read_text(errors="replace").splitlines()[-15:]
        raise SystemExit("Preparing failed:\n" + "\n".join(lines))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
