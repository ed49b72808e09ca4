"""A Python shell on the running demo: with its settings and its database's web role, and nobody acting."""

import os
import sys
from typing import NoReturn
from urllib.parse import urlsplit

from wellschool.services.demo import broker_folder, environment
from wellschool.services.health import is_healthy
from wellschool.services.local import AlreadyRunning, Local
from wellschool.services.postgres import Postgres
from wellschool.services.supervisor import say
from wellschool.services.valkey import Valkey
from wellschool.settings.environment import ROOT


def run() -> int:
    """Become the shell; returns the exit code where there is no demo to look at."""
    local = Local()
    if port := port_of_demo(local):
        become_shell(local, port)
    say("The demo is not running, or not ready. Start it in another terminal: make demo")
    return 1


def become_shell(local: Local, port: int) -> NoReturn:
    """In this process, so that the terminal's keys reach it."""
    postgres = Postgres(local.folder)
    told = environment(local, postgres, Valkey(broker_folder(postgres)), port)
    os.chdir(ROOT)
    os.execve(sys.executable, [sys.executable, "manage.py", "demo_shell"], {**told, "DB_ROLE": "web"})  # noqa: S606


def port_of_demo(local: Local) -> int | None:
    """Where the demo answers: whoever runs it holds the lock, in which its address is."""
    try:
        with local.held("make shell"):
            return None
    except AlreadyRunning as demo:
        port = urlsplit(str(demo)).port
    return port if port and is_healthy(port=port) else None
