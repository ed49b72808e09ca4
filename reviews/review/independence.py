"""The independence statement: who rated and when, in plain sentences. No rating and no note."""

from datetime import datetime
from typing import NotRequired, TypedDict

from django.utils.text import capfirst

from accounts.promises import NOT_SHOWN
from reviews.documents.wording import counted, day, listed, one_line
from reviews.review.models.review import Review
from reviews.review.models.reviewer import EarlyReason, EarlyShowing, Reviewer, Submission

EARLY_WORDS = {
    EarlyReason.AWAY: "someone was away",
    EarlyReason.LEFT: "someone had left",
    EarlyReason.MEETING: "the date of the meeting was fixed",
    EarlyReason.OTHER: "there was another reason",
}


class Rater(TypedDict):
    """Somebody who submitted, as the snapshot keeps it."""

    member: int
    name: str
    job_title: NotRequired[str | None]
    submitted_at: str


class Independence(TypedDict):
    """What the independence statement is made of, as the database writes it into the snapshot."""

    rating_at: str
    shown_at: str
    names_shown: bool
    reviewers: list[Rater]
    left_out: int
    early_reasons: list[str]


def rated_by(independence: Independence) -> str:
    """Who rated, in half a sentence for the cover."""
    count = len(independence["reviewers"])
    if count == 1:
        return "This is one person's view: one colleague answered the statements."
    return f"{capfirst(counted(count, 'colleague'))} answered the statements independently before levels were agreed."


def independence_sentences(independence: Independence, *, statements: int) -> tuple[str, ...]:
    """The independence statement: who rated, when ratings were submitted and shown, and any early showing."""
    reviewers = independence["reviewers"]
    named = [_named(reviewer) for reviewer in reviewers]
    days = sorted(datetime.fromisoformat(reviewer["submitted_at"]) for reviewer in reviewers)
    began = day(datetime.fromisoformat(independence["rating_at"]))
    sentences = []
    if len(named) == 1:
        sentences.append(
            f"One colleague went through the {statements} statements and chose for each a level or “can’t say”:"
            f" {named[0]}. This review is one person's view."
        )
    else:
        sentences.append(
            f"{capfirst(counted(len(named), 'colleague'))} each went through the {statements} statements on their own,"
            f" without seeing anybody else's ratings in this product, and chose for each a level or “can’t say”:"
            f" {listed(named)}."
        )
    sentences.append(f"Rating began on {began}. {_submitted(days)}")
    sentences.append(_shown(independence))
    if len(named) > 1:
        names = "with" if independence["names_shown"] else "without"
        sentences.append(f"Ratings were compared {names} names beside them.")
    return tuple(sentences)


def _named(reviewer: Rater) -> str:
    name, job_title = one_line(reviewer["name"]), one_line(reviewer.get("job_title") or "")
    return f"{name} ({job_title})" if job_title else name


def _submitted(days: list[datetime]) -> str:
    first, last = day(days[0]), day(days[-1])
    return (
        f"The answers were submitted on {first}." if first == last else f"The answers came in from {first} to {last}."
    )


def _shown(independence: Independence) -> str:
    shown = day(datetime.fromisoformat(independence["shown_at"]))
    reasons = list(dict.fromkeys(EARLY_WORDS[EarlyReason(code)] for code in independence["early_reasons"]))
    left_out = independence["left_out"]
    if not reasons and not left_out:
        return f"The ratings were shown on {shown}, after all had been submitted."
    why = f" because {listed(reasons)}" if reasons else ""
    words = f"The ratings were shown on {shown}. That was early{why}."
    if left_out:
        words += (
            f" {capfirst(counted(left_out, 'colleague'))} had not submitted; their answers were left out. {NOT_SHOWN}"
        )
    return words


def independence_of(review: Review) -> Independence:
    """What the independence statement is made of, before the sign-off, for those of the comparison.

    The same as the database writes into the snapshot.
    """
    rows = Submission.objects.filter(review=review, recalled_at__isnull=True, reviewer__submitted=True)
    people = rows.order_by("reviewer__membership__name_key", "reviewer_id").values_list(
        "reviewer__membership_id", "reviewer__membership__name", "reviewer__membership__job_title", "submitted_at"
    )
    gone = Reviewer.objects.filter(review=review, submitted=False).exclude(withdrawn=True, removed_while_rating=False)
    early = EarlyShowing.objects.filter(review=review).order_by("at", "pk").values_list("reason", flat=True)
    assert review.rating_at is not None  # noqa: S101
    assert review.revealed_at is not None  # noqa: S101 only once ratings are shown
    return {
        "rating_at": review.rating_at.isoformat(),
        "shown_at": review.revealed_at.isoformat(),
        "names_shown": review.names_shown,
        "reviewers": [
            {"member": m, "name": n, "job_title": j, "submitted_at": at.isoformat()} for m, n, j, at in people
        ],
        "left_out": gone.count(),
        "early_reasons": list(early),
    }
