"""A review's profile: every statement with what was agreed, what it was last time, and its next steps.

The one reading of it for every page, report and export: as it was signed off, or as it stands now.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import QuerySet
from django.utils.functional import cached_property

from frameworks.content import Content, DomainContent, StatementContent, content_of
from frameworks.scale import LevelContent
from reviews.calendar import year_words
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review
from reviews.review.models.snapshot import Snapshot, SnapshotLevel, SnapshotStep
from reviews.review.steps import Step, about, in_order

STEP_COLUMNS = ("pk", "statement_id", "domain_id", "text", "owner_name", "due_on", "half_term", "priority", "status")


class Move(Enum):
    """How an agreed level stands to that of last time. None is better than another."""

    UP = "Up"
    SAME = "Same"
    DOWN = "Down"
    NEW = "New"


def move_between(last: int | None, now: int | None) -> Move | None:
    """How a statement moved from the level it had last time, if any, to that of now; None without one now."""
    if not now:
        return None
    if not last:
        return Move.NEW
    return Move.UP if now > last else Move.DOWN if now < last else Move.SAME


@dataclass(frozen=True)
class Agreed:
    """What is recorded of a statement: a level with its rationale, or why it is left open, or neither yet."""

    level: int | None = None
    rationale: str = ""
    left_open_reason: str = ""


@dataclass(frozen=True)
class ProfileRow:
    """One statement. `last` is its level last time, if it had one that can be compared with."""

    statement: StatementContent
    agreed: LevelContent | None
    last: LevelContent | None
    rationale: str
    left_open_reason: str
    steps: tuple[Step, ...]

    @property
    def move(self) -> Move | None:
        """How it moved since last time; None without a level."""
        return move_between(self.last.value if self.last else None, self.agreed.value if self.agreed else None)

    @property
    def level_words(self) -> str:
        """The level's name, or why there is none."""
        return self.agreed.name if self.agreed else "Left open" if self.left_open_reason else "Not agreed yet"

    @property
    def before(self) -> LevelContent | None:
        """Last time's level, where it was another one."""
        return self.last if self.move in (Move.UP, Move.DOWN) else None

    @property
    def is_both_times(self) -> bool:
        """It has a level now and had one last time."""
        return self.agreed is not None and self.last is not None


@dataclass(frozen=True)
class ProfileDomain:
    """One domain; `steps` are those for the domain as a whole."""

    domain: DomainContent
    rows: tuple[ProfileRow, ...]
    steps: tuple[Step, ...]

    @cached_property
    def counts(self) -> Counter[int | None]:
        """How many statements have each level; None counts those without one."""
        return Counter(row.agreed.value if row.agreed else None for row in self.rows)


@dataclass(frozen=True)
class Profile:
    """In the framework's order; `plan` is soonest first. `since` is the year of last time, empty without one."""

    content: Content
    domains: tuple[ProfileDomain, ...]
    plan: tuple[Step, ...]
    since: str

    @cached_property
    def rows(self) -> tuple[ProfileRow, ...]:
        return tuple(row for domain in self.domains for row in domain.rows)

    @cached_property
    def moves(self) -> Counter[Move | None]:
        """How many statements went up, stayed, went down, are new; None counts those without a level."""
        return Counter(row.move for row in self.rows)

    @property
    def moved(self) -> tuple[ProfileRow, ...]:
        """Statements whose level is another than last time."""
        return tuple(row for row in self.rows if row.before)

    @property
    def up(self) -> int:
        return self.moves[Move.UP]

    @property
    def same(self) -> int:
        return self.moves[Move.SAME]

    @property
    def down(self) -> int:
        return self.moves[Move.DOWN]

    @property
    def new(self) -> int:
        """How many have a level now and had none last time."""
        return self.moves[Move.NEW]

    @property
    def both_times(self) -> int:
        """How many statements have a level now and had one last time."""
        return self.up + self.same + self.down


