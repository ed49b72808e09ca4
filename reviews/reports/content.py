"""What reports say, as frozen objects ready to print. `reading` fills them; nothing here asks the database."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import cached_property

from frameworks.content import Content, PillarContent, Words as FrameworkWords
from frameworks.scale import LevelContent, Scale
from reviews.design.charts import DomainChange, DomainGaps, DomainLevels
from reviews.documents.face import Face
from reviews.review.steps import Step


@dataclass(frozen=True)
class Voice:
    """What one reviewer gave to one statement: what was chosen of it. `who` is empty where no name or letter is."""

    who: str
    level: str
    note: str
    suggestion: str


@dataclass(frozen=True)
class Evidence:
    """How colleagues saw one statement before it was agreed; only for those who may see the comparison."""

    counts: str = ""  # of each level, by its name, and of can't say
    voices: tuple[Voice, ...] = ()
    differed: str = ""  # how far apart views began, and why they differed, in a sentence
    dissent: str = ""

    @property
    def letters(self) -> int:
        """How long it is."""
        texts = [self.dissent, *(t for v in self.voices for t in (v.note, v.suggestion))]
        return sum(map(len, texts)) + 60 * len(self.voices)


NOT_YET = 0  # among the levels of a draft: not agreed and not left open


@dataclass(frozen=True)
class ReportStatement:
    """A statement as agreed. Without a level, `left_open` is the reason; in a draft it may have neither yet.

    `before` is last time's level, if it moved.
    """

    code: str
    text: str
    agreed: LevelContent | None
    rationale: str
    left_open: str
    before: LevelContent | None
    steps: tuple[Step, ...]
    evidence: Evidence | None = None

    @property
    def level(self) -> int | None:
        return self.agreed.value if self.agreed else None

    @property
    def is_lower(self) -> bool:
        """It was at a higher level last time."""
        return bool(self.agreed and self.before and self.agreed.value < self.before.value)

    @property
    def counts_as(self) -> int | None:
        """The level, None for left open, or NOT_YET."""
        return None if self.left_open and self.level is None else self.level or NOT_YET

    @property
    def level_words(self) -> str:
        """The level's name, or why there is none."""
        return self.agreed.name if self.agreed else "Left open" if self.left_open else "Not agreed yet"

    @cached_property
    def is_long(self) -> bool:
        """So long that its row may be split between pages."""
        words = len(self.rationale) + len(self.left_open) + sum(len(step.text) + 60 for step in self.steps)
        words += self.evidence.letters if self.evidence else 0
        return words + 30 * self.rationale.count("\n") > 1400


@dataclass(frozen=True)
class ReportDomain:
    """A domain with its statements, and the next steps that are about the domain as a whole."""

    number: int
    title: str
    short_title: str
    description: str
    pillar: str  # empty where the framework has none
    beside: str  # what another framework calls it
    statements: tuple[ReportStatement, ...]
    steps: tuple[Step, ...]

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}"

    @cached_property
    def levels(self) -> Counter[int | None]:
        """How many statements are at each level; None counts those left open, NOT_YET those not agreed yet."""
        return Counter(statement.counts_as for statement in self.statements)


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
    """Everything in the full report and the board summary, in the order of the framework; `plan` is soonest first.

    `gaps` is how far apart ratings began, only for those who may see the comparison. Of a draft, `signed_off_at` is the
    moment it was asked for.
    """

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
    scale: Scale
    words: FrameworkWords
    pillars: tuple[PillarContent, ...]
    domains: tuple[ReportDomain, ...]
    plan: tuple[Step, ...]
    change: ReportChange | None
    gaps: tuple[DomainGaps, ...] = ()
    parts: tuple[str, ...] = ()
    face: Face = field(default_factory=Face)

    @property
    def levels(self) -> tuple[LevelContent, ...]:
        return self.scale.levels

    @cached_property
    def tally(self) -> Counter[int | None]:
        """How many statements are at each level; None counts those left open, NOT_YET those not agreed yet."""
        return sum((domain.levels for domain in self.domains), Counter())

    @property
    def statements(self) -> tuple[ReportStatement, ...]:
        return tuple(statement for domain in self.domains for statement in domain.statements)

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
        return tuple(self._row(d.number, d.short_title, d.levels) for d in self.domains)

    @property
    def pillar_rows(self) -> tuple[DomainLevels, ...]:
        """The same by pillar."""
        return tuple(
            self._row(0, pillar.name, sum((d.levels for d in self.domains if d.pillar == pillar.name), Counter()))
            for pillar in self.pillars
        )

    def domains_of(self, pillar: PillarContent) -> str:
        """The headings of a pillar's domains, in a line."""
        return " · ".join(domain.heading for domain in self.domains if domain.pillar == pillar.name)

    def counted(self, levels: Counter[int | None]) -> str:
        """How many statements are at each level, in words."""
        named: dict[int | None, str] = {level.value: level.name for level in self.levels}
        named |= {None: "left open", NOT_YET: "not agreed yet"}
        return ", ".join(f"{levels[key]} {words}" for key, words in named.items() if levels[key])

    def _row(self, number: int, name: str, counts: Counter[int | None]) -> DomainLevels:
        return DomainLevels(number, name, tuple(counts[v.value] for v in self.levels), counts[None], counts[NOT_YET])


@dataclass(frozen=True)
class Answered:
    """One's own answer to one statement."""

    code: str
    text: str
    answer: str  # a level's name, Can't say, or Not answered
    level: LevelContent | None
    note: str
    suggestion: str

    @property
    def is_long(self) -> bool:
        return len(self.note) + len(self.suggestion) > 1400


@dataclass(frozen=True)
class AnsweredDomain:
    """One's own answers in one domain."""

    number: int
    title: str
    description: str
    statements: tuple[Answered, ...]


@dataclass(frozen=True)
class Answers:
    """A reviewer's own answers."""

    trust: str
    title: str
    year: str
    framework: str
    name: str
    state: str  # submitted, or how far it is
    asked_at: datetime
    levels: tuple[LevelContent, ...]
    domains: tuple[AnsweredDomain, ...]
    face: Face = field(default_factory=Face)


@dataclass(frozen=True)
class Blank:
    """The form for paper: the framework, for one review."""

    trust: str
    title: str
    year: str
    framework: str
    asked_at: datetime
    content: Content
    face: Face = field(default_factory=Face)

    @property
    def levels(self) -> tuple[LevelContent, ...]:
        return self.content.levels

    @property
    def awaits_approval(self) -> bool:
        return any(level.awaiting_approval for level in self.levels)
