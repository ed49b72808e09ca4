"""What YST reads of releases, and who was counted in them: the attacker is even told that."""

from collections import defaultdict
from typing import Any

import numpy as np

from tests.isolation.releases.attacker import COURSES, Seen, change_of, counts_behind
from tests.isolation.releases.country import Country
from tests.isolation.releases.histories import FIRST_YEAR, STATEMENTS, Count, History

BREAKDOWNS = ("all", "region", "phase", "size")
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


def own_group(history: History, year: int, figures: Figures, trust: int, statement: int) -> int | None:
    """What somebody guesses who only looks the trust's group up: the commonest answer in the smallest that shows it."""
    count = history.counts[year]
    mine = count.trusts[trust]
    sizes = {}
    for place, breakdown in enumerate(BREAKDOWNS):
        cells = figures.get((breakdown, mine[place], "levels")) if mine[place] is not None else None
        tenths = cells[history.edition.statements[statement]][0] if cells else None
        if tenths is not None:
            many = sum(groups[place] == mine[place] for groups in count.trusts.values())
            sizes[many, place] = int(np.argmax(tenths))
    return sizes[min(sizes)] if sizes else None


__all__ = ["FIRST_YEAR", "count_of", "figures_of", "note_count", "own_group", "seen_in"]
