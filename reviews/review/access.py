"""The only way from a URL to a review: not found and not allowed look the same."""

import json
from dataclasses import dataclass
from typing import NotRequired, TypedDict
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest

from accounts.access import account_of
from accounts.isolation.rows import row_from
from accounts.models import Membership, Trust
from accounts.register.models import RegisteredTrust
from reviews.review.blinding import TakesPart
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.permissions import Standing

Row = dict[str, object]  # as `to_jsonb` gives it


class Told(TypedDict):
    """A review as the database tells it to one person. People and what comes after are there for who may compare."""

    member: Row
    trust: Row
    registered: Row | None
    review: Row
    reviewer: Row | None
    people: NotRequired[list[tuple[int, str, str, bool, bool]]]
    agreed: NotRequired[list[Row]]
    meetings: NotRequired[list[tuple[str, str, bool]]]


FRAME = "select isolation.review_frame(%s, %s, false)"


@dataclass(frozen=True)
class Frame:
    """A review around its ratings: one's standing; where one may compare, who takes part and what is agreed."""

    standing: Standing
    people: tuple[TakesPart, ...]
    agreed: tuple[AgreedLevel, ...]


def standing_for(request: HttpRequest, trust_slug: str, review_id: UUID) -> Standing:
    """The acting person's standing in this review of this trust; 404 for anybody else. One query."""
    return frame_of(told_of_review(request, FRAME, review_id, trust_slug)).standing


def told_of_review(request: HttpRequest, question: str, review_id: UUID, trust_slug: str) -> Told:
    """What a function of the database tells the acting person of a review; 404 where that is nothing.

    YST's people are told the same without asking: their database role may not read who belongs to a trust.
    """
    told = None
    if not account_of(request).is_yst:
        with connection.cursor() as cursor:
            cursor.execute(question, [review_id, trust_slug])
            told = cursor.fetchone()[0]
    if told is None:
        raise Http404
    rows: Told = json.loads(told)
    return rows


def frame_of(rows: Told) -> Frame:
    """A frame of what `isolation.review_frame` tells."""
    trust = row_from(Trust, rows["trust"])
    trust.registered = row_from(RegisteredTrust, rows["registered"]) if rows["registered"] else None
    member, review = row_from(Membership, rows["member"]), row_from(Review, rows["review"])
    member.trust = review.trust = trust
    reviewer = row_from(Reviewer, rows["reviewer"]) if rows["reviewer"] else None
    return Frame(
        standing=Standing(member=member, review=review, reviewer=reviewer),
        people=tuple(TakesPart(*person) for person in rows.get("people", ())),
        agreed=tuple(row_from(AgreedLevel, row) for row in rows.get("agreed", ())),
    )
