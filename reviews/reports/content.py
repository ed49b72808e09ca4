"""What the full report says: one snapshot, read once as the acting person, as frozen objects ready to print.

It holds agreed levels, rationales, reasons left open and next steps. No rating, note or starting gap: the snapshot
has none, and nothing else of the review is read.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from frameworks.content import Content, DomainContent, LevelContent, StatementContent, content_of
from reviews.design.charts import DomainChange, DomainLevels
from reviews.models import Snapshot, SnapshotLevel, SnapshotStep
from reviews.models.next_step import Priority, StepStatus
from reviews.reports import wording


@dataclass(frozen=True)
class ReportStep:
    """A next step; `about` is the statement or domain it belongs to, `due` and `status` are words."""

    text: str
    about: str
    owner: str
    due: str
    status: str
    is_urgent: bool


@dataclass(frozen=True)
class ReportStatement:
    """A statement as agreed. Without a level, `left_open` is the reason. `before` is last time's level, if it moved."""

    code: str
    text: str
    level: int | None
    level_name: str
    rationale: str
    left_open: str
    before: str
    steps: tuple[ReportStep, ...]

    @cached_property
    def is_long(self) -> bool:
        """So long that its row may be split between pages."""
        words = len(self.rationale) + len(self.left_open) + sum(len(step.text) + 60 for step in self.steps)
        return words + 30 * self.rationale.count("\n") > 1400


@dataclass(frozen=True)
class ReportDomain:
    """A domain with its statements, and the next steps that are about the domain as a whole."""

    number: int
    title: str
    short_title: str
    description: str
    pillar: str
    statements: tuple[ReportStatement, ...]
    steps: tuple[ReportStep, ...]

    @cached_property
    def levels(self) -> Counter[int | None]:
        """How many statements are at each level; None counts those left open."""
        return Counter(statement.level for statement in self.statements)


@dataclass(frozen=True)
class ReportChange:
    """What moved since the trust's last signed-off review, over the statements with a level both times."""

    since: str
    rows: tuple[DomainChange, ...]
    up: int
    same: int
    down: int

    @property
    def of(self) -> int:
        return self.up + self.same + self.down


@dataclass(frozen=True)
class ReportContent:
    """Everything in the full report, in the order of the framework; next steps in `plan` are sorted soonest first."""

    trust: str
    title: str
    year: str
    framework: str
    framework_version: str
    signed_off_at: datetime
    signed_off_by: str
    earlier_sign_offs: tuple[datetime, ...]
    rated_by: str
    independence: tuple[str, ...]
    levels: tuple[LevelContent, ...]
    domains: tuple[ReportDomain, ...]
    plan: tuple[ReportStep, ...]
    change: ReportChange | None

    @cached_property
    def tally(self) -> Counter[int | None]:
        """How many statements are at each level; None counts those left open."""
        return sum((domain.levels for domain in self.domains), Counter())

    @property
    def statement_count(self) -> int:
        return self.tally.total()

    @property
    def awaits_approval(self) -> bool:
        """The words for the levels are not yet approved by the Youth Sport Trust."""
        return any(level.awaiting_approval for level in self.levels)

    @property
    def level_rows(self) -> tuple[DomainLevels, ...]:
        """The rows of the chart of levels."""
        return tuple(
            DomainLevels(d.number, d.short_title, tuple(d.levels[v.value] for v in self.levels), d.levels[None])
            for d in self.domains
        )


def read_content(*, snapshot_id: int, trust_id: int) -> ReportContent:
    """Read a snapshot of this trust as the acting person. Raises Snapshot.DoesNotExist when they may not see it.

    At most six queries, the framework aside, which a process reads once.
    """
    snapshot = Snapshot.objects.select_related("trust", "review__version__framework").get(
        pk=snapshot_id, trust_id=trust_id
    )
    review, content = snapshot.review, content_of(snapshot.review.version_id)
    agreed = {row.statement_id: row for row in SnapshotLevel.objects.filter(snapshot=snapshot)}
    before, since = _last_time(snapshot)
    steps = _steps(snapshot, content)
    earlier = Snapshot.objects.filter(review=review, number__lt=snapshot.number).order_by("number")
    return ReportContent(
        trust=wording.one_line(snapshot.trust.name),
        title=wording.one_line(review.title),
        year=review.year_words,
        framework=review.version.framework.name,
        framework_version=content.name,
        signed_off_at=snapshot.signed_off_at,
        signed_off_by=wording.one_line(snapshot.signed_off_by_name),
        earlier_sign_offs=tuple(earlier.values_list("signed_off_at", flat=True)) if snapshot.number > 1 else (),
        rated_by=wording.rated_by(snapshot.independence),
        independence=wording.independence_sentences(snapshot.independence, statements=len(content.statements)),
        levels=content.levels,
        domains=tuple(_domain(domain, content, agreed, before, steps) for domain in content.domains),
        plan=tuple(step for _, step in steps),
        change=_change(content, agreed, before, since),
    )


