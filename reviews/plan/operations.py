"""Next steps: adding, changing, following up."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from accounts import audit
from accounts.refusals import Stale, in_words
from reviews.plan.models import NextStep, Priority, StepStatus, StepUpdate
from reviews.plan.permissions import check_can_plan
from reviews.review.permissions import Standing


@dataclass(frozen=True)
class StepContent:
    """What, who, by when. Either a member or a name; either a date or a half-term; a statement or a domain."""

    text: str
    statement_id: int | None = None
    domain_id: int | None = None
    owner_id: int | None = None
    owner_name: str = ""
    due_on: date | None = None
    half_term: str = ""
    priority: int = Priority.MEDIUM


class StepChangedElsewhere(Stale):
    """Somebody else changed this next step meanwhile."""


@transaction.atomic
def add_next_step(*, content: StepContent, by: Standing, at: datetime) -> NextStep:
    """Add a next step. Text taken from a colleague's suggestion is copied: nothing points to the rating."""
    check_can_plan(by)
    with in_words():
        step = NextStep.objects.create(trust_id=by.review.trust_id, review=by.review, created_at=at, **asdict(content))
    audit.record("next_step.added", by=by.member, at=at, trust_id=by.review.trust_id, target=f"next step {step.uuid}")
    return step


@transaction.atomic
def update_next_step(*, step: NextStep, content: StepContent, expected: int, by: Standing, at: datetime) -> None:
    """Change a next step; refused when somebody else changed it since the version that the person saw."""
    check_can_plan(by)
    with in_words():
        changed = NextStep.objects.filter(pk=step.pk, version=expected).update(version=expected + 1, **asdict(content))
    if not changed:
        raise StepChangedElsewhere("Somebody else changed this next step while you had it open.")
    audit.record("next_step.changed", by=by.member, at=at, trust_id=by.review.trust_id, target=f"next step {step.uuid}")


@transaction.atomic
def follow_up(*, step: NextStep, status: str, text: str, by: Standing, at: datetime) -> None:
    """Record how a next step gets on, with a date and a name."""
    check_can_plan(by)
    with in_words():
        if step.status != status:
            NextStep.objects.filter(pk=step.pk).update(status=StepStatus(status))
        StepUpdate.objects.create(
            trust_id=step.trust_id,
            review_id=step.review_id,
            next_step=step,
            at=at,
            by_name=by.member.name,
            status=status,
            text=text,
        )
    audit.record(
        "next_step.followed_up",
        by=by.member,
        at=at,
        trust_id=by.review.trust_id,
        target=f"next step {step.uuid}",
        status=status,
    )
