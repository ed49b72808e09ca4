"""Playing many histories side by side, a year at a time: releases are made by the real function, in between."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from tests.isolation.releases.attacker import YEARS, Floats, Seen, attack
from tests.isolation.releases.country import Country
from tests.isolation.releases.histories import FIRST_YEAR, PERSISTENCE, STATEMENTS, History
from tests.isolation.releases.reading import (
    Figures,
    count_of,
    figures_of,
    hidden_in,
    look_up,
    note_count,
    seen_in,
)

SURE, TOLD = 0.95, 0.85


@dataclass
class Played:
    """A history with the figures that were made in it, by year."""

    history: History
    figures: dict[int, Figures] = field(default_factory=dict)

    @property
    def seen(self) -> list[Seen]:
        return [one for year, figures in self.figures.items() for one in seen_in(self.history, year, figures)]


@dataclass
class Score:
    """Guesses about closed trusts, one for each trust, year and statement."""

    guesses: int = 0
    by_attacker: int = 0
    by_own_group: int = 0
    sure: int = 0  # those of which the attacker is nearly certain, rightly, and nothing shown says so

    @property
    def gain(self) -> float:
        """By how much more often the attacker is right, as a share of all guesses."""
        return (self.by_attacker - self.by_own_group) / self.guesses

    def add(self, odds: Floats, own: int, answer: int, shown: float) -> None:
        """One guess; `own` is that of the other, `shown` the largest share that is told of a group of the trust."""
        self.guesses += 1
        self.by_attacker += int(odds.argmax() == answer)
        self.by_own_group += int(own == answer)
        self.sure += int(odds[answer] > SURE and shown < TOLD)


def play_all(country: Country, histories: Iterable[History]) -> list[Played]:
    """Each year: sign-offs and sharing, the releases, a look at the figures, a decision, and what comes afterwards."""
    country.raw.execute("select setseed(0.5)")  # the same histories, the same lots
    country.raw.execute("set plan_cache_mode = force_generic_plan")  # of small releases, planning is half the time
    played = [Played(history) for history in histories]
    for year in range(YEARS):
        for one in played:
            one.history.play(year, country)
        country.store()
        country.raw.execute("analyze")
        made = [country.release(one.history.edition, FIRST_YEAR + year, "previewed") for one in played]
        releases = [release for release in made if release]
        rows, figures = count_of(country, releases), figures_of(country, releases)
        for one, release in zip(played, made, strict=True):
            if release:
                note_count(one.history, year, release, rows[release])
                one.figures[year] = figures[release]
                is_discarded = one.history.chance.random() < 0.1
                country.decide(release, "discarded" if is_discarded else "published")
        with country.raw.transaction():
            for one in played:
                one.history.afterwards(year, country)
        country.store()
    return played


def scored(
    played: Iterable[Played], about: Callable[[History, int], list[int]] = History.targets, *, by_itself: bool = False
) -> tuple[Score, Score]:
    """The attacker against somebody who only looks up the figures of the trust's own group in the same release.

    Both know how common each answer is. About trusts that were never open to YST and do not work with it. The second
    score: of those guesses, about what a group of theirs might show and does not.
    """
    everything, hidden = Score(), Score()
    for one in played:
        odds, history = attacked(one, by_itself=by_itself), one.history
        for year, figures in one.figures.items():
            for trust in about(history, year):
                for statement in range(STATEMENTS):
                    own, shown, is_hidden = look_up(history, year, figures, trust, statement)
                    guess = int(history.common[statement].argmax()) if own is None else own
                    told = odds[trust, year, :, statement], guess, int(history.answers[trust, year, statement]), shown
                    for score in (everything, hidden) if is_hidden else (everything,):
                        score.add(*told)
    return everything, hidden


def attacked(one: Played, *, by_itself: bool) -> Floats:
    """What the attacker makes of all figures, all that is withheld, all details ever shared, and a spy's own trust."""
    history = one.history
    hidden = [h for year, f in one.figures.items() for h in hidden_in(history, year, f, by_itself=by_itself)]
    spying = [(history.spy, year, history.answers[history.spy, year]) for year in range(YEARS)]
    known = [*history.known, *spying]
    return attack(
        len(history.ids), one.seen, known, common=history.common, persistence=PERSISTENCE, hidden=hidden
    )  # fmt: skip


def right_on_live_means(played: Iterable[Played]) -> float:
    """How often the same attacker is right about trusts that share, with live means and a floor of five instead."""
    right = guesses = 0
    for one in played:
        looks = one.history.live()
        odds = attack(len(one.history.ids), [], [], common=one.history.common, persistence=PERSISTENCE, looks=looks)
        for trust in set().union(*(look.trusts for look in looks)):
            right += int(np.sum(odds[trust, 0].argmax(0) == one.history.answers[trust, 0]))
            guesses += STATEMENTS
    return right / guesses
