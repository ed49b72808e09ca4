"""What showing everyone's ratings would mean now: who is left out, and whether names show."""

from dataclasses import dataclass

from reviews.models import Review, Reviewer
from reviews.models.review import FEWEST_FOR_HIDDEN_NAMES


@dataclass(frozen=True)
class Showing:
    """A review's showing as its reviewers stand now. The same rules are the database's `isolation.checked_reveal`."""

    review: Review
    reviewers: tuple[Reviewer, ...]  # those removed too; with their memberships

    @property
    def taking_part(self) -> list[Reviewer]:
        return [r for r in self.reviewers if not r.withdrawn]

    @property
    def submitted(self) -> list[Reviewer]:
        return [r for r in self.reviewers if r.submitted]

    @property
    def waiting(self) -> list[Reviewer]:
        """Those who take part and have not submitted; showing leaves them out."""
        return [r for r in self.taking_part if not r.submitted]

    @property
    def is_early(self) -> bool:
        """Somebody is left out: has not submitted, or was removed while rating."""
        return bool(self.waiting) or any(r.removed_while_rating for r in self.reviewers)

    @property
    def asks_about_names(self) -> bool:
        """Names are hidden, and too few are left to hide among: it takes the consent of each who has submitted."""
        return self.is_early and not self.review.names_shown and len(self.submitted) < FEWEST_FOR_HIDDEN_NAMES

    @property
    def consenting(self) -> list[Reviewer]:
        return [r for r in self.submitted if r.names_consent]

    @property
    def shows_names(self) -> bool:
        """Whether ratings will show with names."""
        return self.review.names_shown or (self.asks_about_names and self.consenting == self.submitted)


def showing_of(review: Review) -> Showing:
    """One query."""
    reviewers = Reviewer.objects.filter(review=review).select_related("membership__user")
    return Showing(review, tuple(reviewers.order_by("membership__name_key", "pk")))
