"""What an attacker makes of figures that are withheld: in some of these cells nearly all answers were the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ANSWERS = 4
Floats = NDArray[np.float64]
Ints = NDArray[np.int_]


@dataclass(frozen=True)
class Cell:
    """A figure that might have been shown: these closed trusts and statements, all the same but for some answers."""

    trusts: Ints
    statements: Ints
    but: int


@dataclass(frozen=True)
class Hidden:
    """Of these cells, so many at least and at most are withheld for their answers; why the others are is not known."""

    year: int
    cells: Sequence[Cell]
    least: int
    most: int


def take_into_account(odds: Floats, hidden: Hidden, answer_of: Ints) -> None:
    """Make the odds (trusts, courses, statements) what they are once these cells are seen to be withheld."""
    picks = np.eye(ANSWERS)[:, answer_of]
    alike = [how_likely_alike(odds, cell, picks) for cell in hidden.cells]
    chances = np.clip([float(a.sum()) for a in alike], 0, 1 - 1e-9)
    for cell, each, chance in zip(hidden.cells, alike, given_how_many(chances, hidden), strict=True):
        if chance > 0 and each.sum() > 0:
            mix_in(odds, cell, picks, answer_of, chance * each / each.sum())


def how_likely_alike(odds: Floats, cell: Cell, picks: Floats) -> Floats:
    """For each answer, how likely all answers of the cell but a few are that one."""
    mine = odds[np.ix_(cell.trusts, range(odds.shape[1]), cell.statements)]
    others = 1 - np.einsum("ac,tcs->tsa", picks, mine).reshape(-1, ANSWERS)
    so_far = np.zeros((cell.but + 1, ANSWERS))
    so_far[0] = 1
    for other in others:
        so_far[1:] = so_far[1:] * (1 - other) + so_far[:-1] * other
        so_far[0] *= 1 - other
    return so_far.sum(0)


def given_how_many(chances: Floats, hidden: Hidden) -> Floats:
    """How likely each cell is one of those, when as many are as is known."""

    def within(of: Floats, fewer: int) -> float:
        many = np.ones(1)
        for chance in of:
            many = np.convolve(many, [1 - chance, chance])
        return float(many[max(0, hidden.least - fewer) : hidden.most - fewer + 1].sum())

    whole = within(chances, 0)
    if whole < 1e-200:
        return chances
    return np.array([c * within(np.delete(chances, n), 1) / whole for n, c in enumerate(chances)])


def mix_in(odds: Floats, cell: Cell, picks: Floats, answer_of: Ints, weights: Floats) -> None:
    """As it stands, and as it would stand if all but half of the few gave an answer: each as likely as it is."""
    place = np.ix_(cell.trusts, range(odds.shape[1]), cell.statements)
    mine = odds[place]
    told = (1 - weights.sum()) * mine
    now = np.clip(np.einsum("ac,tcs->tas", picks, mine), 1e-9, 1 - 1e-9)
    then = np.maximum(now, 1 - cell.but / (2 * len(cell.trusts) * len(cell.statements)))
    for answer, weight in enumerate(weights):
        is_it = (answer_of == answer)[None, :, None]
        of, will = now[:, answer][:, None, :], then[:, answer][:, None, :]
        told += weight * mine * np.where(is_it, will / of, (1 - will) / (1 - of))
    odds[place] = told / told.sum(1, keepdims=True)
