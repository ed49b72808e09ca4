"""Asking for a task after the request: a row in its transaction, published by a dispatcher (`tasks.py`)."""

from accounts.isolation.actor import current_actor
from accounts.outbox.models import OutboxTask


def enqueue(task: str, **ids: int | str | None) -> None:
    """Have the Celery task `task` run soon after this transaction commits. Arguments are ids and slugs only."""
    OutboxTask.objects.create(name=task, arguments=ids, actor_id=current_actor().user_id)
