"""Making a release in the background, as the programme manager who asked."""

from celery import shared_task
from django.utils import timezone

from accounts.outbox.jobs import Held, recover, run
from reviews.releases.job import RELEASES
from reviews.releases.operations import make_release


@shared_task(name=RELEASES.task)
def make_release_task(release_id: int, user_id: int) -> None:
    """Make a release, for the manager who asked for it or tried it again."""
    run(RELEASES, _make, pk=release_id, by=user_id)


@shared_task(name="reviews.recover_releases")
def recover_releases() -> None:
    """Take up releases whose worker died or whose message was lost."""
    recover(RELEASES, at=timezone.now())


def _make(held: Held) -> None:
    with held.acting():
        make_release(release_id=held.pk, lease=held.lease, at=timezone.now())
