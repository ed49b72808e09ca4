"""What showing everyone's ratings would mean now: who is left out, and whether names show."""

from dataclasses import dataclass

from reviews.review.models.review import FEWEST_FOR_HIDDEN_NAMES, Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.words import WORDS


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
    def not_yet(self) -> str:
        """Why ratings cannot be shown now, whatever the lead says and whoever agrees; empty if they can."""
        if not self.submitted:
            return WORDS["P0S01"]
        if self.is_early and len(self.submitted) < 2 and len(self.taking_part) > 1:
            return WORDS["P0S03"]
        leads = [r.membership.name for r in self.waiting if r.membership.is_lead and r.membership.left_at is None]
        return f"{leads[0]} leads and rates, so must submit before ratings can be shown." if leads else ""

    @property
    def waits_for_names(self) -> bool:
        """It takes an answer that somebody has not given, or has refused."""
        return self.asks_about_names and not self.shows_names

    @property
    def unanswered(self) -> list[Reviewer]:
        """Those who have submitted and not said yet whether names may be shown; who submits again says it again."""
        return [r for r in self.submitted if r.names_consent is None]

    @property
    def consenting(self) -> list[Reviewer]:
        return [r for r in self.submitted if r.names_consent]

    @property
    def shows_names(self) -> bool:
        """Whether ratings will show with names, if they can be shown now."""
        agreed = self.submitted and self.consenting == self.submitted
        return self.review.names_shown or bool(self.asks_about_names and agreed)


def showing_of(review: Review) -> Showing:
    """One query."""
    reviewers = Reviewer.objects.filter(review=review).select_related("membership__user")
    return Showing(review, tuple(reviewers.order_by("membership__name_key", "pk")))
