"""What many tables of a review share: the trust, the review, and the pair of them that must exist."""

from typing import TYPE_CHECKING

from django.db import models

from accounts.isolation.policies import CompositeForeignKey, Trigger
from accounts.models import Membership, Trust

if TYPE_CHECKING:
    from reviews.review.models.review import Review


def trust_key() -> "models.ForeignKey[Trust, Trust]":
    """Every owned row names its trust, so that a policy needs no join."""
    return models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="+", db_constraint=False)


def review_key(related_name: str) -> "models.ForeignKey[Review, Review]":
    """The review a row belongs to; the pair with the trust is checked by `in_review`."""
    return models.ForeignKey("reviews.Review", on_delete=models.PROTECT, related_name=related_name, db_constraint=False)


def in_review(table: str) -> CompositeForeignKey:
    """`(review_id, trust_id)` is a review of that trust."""
    return CompositeForeignKey(
        name=f"{table}_review_in_trust",
        columns=["review_id", "trust_id"],
        table="reviews_review",
        to=["id", "trust_id"],
    )


def signer() -> "models.ForeignKey[Membership | None, Membership | None]":
    """The key of the person whose name stands beside it: `signed` has the database write it. Null where nobody acted.

    Without a constraint, as it would lock the membership's row.
    """
    return models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, editable=False, related_name="+", db_constraint=False
    )


def signed(column: str, *, upon: str = "insert", when: str = "") -> Trigger:
    """The database writes the acting person's membership into `column`, whatever was sent."""
    return Trigger("signs", before=upon, when=when, argument=f"{column}_id", called=f"{column}_signs")


def paired(moment: str, other: str, name: str) -> models.CheckConstraint:
    """Two columns are both set or both empty: who and when, or a choice and its time."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{moment}__isnull": True, f"{other}__isnull": True})
        | models.Q(**{f"{moment}__isnull": False, f"{other}__isnull": False}),
        name=name,
    )
