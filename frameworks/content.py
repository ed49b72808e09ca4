"""A published version as frozen objects, read once by each process: a published version never changes."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import cached_property

from frameworks.models import Domain, FrameworkVersion, Level, Pillar, Statement
from frameworks.scale import LevelContent, Scale, scale_of


@dataclass(frozen=True)
class PillarContent:
    """Several domains under one name; a version may have none."""

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
    pillar: PillarContent | None
    statements: tuple[StatementContent, ...]
    beside: str = ""  # what the domain is called in the framework that `Words.beside` names

    @cached_property
    def statement_ids(self) -> tuple[int, ...]:
        return tuple(s.id for s in self.statements)


@dataclass(frozen=True)
class Words:
    """What papers say of a version, where it has what they speak of.

    `pillars` is what its pillars are of, and `pillars_lede` introduces them; `beside` is another framework, with which
    its domains are compared, and `beside_lede` says how they go together.
    """

    pillars: str = ""
    pillars_lede: str = ""
    beside: str = ""
    beside_lede: str = ""

    def called(self, framework: str) -> str:
        """What a paper calls the framework of this name: as its pillars are of, where it has some."""
        return self.pillars or f"{framework} framework"


@dataclass(frozen=True)
class Content:
    """Everything of one version."""

    version_id: int
    framework_id: int
    framework_name: str
    name: str
    scale: Scale
    pillars: tuple[PillarContent, ...]
    domains: tuple[DomainContent, ...]
    words: Words = Words()

    @property
    def levels(self) -> tuple[LevelContent, ...]:
        return self.scale.levels

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
        """A level's name; empty for None."""
        return self.scale.name(value)

    def domains_of(self, pillar: PillarContent) -> tuple[DomainContent, ...]:
        """The domains of a pillar, in order."""
        return tuple(d for d in self.domains if d.pillar == pillar)


def _domain(d: Domain, pillars: dict[int, PillarContent], statements: list[StatementContent]) -> DomainContent:
    pillar = pillars[d.pillar_id] if d.pillar_id else None
    return DomainContent(
        d.pk, d.number, d.title, d.short_title, d.description, pillar, tuple(statements), beside=d.beside
    )


@lru_cache(maxsize=16)
def content_of(version_id: int) -> Content:
    """The content of a published version; five queries once in a process, none afterwards."""
    version = FrameworkVersion.objects.select_related("framework").get(pk=version_id)
    pillars = {
        p.pk: PillarContent(p.pk, p.slug, p.name, p.tagline, tuple(p.strands))
        for p in Pillar.objects.filter(version=version).order_by("number")
    }
    statements: dict[int, list[StatementContent]] = {}
    for s in Statement.objects.filter(version=version).select_related("domain").order_by("domain__number", "number"):
        found = StatementContent(s.pk, f"{s.domain.number}.{s.number}", s.number, s.text, s.domain.number)
        statements.setdefault(s.domain_id, []).append(found)
    domains = tuple(
        _domain(d, pillars, statements[d.pk]) for d in Domain.objects.filter(version=version).order_by("number")
    )
    levels = Level.objects.filter(version=version).order_by("value")
    scale = scale_of(
        list(levels.values_list("value", "name", "description", "awaiting_approval")),
        in_place_from=version.in_place_from,
    )
    framework = version.framework
    words = Words(**version.words)
    return Content(
        version.pk, framework.pk, framework.name, version.name, scale, tuple(pillars.values()), domains, words
    )


_content_with: dict[int, Content] = {}  # by statement, of the versions that were asked for


def content_with(statement_id: int) -> Content | None:
    """The content of the version to which a statement belongs, or None. No query once its version was asked for."""
    if statement_id not in _content_with:
        version_id = Statement.objects.filter(pk=statement_id).values_list("version_id", flat=True).first()
        if version_id is None:
            return None
        content = content_of(version_id)
        _content_with.update(dict.fromkeys(content.by_id, content))
    return _content_with[statement_id]


def forget_content() -> None:
    """What was read of another database."""
    content_of.cache_clear()
    _content_with.clear()


@dataclass(frozen=True)
class Offered:
    """A framework on which a review can be started, and its newest published version."""

    framework_id: int
    name: str
    version_id: int


def offered() -> list[Offered]:
    """Every framework that has a published version, in their order. One query."""
    published = FrameworkVersion.objects.filter(published_at__isnull=False)
    newest = published.order_by("framework__position", "framework_id", "-published_at", "-pk")
    rows = newest.distinct("framework__position", "framework_id")
    return [Offered(*row) for row in rows.values_list("framework_id", "framework__name", "pk")]


def newest_version_id(framework_id: int | None = None) -> int:
    """The version on which a new review of this framework starts; without one named, of the first offered."""
    found = [o.version_id for o in offered() if framework_id in (None, o.framework_id)]
    if not found:
        raise FrameworkVersion.DoesNotExist
    return found[0]
