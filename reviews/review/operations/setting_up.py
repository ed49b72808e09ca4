"""Setting a review up: title, year, reviewers, names; and starting it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from accounts import audit
from accounts.models import Membership
from accounts.operations import has_accepted_terms
from accounts.refusals import TERMS_FIRST, Refused, in_words
from frameworks.content import Offered, offered
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.review.emails import tell_executives_terms_wait, tell_reviewer_rating_began
from reviews.review.models.review import FEWEST_FOR_HIDDEN_NAMES, MOST_REVIEWERS, Review
from reviews.review.models.reviewer import EarlyShowing, EarlyShowingNote, Reviewer
from reviews.review.operations.stages import move
from reviews.review.permissions import Standing, check_can_lead
from reviews.review.words import WORDS


class OneIsOpen(Refused):
    """A trust has one review of a framework in progress at a time."""


class ReasonMissing(Refused):
    """A removal once rating has begun counts as showing early, and so needs a reason."""


def free_frameworks(member: Membership) -> list[Offered]:
    """Frameworks on which this person's trust can start a review: those without one in progress."""
    taken = set(Review.objects.for_trust(member.trust_id).open().values_list("framework_id", flat=True))
    return [each for each in offered() if each.framework_id not in taken]


@transaction.atomic
def create_review(
    *,
    by: Membership,
    at: datetime,
    title: str,
    academic_year: int,
    term: str,
    due_on: date | None,
    reviewers: Iterable[Membership] = (),
    names_shown: bool = False,
    framework_id: int | None = None,
) -> Review:
    """Set up a draft on a framework's newest version: of the first that is offered, if none is named.

    The trust's latest signed-off review of that framework is its previous one.
    """
    check_can_lead(by)
    chosen = next((o for o in free_frameworks(by) if framework_id in (None, o.framework_id)), None)
    if chosen is None:
        raise OneIsOpen("Your trust already has a self-review in progress. Sign it off or cancel it first.")
    signed_off = Review.objects.for_trust(by.trust_id).filter(framework_id=chosen.framework_id, stage=Stage.AGREED)
    previous = signed_off.order_by("-signed_off_at").first()
    with in_words():
        review = Review.objects.create(
            trust_id=by.trust_id,
            framework_id=chosen.framework_id,
            version_id=chosen.version_id,
            previous=previous,
            title=title,
            academic_year=academic_year,
            term=term,
            due_on=due_on,
            names_shown=names_shown,
            created_at=at,
            created_by=by,
        )
        for member in reviewers:
            Reviewer.objects.create(trust_id=by.trust_id, review=review, membership=member)
    audit.record("review.created", by=by, at=at, trust_id=by.trust_id, target=f"review {review.uuid}", title=title)
    if not has_accepted_terms(by.trust_id):
        tell_executives_terms_wait(review=review, by=by)
    return review


class WhileDraft(TypedDict, total=False):
    """What is fixed once rating has begun, by the database."""

    academic_year: int
    term: str
    names_shown: bool


@transaction.atomic
def update_review(
    *, by: Standing, at: datetime, title: str, due_on: date | None, **while_draft: Unpack[WhileDraft]
) -> None:
    """Change the set-up. Once it is signed off or cancelled the review stays as it was."""
    check_can_lead(by.member)
    review = by.review
    if review.stage not in OPEN_STAGES:
        raise Refused("This self-review is finished, so its set-up stays as it was.")
    changes: dict[str, object] = {"title": title, "due_on": due_on, **while_draft}
    with in_words():
        Review.objects.filter(pk=review.pk).update(**changes)
    audit.record(
        "review.changed", by=by.member, at=at, trust_id=review.trust_id, target=f"review {review.uuid}", title=title
    )


@transaction.atomic
def set_up_draft(
    *,
    by: Standing,
    at: datetime,
    reviewers: Iterable[Membership],
    title: str,
    due_on: date | None,
    **while_draft: Unpack[WhileDraft],
) -> None:
    """Change a draft in one go, its reviewers included."""
    update_review(by=by, at=at, title=title, due_on=due_on, **while_draft)
    chosen = {m.pk: m for m in reviewers}
    now = {r.membership_id: r for r in Reviewer.objects.filter(review=by.review).select_related("membership")}
    for reviewer in now.values():
        if not reviewer.withdrawn and reviewer.membership_id not in chosen:
            remove_reviewer(reviewer=reviewer, by=by, at=at)
    for pk, member in chosen.items():
        if pk not in now or now[pk].withdrawn:
            add_reviewer(member=member, by=by, at=at)


