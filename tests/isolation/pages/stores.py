"""All that the product keeps or says anywhere: rows, sessions, cache, mail, tasks, logs. To search, to compare."""

import pymupdf
import pytest
from celery import current_app
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection

from accounts.outbox.mail_tasks import send_mail
from accounts.outbox.tasks import publish_outbox
from reviews.review.models.rating import Rating
from tests.cluster import RUNS
from wellschool.database.testing.base import as_role

RATINGS = Rating._meta.db_table
SESSIONS = Session._meta.db_table
FRAMEWORK = "frameworks_"


def rows() -> dict[str, list[str]]:
    """Every row as text, by table, seen by the role that migrates; without ratings, sessions and the framework."""
    kept: dict[str, list[str]] = {}
    with as_role(connection, "wellschool_migrate"), connection.cursor() as cursor:
        for table in sorted(m._meta.db_table for m in apps.get_models(include_auto_created=True)):
            if table not in (RATINGS, SESSIONS) and not table.startswith(FRAMEWORK):
                cursor.execute(f"select t::text from {table} t order by 1")
                kept[table] = [row[0] for row in cursor.fetchall()]
    return kept


def sessions() -> list[str]:
    """What each session holds, decoded."""
    return sorted(str(sorted(session.get_decoded().items())) for session in Session.objects.all())


def cached() -> dict[bytes, bytes]:
    """Every key of the cache with its value: sessions, counts of failed sign-ins."""
    client = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]
    return {key: client.get(key) or b"" for key in client.scan_iter()}


def delivered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every task and email that waits, as broker and mail server get them."""
    tasks: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, kwargs: tasks.append(f"{name} {sorted(kwargs.items())}"))
    with as_role(connection, "wellschool_worker"):
        publish_outbox()
        send_mail()
    return tasks + [str(message.message()) for message in mail.outbox]


def logs_of_servers() -> str:
    """What PostgreSQL and Valkey log, in every run of tests that is going on."""
    return "".join(path.read_text(errors="replace") for path in RUNS.glob("*/services.log"))


def text_of(pdf: bytes) -> str:
    """A PDF's text, without spaces and line ends."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return "".join("".join(page.get_text() for page in document).split())
