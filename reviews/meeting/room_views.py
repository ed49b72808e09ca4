"""What a screen in the review meeting shows: the room's statement or one looked at ahead, and how it keeps up."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote, urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.access import account_of
from accounts.answering import fragment, page, status_of
from accounts.isolation.alone import ask_alone
from accounts.models import Membership
from accounts.progress import STOP_POLLING
from accounts.refusals import NotAllowed
from frameworks.content import DomainContent, StatementContent
from frameworks.scale import LevelContent
from reviews.meeting.forms import DecisionForm
from reviews.meeting.models import Meeting
from reviews.meeting.permissions import can_run_meeting
from reviews.meeting.room import Place, Room, minutes_left, open_meeting, room_of
from reviews.meeting.words import WORDS
from reviews.plan.models import NextStep
from reviews.plan.reading import steps_about
from reviews.review.access import standing_for
from reviews.review.blinding import ShownRating
from reviews.review.comparison import ComparisonRow, comparison_of
from reviews.review.models.review import Review
from reviews.review.permissions import Standing, can_lead, check_can_compare

AGENDA = "agenda"
UNCHANGED = 204


@dataclass(frozen=True)
class Screen:
    """One person's screen. `at` is the code of a statement, or "agenda", to look ahead; empty to follow the room.

    `stays` is where a lead's screen stays while somebody else moves the room: a form is never pulled away.
    """

    standing: Standing
    room: Room
    at: str = ""
    stays: str = ""

    @property
    def can_run(self) -> bool:
        return can_run_meeting(self.standing)

    @property
    def is_lost(self) -> bool:
        """It asks for a statement that is not on the agenda."""
        return bool(self.at) and self.at != AGENDA and self.room.at(self.at) is None

    @cached_property
    def shown(self) -> Place | None:
        """The statement on this screen; None at the agenda."""
        if self.at or self.stays:
            return self.room.at(self.at or self.stays)
        return self.room.current

    @property
    def shown_code(self) -> str:
        return self.shown.code if self.shown else AGENDA

    @property
    def room_code(self) -> str:
        """Where the room is."""
        return self.room.current.code if self.room.current else AGENDA

    @property
    def is_elsewhere(self) -> bool:
        """Not where the room is."""
        return self.shown_code != self.room_code

    @property
    def base(self) -> str:
        return f"{self.standing.review.get_absolute_url()}meeting/"

    def url_of(self, place: Place) -> str:
        """Where the room is, or ahead of it or behind."""
        return self.base if place is self.room.current else f"{self.base}?at={quote(place.code)}"

    @property
    def poll_url(self) -> str:
        """What to ask for: what this screen has, so that the answer can be that nothing changed."""
        asked: dict[str, object] = {
            "version": self.room.meeting.version,
            "left": minutes_left(self.room.meeting, timezone.now()),
        }
        if self.at:
            asked["at"] = self.at
        elif self.can_run:
            asked["stays"] = self.shown_code
        return f"{self.base}now/?{urlencode(asked)}"


@dataclass(frozen=True)
class ShownPlace:
    """The statement on a screen: what everyone chose and wrote, what is agreed, its next steps, and its neighbours."""

    number: int
    row: ComparisonRow
    statement: StatementContent
    domain: DomainContent | None
    lanes: list[tuple[LevelContent, tuple[ShownRating, ...]]]
    cant_say: list[ShownRating]
    steps: list[NextStep]
    before: Place | None
    following: Place | None


@dataclass(frozen=True)
class RoomPage:
    """The room as one screen shows it. `form` is the leads', outside of what follows the room."""

    screen: Screen
    room: Room
    meeting: Meeting
    review: Review
    member: Membership
    place: Place | None
    shown: ShownPlace | None  # None at the agenda
    left: int
    total: int
    proposed: int
    is_present: bool
    spare: Place | None
    form: DecisionForm | None = None


