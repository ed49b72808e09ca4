"""Who may run a review meeting, from one person's standing in the review.

The database's policies and triggers say the same a second time.
"""

from accounts.refusals import asks
from reviews.review.permissions import Standing, check_can_agree, check_can_lead


def check_can_run_meeting(standing: Standing) -> None:
    """Open a review meeting, move it on, record in it what is agreed, end it."""
    check_can_agree(standing)
    check_can_lead(standing.member)


can_run_meeting = asks(check_can_run_meeting)
