"""The trusts that the acting person looks after, each with where its self-review stands. Eight queries at most.

Every query names its columns: YST's database role has no others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from accounts.models import Assignment, Trust
from accounts.register.models import Phase, Region, RegisterStatus, size_words
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.portfolio.models import Support, SupportLevel
from reviews.portfolio.starting import NOBODY, STARTS, trust_starts
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot

MOMENTS = ("created_at", "rating_at", "revealed_at", "signed_off_at", "reopened_at", "cancelled_at")
STALLED_AFTER = timedelta(days=60)  # since the last step of an open self-review
STALLED_PAST_DUE = timedelta(days=14)
A_YEAR = timedelta(days=365)  # since a sign-off with nothing after it
FEW = 200  # trusts
NOT_GIVEN = "Not given"
CLOSED = "Closed"
Trusts = Iterable[int]  # their numbers, or a query for these


class ReviewStands(TypedDict):
    """Where a trust's review stands, as its row has it."""

    stage: str
    last_event: date | None
    due_on: date | None
    is_due: bool
    is_stalled: bool
    is_year: bool


@dataclass(frozen=True)
class PortfolioRow:
    """One trust in the list. `last_event` is the date of the last life-cycle event: nothing that a save could move."""

    id: int
    slug: str
    name: str
    region: str
    phase: str
    schools: int | None
    has_closed: bool  # as the register says
    stage: str  # empty without a review
    last_event: date | None
    due_on: date | None
    is_due: bool
    is_stalled: bool
    is_year: bool  # since it signed off, and it has not begun again
    start: str  # without a review: how far it has come; empty when nobody is invited
    support: str  # empty until set
    snapshot_id: int | None  # of the newest results that it shares
    advisors: tuple[str, ...]  # for programme managers

    @property
    def shares(self) -> bool:
        return self.snapshot_id is not None

    @property
    def stage_words(self) -> str:
        return Stage(self.stage).label if self.stage else STARTS.get(self.start, NOBODY)

    @property
    def region_words(self) -> str:
        return Region(self.region).label if self.region else NOT_GIVEN

    @property
    def phase_words(self) -> str:
        return Phase(self.phase).label if self.phase else NOT_GIVEN

    @property
    def size_words(self) -> str:
        return size_words(self.schools) or NOT_GIVEN

    @property
    def about(self) -> str:
        """Region, phase and size in a line, as far as they are known."""
        known = (
            self.region and self.region_words,
            self.phase and self.phase_words,
            size_words(self.schools),
        )
        return ", ".join(words for words in known if words) or "Profile not filled in"

    @property
    def support_words(self) -> str:
        return Support(self.support).label if self.support else "Not set"

    @property
    def shares_words(self) -> str:
        return "Agreed results" if self.shares else "Not shared"

    @property
    def attention(self) -> tuple[str, ...]:
        """What may want a call, in words."""
        told = (
            ("Past its date", self.is_due), ("Stalled", self.is_stalled), ("A year since the last", self.is_year),
        )  # fmt: skip
        return tuple(words for words, is_so in told if is_so)


def portfolio_rows(trusts: QuerySet[Trust], *, today: date, with_advisors: bool) -> list[PortfolioRow]:
    """These trusts by name; the policies leave those that the acting person looks after."""
    closed = Case(When(registered__status=RegisterStatus.CLOSED, then=True), default=False)
    ordered = trusts.annotate(has_closed=closed).order_by("name_key", "pk")
    found = list(ordered.values_list("id", "slug", "name", "region", "phase", "schools", "has_closed"))
    # few are found through each table's index; of many the database makes one pass
    chosen = [told[0] for told in found] if len(found) <= FEW else trusts.order_by().values_list("pk", flat=True)
    reviews = newest_reviews(chosen)
    levels = support_levels(chosen)
    shared = shared_snapshot_ids(chosen)
    advisors = advisors_of(chosen) if with_advisors else {}
    starts = trust_starts(timezone.now())
    return [
        PortfolioRow(
            id, slug, name, region, phase, schools, has_closed,
            **_standing(reviews.get(id), today, has_closed=has_closed),
            start="" if id in reviews else starts.get(id, ""),
            support=levels.get(id, ""), snapshot_id=shared.get(id), advisors=tuple(advisors.get(id, ())),
        )
        for id, slug, name, region, phase, schools, has_closed in found
    ]  # fmt: skip


def looked_after(advisor_id: int) -> QuerySet[Trust]:
    """The trusts assigned to this advisor, who is acting. Asks for their numbers at once: joined to the assignments,
    the policy would be asked of every trust there is."""
    assigned = Assignment.objects.filter(user_id=advisor_id, ended_at__isnull=True)
    return Trust.objects.filter(pk__in=list(assigned.values_list("trust_id", flat=True)))


def newest_reviews(trusts: Trusts) -> dict[int, Review]:
    """By trust, its newest review that was not cancelled; of a trust with cancelled ones alone, the newest of those."""
    cancelled_last = Case(When(stage=Stage.CANCELLED, then=Value(1)), default=Value(0))
    rows = (
        Review.objects.filter(trust_id__in=trusts)
        .order_by("trust_id", cancelled_last, "-created_at", "-pk")
        .distinct("trust_id")
        .only("trust_id", "stage", "due_on", *MOMENTS)
    )
    return {review.trust_id: review for review in rows}


def support_levels(trusts: Trusts) -> dict[int, str]:
    """By trust, how closely it is supported now."""
    rows = SupportLevel.objects.filter(trust_id__in=trusts).order_by("trust_id", "-pk").distinct("trust_id")
    return dict(rows.values_list("trust_id", "level"))


def shared_snapshot_ids(trusts: Trusts) -> dict[int, int]:
    """By trust, its newest snapshot that is shared. The policy lets no other be seen."""
    rows = Snapshot.objects.filter(trust_id__in=trusts).order_by("signed_off_at", "pk")
    return dict(rows.values_list("trust_id", "pk"))


def advisors_of(trusts: Trusts) -> dict[int, list[str]]:
    """By trust, the names of those who look after it, in their order."""
    found: dict[int, list[str]] = {}
    rows = Assignment.objects.filter(trust_id__in=trusts, ended_at__isnull=True).order_by(
        "user__yst_person__name_key", "pk"
    )
    for trust_id, name in rows.values_list("trust_id", "user__yst_person__name"):
        found.setdefault(trust_id, []).append(name)
    return found


def last_event_of(review: Review) -> date:
    """The date of a review's last life-cycle event."""
    return timezone.localdate(max(moment for name in MOMENTS if (moment := getattr(review, name))))


NOT_BEGUN: ReviewStands = {
    "stage": "", "last_event": None, "due_on": None, "is_due": False, "is_stalled": False, "is_year": False,
}  # fmt: skip


def _standing(review: Review | None, today: date, *, has_closed: bool = False) -> ReviewStands:
    """Where the review stands: only an open one of an open trust is due, or stalls."""
    if review is None:
        return NOT_BEGUN
    is_open = review.stage in OPEN_STAGES and not has_closed
    due_on = review.due_on if is_open else None
    last_event = last_event_of(review)
    late = due_on is not None and due_on + STALLED_PAST_DUE < today
    return {
        "stage": review.stage,
        "last_event": last_event,
        "due_on": due_on,
        "is_due": due_on is not None and due_on < today,
        "is_stalled": is_open and (late or last_event + STALLED_AFTER < today),
        "is_year": review.stage == Stage.AGREED and not has_closed and last_event + A_YEAR < today,
    }
