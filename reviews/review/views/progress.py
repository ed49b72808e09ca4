"""How far one has got oneself, by domain. Nobody else's progress is anywhere."""

from dataclasses import dataclass

from frameworks.content import Content, DomainContent
from reviews.review.blinding import OwnRating, own_ratings
from reviews.review.permissions import Standing


@dataclass(frozen=True)
class DomainProgress:
    """One's own progress in a domain."""

    domain: DomainContent
    answered: int

    @property
    def total(self) -> int:
        return len(self.domain.statements)

    @property
    def is_complete(self) -> bool:
        return self.answered == self.total

    @property
    def hint(self) -> str:
        return f"{self.total} statements"

    @property
    def kind(self) -> str:
        """The task list's tag: none once all are answered."""
        return "" if self.is_complete else "brand" if self.answered else "plain"

    @property
    def words(self) -> str:
        """As the task list and the rail say it."""
        if self.is_complete:
            return "All answered"
        return f"{self.answered} of {self.total} answered" if self.answered else "Not started"


def domain_progress(standing: Standing, content: Content) -> list[DomainProgress]:
    """One's own progress in every domain. One query."""
    if standing.reviewer is None:
        return []
    return progress_from(own_ratings(standing.reviewer), content)


def progress_from(mine: dict[int, OwnRating], content: Content) -> list[DomainProgress]:
    """The same from ratings already read."""
    return [
        DomainProgress(d, sum(1 for i in d.statement_ids if i in mine and mine[i].is_answered)) for d in content.domains
    ]
