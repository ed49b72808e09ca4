"""What YST sees of one trust, and what it would see if an executive chose otherwise: the same code, the same columns.

YST's own page leaves it to the database's policies which results there are. A preview, made for a member of the trust,
to whom the policies show more, names the review and the choice; `tests/reviews/portfolio/test_sharing.py` compares
the two.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Trust
from accounts.register.models import Phase, Region
from frameworks.content import Content, content_of
from reviews.calendar import year_words
from reviews.lifecycle import Stage
from reviews.portfolio.rows import NOT_GIVEN
from reviews.portfolio.starting import Contact, contacts_of
from reviews.review.models.consent import Choice, Consent
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot, SnapshotLevel, SnapshotStep
from reviews.review.profile import Agreed, Profile, profile_from
from reviews.review.steps import Step, about

EVENTS = (
    ("created_at", "Set up"),
    ("rating_at", "Rating began"),
    ("revealed_at", "Ratings were shown to everyone"),
    ("signed_off_at", "Signed off"),
    ("reopened_at", "Reopened"),
    ("cancelled_at", "Cancelled"),
)

MOMENTS = ("created_at", "rating_at", "revealed_at", "signed_off_at", "reopened_at", "cancelled_at")


@dataclass(frozen=True)
class SharedResults:
    """The agreed profile of one trust that shares it: levels without rationales; of next steps never who."""

    profile: Profile
    year_words: str
    signed_off_on: date
    steps_shared: bool


@dataclass(frozen=True)
class CycleSeen:
    """One self-review: the dates of its life, and what is shared of it."""

    id: int
    version_id: int
    year_words: str
    stage: str
    due_on: date | None
    events: tuple[tuple[str, date], ...]  # in their order
    is_shared: bool  # agreed results; whether else nothing or national figures were chosen is not YST's to see
    steps_shared: bool

    @property
    def stage_words(self) -> str:
        return Stage(self.stage).label

    @property
    def sharing_words(self) -> str:
        """What is shared of it, in words."""
        if not self.is_shared:
            return "Agreed results are not shared."
        return f"Agreed results{' and next steps' if self.steps_shared else ''} are shared."


@dataclass(frozen=True)
class TrustSeen:
    """All that YST sees of a trust but its own notes."""

    trust: Trust
    cycles: tuple[CycleSeen, ...]  # newest first
    results: SharedResults | None
    contacts: tuple[Contact, ...] = ()  # whom to call

    @property
    def profile(self) -> list[tuple[str, str]]:
        """The trust's profile in words."""
        trust = self.trust
        return [
            ("DfE group ID", trust.group_id or NOT_GIVEN),
            ("Region", Region(trust.region).label if trust.region else NOT_GIVEN),
            ("Phase", Phase(trust.phase).label if trust.phase else NOT_GIVEN),
            ("Size", trust.size or NOT_GIVEN),
        ]


def trust_seen(trust: Trust) -> TrustSeen:
    """For people at YST: what the policies show them. Seven queries at most."""
    return _seen(trust, cycles_of(trust), Snapshot.objects.filter(trust_id=trust.pk))


def trust_previewed(trust: Trust, review: Review, *, choice: str, steps: bool) -> TrustSeen:
    """For a member: what YST would see if this were chosen for this review. As the policies would have it."""
    shares = choice == Choice.AGREED
    cycles = tuple(
        replace(c, is_shared=shares, steps_shared=steps and shares) if c.id == review.pk else c
        for c in cycles_of(trust)
    )
    shared = [c.id for c in cycles if c.is_shared]
    latest = (
        Snapshot.objects.filter(trust_id=trust.pk, review_id__in=shared)
        .order_by("review_id", "-number")
        .distinct("review_id")
    )
    return _seen(trust, cycles, Snapshot.objects.filter(pk__in=latest.values("pk")))


def cycles_of(trust: Trust) -> tuple[CycleSeen, ...]:
    """The trust's self-reviews with their dates and what is shared, newest first. Two queries."""
    consents = Consent.objects.filter(trust_id=trust.pk, withdrawn_at__isnull=True, choice=Choice.AGREED)
    held = dict(consents.order_by("review_id").values_list("review_id", "steps_shared"))
    columns = ("id", "version_id", "stage", "due_on", "academic_year", "term", *MOMENTS)
    reviews = Review.objects.filter(trust_id=trust.pk).order_by("-created_at", "-pk").only(*columns)
    return tuple(_cycle(review, held) for review in reviews)


def _cycle(review: Review, held: dict[int, bool]) -> CycleSeen:
    happened: list[tuple[str, datetime]] = [(words, at) for name, words in EVENTS if (at := getattr(review, name))]
    return CycleSeen(
        id=review.pk,
        version_id=review.version_id,
        year_words=year_words(review.academic_year, review.term),
        stage=review.stage,
        due_on=review.due_on,
        events=tuple((words, timezone.localdate(at)) for words, at in sorted(happened, key=lambda event: event[1])),
        is_shared=review.pk in held,
        steps_shared=held.get(review.pk, False),
    )


def _seen(trust: Trust, cycles: tuple[CycleSeen, ...], snapshots: QuerySet[Snapshot]) -> TrustSeen:
    """With the newest of these sign-offs."""
    newest = snapshots.order_by("-signed_off_at", "-pk").values("pk", "review_id", "signed_off_at").first()
    cycle = next((c for c in cycles if newest and c.id == newest["review_id"]), None)
    contacts = tuple(contacts_of([trust.pk]).get(trust.pk, ()))
    if newest is None or cycle is None:
        return TrustSeen(trust, cycles, None, contacts)
    content = content_of(cycle.version_id)
    levels = SnapshotLevel.objects.filter(snapshot_id=newest["pk"]).values_list("statement_id", "level")
    steps = SnapshotStep.objects.filter(snapshot_id=newest["pk"]) if cycle.steps_shared else None
    results = SharedResults(
        profile=profile_from(
            content,
            {statement: Agreed(level) for statement, level in levels},
            steps=shared_steps(steps, content) if steps is not None else (),
        ),
        year_words=cycle.year_words,
        signed_off_on=timezone.localdate(newest["signed_off_at"]),
        steps_shared=steps is not None,
    )
    return TrustSeen(trust, cycles, results, contacts)


def shared_steps(steps: QuerySet[SnapshotStep], content: Content) -> tuple[Step, ...]:
    """In the framework's order, without names and priorities, which are not YST's to read."""
    columns = ("statement_id", "domain_id", "text", "due_on", "half_term", "status")
    rows = steps.order_by("statement_id", "domain_id", "text").values_list(*columns)
    return tuple(
        Step(n, row[0], row[1], about(content, row[0], row[1]), row[2], "", row[3], row[4], status=row[5])
        for n, row in enumerate(rows)
    )
