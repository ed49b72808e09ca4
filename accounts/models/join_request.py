"""Somebody asks that their trust may take part. Stored only once the address has been shown to be theirs."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.isolation.policies import MEMBERS, WORKER, YST, Grant, Policy, RowSecurity, during_job
from accounts.models.user import User
from accounts.name_columns import NameColumn
from accounts.register.models import RegisteredTrust

MANAGER = "(select isolation.yst('manager'))"


class RequestStatus(models.TextChoices):
    """What became of a request."""

    WAITING = "waiting", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class JoinRequest(models.Model):
    """One person's request for one trust of the register. Strangers add one and read none."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # so that INSERT returns nothing
    registered = models.ForeignKey(RegisteredTrust, on_delete=models.PROTECT, related_name="join_requests")
    name = NameColumn(max_length=100)
    job_title = NameColumn(max_length=100)
    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=RequestStatus.choices, default=RequestStatus.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = NameColumn(max_length=100, blank=True)
    words = models.TextField(blank=True)  # with which it was declined

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "registered", Lower("email"), condition=Q(status="waiting"), name="joinrequest_waiting_once"
            ),
            models.CheckConstraint(condition=Q(status__in=RequestStatus.values), name="joinrequest_status_known"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(status="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="joinrequest_decided_with_who",
            ),
            RowSecurity(),
            Policy("ask", "insert", check="status = 'waiting'", to=MEMBERS),
            Policy("of_managers", "select", MANAGER, to=YST),
            Policy(
                        "decide", "update", f"{MANAGER} and status = 'waiting'",
                        f"{MANAGER} and decided_by_id = (select isolation.uid())", YST,
                    ),
            Policy("seen_by_job", "select", during_job("register"), to=WORKER),
            Policy("tidy", "delete", f"{during_job('register')} and status <> 'waiting'", to=WORKER),
            Grant("insert", MEMBERS),
            Grant("select", YST),
            Grant("update", YST, ["status", "decided_at", "decided_by_id", "decided_by_name", "words"]),
            Grant("select, delete", WORKER),
        ]  # fmt: skip
        indexes = [models.Index(fields=["status", "-asked_at"], name="joinrequest_newest")]

    @property
    def is_waiting(self) -> bool:
        return self.status == RequestStatus.WAITING
