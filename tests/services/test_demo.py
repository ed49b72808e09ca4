"""The demo's whole life: started, started twice, killed, started again, stopped, cleared."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.services.serving import command_line, finished
from wellschool.services.health import is_healthy
from wellschool.services.local import MARK
from wellschool.services.processes import is_alive
from wellschool.settings.environment import ROOT

PARTS = {
    "the web server": ("granian",),
    "the worker for mail": ("--hostname mail@",),
    "beat": ("celery", " beat "),
    "the broker": ("valkey-server",),
}
SHELL = ["-m", "wellschool.services", "shell"]
DEMO, RESET = ["-m", "wellschool.services", "demo"], ["-m", "wellschool.services", "reset"]


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as test:
        test.bind(("127.0.0.1", 0))
        return int(test.getsockname()[1])


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Path]:
    """A folder for a demo; whatever the test leaves running in it is ended, and its data is removed."""
    folder = tmp_path / "a folder, with both"
    yield folder
    for process in children_of(folder):
        process.kill()
    assert finished(RESET, command_line(folder, 8000))[0] == 0


def children_of(local: Path) -> list[psutil.Process]:
    return [p for p in psutil.process_iter() if is_of(p, local) and is_alive(p)]


def is_of(process: psutil.Process, local: Path) -> bool:
    try:
        servers = process.name() in {"postgres", "valkey-server"} and str(local) in " ".join(process.cmdline())
        return servers or process.environ().get(MARK) == str(local)
    except psutil.Error:
        return False


def started(local: Path, port: int) -> subprocess.Popen[str]:
    """A demo that has said that it is ready."""
    demo = subprocess.Popen(
        [sys.executable, *DEMO],
        cwd=ROOT,
        env=command_line(local, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert demo.stdout is not None
    lines = []
    for line in demo.stdout:
        lines.append(line)
        if line == f"Ready: http://localhost:{port}/\n":
            return demo
    raise AssertionError("".join(lines))


def stopped(demo: subprocess.Popen[str]) -> float:
    """Ctrl-C; the seconds until all of it had ended."""
    begun = time.monotonic()
    demo.send_signal(signal.SIGINT)
    with demo:
        assert demo.wait(30) == 0
    return time.monotonic() - begun


def test_demo_lives_through_second_starts_and_kills_and_ends_with_its_database(local: Path, port: int) -> None:
    """One demo for all of it, as filling it is what takes long."""
    demo = started(local, port)
    environment = command_line(local, port)
    secret = (local / "secret").read_text()

    assert finished(DEMO, environment) == (1, f"Already running: http://localhost:{port}/\n")
    code, said = finished(RESET, environment)
    assert (code, "Stop it with Ctrl-C first" in said) == (1, True)

    assert_shell_acts_as_nobody_until_told(environment)

    with demo:
        demo.kill()
    again = started(local, port)

    assert is_healthy(port=port)
    assert (local / "secret").read_text() == secret
    assert answer_to(b"Content-Length: 100\r\n\r\nlogin=some", port, ends=True).startswith("HTTP/1.1 400")
    assert answer_to(b"Transfer-Encoding: chunked\r\n\r\na\r\nlogin=some\r\n0\r\n\r\n", port).startswith("HTTP/1.1 400")
    kill_each_part(again, port)
    assert stopped(again) < 15
    assert children_of(local) == []

    code, said = kill_database(started(local, port))
    assert code == 1
    assert "PostgreSQL ended with exit code -9." in said
    assert said.endswith("The demo has stopped.\n")
    assert children_of(local) == []


def assert_shell_acts_as_nobody_until_told(environment: dict[str, str]) -> None:
    """As the web role, with the walls of the database; the line that it says first works as it stands."""
    code, said = finished(SHELL, environment, "print(Review.objects.count())")
    assert (code, said.splitlines()[-1]) == (0, "0")
    (line,) = (line.strip() for line in said.splitlines() if "acting_as" in line)

    code, said = finished(SHELL, environment, f"{line}\nfrom django.db import connection\nprint(connection.base_role)")

    assert code == 0
    assert "QuerySet [<Review" in said
    assert said.splitlines()[-1] == "wellschool_web"


def test_shell_asks_for_a_demo_that_runs(local: Path, port: int) -> None:
    code, said = finished(SHELL, command_line(local, port))

    assert (code, "Start it in another terminal: make demo" in said) == (1, True)


def answer_to(rest: bytes, port: int, *, ends: bool = False) -> str:
    """What the web server says to a form of which this is the rest, also where the connection ends then."""
    head = "POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(head.encode() + rest)
        if ends:
            connection.shutdown(socket.SHUT_WR)
        return connection.recv(100).decode()


def kill_each_part(demo: subprocess.Popen[str], port: int) -> None:
    """Kill what the demo runs, one after another, and see each come back."""
    for part, words in PARTS.items():
        (before,) = part_of(demo, words)
        before.kill()
        until(lambda words=words, before=before: part_of(demo, words) not in ([], [before]), part)
        until(lambda: is_healthy(port=port), f"answers after {part}")


def kill_database(demo: subprocess.Popen[str]) -> tuple[int, str]:
    """The code with which the demo then ends, and its last words."""
    try:
        (server,) = part_of(demo, ("bin/postgres", "-D"))
        server.kill()
        said, _ = demo.communicate(timeout=60)
    finally:
        demo.kill()
    return demo.returncode, said


def part_of(demo: subprocess.Popen[str], words: tuple[str, ...]) -> list[psutil.Process]:
    """What the supervisor itself runs with these words in its command."""
    children = filter(is_alive, psutil.Process(demo.pid).children())
    return [process for process in children if all(word in " ".join(process.cmdline()) for word in words)]


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def test_demo_names_a_port_that_is_taken(local: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        code, said = finished(DEMO, command_line(local, port))

    assert code == 1
    assert said == f"Port {port} is taken. Stop what listens there, or choose another: make demo PORT={port + 1}\n"
    assert not (local / "postgres").exists()


def test_demo_refuses_where_people_have_real_reviews(local: Path, port: int) -> None:
    environment = {**command_line(local, port), "DATABASE_URL": "postgresql://wellschool_web@db.example/wellschool"}

    code, said = finished(DEMO, environment)

    assert (code, "DATABASE_URL is set: that is a real deployment" in said) == (1, True)


def test_reset_leaves_nothing_of_the_data(local: Path, port: int) -> None:
    local.mkdir()
    for name in ("secret", "beat", "demo.lock"):
        (local / name).touch()
    (local / "mail").mkdir()

    assert finished(RESET, command_line(local, port))[0] == 0

    assert [path.name for path in local.iterdir()] == ["demo.lock"]
