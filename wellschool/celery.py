"""Celery. Tasks are named `app.task`, take ids only and act as the person who asked."""

import os

from celery import Celery
from celery.signals import setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellschool.settings.production")
app = Celery("wellschool")
app.config_from_object("django.conf:settings", namespace="CELERY")
ROOMS = ("accounts.outbox", "accounts.register", "reviews.reports", "reviews.releases", "reviews.portfolio")
app.autodiscover_tasks(ROOMS)
app.autodiscover_tasks(["accounts.outbox"], related_name="mail_tasks")


@setup_logging.connect
def _leave_logging_alone(**kwargs: object) -> None:
    """Django has set it up, with what a log may know; Celery would add handlers of its own."""


@worker_init.connect
def _check_database(**kwargs: object) -> None:
    from wellschool.database.safety import refuse_unsafe_database

    try:
        refuse_unsafe_database()
    except Exception as error:  # Celery logs what a signal's receiver raises and goes on; this it does not catch
        raise SystemExit(f"The worker does not start. {error}") from error
