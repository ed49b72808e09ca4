"""One process over several: shows what they print, notices when one ends, stops them all.

Pipes are read in one thread: a child is forked from here, and its parent-death signal follows the thread that forked.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wellschool.services.processes import spawn

KEPT_LINES = 15
POLITE_SECONDS = 3.0


class Stop(Exception):
    """Ctrl-C, a closed terminal, or being told to end."""


class ChildFailed(Exception):
    """A child ended that should not have, or not like this."""


@dataclass
class Child:
    """One process and the end of what it printed."""

    name: str
    process: subprocess.Popen[bytes]
    is_shown: bool = True  # what it prints; else only when it failed
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    unread: bytes = b""

    def take(self, pipe: int) -> bool:
        """Read what is there. False at the end of file."""
        with contextlib.suppress(BlockingIOError):
            while part := os.read(pipe, 65536):
                self.unread += part
            return False
        return True

    def whole_lines(self, *, including_last: bool) -> list[str]:
        """The lines that have come to their end."""
        text, end, rest = self.unread.rpartition(b"\n")
        if including_last:
            text, end, rest = self.unread, b"", b""
        self.unread = rest
        return (text + end).decode(errors="replace").splitlines()

    def epitaph(self) -> str:
        """How it ended, and its last words."""
        ended = f"{self.name} ended with exit code {self.process.returncode}."
        return "\n".join([ended, *(f"  {line}" for line in self.lines)])


class Supervisor:
    """Starts children with `environment` in `folder`, each in a session of its own."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self.selector = selectors.DefaultSelector()
        self.children: list[Child] = []
        self.servers: dict[str, tuple[subprocess.Popen[bytes], Path]] = {}
        self.is_stopping = False  # goodbyes are not shown

    def start(self, name: str, argv: Sequence[str | Path], *, is_shown: bool = True, **environment: str) -> Child:
        """Start a child; what it prints is shown under its name."""
        process = spawn(
            argv,
            cwd=self.folder,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        child = Child(name, process, is_shown)
        self.children.append(child)
        assert process.stdout is not None  # noqa: S101
        os.set_blocking(process.stdout.fileno(), False)
        self.selector.register(process.stdout, selectors.EVENT_READ, child)
        return child

    def finish(self, child: Child) -> None:
        """Wait for a child that ends by itself, and raise if it failed."""
        while child.process.poll() is None:
            self.read(0.05)
        self.read(0)
        self.children.remove(child)
        if child.process.returncode:
            raise ChildFailed(child.epitaph())

    def watch_server(self, name: str, process: subprocess.Popen[bytes] | None, log: Path) -> None:
        """Also notice the end of a server that somebody else started, and that writes to `log`."""
        assert process is not None  # noqa: S101
        self.servers[name] = process, log

    def watch(self, seconds: float) -> None:
        """Show what is printed for a while; raise when a child or server ends."""
        self.read(seconds)
        for child in self.children:
            if child.process.poll() is not None:
                self.read(0)
                raise ChildFailed(child.epitaph())
        for name, (process, log) in self.servers.items():
            if process.poll() is not None:
                lines = deque(log.read_text(errors="replace").splitlines(), maxlen=KEPT_LINES)
                raise ChildFailed(Child(name, process, lines=lines).epitaph())

    def read(self, seconds: float) -> None:
        """Show what is printed, waiting up to `seconds` for the first of it."""
        if not self.selector.get_map():
            time.sleep(seconds)
            return
        for key, _ in self.selector.select(seconds):
            child: Child = key.data
            is_open = child.take(key.fd)
            if not is_open:
                self.selector.unregister(key.fileobj)
            for line in child.whole_lines(including_last=not is_open):
                child.lines.append(line)
                if child.is_shown and not self.is_stopping:
                    say(f"{child.name}: {line}")

    def stop(self) -> None:
        """Ask every child to end, wait a little, then end whole sessions, which takes orphans of dead leaders too."""
        self.is_stopping = True
        for child in self.children:
            child.process.terminate()
        end = time.monotonic() + POLITE_SECONDS
        while time.monotonic() < end and any(c.process.poll() is None for c in self.children):
            self.read(0.05)
        for child in self.children:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()


def say(words: str) -> None:
    """Print a line at once; a terminal that is gone must not keep us from stopping."""
    with contextlib.suppress(OSError):
        print(words, flush=True)  # noqa: T201


@contextlib.contextmanager
def stop_on_signals() -> Iterator[Callable[[], None]]:
    """Inside, the first signal to end raises `Stop`; later ones are ignored, so that stopping is not cut short.

    Yields what makes it ignore the first one too, for when stopping has begun by itself.
    """
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        if not stopping:
            stopping = True
            raise Stop

    def ignore() -> None:
        nonlocal stopping
        stopping = True

    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
        signal.signal(signal.SIGHUP, stop)
    yield ignore
