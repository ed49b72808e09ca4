"""What a request wants done afterwards: tasks and emails, written in the request's own transaction.

A request never talks to the broker or the mail server, so nothing is lost when they are down and nothing is sent
for a change that was rolled back.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, WORKER, YST, Grant, Policy, RowSecurity, during_job

MINE = "actor_id is not distinct from (select isolation.uid())"
SENT_WITHIN = timedelta(days=7)  # an email that says nothing else is of use for so long


def a_week_from_now() -> datetime:
    """Until when an email is tried that says nothing else."""
    return timezone.now() + SENT_WITHIN


class OutboxTask(models.Model):
    """A Celery task to publish: its name and ids, and for whom it acts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # so that INSERT returns nothing
    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)  # ids only
    actor_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            RowSecurity(),
            Policy("ask", "insert", check=MINE, to=(*MEMBERS, *YST)),
            Policy("dispatch_seen", "select", during_job("outbox"), to=WORKER),
            Policy("dispatch", "update", during_job("outbox"), during_job("outbox"), WORKER),
            Policy("tidy", "delete", during_job("outbox"), to=WORKER),
            Grant(
                "insert",
                (*MEMBERS, *YST),
                ["id", "name", "arguments", "actor_id", "created_at", "published_at"],
            ),
            Grant("select, delete", WORKER),
            Grant("update", WORKER, ["published_at"]),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(published_at__isnull=True), name="outboxtask_waiting")
        ]


class OutboxEmail(models.Model):
    """An email as it will be sent, tried until `good_until`, which is as long as it is of use.

    Its text is emptied once it is sent, or is of no use: it may hold a link that opens an account. One whose address
    was refused keeps it until then, so that it can be sent again should the mail server have been wrong.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # so that INSERT returns nothing
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    once = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 null: may be sent again
    invitation_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    good_until = models.DateTimeField(default=a_week_from_now)
    sent_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            RowSecurity(),
            Policy("ask", "insert", check=MINE, to=(*MEMBERS, *YST)),
            Policy("send_seen", "select", during_job("mail"), to=WORKER),
            Policy("send", "update", during_job("mail"), during_job("mail"), WORKER),
            Policy("tidy", "delete", during_job("mail"), to=WORKER),
            Grant(
                "insert",
                (*MEMBERS, *YST),
                [
                    "id",
                    '"to"',
                    "subject",
                    "text",
                    "html",
                    "once",
                    "invitation_id",
                    "actor_id",
                    "created_at",
                    "attempts",
                    "next_try_at",
                    "good_until",
                    "sent_at",
                    "refused",
                ],
            ),
            Grant("select, delete", WORKER),
            Grant("update", WORKER, ["text", "html", "attempts", "next_try_at", "sent_at", "refused"]),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(sent_at__isnull=True, refused=""), name="outboxemail_waiting"
            )
        ]
