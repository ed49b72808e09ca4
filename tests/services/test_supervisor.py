"""The supervisor says which child ended and why, and leaves nothing behind. Each test has a supervisor's process."""

import os
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
    code, said = finished(["-c", START + textwrap.dedent(script)], demo_environment(PYTHONUNBUFFERED="1"))
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