@transaction.atomic
def add_reviewer(*, member: Membership, by: Standing, at: datetime) -> Reviewer:
    """Choose a reviewer, also once rating has begun; somebody removed before comes back with what they had."""
    check_can_lead(by.member)
    review = by.review
    if review.stage not in (Stage.DRAFT, Stage.RATING):
        raise Refused(WORDS["P0R04"])
    if Reviewer.objects.filter(review=review).taking_part().count() >= MOST_REVIEWERS:
        raise Refused(WORDS["P0R06"])
    with in_words():
        reviewer = Reviewer.objects.filter(review=review, membership=member).first()
        if reviewer is None:
            reviewer = Reviewer.objects.create(trust_id=review.trust_id, review=review, membership=member)
        elif reviewer.withdrawn:
            reviewer.withdrawn = False
            reviewer.save(update_fields=["withdrawn"])
        else:
            return reviewer
    audit.record(
        "review.reviewer_added",
        by=by.member,
        at=at,
        trust_id=review.trust_id,
        target=f"review {review.uuid}",
        name=member.name,
    )
    if review.stage == Stage.RATING:
        tell_reviewer_rating_began(review=review, reviewer=reviewer, by=by.member, at=at)
    return reviewer


@transaction.atomic
def remove_reviewer(*, reviewer: Reviewer, by: Standing, at: datetime, reason: str = "", note: str = "") -> None:
    """Take a reviewer out. Once rating has begun it needs a reason, and counts as showing early."""
    check_can_lead(by.member)
    review = by.review
    if review.stage not in (Stage.DRAFT, Stage.RATING):
        raise Refused(WORDS["P0R04"])
    if reviewer.submitted:
        raise Refused(WORDS["P0R07"])
    if review.stage == Stage.RATING:
        if not reason:
            raise ReasonMissing("Say why this reviewer is being removed. The report will print the reason.")
        record_early(by=by, at=at, reason=reason, note=note, removed=reviewer)
    with in_words():
        Reviewer.objects.filter(pk=reviewer.pk).update(withdrawn=True)
    audit.record(
        "review.reviewer_removed",
        by=by.member,
        at=at,
        trust_id=review.trust_id,
        target=f"review {review.uuid}",
        name=reviewer.membership.name,
        **({"reason": reason} if review.stage == Stage.RATING else {}),
    )


def record_early(*, by: Standing, at: datetime, reason: str, note: str, removed: Reviewer | None) -> None:
    """Record why ratings are shown early; the note is for lead and executives only."""
    review = by.review
    early = EarlyShowing.objects.create(
        trust_id=review.trust_id, review=review, removed=removed, reason=reason, by_name=by.member.name, at=at
    )
    if note:
        EarlyShowingNote.objects.create(trust_id=review.trust_id, review=review, early_showing=early, text=note)


@transaction.atomic
def start_rating(*, by: Standing, at: datetime) -> Review:
    """Open the review for rating and tell every reviewer. From now on names and year are fixed."""
    check_can_lead(by.member)
    if not has_accepted_terms(by.member.trust_id):
        raise Refused(TERMS_FIRST)
    reviewers = list(Reviewer.objects.filter(review=by.review).taking_part().select_related("membership__user"))
    if not reviewers:
        raise Refused(WORDS["P0S07"])
    shown = by.review.names_shown or len(reviewers) < FEWEST_FOR_HIDDEN_NAMES
    if shown != by.review.names_shown:
        with in_words():
            Review.objects.filter(pk=by.review.pk).update(names_shown=shown)
    review = move(to=Stage.RATING, by=by, at=at, reviewers=len(reviewers))
    review.trust = by.review.trust
    for reviewer in reviewers:
        tell_reviewer_rating_began(review=review, reviewer=reviewer, by=by.member, at=at)
    return review
