"""A mail server that does as it is told, and the worker that sends to it."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import Settings

from accounts.models import YstPerson
from accounts.outbox import backend as mail_backend
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
