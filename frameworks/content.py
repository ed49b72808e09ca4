"""A published version as frozen objects, read once by each process: a published version never changes."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from frameworks.models import Domain, FrameworkVersion, Level, Pillar, Statement


@dataclass(frozen=True)
class LevelContent:
    """One point on the scale; `value` is 1, 2 or 3."""

    value: int
    name: str
    description: str
    awaiting_approval: bool


@dataclass(frozen=True)
class PillarContent:
    """A Well School pillar."""

    id: int
    slug: str
    name: str
    tagline: str
    strands: tuple[str, ...]


@dataclass(frozen=True)
class StatementContent:
    """One statement; `code` is its stable name, such as 1.4."""

    id: int
    code: str
    number: int
    text: str
    domain_number: int


@dataclass(frozen=True)
class DomainContent:
    """One domain with its statements in order."""

    id: int
    number: int
    title: str
    short_title: str
    description: str
    pillar: PillarContent
    statements: tuple[StatementContent, ...]

    @cached_property
    def statement_ids(self) -> tuple[int, ...]:
        return tuple(s.id for s in self.statements)


@dataclass(frozen=True)
class Content:
    """Everything of one version."""

    version_id: int
    name: str
    levels: tuple[LevelContent, ...]
    pillars: tuple[PillarContent, ...]
    domains: tuple[DomainContent, ...]

    @cached_property
    def statements(self) -> tuple[StatementContent, ...]:
        return tuple(s for d in self.domains for s in d.statements)

    @cached_property
    def by_id(self) -> dict[int, StatementContent]:
        return {s.id: s for s in self.statements}

    @cached_property
    def by_code(self) -> dict[str, StatementContent]:
        return {s.code: s for s in self.statements}

    def domain(self, number: int) -> DomainContent | None:
        """The domain with this number, or None."""
        return next((d for d in self.domains if d.number == number), None)

    def level_name(self, value: int | None) -> str:
        """Emerging, Established or Embedded; empty for None."""
        return next((level.name for level in self.levels if level.value == value), "")


@lru_cache(maxsize=16)
def content_of(version_id: int) -> Content:
    """The content of a published version; five queries once in a process, none afterwards."""
    version = FrameworkVersion.objects.get(pk=version_id)
    pillars = {
        p.pk: PillarContent(p.pk, p.slug, p.name, p.tagline, tuple(p.strands))
        for p in Pillar.objects.filter(version=version).order_by("number")
    }
    statements: dict[int, list[StatementContent]] = {}
    for s in Statement.objects.filter(version=version).select_related("domain").order_by("domain__number", "number"):
        found = StatementContent(s.pk, f"{s.domain.number}.{s.number}", s.number, s.text, s.domain.number)
        statements.setdefault(s.domain_id, []).append(found)
    domains = tuple(
        DomainContent(
            d.pk, d.number, d.title, d.short_title, d.description, pillars[d.pillar_id], tuple(statements[d.pk])
        )
        for d in Domain.objects.filter(version=version).order_by("number")
    )
    levels = tuple(
        LevelContent(v.value, v.name, v.description, v.awaiting_approval)
        for v in Level.objects.filter(version=version).order_by("value")
    )
    return Content(version.pk, version.name, levels, tuple(pillars.values()), domains)


def newest_version_id(framework_slug: str = "well-school-trust") -> int:
    """The version that a new review starts on."""
    published = FrameworkVersion.objects.filter(framework__slug=framework_slug, published_at__isnull=False)
    return published.order_by("-published_at", "-pk").values_list("pk", flat=True)[:1].get()
