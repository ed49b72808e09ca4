"""How close colleagues' views are, in plain words: of the review as a whole, never of one person."""

from dataclasses import dataclass

from reviews.agreement import Estimate, Unknown
from reviews.comparison import Comparison

# what a coefficient is called, from this value up. Words to talk by, not a mark: the bounds are ours
WORDS = ((0.8, "very close"), (0.6, "close"), (0.4, "fairly close"), (-1.0, "far apart"))


@dataclass(frozen=True)
class Closeness:
    """What the page says. Without `words` there is no figure, and `reason` says why."""

    words: str = ""
    pairs: int = 0  # of 100 pairs of colleagues, on an average statement
    value: str = ""  # the coefficient, of 1
    low: str = ""
    high: str = ""
    reason: str = ""


def closeness_of(comparison: Comparison) -> Closeness:
    """The two figures in words, or why there are none."""
    share, estimate = comparison.agreement, comparison.closeness
    if isinstance(share, Unknown):
        return Closeness(reason=share.reason)
    if isinstance(estimate, Unknown):
        return Closeness(pairs=round(100 * share), reason=estimate.reason)
    return Closeness(
        words=in_words(estimate), pairs=round(100 * share), value=f"{estimate.value:.2f}", low=f"{estimate.low:.2f}",
        high=f"{estimate.high:.2f}",
    )  # fmt: skip


def in_words(estimate: Estimate) -> str:
    """Very close, close, fairly close or far apart."""
    return next(words for least, words in WORDS if estimate.value >= least)
