"""The folder of one demo: its lock, its secret, its port, and clearing it."""

import contextlib
import errno
import fcntl
import os
import secrets
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil

from wellschool.services.processes import end_left_behind
from wellschool.settings.environment import ROOT

MARK = "WELLSCHOOL_SUPERVISED"  # in the environment of every child: the folder of its demo
KEPT_BY_RESET = {"demo.lock", "tests"}


class AlreadyRunning(Exception):
    """Another supervisor holds the lock; the words are the address of its demo."""


class Local:
    """`.local` of this checkout, or the folder that WELLSCHOOL_LOCAL names."""

    def __init__(self) -> None:
        self.folder = Path(os.environ.get("WELLSCHOOL_LOCAL") or ROOT / ".local")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except PermissionError:
            raise SystemExit(f"{self.folder.parent} cannot be written to. Run as its owner.") from None
        self.folder = self.folder.resolve()
        if self.folder.stat().st_uid != os.geteuid():
            raise SystemExit(f"{self.folder} belongs to another user. Remove it, or run as that user.")

    @contextlib.contextmanager
    def held(self, address: str) -> Iterator[None]:
        """Be the only supervisor here, at `address`; raises `AlreadyRunning`. A killed supervisor's lock is free."""
        with (self.folder / "demo.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                raise AlreadyRunning(lock.read().strip() or "just starting") from None
            lock.truncate(0)
            lock.write(address)
            lock.flush()
            yield

    def clear_leftovers(self) -> None:
        """End what a killed supervisor left; the caller holds the lock."""
        end_left_behind(self._is_child, signal.SIGKILL)

    def _is_child(self, process: psutil.Process) -> bool:
        return process.environ().get(MARK) == str(self.folder)

    def secret(self) -> str:
        """Made at the first start and kept with the data: it signs sessions, and who is acting."""
        path = self.folder / "secret"
        if not path.exists():
            new = path.with_name("secret.new")
            new.unlink(missing_ok=True)
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
            new.rename(path)
        return path.read_text()

    def clear(self) -> None:
        """Delete all data of the demo."""
        for path in self.folder.iterdir():
            if path.name not in KEPT_BY_RESET:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()


def port_from_environment() -> int:
    """PORT, or 8000."""
    words = os.environ.get("PORT") or "8000"
    if not (words.isdecimal() and 0 < int(words) < 65536):
        raise SystemExit(f"PORT is {words!r}: it must be a number from 1 to 65535.")
    return int(words)


def check_port_is_free(port: int) -> None:
    """Raise, with what to do, unless this machine's loopback address is free at `port`.

    Both kinds of address: browsers try either for "localhost".
    """
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as test:
                test.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                test.bind((address, port))
        except PermissionError:
            raise SystemExit(f"Port {port} needs more rights. Choose another: make demo PORT=8000") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = port + 1 if port < 65535 else 8000
                raise SystemExit(
                    f"Port {port} is taken. Stop what listens there, or choose another: make demo PORT={other}"
                ) from None
            if family == socket.AF_INET:
                raise
