"""Who may make which report of a review. `check_can_x` raises a reason, `can_x` asks.

The database's policies and triggers say the same a second time.
"""

from accounts.refusals import NotAllowed, asks
from reviews.lifecycle import Stage
from reviews.reports.kinds import Kind
from reviews.review.permissions import (
    Standing,
    check_can_compare,
    check_can_read_results,
    check_can_see_own_ratings,
)


def check_can_make_report(standing: Standing, kind: str, *, telling: bool, draft: bool) -> None:
    """Make a report of this kind. `telling`: with ratings, notes or starting gaps; `draft`: before the sign-off."""
    if kind == Kind.BLANK:
        return
    if kind == Kind.ANSWERS:
        check_can_see_own_ratings(standing)
        return
    if telling or kind == Kind.RATINGS:
        check_can_compare(standing)
    if draft:
        check_can_draft_report(standing)
    elif kind != Kind.RATINGS:
        check_can_read_results(standing)


def check_can_draft_report(standing: Standing) -> None:
    """Make a draft before the sign-off: leads and executives, while levels are being agreed."""
    if not (standing.member.is_lead or standing.member.is_executive):
        raise NotAllowed("Before the sign-off, only a review lead or an executive can make this report, as a draft.")
    if standing.review.stage != Stage.COMPARING:
        raise NotAllowed("A draft can be made only while levels are being agreed.")


can_make_report = asks(check_can_make_report)
can_draft_report = asks(check_can_draft_report)
