"""The product's Celery app as tests need it: reports are slow and empty, mail goes to a server of the test."""

import os
import time

import django
from django.conf import settings

django.setup()  # the worker's own, so that what follows changes what it uses

from reviews.reports import (  # noqa: E402
    FinishedReport,
    Maker,
    tasks,
)
from wellschool.celery import app  # noqa: E402

__all__ = ["app"]


def lay_out(written: object) -> bytes:
    time.sleep(float(os.environ["REPORT_SECONDS"]))
    return b"file"


if port := os.environ.get("MAIL_PORT"):
    settings.EMAIL_BACKEND = "accounts.outbox.backend.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
tasks.maker_of = lambda *what: Maker(lambda order: order, lambda content: content, lay_out, made)  # type: ignore


def made(file: bytes) -> FinishedReport:
    return FinishedReport(file, None)
