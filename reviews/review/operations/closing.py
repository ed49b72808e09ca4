"""A trust that closes is read and no longer changed: what is unfinished is cancelled, when the register says so."""

from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from accounts import audit
from accounts.isolation.actor import Actor, acting_as
from accounts.models import YstPerson
from accounts.register.hooks import register_applied
from accounts.register.models import RegisterStatus
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.review.models.review import Review


@receiver(register_applied, dispatch_uid="cancel reviews of closed trusts")
def cancel_reviews_of_closed_trusts(*, user_id: int, at: datetime, **kwargs: object) -> None:
    """Cancel what was never signed off, in the register's own transaction, with an entry in each trust's log.

    Acting as the import's job; the database lets it do this and nothing else to a review. One that was signed off and
    reopened stays as it is: it is not cancelled, and nobody can write to it.
    """
    unfinished = Review.objects.filter(
        stage__in=OPEN_STAGES, signed_off_at__isnull=True, trust__registered__status=RegisterStatus.CLOSED
    )
    found = list(unfinished.order_by("pk").values_list("pk", "trust_id", "uuid"))
    for pk, _, _ in found:
        Review.objects.filter(pk=pk).update(stage=Stage.CANCELLED, cancelled_at=at)
    if found:
        _record(found, user_id, at)


def _record(found: list[tuple[int, int, UUID]], user_id: int, at: datetime) -> None:
    with acting_as(Actor(user_id=user_id, yst=True)):
        person = YstPerson.objects.get(user_id=user_id)
        for _, trust_id, uuid in found:
            audit.record("review.ended_with_trust", by=person, at=at, trust_id=trust_id, target=f"review {uuid}")
