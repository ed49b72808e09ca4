"""Starting real servers and commands for tests, each from a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from wellschool.services.local import MARK
from wellschool.settings.environment import ROOT


@dataclass
class Served:
    """A running PostgreSQL: its owner's process, its own, and where it is."""

    owner: subprocess.Popen[str]
    run: Path
    data: Path
    pid: int

    def ask(self, query: str, user: str = "postgres") -> str:
        """The first value of the first row."""
        with psycopg.connect(host=str(self.run), user=user, dbname="wellschool", autocommit=True) as connection:
            row = connection.execute(query).fetchone()  # type: ignore[arg-type]
        return str(row[0]) if row else ""

    def run_as_superuser(self, *statements: str) -> None:
        with psycopg.connect(host=str(self.run), user="postgres", dbname="wellschool", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """PostgreSQL below `folder`, removed afterwards unless its owner was killed."""
    argv = [sys.executable, "-m", "tests.services.serve", str(folder)]
    with subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        run, data, pid = (owner.stdout.readline().strip() for _ in range(3))
        assert pid, (folder / "services.log").read_text()
        yield Served(owner, Path(run), Path(data), int(pid))


def demo_environment(**values: str) -> dict[str, str]:
    """What the supervisor tells its children, with `values`."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "wellschool.settings.demo",
        "WELLSCHOOL_DEMO": "1",
        "WELLSCHOOL_SECRET": "tests-only",
        **values,
    }


def finished(
    argv: list[str], environment: dict[str, str], typed: str | None = None, seconds: float = 60
) -> tuple[int, str]:
    """Run a command of this project, with what is typed into it; its exit code and all that it said."""
    done = subprocess.run(
        [sys.executable, *argv],
        check=False,
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    return done.returncode, done.stdout + done.stderr


def command_line(local: Path, port: int) -> dict[str, str]:
    """The environment of a demo in `local`, as somebody's shell would have it."""
    ours = {"DB_HOST", "DB_NAME", "DB_ROLE", "CACHE_URL", "BROKER_URL", "DJANGO_SETTINGS_MODULE", MARK, "MAKELEVEL"}
    theirs = {name: value for name, value in os.environ.items() if name not in ours}
    return {**theirs, "WELLSCHOOL_LOCAL": str(local), "PORT": str(port)}
