"""The plan of a review as people read it: soonest first, what is overdue, who leads."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from frameworks.content import Content, content_of
from reviews.calendar import by_when_words, ends_on
from reviews.lifecycle import Stage
from reviews.plan.models import NextStep, Priority, StepStatus, StepUpdate
from reviews.review.models.review import Review
from reviews.review.permissions import Standing


@dataclass(frozen=True)
class PlanRow:
    """One next step in the plan."""

    step: NextStep
    code: str  # the statement's code, or the domain's number in words
    owner: str
    by_when: str
    is_overdue: bool
    ends: date | None

    @property
    def status_words(self) -> str:
        return StepStatus(self.step.status).label

    @property
    def priority_words(self) -> str:
        return Priority(self.step.priority).label


@dataclass(frozen=True)
class Plan:
    """Unfinished steps soonest first, and those that are done or dropped."""

    open: tuple[PlanRow, ...]
    finished: tuple[PlanRow, ...]

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.open)


def steps_for(standing: Standing) -> QuerySet[NextStep]:
    """The next steps of a review that this person reads: those of the comparison all, others what a sign-off showed."""
    steps = NextStep.objects.filter(review=standing.review)
    return steps if standing.is_of_the_comparison else steps.filter(shown_at__isnull=False)


def unshown_elsewhere(review: Review) -> int:
    """How many next steps of the trust's other, signed-off reviews a sign-off of this one shows to every member."""
    others = NextStep.objects.filter(trust_id=review.trust_id, review__stage=Stage.AGREED, shown_at__isnull=True)
    return others.exclude(review=review).exclude(status=StepStatus.DROPPED).count()


def updates_for(standing: Standing, step: NextStep) -> QuerySet[StepUpdate]:
    """Its dated updates, newest first: for others, from the day on which the step was shown to them."""
    updates = StepUpdate.objects.filter(next_step=step).order_by("-at", "-pk")
    return updates if standing.is_of_the_comparison else updates.filter(shown=True)


def plan_of(standing: Standing, *, today: date) -> Plan:
    """The plan of a review, as this person may read it. One query."""
    content = content_of(standing.review.version_id)
    steps = steps_for(standing).select_related("owner").order_by("pk")
    rows = sorted(
        (row_for(step, content, today) for step in steps),
        key=lambda r: (r.ends is None, r.ends or today, r.step.priority, r.step.pk),
    )
    finished = (StepStatus.DONE, StepStatus.DROPPED)
    return Plan(
        open=tuple(r for r in rows if r.step.status not in finished),
        finished=tuple(r for r in rows if r.step.status in finished),
    )


def row_for(step: NextStep, content: Content, today: date) -> PlanRow:
    """A step as a row of the plan."""
    if step.statement_id is not None:
        code = content.by_id[step.statement_id].code
    else:
        code = next(f"Domain {d.number}" for d in content.domains if d.id == step.domain_id)
    ends = ends_on(step.due_on, step.half_term)
    words = by_when_words(step.due_on, step.half_term)
    unfinished = step.status in (StepStatus.NOT_STARTED, StepStatus.UNDER_WAY)
    return PlanRow(
        step=step, code=code, owner=step.owner.name if step.owner else step.owner_name or "Nobody yet", by_when=words,
        is_overdue=bool(ends and ends < today and unfinished), ends=ends,
    )  # fmt: skip
