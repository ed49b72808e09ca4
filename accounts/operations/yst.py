"""YST's people and who looks after which trust."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts import audit
from accounts.database_roles import as_database_role
from accounts.models import Assignment, Trust, User, YstPerson


@transaction.atomic
def add_yst_person(*, email: str, name: str, role: str, at: datetime, password: str | None = None) -> YstPerson:
    """Add somebody at YST. By command only, signed in as `wellschool_migrate`: no screen makes YST people yet."""
    with as_database_role("wellschool_migrate"):
        user = User.objects.create_user(email, password, is_yst=True, created_at=at)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        person = YstPerson.objects.create(user=user, name=name, role=role, created_at=at)
    return person


@transaction.atomic
def assign_advisor(*, trust: Trust, advisor: YstPerson, by: YstPerson, at: datetime) -> None:
    """An advisor looks after this trust from now on. Doing it twice changes nothing."""
    _, made = Assignment.objects.get_or_create(
        trust=trust, user_id=advisor.user_id, ended_at=None, defaults={"assigned_by_id": by.user_id, "assigned_at": at}
    )
    if made:
        audit.record(
            "trust.advisor_assigned",
            by=by,
            at=at,
            trust_id=trust.pk,
            target=f"trust {trust.slug}",
            advisor=advisor.name,
        )


@transaction.atomic
def end_assignment(*, trust: Trust, advisor: YstPerson, by: YstPerson, at: datetime) -> None:
    """An advisor no longer looks after this trust, and sees nothing of it from the next query."""
    ended = Assignment.objects.filter(trust=trust, user_id=advisor.user_id, ended_at=None).update(ended_at=at)
    if ended:
        audit.record(
            "trust.advisor_unassigned",
            by=by,
            at=at,
            trust_id=trust.pk,
            target=f"trust {trust.slug}",
            advisor=advisor.name,
        )
