"""What reviewers are told by email. No rating, no note, nothing of how far anybody has got."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from accounts.invitation_links import address_of, way_to
from accounts.marks import mark
from accounts.models import Membership
from accounts.operations import renew_for_email
from accounts.outbox.emails import queue_email
from reviews.review.models.review import Review
from reviews.review.models.reviewer import EarlyReason, Reviewer

MINUTES = 40


def _way(member: Membership, to: str, review: Review, page: str = "review_detail") -> str:
    """The link to a page of the review, for this reader: by their invitation while they have not joined."""
    return way_to(member, reverse(f"reviews:{page}", args=[review.trust.slug, review.uuid]), address=to)


def _reached(member: Membership, by: Membership, at: datetime) -> str | None:
    """The address of somebody who is written to, joined or not: an invitation's time runs anew with its email."""
    if member.is_pending:
        renew_for_email(member=member, by=by, at=at)
    return address_of(member)


def tell_reviewer_rating_began(
    *, review: Review, reviewer: Reviewer, by: Membership, at: datetime, asks: Membership | None = None
) -> None:
    """Who asks (`asks`, else `by`), by when, how long it takes, who sees what and when, and that notes are records.

    Whoever has not joined gets their invitation with it, its time running anew: one button joins, then rates.
    """
    member, on = reviewer.membership, at.date()
    if to := _reached(member, by, at):
        queue_email(
            to=to,
            template="rating_began",
            once=f"rating_began:{reviewer.pk}:{on}:{mark(to)}",
            name=member.name,
            asked_by=(asks or by).name,
            trust_name=review.trust.name,
            title=review.title,
            due_on=review.due_on,
            names_shown=review.names_shown,
            minutes=MINUTES,
            is_pending=member.is_pending,
            link=_way(member, to, review),
        )


def tell_reviewers_ratings_shown(
    *, review: Review, reviewers: list[Reviewer], by: Membership, at: datetime, early: bool, reason: str
) -> None:
    """Everyone's ratings can be compared now; if early, the picked reason."""
    for reviewer in reviewers:
        if to := _reached(reviewer.membership, by, at):
            queue_email(
                to=to,
                template="ratings_shown",
                once=f"ratings_shown:{reviewer.pk}",
                name=reviewer.membership.name,
                shown_by=by.name,
                trust_name=review.trust.name,
                title=review.title,
                names_shown=review.names_shown,
                early_reason=EarlyReason(reason).label.lower() if early else "",
                link=_way(reviewer.membership, to, review),
            )


def tell_reviewers_asked_about_names(
    *, review: Review, reviewers: list[Reviewer], by: Membership, at: datetime
) -> None:
    """The lead asks whether names may be shown, so that ratings can be shown early; once a day at most."""
    for reviewer in reviewers:
        if to := address_of(reviewer.membership):
            queue_email(
                to=to,
                template="names_asked",
                once=f"names_asked:{reviewer.pk}:{timezone.localdate(at)}",
                name=reviewer.membership.name,
                asked_by=by.name,
                trust_name=review.trust.name,
                title=review.title,
                link=_way(reviewer.membership, to, review),
            )


def tell_executives_terms_wait(*, review: Review, by: Membership) -> None:
    """A review was set up in a trust that has not accepted the terms: rating waits for an executive."""
    for member, to in _members_but(by, review):
        if member.is_executive:
            queue_email(
                to=to,
                template="terms_wait",
                once=f"terms_wait:{review.pk}:{member.pk}",
                name=member.name,
                asked_by=by.name,
                trust_name=by.trust.name,
                link=way_to(member, reverse("accounts:terms_acceptance", args=[by.trust.slug]), address=to),
            )


def tell_executives_all_is_settled(*, review: Review, by: Membership, on: date) -> None:
    """Every statement is agreed or left open with a reason, so it can be signed off; once a day at most."""
    for member, to in _members_but(by, review):
        if member.is_executive:
            queue_email(
                to=to,
                template="all_settled",
                once=f"all_settled:{review.pk}:{member.pk}:{on}",
                name=member.name,
                trust_name=review.trust.name,
                title=review.title,
                link=_way(member, to, review, "sign_off_create"),
            )


def tell_members_signed_off(*, review: Review, by: Membership, number: int) -> None:
    """Everybody in the trust can read what was agreed. `number` counts the sign-offs of this review."""
    for member, to in _members_but(by, review):
        queue_email(
            to=to,
            template="signed_off",
            once=f"signed_off:{review.pk}:{member.pk}:{number}",
            name=member.name,
            signed_off_by=by.name,
            trust_name=review.trust.name,
            title=review.title,
            link=_way(member, to, review, "results_detail"),
        )


def _members_but(by: Membership, review: Review) -> Iterator[tuple[Membership, str]]:
    members = Membership.objects.joined().filter(trust_id=review.trust_id).exclude(pk=by.pk)
    for member in members.select_related("user").order_by("pk"):
        if to := address_of(member):
            yield member, to
