"""Making a release in the background, as the programme manager who asked. Its row is the truth; messages come twice.

It is made in one transaction, so a worker that dies has counted nothing.
"""

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError
from django.utils import timezone

from accounts.isolation.actor import Actor, acting_as
from accounts.outbox.asking import enqueue
from accounts.refusals import Busy, Refused
from reviews.releases.models import Release, ReleaseState
from reviews.releases.operations import (
    FAILED_TOO_OFTEN,
    LEASE,
    MOST_ATTEMPTS,
    TASK,
    claim_release,
    fail_release,
    make_release,
)

log = logging.getLogger(__name__)

AT_ONCE = 100
RECOVERY = Actor(job="releases")
WENT_WRONG = "Something went wrong, and nothing was counted. Please try again later; if it fails again, tell us."
LEFT = "Whoever asked for it is no longer a programme manager, so it was not made. Nothing was counted."


@shared_task(name=TASK)
def make_release_task(release_id: int, user_id: int) -> None:
    """Make a release. Delivered twice, or for a release that is made, it does nothing."""
    manager = Actor(user_id=user_id, yst=True)
    with acting_as(manager):
        is_seen = Release.objects.filter(pk=release_id).exists()
        lease = claim_release(release_id=release_id, at=timezone.now()) if is_seen else None
    if not is_seen:
        _close(release_id)
    if lease is None:
        return
    try:
        with acting_as(manager):
            make_release(release_id=release_id, lease=lease, at=timezone.now())
    except Refused as refused:
        words, final = refused.words, True
    except (Busy, DatabaseError, SoftTimeLimitExceeded) as error:
        log.warning("release %s: %s", release_id, type(error).__name__)
        words, final = WENT_WRONG, False
    else:
        return
    with acting_as(manager):
        if fail_release(release_id=release_id, lease=lease, words=words, final=final, at=timezone.now()):
            enqueue(TASK, release_id=release_id, user_id=user_id)


@shared_task(name="reviews.recover_releases")
def recover_releases() -> None:
    """Ask again for releases whose worker died or whose message was lost; after the last attempt say that they failed.

    The lease is renewed, so that a release is asked for once in five minutes and not at every run.
    """
    now = timezone.now()
    columns = ("pk", "attempts", "asked_by_id")
    with acting_as(RECOVERY):
        lost = Release.objects.filter(state__in=[ReleaseState.QUEUED, ReleaseState.MAKING], lease_until__lt=now)
        for release in lost.order_by("lease_until").only(*columns).select_for_update(skip_locked=True)[:AT_ONCE]:
            row = Release.objects.filter(pk=release.pk)
            if release.attempts >= MOST_ATTEMPTS:
                row.update(state=ReleaseState.FAILED, failure=FAILED_TOO_OFTEN, lease=None, lease_until=None)
                log.warning("release %s: failed after %s attempts", release.pk, release.attempts)
            else:
                row.update(state=ReleaseState.QUEUED, lease=None, lease_until=now + LEASE)
                enqueue(TASK, release_id=release.pk, user_id=release.asked_by_id)


def _close(release_id: int) -> None:
    """End a release that waits and whose requester sees it no longer."""
    with acting_as(RECOVERY):
        waiting = Release.objects.filter(pk=release_id, state=ReleaseState.QUEUED)
        waiting.update(state=ReleaseState.FAILED, failure=LEFT, lease=None, lease_until=None)