@dataclass(frozen=True)
class LastTime:
    """What the cycle before agreed, by statement, and its year in words."""

    levels: Mapping[int, int]
    year_words: str = ""


NO_LAST_TIME = LastTime({})


def levels_of(review_id: int | None, *, until: datetime | None = None) -> dict[int, int]:
    """The levels of a review's newest sign-off, by statement; until this moment, if one is named. One query.

    Empty without a review. A level that was taken back before that sign-off is none.
    """
    if review_id is None:
        return {}
    return _newest(_signed_levels(review_id, until).values_list("statement_id", "level"))


def last_time_of(review: Review, *, until: datetime | None = None) -> LastTime:
    """What the cycle before this review agreed; nothing without one, or on another version. One query."""
    if review.previous_id is None:
        return NO_LAST_TIME
    told = _signed_levels(review.previous_id, until).filter(snapshot__review__version_id=review.version_id)
    rows = list(told.values_list("statement_id", "level", "snapshot__review__academic_year", "snapshot__review__term"))
    levels = _newest(row[:2] for row in rows)
    return LastTime(levels, year_words(*rows[0][2:])) if levels else NO_LAST_TIME


def _signed_levels(review_id: int, until: datetime | None) -> QuerySet[SnapshotLevel]:
    """Of each sign-off in turn, so that of a statement's rows the last is the newest."""
    rows = SnapshotLevel.objects.filter(snapshot__review_id=review_id)
    if until is not None:
        rows = rows.filter(snapshot__signed_off_at__lte=until)
    return rows.order_by("snapshot__number")


def _newest(rows: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    newest: dict[int, int | None] = dict(rows)
    return {statement: level for statement, level in newest.items() if level is not None}


def profile_of(review: Review, snapshot: Snapshot | None, *, steps: tuple[Step, ...] = ()) -> Profile:
    """What was signed off; without a snapshot, what is agreed now, with these next steps. Three queries."""
    content = content_of(review.version_id)
    return profile_from(
        content,
        _signed(snapshot) if snapshot else _agreed_now(review),
        last_time=last_time_of(review, until=snapshot.signed_off_at if snapshot else None),
        steps=signed_steps(snapshot, content) if snapshot else steps,
    )


def _signed(snapshot: Snapshot) -> dict[int, Agreed]:
    rows = SnapshotLevel.objects.filter(snapshot=snapshot)
    found = rows.values_list("statement_id", "level", "rationale", "left_open_reason")
    return {row[0]: Agreed(*row[1:]) for row in found}


def _agreed_now(review: Review) -> dict[int, Agreed]:
    rows = AgreedLevel.objects.filter(review=review)
    found = rows.values_list("statement_id", "level", "rationale", "left_open_reason")
    return {row[0]: Agreed(*row[1:]) for row in found}


def signed_steps(snapshot: Snapshot, content: Content) -> tuple[Step, ...]:
    """Next steps as they were signed off, soonest first. One query."""
    rows = SnapshotStep.objects.filter(snapshot=snapshot).values_list(*STEP_COLUMNS)
    return in_order(Step(row[0], row[1], row[2], about(content, row[1], row[2]), *row[3:]) for row in rows)


def profile_from(
    content: Content,
    agreed: Mapping[int, Agreed],
    *,
    last_time: LastTime = NO_LAST_TIME,
    steps: tuple[Step, ...] = (),
) -> Profile:
    """A profile made of what was read: levels by statement, the last time's, and next steps."""
    level, nothing = content.scale.level, Agreed()

    def row(s: StatementContent) -> ProfileRow:
        now = agreed.get(s.id, nothing)
        mine = tuple(step for step in steps if step.statement_id == s.id)
        last = level(last_time.levels.get(s.id))
        return ProfileRow(s, level(now.level), last, now.rationale, now.left_open_reason, mine)

    domains = tuple(
        ProfileDomain(d, tuple(row(s) for s in d.statements), tuple(step for step in steps if step.domain_id == d.id))
        for d in content.domains
    )
    return Profile(content, domains, steps, last_time.year_words)
