"""The minutes of a review meeting, on the screen and for paper."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.answering import page
from reviews.meeting.minutes import Minutes, minutes_of
from reviews.meeting.models import Meeting
from reviews.meeting.room import Room, room_of
from reviews.review.access import standing_for
from reviews.review.comparison import comparison_of
from reviews.review.models.review import Review
from reviews.review.permissions import check_can_compare


@require_safe
def meeting_minutes(request: HttpRequest, trust_slug: str, review_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Who was there, what was decided and why, what was parked, what was not reached."""
    return _minutes(request, trust_slug, review_id, meeting_id, "meeting/meeting_minutes.html")


@require_safe
def meeting_minutes_print(request: HttpRequest, trust_slug: str, review_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The same on paper, with nothing folded away."""
    return _minutes(request, trust_slug, review_id, meeting_id, "meeting/meeting_minutes_print.html", on_paper=True)


@dataclass(frozen=True)
class MinutesPage:
    """Who was there, what was decided and why, what was parked, what was not reached."""

    review: Review
    meeting: Meeting
    room: Room
    minutes: Minutes
    others: QuerySet[Meeting]
    on_paper: bool


def _minutes(
    request: HttpRequest, trust_slug: str, review_id: UUID, meeting_id: UUID, template: str, *, on_paper: bool = False
) -> HttpResponse:
    standing = standing_for(request, trust_slug, review_id)
    check_can_compare(standing)
    meeting = get_object_or_404(Meeting, uuid=meeting_id, review=standing.review)
    room = room_of(meeting, comparison_of(standing.review))
    shown = MinutesPage(
        review=standing.review,
        meeting=meeting,
        room=room,
        minutes=minutes_of(room, today=timezone.localdate()),
        others=Meeting.objects.filter(review=standing.review).exclude(pk=meeting.pk).order_by("-opened_at"),
        on_paper=on_paper,
    )
    return page(request, template, standing.member, shown)
