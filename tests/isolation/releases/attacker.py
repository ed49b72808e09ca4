"""Somebody at YST who keeps every figure and every detail ever seen, knows who was counted, and reconciles it all.

For each trust and statement they hold how likely every course of answers over the years is, and scale these until all
figures come out, again and again (iterative proportional fitting): what differences between figures, years, breakdowns
and known trusts give away is found without being told where to look: what groups leave over of all, too. What is *not*
shown is used by itself (`hidden.py`). Looks at a mean are subtracted from one another beforehand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from tests.isolation.releases.hidden import ANSWERS, Floats, Hidden, Ints, take_into_account

YEARS, SWEEPS = 3, 12
AGAIN = 4  # sweeps after what is hidden was used
OPEN = 3  # left open; 0 to 2 are the levels
COURSES = np.array(list(product(range(ANSWERS), repeat=YEARS)))
NOTHING = 1e-6  # as good as impossible


@dataclass(frozen=True)
class Seen:
    """One published figure: how many of these trusts gave each answer, at least and at most, for these statements.

    `answer_of` has the answer that each course of answers amounts to.
    """

    trusts: Ints
    statements: Ints
    answer_of: Ints
    least: Floats  # answers by statements, or answers alone when statements are told only together
    most: Floats


@dataclass(frozen=True)
class Mean:
    """One look at live figures: the mean level of each statement over these trusts, to two decimals."""

    trusts: frozenset[int]
    means: Floats


def change_of(year: int) -> Ints:
    """For each course: higher, the same or lower than the year before, or not comparable."""
    now, then = COURSES[:, year], COURSES[:, year - 1]
    return np.where((now == OPEN) | (then == OPEN), 3, 1 - np.sign(now - then))


def counts_behind(trusts: int, tenths: NDArray[np.int_]) -> tuple[Floats, Floats]:
    """The fewest and the most that are rounded to these tenths."""
    counts = np.arange(trusts + 1)
    rounded = (20 * counts + trusts) // (2 * trusts)
    ends = [(counts[rounded == t].min(initial=trusts), counts[rounded == t].max(initial=0)) for t in range(11)]
    least, most = (np.array([end[i] for end in ends], float) for i in (0, 1))
    return least[tenths], most[tenths]


def attack(
    trusts: int,
    seen: Sequence[Seen],
    known: Sequence[tuple[int, int, Ints]],
    *,
    common: Floats,
    persistence: float,
    looks: Sequence[Mean] = (),
    hidden: Sequence[Hidden] = (),
) -> Floats:
    """How likely each answer is: trusts, years, answers, statements.

    `known`: (trust, year, its answers); `common`: how common each answer is, by statement.
    """
    odds = np.repeat(expected(common, persistence)[None], trusts, 0)
    for trust, year, answers in known:
        odds[trust] *= np.where(COURSES[:, year][:, None] == answers[None, :], 1, NOTHING)
    for trust, year, statement, answer in differences(looks):
        odds[trust, :, statement] *= np.where(COURSES[:, year] == answer, 1, NOTHING)
    odds /= odds.sum(1, keepdims=True)
    fits = [(figure, np.eye(ANSWERS)[:, figure.answer_of]) for figure in seen]
    for sweep in range(SWEEPS):
        if sweep == SWEEPS - AGAIN:
            for one in hidden:
                take_into_account(odds, one, COURSES[:, one.year])
        for figure, picks in fits:
            reconcile(odds, figure, picks)
    return np.stack([np.eye(ANSWERS)[:, COURSES[:, y]] @ odds for y in range(YEARS)], 1)


def reconcile(odds: Floats, figure: Seen, picks: Floats) -> None:
    """Scale the odds of the figure's trusts until its counts come out within its bounds."""
    place = np.ix_(figure.trusts, range(len(COURSES)), figure.statements)
    mine = odds[place]
    counts = picks @ mine.sum(0)
    if figure.least.ndim == 1:
        counts = counts.sum(1)
    factors = (np.clip(counts, figure.least, figure.most) + NOTHING) / (counts + NOTHING)
    if figure.least.ndim == 1:
        factors = factors[:, None]
    mine *= factors[figure.answer_of][None]
    odds[place] = mine / mine.sum(1, keepdims=True)


def expected(common: Floats, persistence: float) -> Floats:
    """How likely each course is to somebody who knows how common answers are and how often they stay."""
    odds = common[:, COURSES[:, 0]]
    for year in range(1, YEARS):
        same = COURSES[:, year] == COURSES[:, year - 1]
        odds = odds * (persistence * same + (1 - persistence) * common[:, COURSES[:, year]])
    return odds.T


def differences(looks: Sequence[Mean]) -> list[tuple[int, int, int, int]]:
    """What two looks between which one trust came or went say of it: (trust, year, statement, answer)."""
    found = []
    for before, after in pairwise(looks):
        for more, fewer in ((after, before), (before, after)):
            single = more.trusts - fewer.trusts
            if fewer.trusts < more.trusts and len(single) == 1:
                levels = np.rint(more.means * len(more.trusts) - fewer.means * len(fewer.trusts)).astype(int)
                found += [(*single, 0, s, int(level - 1) % ANSWERS) for s, level in enumerate(levels)]
    return found
