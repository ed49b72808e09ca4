"""Rating: a domain at a time, each answer saved as it is made."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import account_of
from accounts.answering import attempt, fragment
from accounts.refusals import CLOSED, NotAllowed, Refused
from frameworks.content import Content, DomainContent, StatementContent, content_of, content_with
from frameworks.scale import Scale
from reviews.review.access import standing_for
from reviews.review.blinding import OwnRating, own_ratings
from reviews.review.forms.rating import CANT_SAY, BadAnswer, PostedAnswer, posted_answer, posted_level
from reviews.review.operations.rating import (
    Answer,
    ChangedElsewhere,
    NotAReviewer,
    Saved,
    save_rating,
    say_cant_say,
)
from reviews.review.permissions import Standing, can_rate, check_can_rate, check_can_see_own_ratings
from reviews.review.views.progress import DomainProgress
from reviews.review.views.rating_page import BACK, domain_url, is_from_answers, rating_page
from reviews.review.words import WORDS


@require_safe
def rating_continue(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """To the first statement without an answer."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_rate(standing)
    assert standing.reviewer is not None  # noqa: S101 check_can_rate
    mine = own_ratings(standing.reviewer)
    content = content_of(standing.review.version_id)
    first = next((s for s in content.statements if s.id not in mine or not mine[s.id].is_answered), None)
    if first is None:
        return redirect("reviews:answer_list", trust_slug, review_id)
    response = redirect("reviews:rating_update", trust_slug, review_id, first.domain_number)
    if any(s.id in mine for s in content.statements):
        response["Location"] += f"#statement-{first.id}"
    return response


@require_http_methods(["GET", "POST"])
def rating_update(request: HttpRequest, trust_slug: str, review_id: UUID, domain_number: int) -> HttpResponse:
    """The cards of one domain. A script posts one answer; without scripts the whole domain is posted."""
    if request.method == "POST" and "only" in request.POST:
        return save_one(request, review_id, domain_number)
    standing = standing_for(request, trust_slug, review_id)
    content = content_of(standing.review.version_id)
    domain = content.domain(domain_number)
    if domain is None:
        raise Http404
    if not can_rate(standing) and request.method == "GET":
        check_can_see_own_ratings(standing)
        return redirect("reviews:answer_list", trust_slug, review_id)
    if request.method == "POST":
        return save_all(request, standing, content, domain)
    return rating_page(request, standing, content, domain)


def save_one(request: HttpRequest, review_id: UUID, domain_number: int) -> HttpResponse:
    """One answer from a script. Only an answer with `X-Saved` was stored. Nothing is asked before it is."""
    if account_of(request).is_yst:
        raise Http404
    if not is_own_page(request):
        return not_saved(401, "You are signed in as somebody else.")
    only = request.POST["only"]
    content = content_with(int(only)) if only.isascii() and only.isdigit() and len(only) < 6 else None
    statement = content.by_id[int(only)] if content else None
    if content is None or statement is None or statement.domain_number != domain_number:
        raise Http404
    try:
        posted = posted_answer(request.POST, statement.id, content.scale)
        done = save_rating(review=review_id, statement_id=statement.id, answer=posted.answer, expected=posted.expected)
    except BadAnswer as bad:
        return not_saved(422, str(bad), **{"X-Why": quote(str(bad))})
    except NotAReviewer:
        raise Http404 from None
    except ChangedElsewhere as changed:
        transaction.set_rollback(True)
        return conflict(changed.now, level_words(content, changed.now))
    except Refused as refused:
        transaction.set_rollback(True)
        if refused.words == WORDS["P0R03"]:
            raise Http404 from None
        is_over = refused.words in (WORDS["P0R01"], CLOSED)  # else one can take a submission back, or be chosen again
        return not_saved(409, refused.words, **{"X-Conflict": "closed" if is_over else "held"})
    return saved(request, content, statement, posted.answer, done)


def is_own_page(request: HttpRequest) -> bool:
    """Whether the page was opened by the person who is signed in now: a tab may outlive its owner's session."""
    return request.POST.get("person", "") == str(request.user.pk)


def not_saved(status: int, words: str, **headers: str) -> HttpResponse:
    """Why an answer was not stored, in plain text."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def conflict(now: OwnRating, words: str) -> HttpResponse:
    """409 with the stored answer, for the card to show beside what was typed."""
    level = "cant-say" if now.cant_say else str(now.level or "")
    stored = {"level": level, "note": now.note, "suggestion": now.suggestion, "version": now.version, "words": words}
    return JsonResponse(stored, status=409, headers={"X-Conflict": "answer"})


@dataclass(frozen=True)
class SavedAnswer:
    """One's progress after an answer was saved, and what the card says besides."""

    here_answered: int
    here_total: int
    total_answered: int
    total: int
    domain_number: int
    status: str
    statement_id: int
    last_level: str


