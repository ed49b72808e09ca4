"""The page of a domain: its cards, the rail beside them, and the way on."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from accounts.answering import page
from frameworks.content import Content, DomainContent, StatementContent
from reviews.design.parts import ErrorLink
from reviews.review.blinding import OwnRating, own_ratings
from reviews.review.forms.rating import PostedAnswer
from reviews.review.models.review import Review
from reviews.review.permissions import Standing
from reviews.review.profile import levels_of
from reviews.review.views.progress import DomainProgress, progress_from

BACK = "?from=answers"  # came from checking the answers, and goes back there


@dataclass(frozen=True)
class Card:
    """One statement to rate. `problem`: why what was typed could not be saved."""

    statement: StatementContent
    rating: OwnRating | None
    problem: str
    last_level: str
    next_id: int | None  # of the next card


@dataclass(frozen=True)
class RailDomain:
    """A domain beside the cards."""

    number: int
    name: str
    status: str
    url: str
    current: bool


@dataclass(frozen=True)
class WayOn:
    """What the button in the dock says, and to screen readers where it leads."""

    button: str
    then: str = ""


@dataclass(frozen=True)
class RatingPage:
    """The cards of one domain, and one's own progress."""

    review: Review
    content: Content
    domain: DomainContent
    eyebrow: str
    pillar: str
    cards: list[Card]
    url: str
    back: str
    rail: list[RailDomain]
    here: DomainProgress
    total_answered: int
    unanswered_here: int
    problems: dict[int, str]  # by statement
    errors: list[ErrorLink]
    on: WayOn


def rating_page(
    request: HttpRequest,
    standing: Standing,
    content: Content,
    domain: DomainContent,
    *,
    typed: dict[int, PostedAnswer] | None = None,
    problems: dict[int, str] | None = None,
) -> HttpResponse:
    """The page of a domain; with what was typed and why it was not saved, when that is so."""
    assert standing.reviewer is not None  # noqa: S101 check_can_rate
    mine = own_ratings(standing.reviewer)
    typed, problems = typed or {}, problems or {}
    progress = progress_from(mine, content)
    here = progress[domain.number - 1]
    shown = RatingPage(
        review=standing.review,
        content=content,
        domain=domain,
        eyebrow=f"Domain {domain.number} of {len(content.domains)}",
        pillar=f"Pillar: {domain.pillar.name}" if domain.pillar else "",
        cards=cards_of(standing, content, domain, mine, typed, problems),
        url=domain_url(standing, domain),
        back=BACK if is_from_answers(request) else "",
        rail=[rail_domain(standing, each, domain) for each in progress],
        here=here,
        total_answered=sum(p.answered for p in progress),
        unanswered_here=here.total - here.answered,
        problems=problems,
        errors=[problem_link(s, problems[s.id]) for s in domain.statements if s.id in problems],
        on=way_on(request, content.domain(domain.number + 1)),
    )
    return page(request, "review/rating_update.html", standing.member, shown, status=409 if problems else 200)


def cards_of(
    standing: Standing,
    content: Content,
    domain: DomainContent,
    mine: dict[int, OwnRating],
    typed: dict[int, PostedAnswer],
    problems: dict[int, str],
) -> list[Card]:
    """The cards of a domain, each with what is stored, or with what was typed and could not be."""
    before = levels_of(standing.review.previous_id)
    return [
        Card(
            statement=s,
            rating=typed_over(mine.get(s.id), typed.get(s.id)),
            problem=problems.get(s.id, ""),
            last_level=content.level_name(before.get(s.id)) if s.id in mine and mine[s.id].is_answered else "",
            next_id=domain.statements[n + 1].id if n + 1 < len(domain.statements) else None,
        )
        for n, s in enumerate(domain.statements)
    ]


def is_from_answers(request: HttpRequest) -> bool:
    """Whether somebody is changing an answer while checking them all."""
    return request.GET.get("from") == "answers"


def way_on(request: HttpRequest, following: DomainContent | None) -> WayOn:
    """Back to the answers, to the next domain, or to check them all."""
    if is_from_answers(request):
        return WayOn("Back to check your answers")
    if following is None:
        return WayOn("Check your answers")
    return WayOn("Save and continue", then=f"to domain {following.number}, {following.short_title}")


def problem_link(statement: StatementContent, words: str) -> ErrorLink:
    """A line of the error summary, leading to the card."""
    return ErrorLink(f"Statement {statement.code}: {words}", f"#statement-{statement.id}")


def domain_url(standing: Standing, domain: DomainContent) -> str:
    """Where the cards of a domain are."""
    return f"{standing.review.get_absolute_url()}rating/{domain.number}/"


def rail_domain(standing: Standing, progress: DomainProgress, here: DomainContent) -> RailDomain:
    """A domain beside the cards, with one's own progress in it."""
    domain = progress.domain
    return RailDomain(
        domain.number, domain.short_title, progress.words, domain_url(standing, domain), current=domain is here
    )


def typed_over(stored: OwnRating | None, typed: PostedAnswer | None) -> OwnRating | None:
    """What was typed, with the version that is stored now, so that saving again means overwriting knowingly."""
    if typed is None:
        return stored
    a = typed.answer
    version = stored.version if stored else 0
    return OwnRating(0, a.level, a.cant_say, a.note, a.suggestion, version)
