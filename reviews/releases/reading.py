"""The national picture as people read it: groups and figures of a release. Only stored figures, never a trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.db import connection

from frameworks.content import Content, DomainContent, PillarContent, StatementContent, content_of
from reviews.releases.facts import BANDS
from reviews.releases.models import Breakdown, Measure, Release, ReleaseCell, ReleaseGroup, ReleaseState
from reviews.review.models.review import Review

BASES = {least: f"{least} to {above - 1}" for least, above in pairwise(BANDS)}
Subject = PillarContent | DomainContent | StatementContent
SEEN = ("id", "uuid", "academic_year", "version_id", "state", "made_at", "decided_at")


def base_words(base: int | None) -> str:
    """A band of trusts in words; empty when there is none."""
    return f"{BASES.get(base, f'{base} or more')} trusts" if base else ""


@dataclass(frozen=True)
class Figure:
    """Shares in tenths, or None where they are withheld; `of` is how many statements they were made from."""

    tenths: tuple[int, ...] | None
    of: int


@dataclass(frozen=True)
class Group:
    """A group of trusts as it was when the release was made. Without words, its breakdown is withheld."""

    id: int
    breakdown: str
    position: int
    words: str
    base: int | None
    change_base: int | None

    @property
    def base_words(self) -> str:
        return base_words(self.base)

    @property
    def change_base_words(self) -> str:
        return base_words(self.change_base)


@dataclass(frozen=True)
class Picture:
    """The groups of a release, and the figures of those that were asked for."""

    content: Content
    groups: tuple[Group, ...]
    figures: dict[tuple[int, str, str, int], Figure]

    def in_breakdown(self, breakdown: str) -> list[Group]:
        """Its groups, in their fixed order; none where it is withheld."""
        return [g for g in self.groups if g.breakdown == breakdown and g.words]

    def figure(self, group: Group, measure: str, subject: Subject) -> Figure:
        """One figure; withheld when it was not read."""
        return self.figures.get((group.id, measure, _kind(subject), subject.id), Figure(None, 0))

    def shown(self, group: Group, measure: str, subjects: Sequence[Subject]) -> int:
        """How many of these have a figure."""
        return sum(self.figure(group, measure, s).tenths is not None for s in subjects)


def _kind(subject: Subject) -> str:
    if isinstance(subject, StatementContent):
        return "statement"
    return "domain" if isinstance(subject, DomainContent) else "pillar"


def seen_releases(*states: str) -> list[Release]:
    """Releases that the acting person may see, newest first; of those in these states, if any are named."""
    found = Release.objects.only(*SEEN).order_by("-academic_year", "-pk")
    return list(found.filter(state__in=states) if states else found)


def seen_release(release_id: UUID) -> Release | None:
    """A release that the acting person may see."""
    return Release.objects.only(*SEEN).filter(uuid=release_id).first()


def latest_release(version_id: int) -> Release | None:
    """The newest published release of a framework version."""
    found = Release.objects.only(*SEEN).filter(version_id=version_id, state=ReleaseState.PUBLISHED)
    return found.order_by("-academic_year").first()


def picture_of(release: Release, breakdown: str = Breakdown.ALL, position: int | None = None) -> Picture:
    """A release's groups, with every figure of one, or domains and pillars of a whole breakdown. Two queries."""
    rows = ReleaseGroup.objects.filter(release_id=release.pk).order_by("breakdown", "position")
    groups = tuple(
        Group(*row) for row in rows.values_list("id", "breakdown", "position", "words", "base", "change_base")
    )
    beside = {g.position: g.id for g in groups if g.breakdown == breakdown}
    if position not in beside:
        position = None  # there is no such group
    chosen = list(beside.values()) if position is None else [beside[position]]
    cells = ReleaseCell.objects.filter(release_id=release.pk, group_id__in=chosen)
    if breakdown != Breakdown.ALL and position is None:
        cells = cells.filter(statement__isnull=True)
    columns = ("group_id", "measure", "statement_id", "domain_id", "pillar_id", "tenths", "of")
    figures = {}
    for group, measure, statement, domain, pillar, tenths, of in cells.values_list(*columns):
        kind = "statement" if statement else "domain" if domain else "pillar"
        figure = Figure(tuple(tenths) if tenths is not None else None, of)
        figures[group, measure, kind, statement or domain or pillar] = figure
    return Picture(content_of(release.version_id), groups, figures)


def was_counted(review: Review) -> bool:
    """A release has counted this review. For members of its trust."""
    with connection.cursor() as cursor:
        cursor.execute("select %s = any(isolation.counted_reviews())", [review.pk])
        row: tuple[bool] = cursor.fetchone()
        return row[0]


__all__ = [
    "Breakdown",
    "Figure",
    "Group",
    "Measure",
    "Picture",
    "latest_release",
    "picture_of",
    "seen_release",
    "seen_releases",
    "was_counted",
]