def _last_time(snapshot: Snapshot) -> tuple[dict[int, int], str]:
    """Levels of the trust's last review signed off before this one, by statement, and that review's year.

    Empty when there was none, or when it was on another version of the framework.
    """
    last = (
        Snapshot.objects.filter(trust_id=snapshot.trust_id, review_id__lt=snapshot.review_id)
        .filter(signed_off_at__lte=snapshot.signed_off_at)
        .select_related("review")
        .order_by("-review_id", "-number")
        .first()
    )
    if last is None or last.review.version_id != snapshot.review.version_id:
        return {}, ""
    levels = SnapshotLevel.objects.filter(snapshot=last, level__isnull=False).values_list("statement_id", "level")
    return {statement_id: level for statement_id, level in levels if level}, last.review.year_words


def _steps(snapshot: Snapshot, content: Content) -> list[tuple[tuple[int | None, int | None], ReportStep]]:
    """The next steps soonest first, each with the ids of what it is about."""
    domains = {domain.id: f"Domain {domain.number}" for domain in content.domains}
    rows = list(SnapshotStep.objects.filter(snapshot=snapshot))
    rows.sort(key=lambda row: (wording.due_key(row.due_on, row.half_term), row.priority, row.pk))
    steps = []
    for row in rows:
        about = content.by_id[row.statement_id].code if row.statement_id else domains[row.domain_id or 0]
        step = ReportStep(
            text=wording.plain(row.text),
            about=about,
            owner=wording.one_line(row.owner_name),
            due=wording.due_words(row.due_on, row.half_term),
            status=StepStatus(row.status).label,
            is_urgent=row.priority == Priority.HIGH,
        )
        steps.append(((row.statement_id, row.domain_id), step))
    return steps


def _domain(
    domain: DomainContent,
    content: Content,
    agreed: dict[int, SnapshotLevel],
    before: dict[int, int],
    steps: list[tuple[tuple[int | None, int | None], ReportStep]],
) -> ReportDomain:
    return ReportDomain(
        number=domain.number,
        title=domain.title,
        short_title=domain.short_title,
        description=domain.description,
        pillar=domain.pillar.name,
        statements=tuple(
            _statement(s, content, agreed.get(s.id), before.get(s.id), [t for (sid, _), t in steps if sid == s.id])
            for s in domain.statements
        ),
        steps=tuple(step for (_, domain_id), step in steps if domain_id == domain.id),
    )


def _statement(
    statement: StatementContent,
    content: Content,
    agreed: SnapshotLevel | None,
    before: int | None,
    steps: list[ReportStep],
) -> ReportStatement:
    level = agreed.level if agreed else None
    return ReportStatement(
        code=statement.code,
        text=statement.text,
        level=level,
        level_name=content.level_name(level),
        rationale=wording.plain(agreed.rationale) if agreed else "",
        left_open=wording.plain(agreed.left_open_reason) if agreed and level is None else "",
        before=content.level_name(before) if before and level and before != level else "",
        steps=tuple(replace(step, about="") for step in steps),
    )


def _change(
    content: Content, agreed: dict[int, SnapshotLevel], before: dict[int, int], since: str
) -> ReportChange | None:
    """What moved; None without a statement that has a level both times."""
    now = {key: row.level for key, row in agreed.items() if row.level is not None and key in before}
    if not now:
        return None
    rows = []
    for domain in content.domains:
        ids = [key for key in domain.statement_ids if key in now]
        higher = (sum(before[key] > 1 for key in ids), sum(now[key] > 1 for key in ids))
        rows.append(DomainChange(domain.number, domain.short_title, *higher, of=len(ids)))
    moves = Counter((level > before[key]) - (level < before[key]) for key, level in now.items())
    return ReportChange(since, tuple(rows), up=moves[1], same=moves[0], down=moves[-1])
