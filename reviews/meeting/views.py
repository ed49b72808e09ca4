"""The review meeting: opening it, the room that everybody's screen follows, what the leads record, its end."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.answering import attempt, in_turn, page
from accounts.refusals import Refused
from reviews.meeting.agenda import MINUTES, time_words
from reviews.meeting.forms import DecisionForm, MeetingForm
from reviews.meeting.models import LENGTHS, Meeting
from reviews.meeting.operations import (
    decide_in_meeting,
    end_meeting,
    join_meeting,
    move_meeting,
    park_in_meeting,
    start_meeting,
)
from reviews.meeting.permissions import check_can_run_meeting
from reviews.meeting.room import Place, Room, open_meeting, planned, room_of, to_discuss
from reviews.meeting.room_views import AGENDA, Screen, room_answer, room_page
from reviews.plan.reading import owners_in
from reviews.review.access import standing_for
from reviews.review.comparison import ComparisonRow, comparison_of
from reviews.review.forms.agreeing import stored_level
from reviews.review.models.review import Review
from reviews.review.operations.agreeing import AgreedElsewhere
from reviews.review.permissions import Standing, check_can_agree, check_can_compare

NONE_OPEN = "No meeting is open. What was decided is in its minutes."


def room_for(request: HttpRequest, trust_slug: str, review_id: UUID) -> tuple[Standing, Room | None]:
    """The person's standing, and the open meeting, if there is one."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_compare(standing)
    meeting = open_meeting(standing.review)
    return standing, room_of(meeting, comparison_of(standing.review)) if meeting else None


@dataclass(frozen=True)
class NewMeetingPage:
    """What there is to talk about, and how long there may be for it."""

    review: Review
    form: MeetingForm
    rows: list[ComparisonRow]
    apart: int
    too_few: int
    proposed: int
    time_words: str


