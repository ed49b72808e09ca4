"""A Celery worker with its clock as a process of its own, on the test's database by the worker's own login."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test import override_settings

from wellschool.demo.mail import SentEmail, sent_email, sent_names

PATIENCE = 60  # seconds
PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@dataclass
class Worker:
    """What the worker has done so far, as far as it can be seen from outside."""

    folder: Path
    process: subprocess.Popen[bytes]

    def mail_to(self, address: str, subject: str = "", *, other_than: SentEmail | None = None) -> SentEmail:
        """The newest email to this address with these words in its subject, as soon as it has been sent."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, f"The worker has ended: {self.log()}"
            for email in self.sent():
                if email.to == address and subject in email.subject and email != other_than:
                    return email
            time.sleep(0.1)
        raise AssertionError(f"No email to {address} about {subject}. {self.log()}")

    def sent(self) -> list[SentEmail]:
        """All email, newest first."""
        with override_settings(EMAIL_FILE_PATH=self.folder / "mail"):
            return [sent_email(name) for name in sent_names()]

    def log(self) -> str:
        """The end of what the worker has said."""
        return (self.folder / "log").read_text()[-2000:]


def link_in(email: SentEmail) -> str:
    """The one address in the words of an email."""
    (link,) = set(re.findall(r"https?://\S+", email.text))
    return link


@contextmanager
def running_worker(folder: Path) -> Iterator[Worker]:
    """Start a worker that keeps its mail in `folder`, and stop it after its last task."""
    queue = os.environ["BROKER_URL"].replace("virtual_host=0", f"virtual_host={8 + PROCESS % 8}")
    environment = {
        **os.environ,
        "DB_ROLE": "worker",
        "DB_NAME": connection.settings_dict["NAME"],
        "BROKER_URL": queue,
        "MAIL_FOLDER": str(folder / "mail"),
    }
    celery = [sys.executable, "-m", "celery", "-A", "wellschool", "worker", "-B", "-s", str(folder / "clock")]
    quiet = ["--concurrency", "1", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*celery, *quiet], env=environment, stdout=log, stderr=log)
        yield Worker(folder, process)
        process.terminate()
        process.wait(PATIENCE)
