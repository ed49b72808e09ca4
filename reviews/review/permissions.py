"""Who may do what in a review, from one person's standing in it. `check_can_x` raises a reason, `can_x` asks.

The database's policies and triggers say the same a second time.
"""

from dataclasses import dataclass

from accounts.models import Membership
from accounts.permissions import check_is_open
from accounts.refusals import NotAllowed, asks
from reviews.lifecycle import By, Stage, Transition
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.words import WORDS


@dataclass(frozen=True)
class Standing:
    """What one person is in one review. `reviewer` is their own row, also when they were removed."""

    member: Membership
    review: Review
    reviewer: Reviewer | None

    @property
    def is_reviewer(self) -> bool:
        """Takes part in this review; a trustee never does."""
        return self.reviewer is not None and not self.reviewer.withdrawn and not self.member.is_trustee

    @property
    def is_of_the_comparison(self) -> bool:
        """This review's reviewers, leads and executives."""
        return self.is_reviewer or self.member.is_lead or self.member.is_executive


LEAD_ONLY = "Only a review lead can do this."
EXECUTIVE_ONLY = "Only an executive can do this."


def check_can_lead(member: Membership) -> None:
    """Set up, start, show, cancel, run the meeting, in a trust that is open."""
    check_is_open(member.trust)
    if not member.is_lead:
        raise NotAllowed(LEAD_ONLY)


def check_can_head(member: Membership) -> None:
    """Sign off, reopen, choose what YST sees."""
    if not member.is_executive:
        raise NotAllowed(EXECUTIVE_ONLY)


def check_can_finish(member: Membership) -> None:
    """Sign off and reopen, in a trust that is open."""
    check_is_open(member.trust)
    check_can_head(member)


def check_can_move(standing: Standing, change: Transition) -> None:
    """Make this transition: whose decision it is stands in the table of the life cycle. Only in an open trust."""
    check_is_open(standing.member.trust)
    (check_can_lead if change.by is By.LEAD else check_can_head)(standing.member)


def check_can_rate(standing: Standing) -> None:
    """Rate: a reviewer who has not submitted, while ratings are taken."""
    if not standing.is_reviewer or standing.reviewer is None:
        raise NotAllowed("Only this review's reviewers rate.")
    if standing.review.stage != Stage.RATING:
        raise NotAllowed("Ratings for this review are not open.")
    if standing.reviewer.submitted:
        raise NotAllowed(WORDS["P0R02"])


def check_can_see_own_ratings(standing: Standing) -> None:
    """Look at one's own ratings: whoever has rated, unless they have become a trustee."""
    if standing.reviewer is None or standing.member.is_trustee or standing.review.stage == Stage.DRAFT:
        raise NotAllowed("Only this review's reviewers have ratings here.")


def check_can_compare(standing: Standing) -> None:
    """See the comparison: reviewers, leads and executives, once ratings are shown."""
    if not standing.is_of_the_comparison:
        raise NotAllowed("Only this review's reviewers, review leads and executives see the comparison.")
    if not standing.review.is_revealed:
        raise NotAllowed("Ratings have not been shown yet.")


def check_can_agree(standing: Standing) -> None:
    """Agree a statement's level, while comparing, in a trust that is open."""
    check_can_compare(standing)
    check_is_open(standing.member.trust)
    if standing.review.stage != Stage.COMPARING:
        raise NotAllowed(WORDS["P0A01"])


def check_can_read_results(standing: Standing) -> None:
    """Read agreed levels and the plan: the comparison's people from the showing on, every member once signed off."""
    if standing.review.signed_off_at is None:
        check_can_compare(standing)


can_lead = asks(check_can_lead)
can_head = asks(check_can_head)
can_finish = asks(check_can_finish)
can_rate = asks(check_can_rate)
can_see_own_ratings = asks(check_can_see_own_ratings)
can_compare = asks(check_can_compare)
can_agree = asks(check_can_agree)
can_read_results = asks(check_can_read_results)
