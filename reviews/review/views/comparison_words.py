"""What the comparison says of itself, in the plainest true words."""

from django.utils.text import capfirst

from accounts.promises import LEFT_OUT
from reviews.agreement import Band
from reviews.documents.wording import counted, listed
from reviews.review.comparison import Comparison


def heading(comparison: Comparison) -> str:
    """What the page is about."""
    if comparison.is_one_persons_view:
        return "One person’s view"
    if comparison.counts[Band.WIDE] + comparison.counts[Band.NEAR]:
        return "Where your team sees it differently"
    return "Your team sees it the same way" if not comparison.counts[Band.FEW] else "Nobody is apart, where we can tell"


def lede(comparison: Comparison) -> str:
    """How many rated, and where to begin."""
    if comparison.is_one_persons_view:
        return "One colleague has answered, so there is nothing to compare. Agree a level for each statement together."
    colleagues, total = capfirst(counted(comparison.submitted, "colleague")), len(comparison.rows)
    compared = total - comparison.counts[Band.FEW]
    apart = comparison.counts[Band.WIDE] + comparison.counts[Band.NEAR]
    if not compared:
        return f"{colleagues} have submitted. No statement has two levels or more, so there is nothing to compare."
    on = f"all {total} statements" if compared == total else f"{compared} of {total} statements"
    begin = (
        "Start with those furthest apart: a difference is a prompt for a conversation, not a mistake."
        if apart
        else "On each of those, all who gave a level chose the same one."
    )
    return f"{colleagues} have submitted; on {on} two or more gave a level. {begin}"


def left_out_words(comparison: Comparison) -> str:
    """Who is left out, by name only where names are shown."""
    if comparison.left_out:
        return f"Ratings that were not submitted are left out: those of {listed(comparison.left_out)}. {LEFT_OUT}"
    count = comparison.left_out_count
    people = "One reviewer has" if count == 1 else f"{count} reviewers have"
    return f"{people} not submitted. Their ratings are left out. {LEFT_OUT}"