def room_shown(screen: Screen, form: DecisionForm | None = None) -> RoomPage:
    """What both the page and the part of it that follows the room show."""
    room, member = screen.room, screen.standing.member
    return RoomPage(
        screen=screen,
        room=room,
        meeting=room.meeting,
        review=screen.standing.review,
        member=member,
        place=screen.shown,
        shown=shown_place(screen, screen.shown) if screen.shown else None,
        left=minutes_left(room.meeting, timezone.now()),
        total=len(room.listed),
        proposed=len(room.comparison.proposed),
        is_present=room.is_present(member.pk),
        spare=next(iter([*room.spare, *room.parked]), None),
        form=form,
    )


def shown_place(screen: Screen, place: Place) -> ShownPlace:
    """The statement of this place with everything that is said of it. One query."""
    room, content, statement = screen.room, screen.room.comparison.content, place.row.statement
    return ShownPlace(
        number=room.number_of(place),
        row=place.row,
        statement=statement,
        domain=content.domain(statement.domain_number),
        lanes=place.row.lanes(content.levels),
        cant_say=place.row.without_level,
        steps=steps_about(screen.standing.review, statement),
        before=room.before(place),
        following=room.after(place),
    )


def room_page(request: HttpRequest, screen: Screen, form: DecisionForm | None) -> HttpResponse:
    """The whole page, with the leads' form outside of what follows the room."""
    member, status = screen.standing.member, status_of(form) if form else 200
    return page(request, "meeting/meeting_detail.html", member, room_shown(screen, form), status=status)


def room_answer(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """The answer to a screen that asks what is new.

    Nearly always nothing is: then one query is all it takes, which also decides who sees a meeting.
    """
    if not account_of(request).is_yst and is_unchanged(request, ask_alone(OPEN, [review_id], Now)):
        return HttpResponse(status=UNCHANGED)
    try:
        standing = standing_for(request, trust_slug, review_id)
        check_can_compare(standing)
    except (Http404, NotAllowed):
        if not request.htmx:  # type: ignore[attr-defined]
            raise
        return the_end(request)
    open_one = open_meeting(standing.review)
    if open_one is None:
        return the_end(request, Closed(standing.member, standing.review, had_form(request, standing)))
    room = room_of(open_one, comparison_of(standing.review))
    screen = Screen(standing, room, at=request.GET.get("at", ""), stays=request.GET.get("stays", ""))
    if screen.is_lost:
        raise Http404
    answer = fragment(request, "meeting/_room.html", room_shown(screen))
    answer["X-Say"] = quote(news(screen))
    return answer


OPEN = "select * from isolation.open_meeting(%s, %s)"


class Now(NamedTuple):
    """The open meeting as it is now; nothing where there is none."""

    version: int | None
    opened_at: datetime
    minutes: int


def is_unchanged(request: HttpRequest, now: Now) -> bool:
    """The screen has this version, and its clock shows the right time."""
    if now.version is None:
        return False
    has = request.GET.get("version"), request.GET.get("left")
    return has == (str(now.version), str(minutes_left(now, timezone.now())))


@dataclass(frozen=True)
class Closed:
    """The last words to a screen; nobody's and of nothing where the meeting is not this person's any more."""

    member: Membership | None = None
    review: Review | None = None
    had_form: bool = False


def the_end(request: HttpRequest, closed: Closed | None = None) -> HttpResponse:
    """The last answer: the meeting has ended, or it is not this person's any more. Which of the two is not said."""
    answer = fragment(request, "meeting/_room_closed.html", closed or Closed(), status=STOP_POLLING)
    answer["X-Say"] = quote(WORDS["P0A02"])
    return answer


def had_form(request: HttpRequest, standing: Standing) -> bool:
    """This screen is a lead's, at a statement: something may be typed on it."""
    at = request.GET.get("at") or request.GET.get("stays", AGENDA)
    return can_lead(standing.member) and at != AGENDA


def news(screen: Screen) -> str:
    """What a screen reader says when the room changes: where it is now."""
    place = screen.room.current
    if place is None:
        return "The meeting is at the agenda."
    return f"The meeting is at statement {place.code}."
