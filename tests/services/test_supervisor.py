"""The supervisor says which child ended and why, and leaves nothing behind. Each test has a supervisor's process."""

import os
import tempfile
import textwrap

import psutil

from tests.services.serving import demo_environment, finished
from wellschool.services.processes import is_alive

START = """
import os, sys, time
from pathlib import Path
from wellschool.services.supervisor import ChildFailed, Supervisor

supervisor = Supervisor(os.environ, Path.cwd())

def child(name, script, **options):
    return supervisor.start(name, [sys.executable, "-c", script], **options)
"""


def supervised(script: str) -> list[str]:
    """What a supervisor's process prints."""
    with tempfile.TemporaryDirectory() as folder:
        environment = demo_environment(PYTHONUNBUFFERED="1", TMPDIR=folder)
        code, said = finished(["-c", START + textwrap.dedent(script)], environment)
    assert code == 0, said
    return said.splitlines()


def test_supervisor_tells_which_child_ended_and_its_last_words() -> None:
    lines = supervised("""
        child("quiet", "import time; time.sleep(60)")
        child("short", "print(*range(1, 31), sep='\\\\n'); raise SystemExit(7)", is_shown=False)
        try:
            while True: supervisor.watch(1)
        except ChildFailed as failure:
            print(failure)
        supervisor.stop()
    """)

    assert lines == ["short ended with exit code 7.", *(f"  {number}" for number in range(16, 31))]


def test_supervisor_shows_what_children_print_under_their_names() -> None:
    lines = supervised("""
        supervisor.finish(child("one", "print('first'); print('second')"))
        supervisor.finish(child("two", "print('not shown')", is_shown=False))
    """)

    assert lines == ["one: first", "one: second"]


def test_a_child_that_ends_once_all_is_ready_is_started_again_after_pauses_that_grow() -> None:
    lines = supervised("""
        child("short", "print('here'); raise SystemExit(7)")
        supervisor.is_ready = True
        begun = time.monotonic()
        while time.monotonic() - begun < 5: supervisor.watch(0.1)
        supervisor.stop()
    """)

    once = ["short: here", "short ended with exit code 7.", "  here"]
    assert lines[:4] == [*once, "It is started again in 1 s."]
    assert lines[4:8] == [*once, "It is started again in 2 s."]
    assert len(lines) <= 12


def test_what_a_killed_child_had_started_is_ended_before_it_is_started_again() -> None:
    lines = supervised("""
        forking = "import os, time; os.fork() or print(os.getpid(), flush=True); time.sleep(60)"
        kept = child("forking", forking, is_shown=False)
        while not kept.lines: supervisor.watch(1)
        supervisor.is_ready, group, forked = True, kept.process.pid, kept.lines[0]
        kept.process.kill()
        while kept.process.pid == group: supervisor.watch(0.1)
        print(forked, group)
        supervisor.stop()
    """)

    forked, group = lines[-1].split()
    assert int(forked) != int(group)
    assert [p for p in psutil.process_iter() if is_in_session(p, int(group))] == []


def test_a_server_without_which_nothing_goes_on_ends_all_and_a_full_disk_is_named() -> None:
    lines = supervised("""
        log = Path(os.environ["TMPDIR"]) / "server.log"
        log.write_text("PANIC:  could not write to file: No space left on device\\n" + "shutting down\\n" * 20)
        server = child("server", "raise SystemExit(2)")
        supervisor.children.clear()
        supervisor.watch_server("PostgreSQL", server.process, log)
        supervisor.is_ready = True
        try:
            while True: supervisor.watch(0.1)
        except ChildFailed as failure:
            print(failure)
    """)

    assert lines[:2] == ["The disk is full. Make room, and start again.", "PostgreSQL ended with exit code 2."]


def test_a_server_that_can_be_started_anew_is() -> None:
    lines = supervised("""
        log = Path(os.devnull)
        one, two = child("one", "raise SystemExit(2)"), child("two", "import time; time.sleep(60)")
        supervisor.children.clear()
        supervisor.watch_server("Valkey", one.process, log, lambda: two.process)
        supervisor.is_ready = True
        for _ in range(20): supervisor.watch(0.1)
        print(two.process.poll())
        two.process.kill()
    """)

    assert lines == ["Valkey ended with exit code 2. It is started again.", "None"]


def test_stop_ends_children_that_will_not_and_what_they_started() -> None:
    lines = supervised("""
        deaf = "import os, signal, time; signal.signal(15, signal.SIG_IGN)"
        kept = child("deaf", deaf + "; print(os.getpid()); os.fork(); time.sleep(60)", is_shown=False)
        while not kept.lines: supervisor.watch(1)
        begun = time.monotonic()
        supervisor.stop()
        print(kept.lines[0], time.monotonic() - begun < 6)
    """)

    group, in_time = lines[0].split()
    assert in_time == "True"
    assert [p for p in psutil.process_iter() if is_in_session(p, int(group))] == []


def is_in_session(process: psutil.Process, session: int) -> bool:
    try:
        return os.getsid(process.pid) == session and is_alive(process)
    except OSError:
        return False
