"""What the comparison says of itself, in the plainest true words."""

from reviews.agreement import Band
from reviews.comparison import Comparison
from reviews.reports.wording import capital, counted


def heading(comparison: Comparison) -> str:
    """What the page is about."""
    if comparison.is_one_persons_view:
        return "One person’s view"
    apart = comparison.counts[Band.WIDE] + comparison.counts[Band.NEAR]
    return "Where your team sees it differently" if apart else "Your team sees it the same way"


def lede(comparison: Comparison) -> str:
    """How many rated, and where to begin."""
    if comparison.is_one_persons_view:
        return "One colleague has answered, so there is nothing to compare. Agree a level for each statement together."
    colleagues, few = capital(counted(comparison.submitted, "colleague")), comparison.counts[Band.FEW]
    compared = f"; on {few} too few could say to compare" if few else ""
    return (
        f"{colleagues} have answered all {len(comparison.rows)} statements{compared}. Start with those furthest apart: "
        "a difference is a prompt for a conversation, not a mistake."
    )


def left_out_words(comparison: Comparison) -> str:
    """Who is left out, by name only where names are shown."""
    if comparison.left_out:
        return f"Not submitted, so left out: {', '.join(comparison.left_out)}. What they rated stays private."
    count = comparison.left_out_count
    people = "One reviewer has" if count == 1 else f"{count} reviewers have"
    return f"{people} not submitted and {'is' if count == 1 else 'are'} left out. What was rated stays private."
