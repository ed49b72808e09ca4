"""A release as a job: made as the manager who asked, in one transaction, so that a dead worker has counted nothing."""

from accounts.isolation.actor import Actor
from accounts.outbox.job_kinds import AGAIN, JobKind, Words
from reviews.releases.models import Release, ReleaseState

NOTHING = "Nothing was counted."
RELEASES = JobKind(
    name="release",
    model=Release,
    tended_by=Actor(job="releases"),
    acts=Actor(yst=True),
    asked_by="asked_by_id",
    task="reviews.make_release",
    carries="release_id",
    state="state",
    working=ReleaseState.MAKING,
    words=Words(
        wrong=f"Something went wrong, and nothing was counted. {AGAIN}",
        too_often=f"It did not work three times. {NOTHING} {AGAIN}",
        left=f"Whoever asked for it is no longer a programme manager, so it was not made. {NOTHING}",
    ),
)
