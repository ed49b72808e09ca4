"""Who may change next steps, from one person's standing in the review.

The database's policies and triggers say the same a second time.
"""

from accounts.permissions import check_is_open
from accounts.refusals import NotAllowed, asks
from reviews.lifecycle import Stage
from reviews.review.permissions import Standing, check_can_compare


def check_can_plan(standing: Standing) -> None:
    """Add and change next steps, from the showing on and after the sign-off, in a trust that is open."""
    check_can_compare(standing)
    check_is_open(standing.member.trust)
    if standing.review.stage not in (Stage.COMPARING, Stage.AGREED):
        raise NotAllowed("Next steps can be changed only while comparing or after the sign-off.")


can_plan = asks(check_can_plan)
