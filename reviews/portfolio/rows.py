"""The trusts that the acting person looks after, each with where its self-review stands. Three queries.

Every query names its columns: YST's database role has no others.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypedDict

from django.db import connection
from django.db.models import Case, QuerySet, When
from django.utils import timezone

from accounts.models import Assignment, Trust
from accounts.register.models import Phase, Region, RegisterStatus, size_words
from reviews.lifecycle import OPEN_STAGES, Stage
from reviews.portfolio.models import Support
from reviews.portfolio.starting import NOBODY, STARTS, trust_starts

STALLED_AFTER = timedelta(days=60)  # since the last step of an open self-review
STALLED_PAST_DUE = timedelta(days=14)
A_YEAR = timedelta(days=365)  # since a sign-off with nothing after it
NOT_GIVEN = "Not given"
CLOSED = "Closed"


class ReviewStands(TypedDict):
    """Where a trust's review stands, as its row has it."""

    stage: str
    last_event: date | None
    due_on: date | None
    is_due: bool
    is_stalled: bool
    is_year: bool


class Shared(NamedTuple):
    """The newest results that a trust shares, on which version of a framework, and the day of the sign-off."""

    snapshot_id: int
    version_id: int
    signed_off_on: date


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
    shared: Shared | None
    advisors: tuple[str, ...]  # for programme managers

    @property
    def shares(self) -> bool:
        return self.shared is not None

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


# Of each trust: its newest review that was not cancelled, or, with cancelled ones alone, the newest of those; how
# closely it is supported; the newest results that it shares, as the policy lets no others be seen; and who looks after
# it, by name.
FACTS = """
    select i.id, r.stage, r.due_on, greatest(
             r.created_at, r.rating_at, r.revealed_at, r.signed_off_at, r.reopened_at, r.cancelled_at),
           s.level, n.id, n.version_id, n.signed_off_at, a.names
    from unnest(%(trusts)s::bigint[]) i(id)
    left join (
      select distinct on (v.trust_id) v.trust_id, v.stage, v.due_on, v.created_at, v.rating_at, v.revealed_at,
             v.signed_off_at, v.reopened_at, v.cancelled_at
      from reviews_review v where v.trust_id = any(%(trusts)s)
      order by v.trust_id, v.stage = %(cancelled)s, v.created_at desc, v.id desc) r on r.trust_id = i.id
    left join (
      select distinct on (l.trust_id) l.trust_id, l.level
      from reviews_supportlevel l where l.trust_id = any(%(trusts)s)
      order by l.trust_id, l.id desc) s on s.trust_id = i.id
    left join (
      select distinct on (c.trust_id) c.trust_id, c.id, v.version_id, c.signed_off_at
      from reviews_snapshot c join reviews_review v on v.id = c.review_id where c.trust_id = any(%(trusts)s)
      order by c.trust_id, c.signed_off_at desc, c.id desc) n on n.trust_id = i.id
    left join (
      select g.trust_id, array_agg(y.name order by y.name_key, g.id) as names
      from accounts_assignment g join accounts_ystperson y on y.user_id = g.user_id
      where g.trust_id = any(%(trusts)s) and g.ended_at is null and %(with_advisors)s
      group by g.trust_id) a on a.trust_id = i.id
"""


class Facts(NamedTuple):
    """What the tables tell of one trust."""

    stage: str | None
    due_on: date | None
    last_event: datetime | None  # of the review's life cycle
    support: str | None
    snapshot_id: int | None
    version_id: int | None
    signed_off_at: datetime | None
    advisors: list[str] | None


def portfolio_rows(trusts: QuerySet[Trust], *, today: date, with_advisors: bool) -> list[PortfolioRow]:
    """These trusts by name; the policies leave those that the acting person looks after. Three queries."""
    closed = Case(When(registered__status=RegisterStatus.CLOSED, then=True), default=False)
    ordered = trusts.annotate(has_closed=closed).order_by("name_key", "pk")
    found = list(ordered.values_list("id", "slug", "name", "region", "phase", "schools", "has_closed"))
    facts = facts_of([told[0] for told in found], with_advisors=with_advisors)
    starts = trust_starts(timezone.now())
    return [
        PortfolioRow(
            id, slug, name, region, phase, schools, has_closed,
            **_standing(facts[id], today, has_closed=has_closed),
            start="" if facts[id].stage else starts.get(id, ""), support=facts[id].support or "",
            shared=_shared(facts[id]), advisors=tuple(facts[id].advisors or ()),
        )
        for id, slug, name, region, phase, schools, has_closed in found
    ]  # fmt: skip


def facts_of(trusts: list[int], *, with_advisors: bool) -> dict[int, Facts]:
    """By trust, what the tables tell of it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(FACTS, {"trusts": trusts, "cancelled": Stage.CANCELLED.value, "with_advisors": with_advisors})
        return {id: Facts(*told) for id, *told in cursor.fetchall()}


def looked_after(advisor_id: int) -> QuerySet[Trust]:
    """The trusts assigned to this advisor, who is acting. Asks for their numbers at once: joined to the assignments,
    the policy would be asked of every trust there is."""
    assigned = Assignment.objects.filter(user_id=advisor_id, ended_at__isnull=True)
    return Trust.objects.filter(pk__in=list(assigned.values_list("trust_id", flat=True)))


NOT_BEGUN: ReviewStands = {
    "stage": "", "last_event": None, "due_on": None, "is_due": False, "is_stalled": False, "is_year": False,
}  # fmt: skip


def _standing(facts: Facts, today: date, *, has_closed: bool) -> ReviewStands:
    """Where the review stands: only an open one of an open trust is due, or stalls."""
    if facts.stage is None or facts.last_event is None:
        return NOT_BEGUN
    is_open = facts.stage in OPEN_STAGES and not has_closed
    due_on = facts.due_on if is_open else None
    last_event = timezone.localdate(facts.last_event)
    late = due_on is not None and due_on + STALLED_PAST_DUE < today
    return {
        "stage": facts.stage,
        "last_event": last_event,
        "due_on": due_on,
        "is_due": due_on is not None and due_on < today,
        "is_stalled": is_open and (late or last_event + STALLED_AFTER < today),
        "is_year": facts.stage == Stage.AGREED and not has_closed and last_event + A_YEAR < today,
    }


def _shared(facts: Facts) -> Shared | None:
    if facts.snapshot_id is None or facts.version_id is None or facts.signed_off_at is None:
        return None
    return Shared(facts.snapshot_id, facts.version_id, timezone.localdate(facts.signed_off_at))
