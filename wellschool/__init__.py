"""The project: settings, addresses, Celery, the database backend and the embedded services. No models, no rules."""

from wellschool.celery import app as celery_app

__all__ = ["celery_app"]
