"""Every statement with every shown rating, how far apart they are and what was agreed, as frozen rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import cached_property

from frameworks.content import Content, DomainContent, PillarContent, StatementContent, content_of
from frameworks.scale import LevelContent, Scale
from reviews.agreement import (
    Band,
    Estimate,
    Unknown,
    band,
    band_words,
    gwet_ac2,
    most_split_first,
    percent_agreement,
    proposed,
)
from reviews.review.blinding import ShownRating, TakesPart, people_of, shown_ratings
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review

_band, _most_split_first = lru_cache(4096)(band), lru_cache(4096)(most_split_first)


@lru_cache(512)
def _split_order(levels: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """The places of statements, those furthest apart first; of those alike, in the framework's order."""
    return tuple(sorted(range(len(levels)), key=lambda place: _most_split_first(levels[place])))


@dataclass(frozen=True)
class ComparisonRow:
    """One statement. `cant_say` counts those who could not say; where names are shown they are in `ratings` too."""

    statement: StatementContent
    ratings: tuple[ShownRating, ...]
    cant_say: int
    agreed: AgreedLevel | None
    submitted: int  # reviewers who submitted
    scale: Scale

    @cached_property
    def levels(self) -> tuple[int, ...]:
        return tuple([r.level for r in self.ratings if r.level is not None])

    @property
    def answers(self) -> tuple[int | None, ...]:
        """The levels, and None for each who can't say."""
        return (*self.levels, *[None] * self.cant_say)

    @cached_property
    def band(self) -> Band:
        return _band(self.levels)

    @property
    def band_words(self) -> str:
        """Its band as the screen says it."""
        return band_words(self.scale.names)[self.band]

    @property
    def agreed_level(self) -> LevelContent | None:
        """The agreed level, if there is one."""
        return self.scale.level(self.agreed.level) if self.agreed else None

    @cached_property
    def proposed(self) -> int | None:
        """The level to confirm together with the other unanimous ones; None for any split."""
        return proposed(self.levels, reviewers=self.submitted)

    @cached_property
    def sort_key(self) -> tuple[int, float, int, int]:
        return (*_most_split_first(self.levels), self.statement.domain_number, self.statement.number)

    @property
    def is_settled(self) -> bool:
        return self.agreed is not None and self.agreed.is_settled

    @property
    def is_agreed(self) -> bool:
        """A level is agreed; without one it may be left open with a reason."""
        return self.agreed is not None and self.agreed.level is not None

    @property
    def few_could_say(self) -> bool:
        """Fewer than half of those who submitted gave a level."""
        return 2 * len(self.levels) < self.submitted

    @property
    def has_notes(self) -> bool:
        return any(r.note or r.suggestion for r in self.ratings)

    @cached_property
    def by_reviewer(self) -> dict[int | None, ShownRating]:
        """By reviewer, where names are shown."""
        return {r.reviewer_id: r for r in self.ratings}

    @property
    def without_level(self) -> list[ShownRating]:
        """The ratings of those who can't say."""
        return [r for r in self.ratings if r.level is None]

    @property
    def cannot_say(self) -> list[str]:
        """The names of those who can't say, where names are shown."""
        return [r.who for r in self.without_level]

    def at(self, level: int) -> tuple[ShownRating, ...]:
        """The ratings that chose this level."""
        return tuple(r for r in self.ratings if r.level == level)

    def lanes(self, levels: Iterable[LevelContent]) -> list[tuple[LevelContent, tuple[ShownRating, ...]]]:
        """Each level with the ratings that chose it."""
        return [(level, self.at(level.value)) for level in levels]


def settled_words(agreed: int, left_open: int, total: int) -> str:
    """How far agreeing has got, as a heading: what is left open is not called agreed."""
    if not left_open:
        return f"All {total} statements agreed" if agreed == total else f"{agreed} of {total} statements agreed"
    waiting = total - agreed - left_open
    rest = f", {waiting} still to agree" if waiting else ""
    return f"{agreed} of {total} statements agreed, {left_open} left open{rest}"


Answers = tuple[tuple[int | None, ...], ...]  # by statement: numbers, and nobody's


@lru_cache(maxsize=512)
def _agreement(answers: Answers) -> float | Unknown:
    return percent_agreement(answers)


@lru_cache(maxsize=512)
def _closeness(answers: Answers, levels: int) -> Estimate | Unknown:
    return gwet_ac2(answers, levels=levels)


