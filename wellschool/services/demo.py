"""The demo on this machine, from an empty folder to `Ready:`, and back."""

import contextlib
import os
import shutil
import sys
import time
from pathlib import Path

import psycopg

from wellschool.database.bootstrap import prepare_server
from wellschool.services.health import is_healthy
from wellschool.services.local import MARK, AlreadyRunning, Local, check_port_is_free, port_from_environment
from wellschool.services.postgres import Postgres
from wellschool.services.processes import end_with_parent
from wellschool.services.supervisor import Child, ChildFailed, Stop, Supervisor, say, stop_on_signals
from wellschool.services.valkey import Valkey
from wellschool.settings.environment import ROOT, problems_for_demo
from wellschool.workers import WORKERS

DATABASE = "wellschool"
FRAMEWORK = "fixtures/frameworks"
REGISTER = "fixtures/demo/register"
READY_SECONDS = 60
ROOT_IS_FINE = "ignore::UserWarning:celery.platforms"  # here the worker may run as root


def run() -> int:
    """Start everything, say `Ready:`, and stay until told to stop. Returns the exit code."""
    if problems := problems_for_demo(os.environ):
        say("\n".join(problems))
        return 1
    if os.environ.get("MAKELEVEL"):
        end_with_parent()  # make was killed: nobody would be left to press Ctrl-C
    port = port_from_environment()
    address = f"http://localhost:{port}/"
    local = Local()
    try:
        with stop_on_signals() as ignore_signals, local.held(address), contextlib.ExitStack() as stack:
            try:
                Demo(local, port, stack).run(address)
            finally:
                ignore_signals()
    except AlreadyRunning as other:
        say(f"Already running: {other}")
        return 1
    except ChildFailed as failure:
        say(f"{failure}\nThe demo has stopped.")
        return 1
    except Stop:
        say("Stopped.")
    return 0


class Demo:
    """The servers and children of one demo; `stack` stops them in the reverse order of their start."""

    def __init__(self, local: Local, port: int, stack: contextlib.ExitStack) -> None:
        self.local, self.port, self.stack = local, port, stack
        local.clear_leftovers()
        check_port_is_free(port)
        self.log = local.folder / "services.log"
        self.loaded = local.folder / "loaded"  # there once the demo's data is complete
        self.postgres = Postgres(local.folder)
        self.valkey = Valkey(broker_folder(self.postgres))
        told = environment(local, self.postgres, self.valkey, port)
        self.supervisor = Supervisor({**told, MARK: str(local.folder)}, ROOT)

    def run(self, address: str) -> None:
        """Everything in its order; ends only by an exception."""
        say("Starting PostgreSQL and Valkey …")
        self.start_servers()
        self.prepare()
        say("Starting the web server, the workers and the clock …")
        self.start_processes()
        end = time.monotonic() + READY_SECONDS
        while not is_healthy(port=self.port, seconds=2):
            if time.monotonic() > end:
                raise ChildFailed(f"The web server did not answer within {READY_SECONDS} seconds.")
            self.supervisor.watch(0.05)
        self.supervisor.is_ready = True
        say(f"Ready: {address}")
        while True:
            self.supervisor.watch(1)

    def start_servers(self) -> None:
        """PostgreSQL with its roles and database, and Valkey."""
        for name in [n for n in os.environ if n.startswith("PG")]:
            del os.environ[name]  # a developer's own server: libpq would mix its settings with ours
        log = self.stack.enter_context(self.log.open("wb", buffering=0))
        self.stack.callback(self.postgres.stop)
        self.stack.callback(self.valkey.stop)
        self.stack.callback(self.supervisor.stop)
        self.postgres.start(log)
        self.valkey.start(log)
        self.supervisor.watch_server("PostgreSQL", self.postgres.process, self.log)
        self.supervisor.watch_server("Valkey", self.valkey.process, self.log, lambda: self.valkey.start(log).running())
        if not self.loaded.exists():  # the first start was cut off: half a demo would look like a whole one
            with psycopg.connect(self.postgres.dsn(), autocommit=True) as connection:
                connection.execute(f"drop database if exists {DATABASE} with (force)")
        prepare_server(self.postgres.dsn(), DATABASE)

    def prepare(self) -> None:
        """Tables, framework, static files and the demo's people."""
        static = self.manage("collectstatic", "--noinput", "--verbosity", "0", role="web")
        say("Preparing the database …")
        self.supervisor.finish(self.manage("prepare_demo", FRAMEWORK, role="migrate"))
        say("Loading the demo's trusts …")
        self.supervisor.finish(self.manage("seed_demo", role="web"))
        self.supervisor.finish(self.manage("seed_demo_register", REGISTER, role="worker"))
        self.loaded.touch()
        self.supervisor.finish(static)

    def manage(self, command: str, *arguments: str, role: str) -> Child:
        """Start a management command as the database role `role`."""
        argv = [sys.executable, "manage.py", command, *arguments]
        return self.supervisor.start(command, argv, is_shown=False, DB_ROLE=role)

    def start_processes(self) -> None:
        """The web server, Celery's workers and beat."""
        python = [sys.executable, "-m"]
        granian = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        processes = ["--workers", "2", "--blocking-threads", "68", "--workers-kill-timeout", "2"]
        lasting = ["--respawn-failed-workers", "--no-ws", "--log-level", "warning", "wellschool.wsgi:application"]
        self.supervisor.start("web", [*python, *granian, *processes, *lasting], DB_ROLE="web")
        celery = [sys.executable, "-W", ROOT_IS_FINE, "-m", "celery", "--quiet", "--app", "wellschool"]
        for worker in WORKERS:
            alone = ["--without-gossip", "--without-mingle"]
            self.supervisor.start(f"worker {worker.name}", [*celery, *worker.arguments(), *alone], DB_ROLE="worker")
        schedule = ["beat", "--pidfile=", "-s", str(self.local.folder / "beat"), "--loglevel", "WARNING"]
        self.supervisor.start("beat", [*celery, *schedule], DB_ROLE="worker")


def environment(local: Local, postgres: Postgres, valkey: Valkey, port: int) -> dict[str, str]:
    """What whatever belongs to this demo is told."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
        "DJANGO_SETTINGS_MODULE": "wellschool.settings.demo",
        "PYTHONUNBUFFERED": "1",
        "WELLSCHOOL_DEMO": "1",
        "WELLSCHOOL_LOCAL": str(local.folder),
        "WELLSCHOOL_SECRET": local.secret(),
        "DB_HOST": str(postgres.run),
        "DB_NAME": DATABASE,
        "CACHE_URL": valkey.cache_url(),
        "BROKER_URL": valkey.broker_url(),
        "SITE_URL": f"http://localhost:{port}",
    }


def broker_folder(postgres: Postgres) -> Path:
    """Beside PostgreSQL's, so that its path is short enough too."""
    return postgres.run.with_name(postgres.run.name + "-broker")


def reset() -> int:
    """Delete the demo's data, in the checkout and outside of it. Returns the exit code."""
    local = Local()
    try:
        with local.held("make demo-reset"):
            local.clear_leftovers()
            postgres = Postgres(local.folder)
            postgres.clear_leftovers()
            postgres.remove()
            shutil.rmtree(broker_folder(postgres), ignore_errors=True)
            local.clear()
    except AlreadyRunning as other:
        say(f"The demo is running ({other}). Stop it with Ctrl-C first.")
        return 1
    say("The demo's data is gone. The next make demo starts afresh.")
    return 0
