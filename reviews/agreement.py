"""How far apart ratings are: pure arithmetic over levels, without Django.

A statement is a sequence of levels, one for each reviewer: 1 for the lowest and up, or None for "can't say". The order
within a statement means nothing. How many levels a scale has, and what they are called, its caller says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import sqrt
from statistics import NormalDist

Levels = Sequence[int | None]


class Band(StrEnum):
    """How far apart the ratings of one statement are."""

    WIDE = "wide"
    NEAR = "near"
    SAME = "same"
    FEW = "few"


WIDE_FROM = 2  # levels apart


def band_words(names: Sequence[str]) -> dict[Band, str]:
    """The bands as the screen says them, for levels of these names, lowest first.

    Where only the two ends are so far apart, the widest is said by their names.
    """
    only_the_ends = len(names) - 1 == WIDE_FROM
    return {
        Band.WIDE: f"{names[0]} v {names[-1]}" if only_the_ends else "two levels apart or more",
        Band.NEAR: "one level apart",
        Band.SAME: "all agree",
        Band.FEW: "too few ratings",
    }


def given(levels: Levels) -> list[int]:
    """The levels without the can't-says."""
    return [level for level in levels if level is not None]


def band(levels: Levels) -> Band:
    """The band of one statement; a single level is one person's view, which is too few to compare."""
    known = given(levels)
    if len(known) < 2:
        return Band.FEW
    apart = max(known) - min(known)
    return Band.WIDE if apart >= WIDE_FROM else Band.NEAR if apart else Band.SAME


def mean_distance(levels: Levels) -> float:
    """The mean distance in levels over all pairs of reviewers; 0 with fewer than two levels."""
    pairs = list(combinations(given(levels), 2))
    return sum(abs(a - b) for a, b in pairs) / len(pairs) if pairs else 0.0


def most_split_first(levels: Levels) -> tuple[int, float]:
    """A sort key: the widest range first, then the greatest mean distance."""
    known = given(levels)
    spread = max(known) - min(known) if known else 0
    return (-spread, -mean_distance(known))


def proposed(levels: Levels, *, reviewers: int) -> int | None:
    """The level that may be confirmed without discussion, or None; a split is never pre-filled.

    Two levels or more, all equal, given by at least half of the `reviewers` who submitted. With a single reviewer,
    that one level: one person's view.
    """
    known = given(levels)
    if not known or len(set(known)) > 1:
        return None
    if reviewers == 1:
        return known[0]
    return known[0] if len(known) >= 2 and 2 * len(known) >= reviewers else None


@dataclass(frozen=True)
class Unknown:
    """Why a figure cannot be computed, in words for the screen."""

    reason: str


@dataclass(frozen=True)
class Estimate:
    """A coefficient, 1 for complete agreement and 0 for none beyond chance, with its 90% range."""

    value: float
    low: float
    high: float


ONE_PERSON = Unknown("Only one person has rated, so there is nothing to compare.")
NOTHING_SHARED = Unknown("No statement has two levels or more, so there is nothing to compare.")
TOO_FEW = Unknown("Fewer than five statements have two levels or more, which is too few for a figure.")

Weights = Sequence[Sequence[float]]
FEWEST_STATEMENTS = 5
CONFIDENCE = 0.90


def percent_agreement(ratings: Sequence[Levels]) -> float | Unknown:
    """The mean, over statements with two levels or more, of the share of pairs who agree, 0 to 1."""
    shares = []
    for levels in ratings:
        pairs = list(combinations(given(levels), 2))
        if pairs:
            shares.append(sum(a == b for a, b in pairs) / len(pairs))
    return sum(shares) / len(shares) if shares else why_nothing(ratings)


def why_nothing(ratings: Sequence[Levels]) -> Unknown:
    """Why no statement has two levels: one reviewer, or nobody rated the same statement."""
    return ONE_PERSON if ratings and all(len(levels) <= 1 for levels in ratings) else NOTHING_SHARED


def quadratic(levels: int) -> Weights:
    """How much each pair of levels agrees, 1 to 0: less with the square of their distance."""
    return tuple(tuple(1 - ((a - b) / (levels - 1)) ** 2 for b in range(levels)) for a in range(levels))


def gwet_ac2(
    ratings: Sequence[Levels], *, levels: int, weights: Weights | None = None, confidence: float = CONFIDENCE
) -> Estimate | Unknown:
    """Gwet's AC2 with missing values, and its linearised range; by default with quadratic weights, and of 90%.

    Its categories are always all `levels` of the scale: one that nobody chose was there to choose.

    Source: K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition (2014), chapters 4 and 5. The variance is that
    of a sample of statements with these reviewers fixed; the range uses Student's t with n - 1 degrees of freedom.
    """
    counts = [[given(row).count(k + 1) for k in range(levels)] for row in ratings if given(row)]
    shared = sum(sum(row) >= 2 for row in counts)
    if not shared:
        return why_nothing(ratings)
    if shared < FEWEST_STATEMENTS:
        return TOO_FEW
    n = len(counts)
    weights = weights or quadratic(levels)
    observed = [_observed(row, weights) for row in counts]
    share = [sum(row[k] / sum(row) for row in counts) / n for k in range(levels)]  # of each category, on average
    spread = sum(map(sum, weights)) / (levels * (levels - 1))  # the sum of weights over q (q - 1)
    chance = spread * sum(p * (1 - p) for p in share)
    agreed = sum(o for o in observed if o is not None) / shared
    value = (agreed - chance) / (1 - chance)
    terms = []
    for row, o in zip(counts, observed, strict=True):
        own = 0.0 if o is None else n / shared * (o - chance) / (1 - chance)
        own_chance = spread * sum(r * (1 - p) for r, p in zip(row, share, strict=True)) / sum(row)
        terms.append(own - 2 * (1 - value) * (own_chance - chance) / (1 - chance))
    error = sqrt(sum((t - value) ** 2 for t in terms) / (n * (n - 1)))
    reach = error * student_quantile(1 - (1 - confidence) / 2, n - 1)
    return Estimate(value, max(-1.0, value - reach), min(1.0, value + reach))


def _observed(row: Sequence[int], weights: Weights) -> float | None:
    """The weighted share of agreeing pairs on one statement; None with fewer than two levels."""
    total = sum(row)
    if total < 2:
        return None
    weighted = (sum(w * r for w, r in zip(own, row, strict=True)) for own in weights)
    return sum(r * (w - 1) for r, w in zip(row, weighted, strict=True)) / (total * (total - 1))


def student_quantile(share: float, degrees: int) -> float:
    """The quantile of Student's t, from the normal one by the expansion in Abramowitz and Stegun, 26.7.5.

    Good to four digits from ten degrees of freedom on, to two from four on.
    """
    z = NormalDist().inv_cdf(share)
    corrections = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(c / degrees**power for power, c in enumerate(corrections, start=1))
