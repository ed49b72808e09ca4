"""What was agreed, as a report prints it: from a sign-off or, for a draft, as it stands now."""

from dataclasses import replace

from frameworks.content import content_of
from reviews.documents import wording
from reviews.plan.reading import steps_now
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot
from reviews.review.profile import Profile, profile_of
from reviews.review.steps import Step


def profile_for(review: Review, snapshot: Snapshot | None) -> Profile:
    """The profile of a sign-off; of a draft with the plan as it stands now. Three queries."""
    if snapshot:
        return profile_of(review, snapshot)
    return profile_of(review, None, steps=steps_now(review, content_of(review.version_id)))


def printed(step: Step) -> Step:
    """Without signs that cannot be printed."""
    return replace(step, text=wording.plain(step.text), owner=wording.one_line(step.owner))
