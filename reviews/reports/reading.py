"""Reading what a report says, once, as the acting person. What they may not read is not there, or raises.

Without ratings, notes or starting gaps nothing but what was agreed is read; those come through the comparison only.
"""

from datetime import datetime
from typing import TypedDict

from frameworks.content import Content, StatementContent, content_of
from reviews.design.charts import DomainGaps
from reviews.documents import wording
from reviews.documents.face import Face
from reviews.reports.agreed import printed, profile_for
from reviews.reports.content import (
    Answered,
    AnsweredDomain,
    Answers,
    Blank,
    Evidence,
    ReportChange,
    ReportContent,
    ReportDomain,
    ReportStatement,
)
from reviews.reports.evidence import evidence_of, gaps_of
from reviews.reports.order import Order, face_of
from reviews.review.blinding import OwnRating, own_ratings
from reviews.review.charts import changes_in
from reviews.review.comparison import comparison_of
from reviews.review.independence import independence_of, independence_sentences, rated_by
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.models.snapshot import Snapshot
from reviews.review.profile import Profile, ProfileDomain, ProfileRow

NOT_ANSWERED, CANT_SAY = "Not answered", "Can’t say"


def review_of(order: Order) -> Review:
    """The review, of this trust. Raises Review.DoesNotExist when the acting person may not see it."""
    reviews = Review.objects.select_related("trust", "version__framework")
    return reviews.get(pk=order.review_id, trust_id=order.trust_id)


def snapshot_of(order: Order) -> Snapshot | None:
    """What was signed off; None for a draft. Raises Snapshot.DoesNotExist when they may not see it."""
    if order.snapshot_id is None:
        return None
    return Snapshot.objects.get(pk=order.snapshot_id, trust_id=order.trust_id, review_id=order.review_id)


def read_content(order: Order) -> ReportContent:
    """The full report or the board summary. At most eight queries without ratings, the framework aside."""
    review, snapshot = review_of(order), snapshot_of(order)
    content = content_of(review.version_id)
    profile = profile_for(review, snapshot)
    evidence, gaps = _evidence(order, review)
    independence = snapshot.independence if snapshot else independence_of(review)
    return ReportContent(
        trust=wording.one_line(review.trust.name),
        title=wording.one_line(review.title),
        year=review.year_words,
        framework=review.version.framework.name,
        framework_version=content.name,
        signed_off_at=snapshot.signed_off_at if snapshot else order.asked_at,
        signed_off_by=wording.one_line(snapshot.signed_off_by_name) if snapshot else "",
        earlier_sign_offs=_earlier(review, snapshot),
        rated_by=rated_by(independence),
        independence=independence_sentences(independence, statements=len(content.statements)),
        scale=content.scale,
        words=content.words,
        pillars=content.pillars,
        domains=tuple(_domain(domain, evidence) for domain in profile.domains),
        plan=tuple(map(printed, profile.plan)),
        change=_change(profile),
        gaps=gaps,
        parts=order.choices.parts,
        face=face_of(order),
    )


def _evidence(order: Order, review: Review) -> tuple[dict[int, Evidence], tuple[DomainGaps, ...]]:
    if not order.choices.is_telling:
        return {}, ()
    comparison = comparison_of(review)
    gaps = gaps_of(comparison) if order.choices.differences else ()
    return evidence_of(comparison, order.choices), gaps


def _earlier(review: Review, snapshot: Snapshot | None) -> tuple[datetime, ...]:
    if snapshot is not None and snapshot.number == 1:
        return ()
    earlier = Snapshot.objects.filter(review=review).order_by("number")
    if snapshot is not None:
        earlier = earlier.filter(number__lt=snapshot.number)
    return tuple(earlier.values_list("signed_off_at", flat=True))


def _domain(found: ProfileDomain, evidence: dict[int, Evidence]) -> ReportDomain:
    domain = found.domain
    return ReportDomain(
        number=domain.number,
        title=domain.title,
        short_title=domain.short_title,
        description=domain.description,
        pillar=domain.pillar.name if domain.pillar else "",
        beside=domain.beside,
        statements=tuple(_statement(row, evidence.get(row.statement.id)) for row in found.rows),
        steps=tuple(map(printed, found.steps)),
    )


def _statement(row: ProfileRow, evidence: Evidence | None) -> ReportStatement:
    return ReportStatement(
        code=row.statement.code,
        text=row.statement.text,
        agreed=row.agreed,
        rationale=wording.plain(row.rationale),
        left_open="" if row.agreed else wording.plain(row.left_open_reason),
        before=row.before,
        steps=tuple(map(printed, row.steps)),
        evidence=evidence,
    )


def _change(profile: Profile) -> ReportChange | None:
    """What moved; None without a statement that has a level both times."""
    if not profile.both_times:
        return None
    return ReportChange(profile.since, changes_in(profile), up=profile.up, same=profile.same, down=profile.down)


def read_answers(order: Order) -> Answers:
    """The acting person's own answers, by the door that gives nobody else's. Raises Reviewer.DoesNotExist."""
    review = review_of(order)
    content = content_of(review.version_id)
    reviewer = Reviewer.objects.select_related("membership").get(review=review, membership__user_id=order.user_id)
    given = own_ratings(reviewer)
    many = sum(rating.is_answered for rating in given.values())
    submitted = "Submitted." if reviewer.submitted else f"Not submitted; {many} of {len(content.statements)} answered."
    return Answers(
        **_of_review(order, review),
        name=wording.one_line(reviewer.membership.name),
        state=submitted,
        levels=content.levels,
        domains=tuple(
            AnsweredDomain(d.number, d.title, d.description, tuple(_answered(s, given, content) for s in d.statements))
            for d in content.domains
        ),
    )


class OfReview(TypedDict):
    """What every form has of its review."""

    trust: str
    title: str
    year: str
    framework: str
    asked_at: datetime
    face: Face


def _of_review(order: Order, review: Review) -> OfReview:
    return {
        "trust": wording.one_line(review.trust.name),
        "title": wording.one_line(review.title),
        "year": review.year_words,
        "framework": review.version.framework.name,
        "asked_at": order.asked_at,
        "face": face_of(order),
    }


def _answered(statement: StatementContent, given: dict[int, OwnRating], content: Content) -> Answered:
    rating = given.get(statement.id)
    is_answered = rating is not None and rating.is_answered
    level = rating.level if rating else None
    return Answered(
        code=statement.code,
        text=statement.text,
        answer=(content.level_name(level) or CANT_SAY) if is_answered else NOT_ANSWERED,
        level=content.scale.level(level),
        note=wording.plain(rating.note) if rating else "",
        suggestion=wording.plain(rating.suggestion) if rating else "",
    )


def read_blank(order: Order) -> Blank:
    """The form for paper, with the wording that this review uses."""
    review = review_of(order)
    return Blank(**_of_review(order, review), content=content_of(review.version_id))
