"""The trusts an advisor looks after, with the stage of their review; and the results of one that shares them.

Every query names its columns: YST's database role has no others.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import Phase, Region, Trust
from frameworks.content import Content, DomainContent, StatementContent, content_of
from reviews.lifecycle import Stage
from reviews.models import Consent, Review, Snapshot, SnapshotLevel, SnapshotStep, StepStatus
from reviews.plan import by_when_words

MOMENTS = ("created_at", "rating_at", "revealed_at", "signed_off_at", "reopened_at", "cancelled_at")


@dataclass(frozen=True)
class PortfolioRow:
    """One trust in the list. `last_event` is the date of the last life-cycle event: nothing that a save could move."""

    trust: Trust
    stage: str  # empty without a review
    last_event: date | None
    due_on: date | None
    is_due: bool
    shares: bool

    @property
    def stage_words(self) -> str:
        return Stage(self.stage).label if self.stage else "No self-review yet"

    @property
    def region_words(self) -> str:
        return Region(self.trust.region).label if self.trust.region else "Not given"

    @property
    def phase_words(self) -> str:
        return Phase(self.trust.phase).label if self.trust.phase else "Not given"


def portfolio_rows(*, today: date) -> list[PortfolioRow]:
    """The acting person's trusts, by name. Three queries, whatever the number of trusts."""
    trusts = list(Trust.objects.select_related("registered").order_by("name", "pk"))
    newest: dict[int, dict[str, object]] = {}
    columns = ("trust_id", "stage", "due_on", *MOMENTS)
    for row in Review.objects.order_by("created_at", "pk").values(*columns):
        if row["stage"] != Stage.CANCELLED or row["trust_id"] not in newest:
            newest[row["trust_id"]] = row
    sharing = set(shared_snapshot_ids())
    return [_row(trust, newest.get(trust.pk), trust.pk in sharing, today) for trust in trusts]


def shared_snapshot_ids() -> dict[int, int]:
    """By trust, its newest snapshot that is shared. The policy lets no other be seen."""
    rows = Snapshot.objects.order_by("signed_off_at", "pk").values_list("trust_id", "pk")
    return dict(rows)


def _row(trust: Trust, review: dict[str, object] | None, shares: bool, today: date) -> PortfolioRow:
    if review is None:
        return PortfolioRow(trust, "", None, None, False, shares)
    moments = [m for name in MOMENTS if isinstance(m := review[name], datetime)]
    due = review["due_on"] if isinstance(review["due_on"], date) else None
    is_open = review["stage"] in (Stage.DRAFT, Stage.RATING, Stage.COMPARING) and not trust.is_closed
    return PortfolioRow(
        trust=trust,
        stage=str(review["stage"]),
        last_event=timezone.localdate(max(moments)),
        due_on=due if is_open else None,
        is_due=bool(due and is_open and due < today),
        shares=shares,
    )


@dataclass(frozen=True)
class SharedStep:
    """A next step as YST sees it: what, by when, how it stands; never who."""

    code: str
    text: str
    by_when: str
    status: str


@dataclass(frozen=True)
class SharedResults:
    """The agreed profile of one trust that shares it."""

    content: Content
    year_words: str
    signed_off_on: date
    levels: dict[int, int | None]
    steps: tuple[SharedStep, ...] | None  # None when the trust does not share them

    def counts(self, domain: DomainContent) -> Counter[int | None]:
        """How many statements of a domain have each level; None for those left open."""
        return Counter(self.levels.get(i) for i in domain.statement_ids)

    @property
    def profile(self) -> list[tuple[DomainContent, list[tuple[StatementContent, int | None]]]]:
        """Every domain with its statements and their agreed levels."""
        return [(d, [(s, self.levels.get(s.id)) for s in d.statements]) for d in self.content.domains]


def shared_results(trust: Trust) -> SharedResults | None:
    """The newest agreed results that this trust shares, or None."""
    snapshot = (
        Snapshot.objects.filter(trust_id=trust.pk)
        .order_by("-signed_off_at", "-pk")
        .values("pk", "review_id", "signed_off_at")
        .first()
    )
    if snapshot is None:
        return None
    review = Review.objects.values("version_id", "academic_year", "term").get(pk=snapshot["review_id"])
    content = content_of(review["version_id"])
    levels = SnapshotLevel.objects.filter(snapshot_id=snapshot["pk"]).values_list("statement_id", "level")
    consent = (
        Consent.objects.filter(review_id=snapshot["review_id"], withdrawn_at__isnull=True)
        .order_by("review_id")
        .values("steps_shared")
        .first()
    )
    words = Review(academic_year=review["academic_year"], term=review["term"]).year_words
    return SharedResults(
        content=content,
        year_words=words,
        signed_off_on=timezone.localdate(snapshot["signed_off_at"]),
        levels=dict(levels),
        steps=_steps(snapshot["pk"], content) if consent and consent["steps_shared"] else None,
    )


def _steps(snapshot_id: int, content: Content) -> tuple[SharedStep, ...]:
    rows = SnapshotStep.objects.filter(snapshot_id=snapshot_id).order_by("statement_id", "domain_id", "text")
    return tuple(
        SharedStep(
            code=content.by_id[statement].code
            if statement
            else next(f"Domain {d.number}" for d in content.domains if d.id == domain),
            text=text,
            by_when=by_when_words(due, half_term),
            status=StepStatus(status).label,
        )
        for statement, domain, text, due, half_term, status in rows.values_list(
            "statement_id", "domain_id", "text", "due_on", "half_term", "status"
        )
    )
