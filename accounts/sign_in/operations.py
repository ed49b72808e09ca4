"""What is recorded of second factors, and taking one off for somebody who has lost it."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import audit
from accounts.isolation.actor import Actor, acting_as
from accounts.isolation.roles import as_database_role
from accounts.models import AuditEvent, Membership, User, YstPerson
from accounts.outbox.emails import queue_email


def note_second_factor(*, event: str, user: User, at: datetime) -> None:
    """Record what somebody at YST did with their own second factor. A member of a trust is told by email alone.

    Setting the first one up, they are nobody to the database yet: hence as themselves, for this row.
    """
    if not user.is_yst:
        return
    with acting_as(Actor(user_id=user.pk, yst=True)):
        if person := YstPerson.objects.filter(user=user, left_at__isnull=True).first():
            audit.record(event, by=person, at=at, trust_id=None, target=f"account {user.pk}")


@transaction.atomic
def reset_second_factor(*, user: User, at: datetime) -> bool:
    """Take the second factor off an account; False when it has none. By command only, as `wellschool_migrate`.

    Recorded in each of the person's trusts, or at YST, and they are told. No session with it counts any longer.
    """
    with as_database_role("wellschool_migrate"):
        removed, _ = Authenticator.objects.filter(user=user).delete()
        if not removed:
            return False
        names = Membership.objects.current().filter(user=user).values_list("trust_id", "name")
        places: list[tuple[int | None, str]] = list(names) or [(None, "")]
        for trust_id, name in places:
            AuditEvent.objects.create(
                trust_id=trust_id, at=at, by=None, by_name="Whoever runs this service", details={"name": name},
                event="second_factor.reset", target=f"account {user.pk}",
            )  # fmt: skip
        queue_email(to=user.email, template="second_factor_reset")
    return True
