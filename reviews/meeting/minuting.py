"""What a review's open meeting hears of it, wherever it happens: what is agreed, and that comparing ends."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.dispatch import receiver

from reviews.meeting.models import ItemState, Meeting, MeetingItem
from reviews.meeting.operations import close_meeting
from reviews.review.hooks import comparing_ends, levels_settled, review_held
from reviews.review.models.review import Review
from reviews.review.permissions import Standing


@receiver(levels_settled, dispatch_uid="note in the minutes")
def note_settled(
    *, review: Review, statement_ids: Sequence[int], settled: bool, at: datetime, **kwargs: object
) -> None:
    """Tell the review's open meeting, if there is one, what was settled or opened again. One or two queries.

    Every change raises the meeting's version, which is what other screens ask for.
    """
    if not Meeting.objects.filter(review=review, closed_at__isnull=True).update(version=F("version") + 1):
        return
    MeetingItem.objects.filter(review=review, meeting__closed_at__isnull=True, statement_id__in=statement_ids).update(
        state=ItemState.DECIDED if settled else ItemState.WAITING, changed_at=at
    )


@receiver(comparing_ends, dispatch_uid="close the meeting")
def end_with_comparing(*, by: Standing, at: datetime, **kwargs: object) -> None:
    """A meeting ends with the comparing."""
    close_meeting(by, at)


@receiver(review_held, dispatch_uid="hold meetings")
def hold_meetings(*, review: Review, **kwargs: object) -> None:
    """A sign-off closes them."""
    list(Meeting.objects.filter(review=review).order_by("pk").select_for_update().values_list("pk"))
