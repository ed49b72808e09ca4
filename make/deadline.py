"""A plugin of pytest: from a moment on no further test is begun, and what was left is said by folder.

`-p make.deadline --until SECONDS`, since 1970. A run that failed nothing until then ends with 0.
"""

import time
from collections import Counter
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The moment."""
    parser.addoption("--until", type=float, help="begin no test after this moment (seconds since 1970)")


def pytest_configure(config: pytest.Config) -> None:
    """Watch the clock, where a moment is given; in each process of pytest-xdist."""
    if config.getoption("until"):
        config.pluginmanager.register(Deadline(config.getoption("until")))


class Deadline:
    """Counts what is to be run and what was."""

    def __init__(self, until: float) -> None:
        self.until = until
        self.wanted: set[str] = set()
        self.done: set[str] = set()

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self.session = session

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.wanted |= {item.nodeid for item in session.items}

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self.wanted |= set(ids)

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.done.add(nodeid)
        if time.time() > self.until and self.wanted - self.done:
            self.session.shouldstop = "the time is over"

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.exitstatus == pytest.ExitCode.INTERRUPTED and time.time() > self.until:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED if session.testsfailed else pytest.ExitCode.OK

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in told(self.wanted - self.done):
            terminalreporter.write_line(line)


def told(left: set[str]) -> list[str]:
    """What was not run, by folder."""
    folders = Counter(Path(nodeid.split("::")[0]).parent.as_posix() for nodeid in left)
    parts = [f"  {folder}: {number} {'test' if number == 1 else 'tests'}" for folder, number in sorted(folders.items())]
    return ["Left to make test, as the time was over:", *parts] if parts else []
