"""What YST sees of a review: the executive's choice, anew for each cycle."""

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.refusals import in_words
from reviews.review.models.consent import Choice, Consent
from reviews.review.permissions import Standing, check_can_head


@transaction.atomic
def choose_sharing(*, choice: str, steps_shared: bool = False, by: Standing, at: datetime) -> None:
    """Record a choice; it holds from the next query, and every earlier one stays on record.

    A self-review that a national release has counted is never shared more widely: the database refuses.
    """
    check_can_head(by.member)
    steps_shared = steps_shared and choice == Choice.AGREED
    held = Consent.objects.select_for_update().filter(review=by.review, withdrawn_at__isnull=True).first()
    if held and (held.choice, held.steps_shared) == (choice, steps_shared):
        return
    Consent.objects.filter(review=by.review, withdrawn_at__isnull=True).update(withdrawn_at=at)
    with in_words():
        Consent.objects.create(
            trust_id=by.review.trust_id,
            review=by.review,
            choice=choice,
            steps_shared=steps_shared,
            chosen_at=at,
            chosen_by_name=by.member.name,
        )
    audit.record(
        "sharing.chosen",
        by=by.member,
        at=at,
        trust_id=by.review.trust_id,
        target=f"review {by.review.uuid}",
        choice=choice,
        steps=steps_shared,
    )