@require_http_methods(["GET", "POST"])
def meeting_create(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Choose how long there is, see what that has time for, and open the meeting."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_run_meeting(standing)
    if open_meeting(standing.review):
        return redirect("reviews:meeting_detail", trust_slug, review_id)
    comparison = comparison_of(standing.review)
    agendas = {length: planned(comparison, length) for length in LENGTHS}
    form = MeetingForm(request.POST or None, agendas=agendas)
    if request.method == "POST" and form.is_valid():
        minutes = form.cleaned_data["minutes"]
        if attempt(request, start_meeting, minutes=minutes, by=standing, at=timezone.now()):
            return redirect("reviews:meeting_detail", trust_slug, review_id)
    rows = to_discuss(comparison)
    apart = sum(row.band in MINUTES for row in rows)
    shown = NewMeetingPage(
        review=standing.review,
        form=form,
        rows=rows,
        apart=apart,
        too_few=len(rows) - apart,
        proposed=len(comparison.proposed),
        time_words=time_words(len(comparison.content.levels)),
    )
    return page(request, "meeting/meeting_create.html", standing.member, shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@in_turn
def meeting_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """The room. `?at=2.5` looks ahead at a statement, `?at=agenda` at the agenda; a POST records what is agreed."""
    standing, room = room_for(request, trust_slug, review_id)
    if room is None:
        return without_meeting(request, standing)
    screen = Screen(standing, room, at=request.GET.get("at", ""))
    if screen.is_lost:
        raise Http404
    if request.method == "GET":
        return room_page(request, screen, form_for(screen))
    check_can_run_meeting(standing)
    place = room.at(request.POST.get("statement", ""))
    if place is None:
        raise Http404
    if "park" in request.POST:
        return parked(request, standing, room, place)
    return decided(request, Screen(standing, room, at=place.code), place)


def without_meeting(request: HttpRequest, standing: Standing) -> HttpResponse:
    """After the end: the minutes of the last meeting; if there was none, the comparison."""
    messages.info(request, NONE_OPEN)
    slug, review = standing.member.trust.slug, standing.review
    last = Meeting.objects.filter(review=review).order_by("-opened_at").first()
    if last is None:
        return redirect("reviews:comparison_detail", slug, review.uuid)
    return redirect("reviews:meeting_minutes", slug, review.uuid, last.uuid)


def form_for(screen: Screen, data: QueryDict | None = None) -> DecisionForm | None:
    """The leads' form for the statement that is shown; None for everybody else, and at the agenda."""
    place = screen.shown
    if place is None or not screen.can_run:
        return None
    return DecisionForm(
        data, content=screen.room.comparison.content, people=owners_in(screen.standing), today=timezone.localdate(),
        stored=stored_level(screen.standing, place.row.statement, place.row.agreed),
    )  # fmt: skip


def decided(request: HttpRequest, screen: Screen, place: Place) -> HttpResponse:
    """Store what the room agreed, and take everybody on. A conflict or an error gives the form back as it was typed."""
    form = form_for(screen, request.POST)
    assert form is not None  # noqa: S101 the caller has checked who asks
    standing, room = screen.standing, screen.room
    if not form.is_valid():
        return room_page(request, screen, form)
    decision = form.decision(place.row.agreed.version if place.row.agreed else 0)
    try:
        decide_in_meeting(
            meeting=room.meeting, statement=place.row.statement, decision=decision, by=standing, at=timezone.now()
        )
    except AgreedElsewhere as changed:
        now = stored_level(standing, place.row.statement, changed.now)
        form.read_again(initial=now.initial, changed_by=now.changed_by)
        return room_page(request, screen, form)
    except Refused as refused:
        form.add_error("rationale", refused.words)
        return room_page(request, screen, form)
    messages.success(request, f"Statement {place.code} is recorded.", extra_tags=f"{screen.base}{place.code}")
    if "stay" in request.POST:
        return redirect(screen.url_of(place))
    return go_on(request, standing, room, place)


def parked(request: HttpRequest, standing: Standing, room: Room, place: Place) -> HttpResponse:
    """Leave a statement for after the meeting, and go on."""
    done = attempt(
        request, park_in_meeting, meeting=room.meeting, statement=place.row.statement, by=standing, at=timezone.now(),
        success=f"Statement {place.code} is parked for after the meeting.",
    )  # fmt: skip
    return go_on(request, standing, room, place) if done else back(standing)


def go_on(request: HttpRequest, standing: Standing, room: Room, place: Place) -> HttpResponse:
    """Take everybody to the next statement, if they are at this one."""
    if room.current is place:
        following = room.after(place)
        attempt(
            request, move_meeting, meeting=room.meeting, seen=place.item.statement_id,
            to=following.item.statement_id if following else None, by=standing, at=timezone.now(),
        )  # fmt: skip
    return back(standing)


def back(standing: Standing) -> HttpResponse:
    """To where the room is."""
    return redirect("reviews:meeting_detail", standing.member.trust.slug, standing.review.uuid)


@require_safe
def meeting_now(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """What a screen asks every two seconds: 204 when nothing changed, 286 with the last words at the end."""
    return room_answer(request, trust_slug, review_id)


@require_POST
def meeting_join(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Say that one is there."""
    standing, room = room_for(request, trust_slug, review_id)
    check_can_agree(standing)
    if room is None:
        return without_meeting(request, standing)
    words = "You are in the minutes of this meeting."
    attempt(request, join_meeting, meeting=room.meeting, by=standing, at=timezone.now(), success=words)
    return back(standing)


@require_POST
def meeting_move(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Take everybody to a statement of the agenda, or to the agenda."""
    standing, room = room_for(request, trust_slug, review_id)
    check_can_run_meeting(standing)
    if room is None:
        return without_meeting(request, standing)
    seen, to = (room.at(request.POST.get(name, "")) for name in ("seen", "to"))
    if to is None and request.POST.get("to") != AGENDA:
        messages.error(request, "That statement is not on the agenda of this meeting.")
        return back(standing)
    attempt(
        request, move_meeting, meeting=room.meeting, seen=seen.item.statement_id if seen else None,
        to=to.item.statement_id if to else None, by=standing, at=timezone.now(),
    )  # fmt: skip
    return back(standing)


@require_http_methods(["GET", "POST"])
def meeting_end(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """Ask, then end the meeting; its minutes stay."""
    standing, room = room_for(request, trust_slug, review_id)
    check_can_run_meeting(standing)
    if room is None:
        return without_meeting(request, standing)
    if request.method == "GET":
        return page(request, "meeting/meeting_end.html", standing.member, review=standing.review, room=room)
    words = "The meeting has ended. These are its minutes."
    attempt(request, end_meeting, meeting=room.meeting, by=standing, at=timezone.now(), success=words)
    return redirect("reviews:meeting_minutes", trust_slug, review_id, room.meeting.uuid)
