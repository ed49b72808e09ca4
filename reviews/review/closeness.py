"""How close colleagues' views are, in plain words: of the review as a whole, never of one person."""

from dataclasses import dataclass

from reviews.agreement import CONFIDENCE, Band, Estimate, Unknown
from reviews.review.comparison import Comparison

# what a coefficient is called, from this value up. Words to talk by, not a mark: the bounds are ours
WORDS = ((0.8, "very close"), (0.6, "close"), (0.4, "fairly close"), (float("-inf"), "far apart"))

PLACES = 2  # as the figure is shown: words and figure never disagree


@dataclass(frozen=True)
class Closeness:
    """What the page says. Without `words`, `reason` says why; without `value` there is no figure."""

    words: str = ""
    pairs: int = 0  # of 100 pairs of colleagues, on an average statement
    value: str = ""  # the coefficient, of 1
    low: str = ""
    high: str = ""
    reason: str = ""

    @property
    def bounds(self) -> str:
        """From which value we say what."""
        (first, words), *rest = WORDS[:-1]
        return f"From {first} we say {words}, " + ", ".join(f"from {least} {words}" for least, words in rest)

    @property
    def percent(self) -> int:
        """How likely the value is in its range."""
        return round(100 * CONFIDENCE)


def closeness_of(comparison: Comparison) -> Closeness:
    """The two figures in words, or why there are none; no words where half the statements cannot be compared."""
    share, estimate = comparison.agreement, comparison.closeness
    if isinstance(share, Unknown):
        return Closeness(reason=share.reason)
    if isinstance(estimate, Unknown):
        return Closeness(pairs=round(100 * share), reason=estimate.reason)
    few, total = comparison.counts[Band.FEW], len(comparison.rows)
    value, low, high = (
        f"{each:.{PLACES}f}".replace("-", "−") for each in (estimate.value, estimate.low, estimate.high)
    )
    if 2 * few > total:
        reason = f"Only {total - few} of {total} statements have two levels or more, too few to speak of the whole."
        return Closeness(pairs=round(100 * share), value=value, low=low, high=high, reason=reason)
    return Closeness(words=in_words(estimate), pairs=round(100 * share), value=value, low=low, high=high)


def in_words(estimate: Estimate) -> str:
    """Very close, close, fairly close or far apart."""
    return next(words for least, words in WORDS if round(estimate.value, PLACES) >= least)
