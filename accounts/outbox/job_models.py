"""What the row of a job holds that is done in the background, whatever its kind."""

from django.db import models

MOST_WORDS = 600  # characters of a failure


class Job(models.Model):
    """How often it was tried, which worker has it until when, and why it failed.

    Its state is the kind's own column, whose choices differ; `accounts.outbox.jobs` moves it from one to the next.
    """

    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)  # of the worker that has it
    lease_until = models.DateTimeField(null=True)  # from then on it is lost: its worker died, or its message
    failure = models.CharField(max_length=MOST_WORDS, blank=True)  # in words for the person who asked

    class Meta:
        abstract = True