@dataclass(frozen=True)
class Comparison:
    """A review's comparison. Rows in the framework's order."""

    review: Review
    content: Content
    rows: tuple[ComparisonRow, ...]
    people: tuple[
        tuple[int, str, str], ...
    ]  # (reviewer id, name, job title) who submitted; empty where names are hidden
    submitted: int
    left_out: tuple[str, ...]  # names of reviewers who had not submitted; empty where names are hidden
    left_out_count: int

    @cached_property
    def counts(self) -> Counter[Band]:
        """How many statements are in each band."""
        return Counter(row.band for row in self.rows)

    @cached_property
    def most_split_first(self) -> list[ComparisonRow]:
        return [self.rows[place] for place in _split_order(tuple([row.levels for row in self.rows]))]

    @cached_property
    def proposed(self) -> list[ComparisonRow]:
        """Unanimous statements that are not settled yet."""
        return [row for row in self.rows if row.proposed is not None and not row.is_settled]

    @cached_property
    def settled(self) -> int:
        return sum(row.is_settled for row in self.rows)

    @property
    def settled_words(self) -> str:
        """How many statements are agreed, left open and still to agree."""
        agreed = sum(row.is_agreed for row in self.rows)
        return settled_words(agreed, self.settled - agreed, len(self.rows))

    @cached_property
    def confirmed_together(self) -> int:
        """How many statements were confirmed with the other unanimous ones, and not touched since."""
        return sum(row.agreed is not None and row.agreed.confirmed_together for row in self.rows)

    def agreed_at(self, level: int) -> int:
        """On how many statements this level was agreed."""
        return sum(row.agreed is not None and row.agreed.level == level for row in self.rows)

    @cached_property
    def agreement(self) -> float | Unknown:
        """Percentage agreement over the whole review, 0 to 1, or why there is none."""
        return _agreement(tuple(row.answers for row in self.rows))

    @cached_property
    def closeness(self) -> Estimate | Unknown:
        """How close views are beyond chance, over the whole review, or why it cannot be said."""
        return _closeness(tuple(row.answers for row in self.rows), len(self.content.levels))

    def in_domain(self, domain: DomainContent) -> list[ComparisonRow]:
        return self._by_domain[domain.number]

    def in_pillar(self, pillar: PillarContent) -> list[ComparisonRow]:
        return [row for domain in self.content.domains_of(pillar) for row in self.in_domain(domain)]

    @cached_property
    def _by_domain(self) -> dict[int, list[ComparisonRow]]:
        found: dict[int, list[ComparisonRow]] = {domain.number: [] for domain in self.content.domains}
        for row in self.rows:
            found[row.statement.domain_number].append(row)
        return found

    @cached_property
    def agreed_by_few(self) -> list[ComparisonRow]:
        """Agreed on a level, though fewer than half could say."""
        return [row for row in self.rows if row.agreed and row.agreed.level and row.few_could_say]

    def row_for(self, code: str) -> ComparisonRow | None:
        """The row of the statement with this code, or None."""
        return next((row for row in self.rows if row.statement.code == code), None)

    @property
    def is_one_persons_view(self) -> bool:
        return self.submitted == 1


def comparison_of(review: Review) -> Comparison:
    """The comparison of a review whose ratings are shown. Three queries, whatever the number of reviewers."""
    return comparison_from(review, people_of(review), AgreedLevel.objects.filter(review=review))


def comparison_from(review: Review, people: Sequence[TakesPart], levels: Iterable[AgreedLevel]) -> Comparison:
    """The same of what was read: who takes part, by name, and what is agreed. One query, for the ratings."""
    content = content_of(review.version_id)
    ratings, cant_say = shown_ratings(review, people)
    by_statement: dict[int, list[ShownRating]] = {}
    for rating in ratings:
        by_statement.setdefault(rating.statement_id, []).append(rating)
    agreed = {a.statement_id: a for a in levels}
    submitted = sum(p.submitted for p in people)
    waiting = [p.name for p in people if not p.submitted and not p.withdrawn]
    rows = tuple(
        ComparisonRow(s, tuple(by_statement.get(s.id, ())), cant_say[s.id], agreed.get(s.id), submitted, content.scale)
        for s in content.statements
    )
    shown = review.names_shown
    return Comparison(
        review=review,
        content=content,
        rows=rows,
        people=tuple((p.reviewer_id, p.name, p.job_title) for p in people if p.submitted) if shown else (),
        submitted=submitted,
        left_out=tuple(waiting) if shown else (),
        left_out_count=len(waiting),
    )
