"""What YST reads of releases, and who was counted in them: the attacker is even told that."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.isolation.releases.attacker import COURSES, Seen, change_of, counts_behind
from tests.isolation.releases.country import Country
from tests.isolation.releases.hidden import Cell, Hidden, Ints
from tests.isolation.releases.histories import FIRST_YEAR, STATEMENTS, Count, History

BREAKDOWNS = ("all", "region", "phase", "size")
ENOUGH, LARGE = 20, 50  # closed trusts from which statements are shown, and from which single ones are withheld
FIGURES = """
select g.release_id, g.breakdown, g.position, c.measure, c.statement_id, c.domain_id, c.tenths, c.of
from reviews_releasegroup g join reviews_releasecell c on c.group_id = g.id where g.release_id = any(%s)
order by g.id, c.id
"""
COUNTED = (
    "select release_id, trust_id, groups, previous_id is not null from reviews_releasecount where release_id = any(%s)"
)
Figures = dict[tuple[str, int, str], dict[int | str, Any]]  # breakdown, position, measure: by statement, domain


def count_of(country: Country, releases: list[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of `reviews_releasecount`, as the superuser."""
    found = defaultdict(list)
    for release, *row in country.raw.execute(COUNTED, [releases]):
        found[release].append(tuple(row))
    return found


def figures_of(country: Country, releases: list[int]) -> dict[int, Figures]:
    """Every figure that the programme manager reads."""
    found: dict[int, Figures] = {r: defaultdict(dict) for r in releases}
    for release, breakdown, position, measure, statement, domain, tenths, of in country.read(
        country.world.manager, FIGURES, releases
    ):
        if statement or domain:
            found[release][breakdown, position, measure][statement or f"d{domain}"] = (tenths, of)
    return found


def note_count(history: History, year: int, release: int, rows: list[tuple[Any, ...]]) -> None:
    """Remember who was counted and in which groups."""
    numbers = {trust_id: n for n, trust_id in enumerate(history.ids)}
    count = history.counts[year] = Count(release)
    for trust_id, groups, before in rows:
        count.trusts[numbers[trust_id]] = (0, *groups)
        if before:
            count.before.add(numbers[trust_id])


def seen_in(history: History, year: int, figures: Figures) -> list[Seen]:
    """The figures of a release as the attacker uses them."""
    count, found = history.counts[year], []
    for (breakdown, position, measure), cells in figures.items():
        place = BREAKDOWNS.index(breakdown)
        trusts = [t for t, groups in count.trusts.items() if groups[place] == position]
        trusts = [t for t in trusts if measure == "levels" or t in count.before]
        answer_of = COURSES[:, year] if measure == "levels" else change_of(year)
        shown = [n for n, s in enumerate(history.edition.statements) if cells[s][0] is not None]
        if shown:
            tenths = np.array([cells[history.edition.statements[n]][0] for n in shown]).T
            found.append(Seen(np.array(trusts), np.array(shown), answer_of, *counts_behind(len(trusts), tenths)))
        else:
            found += together(history, trusts, cells, answer_of)
    return found


def together(history: History, trusts: list[int], cells: dict[int | str, Any], answer_of: Any) -> list[Seen]:
    """Figures of whole domains, where no statement is shown."""
    each = STATEMENTS // len(history.edition.domains)
    found = []
    for n, domain in enumerate(history.edition.domains):
        tenths, of = cells[f"d{domain}"]
        if tenths is not None and of == each:
            statements = np.arange(n * each, (n + 1) * each)
            bounds = counts_behind(len(trusts) * each, np.array(tenths))
            found.append(Seen(np.array(trusts), statements, answer_of, *bounds))
    return found


def hidden_in(history: History, year: int, figures: Figures, *, by_itself: bool) -> list[Hidden]:
    """What the attacker makes of figures of levels that are withheld. `by_itself`: each for its own answers, which is
    not the rule; else all of a group's together, or all of a statement's."""
    count, found = history.counts[year], []
    for place, breakdown in enumerate(BREAKDOWNS):
        groups = {}
        for position in {p[place] for p in count.trusts.values()} - {None}:
            cells = figures.get((breakdown, position, "levels"))
            trusts = [t for t, groups_of in count.trusts.items() if groups_of[place] == position]
            if cells:
                groups[position] = Withheld(history, trusts, cells)
        for group in groups.values() if by_itself else []:
            found += group.each_by_itself(year)
        if not by_itself:
            found += all_together(list(groups.values()), year)
    return found


