"""For each reviewer afterwards: their own ratings beside what was agreed."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.answering import page
from frameworks.content import DomainContent, StatementContent, content_of
from frameworks.scale import LevelContent, Scale
from reviews.review.access import standing_for
from reviews.review.blinding import OwnRating, own_ratings
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review
from reviews.review.permissions import check_can_compare, check_can_see_own_ratings


@dataclass(frozen=True)
class Beside:
    """One statement: what I said, what we agreed."""

    statement: StatementContent
    mine: OwnRating | None
    agreed: AgreedLevel | None
    scale: Scale

    @property
    def my_level(self) -> LevelContent | None:
        return self.scale.level(self.mine.level if self.mine else None)

    @property
    def agreed_level(self) -> LevelContent | None:
        return self.scale.level(self.agreed.level if self.agreed else None)

    @property
    def is_apart(self) -> bool:
        """Both have a level, and not the same one."""
        return self.my_level is not None and self.agreed_level is not None and self.my_level != self.agreed_level

    @property
    def words(self) -> str:
        """How the two stand to one another, without saying which is better."""
        mine, agreed = self.my_level, self.agreed_level
        if agreed is None:
            return "Left open" if self.agreed and self.agreed.is_settled else "Not agreed yet"
        if mine is None:
            return "I could not say" if self.mine and self.mine.cant_say else "I gave no level"
        apart = abs(mine.value - agreed.value)
        return f"{apart} level{'s' * (apart > 1)} apart" if apart else "The same"


@dataclass(frozen=True)
class OutcomePage:
    """My ratings beside what we agreed, and how many are the same, apart, or wait."""

    review: Review
    domains: list[tuple[DomainContent, list[Beside]]]
    same: int
    apart: int
    waiting: int


@require_safe
def outcome_detail(request: HttpRequest, trust_slug: str, review_id: UUID) -> HttpResponse:
    """My ratings beside what we agreed, for me alone."""
    standing = standing_for(request, trust_slug, review_id)
    check_can_see_own_ratings(standing)
    check_can_compare(standing)
    assert standing.reviewer is not None  # noqa: S101 check_can_see_own_ratings
    content = content_of(standing.review.version_id)
    mine = own_ratings(standing.reviewer)
    agreed = {a.statement_id: a for a in AgreedLevel.objects.filter(review=standing.review)}

    def beside(s: StatementContent) -> Beside:
        return Beside(s, mine.get(s.id), agreed.get(s.id), content.scale)

    domains = [(d, [beside(s) for s in d.statements]) for d in content.domains]
    found = [row for _, rows in domains for row in rows]
    counts = Counter(row.words for row in found)
    shown = OutcomePage(
        review=standing.review,
        domains=domains,
        same=counts["The same"],
        apart=sum(row.is_apart for row in found),
        waiting=counts["Not agreed yet"],
    )
    return page(request, "review/outcome_detail.html", standing.member, shown)
