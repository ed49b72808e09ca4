"""A mail server that does as it is told, the worker that sends to it, and a job of each kind."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import Settings

from accounts.models import YstPerson
from accounts.outbox import backend as mail_backend
from tests.accounts.outbox.job_cases import CASES, Asked, Case
from tests.accounts.outbox.job_faults import messages
from tests.accounts.outbox.smtp_server import MailServer
from wellschool.database.testing.base import as_role


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    server = MailServer()
    settings.EMAIL_BACKEND = "accounts.outbox.backend.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.5
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "wellschool", "a password"
    monkeypatch.setattr(mail_backend, "SECONDS_FOR_THE_TEXT", 0.5)
    yield server
    server.close()


@pytest.fixture
def worker(manager: YstPerson) -> Iterator[None]:
    with as_role(connection, "wellschool_worker"):
        yield


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    """Each kind of job in turn."""
    return CASES[request.param]


@pytest.fixture
def asked(case: Case, manager: YstPerson) -> Asked:
    """One of that kind, whose message is taken from the outbox already."""
    asked = case.ask(manager)
    messages()
    return asked


@pytest.fixture
def at_work(asked: Asked) -> Iterator[None]:
    """Once it was asked for, a worker is there."""
    with as_role(connection, "wellschool_worker"):
        yield
