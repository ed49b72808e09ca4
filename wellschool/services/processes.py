"""Children that cannot outlive us, what a killed run left behind, and directories that are ours alone."""

import contextlib
import ctypes
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, TypedDict, Unpack

import psutil

PR_SET_PDEATHSIG = 1


class Around(TypedDict, total=False):
    """What a process finds itself in; anything else as its parent."""

    cwd: str | Path
    env: Mapping[str, str]
    stdout: IO[bytes] | int
    stderr: IO[bytes] | int
    user: int
    group: int
    extra_groups: list[int]


def spawn(
    argv: Sequence[str | Path], *, on_orphan: int = signal.SIGTERM, **around: Unpack[Around]
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own; on Linux it gets `on_orphan` when we die, however we die.

    The caller must have one thread only: the signal follows the thread that forked.
    """
    parent = os.getpid()

    def in_child() -> None:  # after setuid, which would clear the signal again
        if sys.platform == "linux":
            end_with_parent(on_orphan)
            if os.getppid() != parent:
                os._exit(1)

    return subprocess.Popen(
        [str(part) for part in argv],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=in_child,  # noqa: PLW1509 one thread, see above
        **around,
    )


def end_with_parent(sign: int = signal.SIGTERM) -> None:
    """On Linux, have this process get `sign` when its parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sign)


def end_left_behind(is_left_behind: Callable[[psutil.Process], bool], sign: int, *, patience: float = 10) -> None:
    """Send `sign` to each process that a killed run left, and end after `patience` seconds those that stay."""
    left = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and is_left_behind(process):
                left.append(process)
                process.send_signal(sign)
    _wait_for(left, patience)
    for process in filter(is_alive, left):
        with contextlib.suppress(psutil.Error):
            process.kill()
    _wait_for(left, 5)


def is_alive(process: psutil.Process) -> bool:
    """Whether it still runs. One that nobody has collected does not: in a container, often nobody will."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _wait_for(processes: list[psutil.Process], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(map(is_alive, processes)):
        time.sleep(0.02)


def own_directory(path: Path, uid: int, mode: int = 0o700) -> Path:
    """Make the directory, or insist that it is ours; never take over what somebody else made."""
    with contextlib.suppress(FileExistsError):
        path.mkdir()
        os.chown(path, uid, -1)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
        raise SystemExit(f"{path} belongs to another user. Remove it, or run as that user.")
    path.chmod(mode)
    return path


def is_open_to_all(path: Path) -> bool:
    """Whether any account could walk to this path."""
    return all(p.stat().st_mode & 1 for p in (path, *path.parents))
