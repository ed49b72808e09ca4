"""YST's people and who looks after which trust."""

from collections.abc import Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts import audit
from accounts.isolation.roles import as_database_role
from accounts.models import Assignment, AuditEvent, Trust, User, YstPerson


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


@transaction.atomic
def assign_many(
    *, trusts: Sequence[Trust], advisor: YstPerson, alone: bool, by: YstPerson, at: datetime
) -> tuple[int, int]:
    """An advisor looks after all of these trusts; `alone`: others' assignments to them end.

    How many assignments were made and ended. Each has its audit row, as one by one; as many statements for any number.
    """
    ids = [trust.pk for trust in trusts]
    running = Assignment.objects.filter(trust_id__in=ids, ended_at__isnull=True)
    has = set(running.filter(user_id=advisor.user_id).values_list("trust_id", flat=True))
    made = [trust for trust in trusts if trust.pk not in has]
    others = running.exclude(user_id=advisor.user_id) if alone else running.none()
    ended = list(others.values_list("trust_id", "user__yst_person__name"))
    others.update(ended_at=at)
    Assignment.objects.bulk_create(
        [Assignment(trust=t, user_id=advisor.user_id, assigned_by_id=by.user_id, assigned_at=at) for t in made]
    )
    slugs = {trust.pk: trust.slug for trust in trusts}
    told = [("trust.advisor_unassigned", *row) for row in ended]
    told += [("trust.advisor_assigned", trust.pk, advisor.name) for trust in made]
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                trust_id=trust_id, at=at, by_id=by.user_id, by_name=by.name, event=event,
                target=f"trust {slugs[trust_id]}", details={"advisor": name},
            )
            for event, trust_id, name in told
        ]
    )  # fmt: skip
    return len(made), len(ended)