@dataclass(frozen=True)
class Withheld:
    """A group and what is not shown of it."""

    history: History
    trusts: list[int]
    cells: dict[int | str, Any]

    @property
    def closed(self) -> Ints:
        return np.array([t for t in self.trusts if t not in self.history.opened])

    def cell(self, *statements: int) -> Cell:
        n = len(statements)
        return Cell(self.closed, np.array(statements), max(n, len(self.trusts) * n // 20))

    @property
    def hides(self) -> list[int]:
        """Statements that it might show."""
        mine = enumerate(self.history.edition.statements)
        return [n for n, s in mine if self.cells[s][0] is None] if len(self.closed) >= ENOUGH else []

    @property
    def domains(self) -> list[tuple[list[int], bool, int]]:
        """The statements of each domain, whether its figure is withheld, and of how many it is made."""
        each = STATEMENTS // len(self.history.edition.domains)
        told = [self.cells[f"d{domain}"] for domain in self.history.edition.domains]
        return [(list(range(n * each, (n + 1) * each)), t[0] is None, t[1]) for n, t in enumerate(told)]

    def each_by_itself(self, year: int) -> list[Hidden]:
        """Each withheld statement is; where there are too few for statements, those that a domain leaves out are."""
        if len(self.closed) >= ENOUGH:
            return [Hidden(year, [self.cell(n)], 1, 1) for n in self.hides]
        found = []
        for statements, is_withheld, of in self.domains:
            left_out = len(statements) - (1 if is_withheld and not of else of)
            most = len(statements) if is_withheld else left_out
            found.append(Hidden(year, [self.cell(n) for n in statements], left_out, most))
        return found


def all_together(groups: list[Withheld], year: int) -> list[Hidden]:
    """Of the groups of a breakdown that hide all statements, or all domains, one at least has one that is alike."""
    found = []
    for n in range(STATEMENTS):  # hidden by all, as a large group hides it
        large = [g for g in groups if len(g.closed) >= LARGE and n in g.hides]
        if large and all(n in g.hides for g in groups if len(g.closed) >= ENOUGH):
            found.append(Hidden(year, [g.cell(n) for g in large], 1, len(large)))
    cells = [g.cell(n) for g in groups if len(g.hides) == STATEMENTS and len(g.closed) < LARGE for n in g.hides]
    domains = [
        g.cell(*s) for g in groups if all(d[1] for d in g.domains) for s, _, _ in g.domains if len(g.closed) < LARGE
    ]
    return found + [Hidden(year, some, 1, len(some)) for some in (cells, domains) if some]


def look_up(
    history: History, year: int, figures: Figures, trust: int, statement: int
) -> tuple[int | None, float, bool]:
    """What somebody finds who only looks a trust's groups up: the commonest answer in the smallest that shows the
    statement, or the likely one by the domain in the smallest that shows that; the largest share that is told of it or
    of its domain anywhere; and whether something is withheld.
    """
    each = STATEMENTS // len(history.edition.domains)
    smallest, own, shown, hides = 0, None, float(history.common[statement].max()), False
    least, by_domain = 0, None
    for place, breakdown in enumerate(BREAKDOWNS):
        position = history.counts[year].trusts[trust][place]
        cells = figures.get((breakdown, position, "levels")) if position is not None else None
        if not cells:
            continue
        mine = [t for t, groups in history.counts[year].trusts.items() if groups[place] == position]
        tenths, (of_domain, of) = cells[history.edition.statements[statement]][0], domain_of(history, cells, statement)
        shown = max([shown, *(max(t) / 10 for t in (tenths, of_domain) if t)])
        if of_domain is not None and (by_domain is None or len(mine) < least):
            least, by_domain = len(mine), likely(history, statement, of_domain)
        if tenths is not None and (own is None or len(mine) < smallest):
            smallest, own = len(mine), int(np.argmax(tenths))
        elif tenths is None and (len(set(mine) - history.opened) >= ENOUGH or of_domain is None or of < each):
            hides = True
    return by_domain if own is None else own, shown, hides


def likely(history: History, statement: int, tenths: list[int]) -> int:
    """How common answers are, made more or less so as the domain says for these trusts."""
    each = STATEMENTS // len(history.edition.domains)
    first = statement // each * each
    usual = history.common[first : first + each].mean(0)
    return int((history.common[statement] * (np.array(tenths) / 10 + 0.05) / (usual + 0.05)).argmax())


def domain_of(history: History, cells: dict[int | str, Any], statement: int) -> tuple[list[int] | None, int]:
    """The figure of the statement's domain, and of how many statements it is made."""
    each = STATEMENTS // len(history.edition.domains)
    found: tuple[list[int] | None, int] = cells[f"d{history.edition.domains[statement // each]}"]
    return found


__all__ = ["FIRST_YEAR", "count_of", "figures_of", "hidden_in", "look_up", "note_count", "seen_in"]