def saved(
    request: HttpRequest, content: Content, statement: StatementContent, answer: Answer, done: Saved
) -> HttpResponse:
    """200: the time, the new version, one's progress, and what to announce when a level was chosen."""
    domain = content.domain(statement.domain_number)
    assert domain is not None  # noqa: S101 it has the statement
    here = len(done.answered.intersection(domain.statement_ids))
    what = content.level_name(answer.level) or ("Can’t say" if answer.cant_say else "no answer")
    shown = SavedAnswer(
        here_answered=here,
        here_total=len(domain.statements),
        total_answered=len(done.answered),
        total=len(content.statements),
        domain_number=domain.number,
        status=DomainProgress(domain, here).words,
        statement_id=statement.id,
        last_level=content.level_name(done.last_level),
    )
    response = fragment(request, "review/_rating_progress.html", shown)
    response["X-Saved"] = timezone.localtime().strftime("%H:%M")
    response["X-Version"] = str(done.version)
    response["X-Order"] = str(done.order)
    response["X-Say"] = quote(f"Statement {statement.code} {what}, saved. {here} of {len(domain.statements)} answered.")
    return response


def save_all(request: HttpRequest, standing: Standing, content: Content, domain: DomainContent) -> HttpResponse:
    """The whole domain, without scripts: what can be saved is, what cannot comes back with the reason."""
    typed, problems = store_all(request, standing, content, domain)
    if problems:
        return rating_page(request, standing, content, domain, typed=typed, problems=problems)
    following = content.domain(domain.number + 1)
    if is_from_answers(request):
        return redirect(f"{standing.review.get_absolute_url()}answers/#domain-{domain.number}")
    if following is None:
        return redirect("reviews:answer_list", standing.member.trust.slug, standing.review.uuid)
    return redirect("reviews:rating_update", standing.member.trust.slug, standing.review.uuid, following.number)


def store_all(
    request: HttpRequest, standing: Standing, content: Content, domain: DomainContent
) -> tuple[dict[int, PostedAnswer], dict[int, str]]:
    """Save what was changed in the form of a domain; for what cannot be, by statement, what was typed and why not."""
    check_can_rate(standing)
    if not is_own_page(request):
        raise NotAllowed("This page was opened by somebody else. Nothing was saved from it. Open the review again.")
    assert standing.reviewer is not None  # noqa: S101 check_can_rate
    mine = own_ratings(standing.reviewer)
    problems: dict[int, str] = {}
    typed: dict[int, PostedAnswer] = {}
    for s in domain.statements:
        if f"version-{s.id}" not in request.POST:
            continue
        try:
            posted = posted_answer(request.POST, s.id, content.scale)
        except BadAnswer as bad:
            problems[s.id] = str(bad)
            typed[s.id] = typed_text(request, s.id, content.scale)
            continue
        if not is_change(mine.get(s.id), posted.answer):
            continue
        try:
            with transaction.atomic():
                save_rating(
                    review=standing.review.uuid, statement_id=s.id, answer=posted.answer, expected=posted.expected
                )
        except ChangedElsewhere as changed:
            problems[s.id], typed[s.id] = stored_words(content, changed), posted
    return typed, problems


def typed_text(request: HttpRequest, statement_id: int, scale: Scale) -> PostedAnswer:
    """What was typed in an answer that could not be read, so that it is still in the fields."""
    note, suggestion = (request.POST.get(f"{name}-{statement_id}", "") for name in ("note", "suggestion"))
    raw = request.POST.get(f"level-{statement_id}", "")
    return PostedAnswer(Answer(posted_level(raw, scale), raw == CANT_SAY, note, suggestion), 0)


def level_words(content: Content, now: OwnRating) -> str:
    """What is chosen in a stored answer, as its option says it."""
    return content.level_name(now.level) or ("Can’t say from my role" if now.cant_say else "No answer")


def stored_words(content: Content, changed: ChangedElsewhere) -> str:
    """What another window stored, to be read beside what was typed here."""
    now = changed.now
    notes = " ".join(f"“{text}”" for text in (now.note, now.suggestion) if text)
    is_now = f"It is stored as: {level_words(content, now)}. {notes}"
    return f"{changed.words} {is_now} Save again to replace it with what is shown here."


def is_change(stored: OwnRating | None, answer: Answer) -> bool:
    """Whether anything differs from what is stored; an untouched empty card is none."""
    if stored is None:
        return answer != Answer()
    return answer != Answer(stored.level, stored.cant_say, stored.note, stored.suggestion)


@require_POST
def cant_say_create(request: HttpRequest, trust_slug: str, review_id: UUID, domain_number: int) -> HttpResponse:
    """Save the domain's form, then mark the statements still unanswered "can't say from my role"."""
    standing = standing_for(request, trust_slug, review_id)
    content = content_of(standing.review.version_id)
    domain = content.domain(domain_number)
    if domain is None:
        raise Http404
    typed, problems = store_all(request, standing, content, domain)
    rest = [i for i in domain.statement_ids if i not in problems]
    attempt(
        request,
        say_cant_say,
        by=standing,
        statement_ids=rest,
        success="The rest of this domain is marked “Can’t say from my role”.",
    )
    if problems:
        return rating_page(request, standing, content, domain, typed=typed, problems=problems)
    return redirect(domain_url(standing, domain) + (BACK if is_from_answers(request) else ""))
