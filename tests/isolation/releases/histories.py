"""Histories of trusts over three years: who shares what, who withdraws, signs off again, opens up, moves; all drawn."""

from dataclasses import dataclass, field

import numpy as np

from tests.isolation.releases.attacker import ANSWERS, OPEN, YEARS, Floats, Ints, Mean
from tests.isolation.releases.country import PHASES, REGIONS, SIZES, Country, Edition, day

FIRST_YEAR = 2030
NOTHING, RELEASES, AGREED = "nothing", "releases", "agreed"
PERSISTENCE = 0.75  # of answers from one year to the next
LEFT_OPEN = 0.04
LIKE_THE_COUNTRY = 12  # how much a region's answers are those of the country
STATEMENTS = 6
DOMAINS = (1, 2, 3)
SIZES_OF_COUNTRIES, LARGE, HOW_MANY_LARGE = (8, 38), (55, 110), 0.06
MIXED, AGREED_ON = 2.5, 0.6  # how much answers differ in a country


@dataclass
class Count:
    """What the database counted for a release, as only the superuser may see it."""

    release: int
    trusts: dict[int, tuple[int | None, ...]] = field(default_factory=dict)  # place in all, region, phase, size
    before: set[int] = field(default_factory=set)  # those whose change is counted


@dataclass
class History:
    """One history. Trusts are numbered from nought; `answers` by trust, year and statement."""

    chance: np.random.Generator
    edition: Edition
    ids: list[int]
    common: Floats  # how common each answer is, by statement
    answers: Ints
    choices: list[list[str]]  # at the time of the making, by trust and year
    spy: int  # somebody of this trust works with YST
    is_steady: bool = False  # every trust signs off once a year, and nothing else happens
    reviews: dict[tuple[int, int], int] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    known: list[tuple[int, int, Ints]] = field(default_factory=list)
    counts: dict[int, Count] = field(default_factory=dict)

    @classmethod
    def drawn(cls, seed: int, country: Country) -> "History":
        """Anything may happen."""
        chance = np.random.default_rng(seed)
        trusts = int(chance.integers(*(LARGE if chance.random() < HOW_MANY_LARGE else SIZES_OF_COUNTRIES)))
        kinds = [int(chance.integers(2, most)) for most in (6, 4, 5)]
        profiles = [[int(chance.zipf(1.6) - 1) % of for of in kinds] for _ in range(trusts)]
        return cls._of(chance, country, profiles, drawn_choices(chance, trusts), int(chance.integers(trusts)))

    @classmethod
    def steady(cls, seed: int, country: Country) -> "History":
        """Twenty trusts that share every year, the first of which works with YST, and one that comes in the second."""
        choices = [[RELEASES] * YEARS for _ in range(20)] + [[NOTHING, RELEASES, RELEASES]]
        history = cls._of(np.random.default_rng(seed), country, [[0, 0, 0]] * 21, choices, spy=0)
        history.is_steady = True
        return history

    @classmethod
    def _of(
        cls,
        chance: np.random.Generator,
        country: Country,
        profiles: list[list[int]],
        choices: list[list[str]],
        spy: int,
    ) -> "History":
        common = often([chance.dirichlet([chance.choice([MIXED, AGREED_ON])] * 3) for _ in range(STATEMENTS)])
        local = {r: often([chance.dirichlet(c[:3] * LIKE_THE_COUNTRY + 0.05) for c in common]) for r in range(5)}
        ids = [country.trust(REGIONS[r], PHASES[p], SIZES[s]) for r, p, s in profiles]
        answers = np.concatenate([courses(chance, 1, local[r]) for r, _, _ in profiles])
        domains = int(chance.choice(DOMAINS))
        return cls(chance, country.edition(domains, STATEMENTS // domains), ids, common, answers, choices, spy)

    def play(self, year: int, country: Country) -> None:
        """The year until the release: sign-offs, some of them again after a reopening, and what executives choose."""
        for trust, trust_id in enumerate(self.ids):
            if self.happens(0.12):
                continue  # no self-review this year
            levels = self.levels(trust, year)
            choice = self.choices[trust][year]
            review = country.review(trust_id, self.edition, FIRST_YEAR + year, levels, "nothing")
            self.reviews[trust, year] = review
            if self.happens(0.1):  # reopened before the release: another answer or two, signed off again
                self.answers[trust, year, self.chance.integers(STATEMENTS)] = self.chance.integers(3)
                at = day(FIRST_YEAR + year, 120)
                country.sign_off(trust_id, review, self.edition, 2, at, self.levels(trust, year))
            self.share(trust, year, choice, country)

    def share(self, trust: int, year: int, choice: str, country: Country) -> None:
        """The choice that holds; sometimes after another one, which may have opened the trust for a while."""
        trust_id, review = self.ids[trust], self.reviews[trust, year]
        begun, ended = day(FIRST_YEAR + year, 130), day(FIRST_YEAR + year, 140)
        before = self.chance.choice([RELEASES, AGREED], p=[0.7, 0.3]) if self.happens(0.06) else NOTHING
        for n, (what, until) in enumerate(((before, ended), (choice, None))):
            if what != NOTHING:
                country.consent(trust_id, review, what, (begun, ended)[n], until)
            if what == AGREED:
                self.opened.add(trust)
                self.known.append((trust, year, self.answers[trust, year].copy()))

    def afterwards(self, year: int, country: Country) -> None:
        """After the release: sharing withdrawn, reviews reopened and signed off again, profiles changed."""
        for (trust, when), review in self.reviews.items():
            if when == year and self.happens(0.06):
                country.raw.execute(
                    "update reviews_consent set withdrawn_at = %s where review_id = %s and withdrawn_at is null",
                    [day(FIRST_YEAR + year, 300), review],
                )
            if when == year and self.happens(0.05):
                changed = np.where(self.chance.random(STATEMENTS) < 0.5, self.chance.integers(3, size=STATEMENTS), 0)
                country.sign_off(
                    self.ids[trust], review, self.edition, 3, day(FIRST_YEAR + year, 310), [int(c) + 1 for c in changed]
                )
            if when == year and self.happens(0.04):
                country.raw.execute(
                    "update accounts_trust set region = %s where id = %s",
                    [self.chance.choice(REGIONS), self.ids[trust]],
                )

    def happens(self, how_often: float) -> bool:
        return not self.is_steady and self.chance.random() < how_often

    def levels(self, trust: int, year: int) -> list[int | None]:
        return [None if a == OPEN else int(a) + 1 for a in self.answers[trust, year]]

    def targets(self, year: int) -> list[int]:
        """Trusts counted that year that were never open to YST, and do not work with it."""
        return [t for t in self.counts[year].trusts if t not in self.opened and t != self.spy]

    def newcomer(self, year: int) -> list[int]:
        """Of a steady history: the trust that came in the second year, in that year."""
        return [len(self.ids) - 1] if year == 1 else []

    def live(self) -> list[Mean]:
        """What a page of live means, shown from five trusts up, would have told in the first year.

        Trusts begin to share one after another, then some withdraw. A statement left open counts as nothing.
        """
        sharing = [t for t in range(len(self.ids)) if (t, 0) in self.reviews and self.choices[t][0] != NOTHING]
        self.chance.shuffle(sharing)
        leaving = [t for t in sharing if self.chance.random() < 0.5]
        steps = [sharing[:n] for n in range(5, len(sharing) + 1)]
        steps += [[t for t in sharing if t not in leaving[:n]] for n in range(1, len(leaving) + 1)]
        levels = (self.answers[:, 0] + 1) % ANSWERS
        return [Mean(frozenset(now), np.round(levels[now].mean(0), 2)) for now in steps if len(now) >= 5]


def often(levels: list[Floats]) -> Floats:
    """How common each answer is, by statement: some are left open everywhere."""
    return np.column_stack([np.array(levels) * (1 - LEFT_OPEN), np.full(len(levels), LEFT_OPEN)])


def courses(chance: np.random.Generator, trusts: int, common: Floats) -> Ints:
    """Answers that mostly stay from year to year, drawn anew otherwise."""
    drawn = np.stack([[chance.choice(ANSWERS, trusts, p=p) for p in common] for _ in range(YEARS)]).transpose(2, 0, 1)
    for year in range(1, YEARS):
        stays = chance.random((trusts, STATEMENTS)) < PERSISTENCE
        drawn[:, year] = np.where(stays, drawn[:, year - 1], drawn[:, year])
    return drawn


def drawn_choices(chance: np.random.Generator, trusts: int) -> list[list[str]]:
    """What each executive chooses each year: mostly the same again."""
    words, moves = np.array([NOTHING, RELEASES, AGREED]), float(chance.choice([0.08, 0.3]))
    found = [list(chance.choice(words, trusts, p=[0.25, 0.62, 0.13]))]
    for _ in range(1, YEARS):
        again = chance.choice(words, trusts, p=[0.3, 0.55, 0.15])
        found.append([new if chance.random() < moves else old for old, new in zip(found[-1], again, strict=True)])
    return [[str(year[t]) for year in found] for t in range(trusts)]
