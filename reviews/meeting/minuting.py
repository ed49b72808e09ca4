"""What an open meeting notes while levels are agreed, wherever they are agreed from."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from reviews.meeting.models import ItemState, Meeting, MeetingItem
from reviews.review.models.review import Review


def note_settled(review: Review, statement_ids: Sequence[int], *, settled: bool, at: datetime) -> None:
    """Tell the review's open meeting, if there is one, what was settled or opened again. One or two queries.

    Every change raises the meeting's version, which is what other screens ask for.
    """
    if not Meeting.objects.filter(review=review, closed_at__isnull=True).update(version=F("version") + 1):
        return
    MeetingItem.objects.filter(review=review, meeting__closed_at__isnull=True, statement_id__in=statement_ids).update(
        state=ItemState.DECIDED if settled else ItemState.WAITING, changed_at=at
    )
