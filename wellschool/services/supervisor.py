"""One process over several: shows what they print, starts one that ended again, stops them all.

While everything is being started, a child that ends is the end. Once all is ready, it is started again after a pause
that grows while it keeps ending. A server that nothing can go on without ends everything, with the reason.

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
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a child is started again
WELL_AFTER = 60.0  # seconds; a child that ran so long begins with the first pause again
FULL = "No space left on device"
READ_BACK = 200  # lines of a server's log in which the reason is looked for


class Stop(Exception):
    """Ctrl-C, a closed terminal, or being told to end."""


class ChildFailed(Exception):
    """A child ended that should not have, or not like this."""


@dataclass
class Child:
    """One process and the end of what it printed."""

    name: str
    process: subprocess.Popen[bytes]
    argv: Sequence[str | Path] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    is_shown: bool = True  # what it prints; else only when it failed
    started_at: float = field(default_factory=time.monotonic)
    again_at: float | None = None  # it has ended, and is started again then
    pause: float = FIRST_PAUSE
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

    def rest(self) -> float:
        """Set when it is started again; the seconds until then."""
        now = time.monotonic()
        pause = FIRST_PAUSE if now - self.started_at > WELL_AFTER else self.pause
        self.pause, self.again_at = min(pause * 2, LONGEST_PAUSE), now + pause
        return pause


@dataclass
class Server:
    """A server that somebody else started; with `restart`, which starts it anew, it need not be the end."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    restart: Callable[[], subprocess.Popen[bytes]] | None = None

    def epitaph(self) -> str:
        """How it ended and its last words, with the reason first where we know it."""
        lines = self.log.read_text(errors="replace").splitlines()
        words = Child(self.name, self.process, lines=deque(lines, maxlen=KEPT_LINES)).epitaph()
        is_full = any(FULL in line for line in lines[-READ_BACK:])
        return f"The disk is full. Make room, and start again.\n{words}" if is_full else words


class Supervisor:
    """Starts children with `environment` in `folder`, each in a session of its own."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self.selector = selectors.DefaultSelector()
        self.children: list[Child] = []
        self.servers: list[Server] = []
        self.is_ready = False  # from then on, children that end are started again
        self.is_stopping = False  # goodbyes are not shown

    def start(self, name: str, argv: Sequence[str | Path], *, is_shown: bool = True, **environment: str) -> Child:
        """Start a child; what it prints is shown under its name."""
        child = Child(name, self._spawn(argv, environment), argv, environment, is_shown)
        self.children.append(child)
        self._listen(child)
        return child

    def _spawn(self, argv: Sequence[str | Path], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        return spawn(
            argv,
            cwd=self.folder,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def _listen(self, child: Child) -> None:
        pipe = child.process.stdout
        assert pipe is not None  # noqa: S101
        os.set_blocking(pipe.fileno(), False)
        self.selector.register(pipe, selectors.EVENT_READ, child)

    def finish(self, child: Child) -> None:
        """Wait for a child that ends by itself, and raise if it failed."""
        while child.process.poll() is None:
            self.read(0.05)
        self.read(0)
        self.children.remove(child)
        if child.process.returncode:
            raise ChildFailed(child.epitaph())

    def watch_server(
        self,
        name: str,
        process: subprocess.Popen[bytes] | None,
        log: Path,
        restart: Callable[[], subprocess.Popen[bytes]] | None = None,
    ) -> None:
        """Also notice the end of a server that somebody else started, and that writes to `log`."""
        assert process is not None  # noqa: S101
        self.servers.append(Server(name, process, log, restart))

    def watch(self, seconds: float) -> None:
        """Show what is printed for a while; start again what has ended, or raise when that is the end."""
        self.read(seconds)
        for server in self.servers:
            if server.process.poll() is not None:
                self._server_ended(server)
        for child in self.children:
            if child.again_at is None and child.process.poll() is not None:
                self._ended(child)
            elif child.again_at is not None and time.monotonic() >= child.again_at:
                child.process, child.again_at, child.started_at = (
                    self._spawn(child.argv, child.environment), None, time.monotonic(),
                )  # fmt: skip
                child.lines.clear()
                self._listen(child)

    def _server_ended(self, server: Server) -> None:
        if not self.is_ready or server.restart is None:
            raise ChildFailed(server.epitaph())
        say(f"{server.name} ended with exit code {server.process.returncode}. It is started again.")
        server.process = server.restart()

    def _ended(self, child: Child) -> None:
        self.read(0)
        if not self.is_ready:
            raise ChildFailed(child.epitaph())
        end_session(child.process)  # what it started may still hold its port
        self.read(0)
        words, pause = child.epitaph(), child.rest()
        say(f"{words}\nIt is started again in {pause:.0f} s.")

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
            end_session(child.process)


def end_session(process: subprocess.Popen[bytes]) -> None:
    """End all that a child has started, and the child."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


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
