"""Playing many histories side by side, a year at a time: releases are made by the real function, in between."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from tests.isolation.releases.attacker import YEARS, Floats, Seen, attack
from tests.isolation.releases.country import Country
from tests.isolation.releases.histories import FIRST_YEAR, PERSISTENCE, STATEMENTS, History
from tests.isolation.releases.reading import Figures, count_of, figures_of, note_count, own_group, seen_in

SURE = 0.95


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
    sure: int = 0  # those that the attacker holds for nearly certain

    @property
    def gain(self) -> float:
        """By how much more often the attacker is right, as a share of all guesses."""
        return (self.by_attacker - self.by_own_group) / self.guesses


def play_all(country: Country, histories: Iterable[History]) -> list[Played]:
    """Each year: sign-offs and sharing, the releases, a look at the figures, a decision, and what comes afterwards."""
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


def scored(played: Iterable[Played], about: Callable[[History, int], list[int]] = History.targets) -> Score:
    """The attacker against somebody who only looks up the figures of the trust's own group in the same release.

    Both know how common each answer is. About trusts that were never open to YST and do not work with it.
    """
    score = Score()
    for one in played:
        odds = attacked(one)
        for year, figures in one.figures.items():
            for trust in about(one.history, year):
                for statement in range(STATEMENTS):
                    answer, mine = one.history.answers[trust, year, statement], odds[trust, year, :, statement]
                    own = own_group(one.history, year, figures, trust, statement)
                    guess = int(one.history.common[statement].argmax()) if own is None else own
                    score.guesses += 1
                    score.by_attacker += int(mine.argmax() == answer)
                    score.by_own_group += int(guess == answer)
                    score.sure += int(mine.max() > SURE)
    return score


def attacked(one: Played) -> Floats:
    """What the attacker makes of all figures, all details that were ever shared, and a spy's own trust."""
    history = one.history
    spying = [(history.spy, year, history.answers[history.spy, year]) for year in range(YEARS)]
    return attack(len(history.ids), one.seen, [*history.known, *spying], common=history.common, persistence=PERSISTENCE)


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
