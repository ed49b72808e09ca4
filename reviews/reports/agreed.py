"""What was agreed, from a sign-off or, for a draft, as it stands now: the same rows either way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from frameworks.content import Content
from reviews.calendar import by_when_words, ends_on
from reviews.documents import wording
from reviews.plan.models import NextStep, Priority, StepStatus
from reviews.reports.content import ReportStep
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot, SnapshotLevel, SnapshotStep

LEVEL = ("level", "rationale", "left_open_reason")
STEP = ("statement_id", "domain_id", "text", "who", "due_on", "half_term", "priority", "status", "pk")


@dataclass(frozen=True)
class AgreedRow:
    """One statement: a level with its rationale, or why it is left open, or neither yet."""

    level: int | None
    rationale: str
    left_open: str


@dataclass(frozen=True)
class StepRow:
    """One next step, with the ids of what it is about."""

    statement_id: int | None
    domain_id: int | None
    text: str
    owner: str
    due_on: date | None
    half_term: str
    priority: int
    status: str
    key: int

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Soonest first, then by priority."""
        return (ends_on(self.due_on, self.half_term) or date.max, self.priority, self.key)

    def printed(self, content: Content) -> ReportStep:
        """As a report prints it."""
        return ReportStep(
            text=wording.plain(self.text),
            about=about(content, self.statement_id, self.domain_id),
            owner=wording.one_line(self.owner),
            due=by_when_words(self.due_on, self.half_term, without="No date set"),
            status=StepStatus(self.status).label,
            is_urgent=self.priority == Priority.HIGH,
        )


def about(content: Content, statement_id: int | None, domain_id: int | None) -> str:
    """The statement's code, or the domain."""
    if statement_id:
        return content.by_id[statement_id].code
    return next(f"Domain {domain.number}" for domain in content.domains if domain.id == domain_id)


def agreed_rows(review: Review, snapshot: Snapshot | None) -> dict[int, AgreedRow]:
    """By statement. One query."""
    rows: QuerySet[Any] = (
        SnapshotLevel.objects.filter(snapshot=snapshot) if snapshot else AgreedLevel.objects.filter(review=review)
    )
    return {row[0]: AgreedRow(*row[1:]) for row in rows.values_list("statement_id", *LEVEL)}


def step_rows(review: Review, snapshot: Snapshot | None) -> list[StepRow]:
    """Soonest first, without those that were dropped. One query."""
    rows: QuerySet[Any] = (
        SnapshotStep.objects.filter(snapshot=snapshot).annotate(who=F("owner_name")) if snapshot else live_steps(review)
    )
    return in_order(StepRow(*row) for row in rows.values_list(*STEP))


def live_steps(review: Review) -> QuerySet[Any]:
    """The plan as it stands now, with the name of whoever leads each."""
    steps = NextStep.objects.filter(review=review).exclude(status=StepStatus.DROPPED)
    return steps.annotate(who=Coalesce(NullIf(F("owner__name"), Value("")), F("owner_name")))


def in_order(rows: Sequence[StepRow] | Any) -> list[StepRow]:
    return sorted(rows, key=lambda row: row.sort_key)


def last_time(review: Review, snapshot: Snapshot | None) -> tuple[dict[int, int], str]:
    """Levels of the trust's last review signed off before this one, by statement, and that review's year.

    Empty when there was none, or when it was on another version of the framework.
    """
    before = Snapshot.objects.filter(trust_id=review.trust_id, review_id__lt=review.pk)
    if snapshot:
        before = before.filter(signed_off_at__lte=snapshot.signed_off_at)
    last = before.select_related("review").order_by("-review_id", "-number").first()
    if last is None or last.review.version_id != review.version_id:
        return {}, ""
    levels = SnapshotLevel.objects.filter(snapshot=last, level__isnull=False).values_list("statement_id", "level")
    return {statement_id: level for statement_id, level in levels if level}, last.review.year_words
