"""A snapshot as people read it: levels by domain, with rationales and next steps, and how the review was done."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from frameworks.content import Content, DomainContent, StatementContent, content_of
from reviews.calendar import by_when_words
from reviews.review.models.review import Review
from reviews.review.models.reviewer import EarlyShowing, Reviewer, Submission
from reviews.review.models.snapshot import Snapshot, SnapshotLevel, SnapshotStep


@dataclass(frozen=True)
class ResultStep:
    """A next step as signed off."""

    text: str
    owner: str
    by_when: str


@dataclass(frozen=True)
class ResultRow:
    """One statement as signed off: a level, or the reason for which it was left open."""

    statement: StatementContent
    level: int | None
    level_name: str
    rationale: str
    left_open_reason: str
    steps: tuple[ResultStep, ...]


@dataclass(frozen=True)
class ResultDomain:
    """One domain as signed off."""

    domain: DomainContent
    rows: tuple[ResultRow, ...]
    steps: tuple[ResultStep, ...]  # for the whole domain

    @property
    def counts(self) -> Counter[int | None]:
        """How many statements have each level; None for those left open."""
        return Counter(row.level for row in self.rows)


@dataclass(frozen=True)
class Results:
    """A snapshot with its content."""

    content: Content
    domains: tuple[ResultDomain, ...]
    step_count: int

    @property
    def counts(self) -> Counter[int | None]:
        return sum((d.counts for d in self.domains), Counter())


def results_of(snapshot: Snapshot, review: Review) -> Results:
    """What was signed off. Two queries."""
    content = content_of(review.version_id)
    levels = {s.statement_id: s for s in SnapshotLevel.objects.filter(snapshot=snapshot)}
    of_statement: dict[int, list[ResultStep]] = {}
    of_domain: dict[int, list[ResultStep]] = {}
    steps = list(SnapshotStep.objects.filter(snapshot=snapshot).order_by("pk"))
    for step in steps:
        words = by_when_words(step.due_on, step.half_term)
        found = ResultStep(step.text, step.owner_name or "nobody yet", words)
        if step.statement_id:
            of_statement.setdefault(step.statement_id, []).append(found)
        elif step.domain_id:
            of_domain.setdefault(step.domain_id, []).append(found)

    def row(s: StatementContent) -> ResultRow:
        a = levels.get(s.id)
        level = a.level if a else None
        mine = tuple(of_statement.get(s.id, ()))
        return ResultRow(
            s, level, content.level_name(level), a.rationale if a else "", a.left_open_reason if a else "", mine
        )

    domains = tuple(
        ResultDomain(d, tuple(row(s) for s in d.statements), tuple(of_domain.get(d.id, ()))) for d in content.domains
    )
    return Results(content, domains, len(steps))


def independence_of(review: Review) -> dict[str, Any]:
    """What the independence statement is made of, before the sign-off, for those of the comparison.

    The same as the database writes into the snapshot.
    """
    rows = Submission.objects.filter(review=review, recalled_at__isnull=True, reviewer__submitted=True)
    people = rows.order_by("reviewer__membership__name_key", "reviewer_id").values_list(
        "reviewer__membership__name", "reviewer__membership__job_title", "submitted_at"
    )
    gone = Reviewer.objects.filter(review=review, submitted=False).exclude(withdrawn=True, removed_while_rating=False)
    early = EarlyShowing.objects.filter(review=review).order_by("at", "pk").values_list("reason", flat=True)
    assert review.rating_at is not None  # noqa: S101
    assert review.revealed_at is not None  # noqa: S101 only once ratings are shown
    return {
        "rating_at": review.rating_at.isoformat(),
        "shown_at": review.revealed_at.isoformat(),
        "names_shown": review.names_shown,
        "reviewers": [{"name": n, "job_title": j, "submitted_at": at.isoformat()} for n, j, at in people],
        "left_out": gone.count(),
        "early_reasons": list(early),
    }
