"""The plan of a review as people read it: soonest first, what is overdue, who leads."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import Membership
from frameworks.content import Content, StatementContent, content_of
from reviews.lifecycle import Stage
from reviews.plan.models import NextStep, StepStatus, StepUpdate
from reviews.review.models.review import Review
from reviews.review.permissions import Standing
from reviews.review.steps import Step, about, in_order


@dataclass(frozen=True)
class PlanRow:
    """One next step of the plan: as it is read, with the row that is changed."""

    step: NextStep
    read: Step
    is_overdue: bool

    @property
    def key(self) -> str:
        """Its number, for the id of an element."""
        return str(self.read.key)


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


def steps_about(review: Review, statement: StatementContent) -> list[NextStep]:
    """The next steps for one statement, as they were added, without what was dropped. One query."""
    steps = NextStep.objects.filter(review=review, statement_id=statement.id).exclude(status=StepStatus.DROPPED)
    return list(steps.select_related("owner").order_by("pk"))


def owners_in(standing: Standing) -> QuerySet[Membership]:
    """Who may lead a next step: everybody in the trust."""
    return Membership.objects.current().filter(trust_id=standing.member.trust_id).order_by("name_key", "pk")


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
    rows = sorted((row_for(step, content, today) for step in steps), key=lambda row: row.read.sort_key)
    return Plan(
        open=tuple(row for row in rows if not row.read.is_finished),
        finished=tuple(row for row in rows if row.read.is_finished),
    )


def row_for(step: NextStep, content: Content, today: date) -> PlanRow:
    """A step as a row of the plan; its owner was read with it."""
    read = _read(step, content)
    return PlanRow(step, read, read.is_overdue(today))


def _read(step: NextStep, content: Content) -> Step:
    return Step(
        step.pk, step.statement_id, step.domain_id, about(content, step.statement_id, step.domain_id), step.text,
        step.leader, step.due_on, step.half_term, step.priority, step.status,
    )  # fmt: skip


def steps_now(review: Review, content: Content) -> tuple[Step, ...]:
    """The plan of a review as it stands now, soonest first, without what was dropped. One query."""
    steps = NextStep.objects.filter(review=review).exclude(status=StepStatus.DROPPED).select_related("owner")
    return in_order(_read(step, content) for step in steps)
