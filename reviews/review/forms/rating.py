"""Reading posted answers. Plain functions, not a form class: an autosave reads one answer in microseconds."""

import re
from dataclasses import dataclass

from django.http import QueryDict

from accounts.texts import whole_lines
from frameworks.scale import Scale
from reviews.review.models.rating import LONGEST_NOTE
from reviews.review.operations.rating import Answer

CANT_SAY = "cant-say"
HIGHEST_VERSION = 2_000_000_000


class BadAnswer(ValueError):
    """An answer that cannot be stored; the message says why and what to do."""


@dataclass(frozen=True)
class PostedAnswer:
    """What the browser sent for one statement, and the version it had seen."""

    answer: Answer
    expected: int


def posted_text(post: QueryDict, name: str, what: str) -> str:
    """A note with line ends as the database keeps them."""
    text = whole_lines(post.get(name, "")).strip()
    if len(text) > LONGEST_NOTE:
        raise BadAnswer(f"{what} is too long: {len(text):,} characters, at most {LONGEST_NOTE:,}. Please shorten it.")
    return text


def posted_level(raw: str, scale: Scale) -> int | None:
    """What a browser sent as one of a scale's levels; None for anything else."""
    return next((level.value for level in scale.levels if str(level) == raw), None)


def posted_answer(post: QueryDict, statement_id: int, scale: Scale) -> PostedAnswer:
    """The answer to one statement from `level-…`, `note-…`, `suggestion-…` and `version-…`. Raises `BadAnswer`."""
    raw = post.get(f"level-{statement_id}", "")
    level = posted_level(raw, scale)
    if (level is None and raw not in ("", CANT_SAY)) or len(post.getlist(f"level-{statement_id}")) > 1:
        raise BadAnswer(f"Choose {', '.join(scale.names)} or “Can’t say from my role”.")
    version = post.get(f"version-{statement_id}", "0") or "0"
    if not re.fullmatch("[0-9]{1,10}", version) or int(version) > HIGHEST_VERSION:
        raise BadAnswer("This page is out of date. Reload it; what you typed stays in this window.")
    answer = Answer(
        level=level,
        cant_say=raw == CANT_SAY,
        note=posted_text(post, f"note-{statement_id}", "The evidence"),
        suggestion=posted_text(post, f"suggestion-{statement_id}", "The suggested next step"),
    )
    return PostedAnswer(answer, int(version))
