"""Whether emails go out: one row, kept by the job that sends them. No address, no trust and no server's own words."""

from django.db import models
from django.db.models import Q

from accounts.isolation.policies import WORKER, YST, Grant, Policy, RowSecurity, during_job

THE_ONE = 1
AFTER = 3  # emails in a row that failed: it is the service, not an email
WEB = ("wellschool_web",)


class MailService(models.Model):
    """The state of sending: who is at it, since when it fails, how many emails wait."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    seen_at = models.DateTimeField(null=True)  # when the job last looked for emails
    busy_until = models.DateTimeField(null=True)  # the lease of the run that is at it
    next_run_at = models.DateTimeField(null=True)  # not before, while it fails
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True)
    reason = models.CharField(max_length=100, blank=True)  # ours, from a fixed list
    waiting = models.PositiveIntegerField(default=0)  # as of the last failure

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ONE), name="mailservice_one_row"),
            RowSecurity(),
            Policy("keep_seen", "select", during_job("mail"), to=WORKER),
            Policy("begin", "insert", check=during_job("mail"), to=WORKER),
            Policy("keep", "update", during_job("mail"), during_job("mail"), WORKER),
            Policy("told_to_all", "select", "true", to=WEB),
            Policy("told_to_managers", "select", "(select isolation.yst('manager'))", to=YST),
            Grant("select, insert, update", WORKER),
            Grant("select", WEB, ["id", "seen_at", "failures", "failing_since"]),
            Grant("select", YST, ["id", "seen_at", "failures", "failing_since", "waiting"]),
        ]

    @property
    def is_failing(self) -> bool:
        """Whether emails do not go out; a single one that fails is not yet an outage."""
        return self.failures >= AFTER
