"""What was measured as figures beside their budgets, and the table that a person reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.cases import Case
from tests.bench.counters import Work

Runs = dict[str, list[dict[str, float]]]  # of each plan, one for each repetition
HEADINGS = (
    "",
    "ms a request",
    "of it PostgreSQL",
    "ratio",
    "(lowest to highest)",
    "budget",
    "aim",
    "statements",
    "functions",
    "rows",
    "",
)


@dataclass(frozen=True)
class Figure:
    """One case. `milliseconds` of processor time, and `ratios` to the base's in the same repetition.

    `postgres` is PostgreSQL's share of the milliseconds.
    """

    case: Case
    milliseconds: Sequence[float]
    ratios: Sequence[float]
    statements: int | None = None
    work: Work | None = None
    postgres: Sequence[float] = ()

    @property
    def ratio(self) -> float | None:
        return median(self.ratios) if self.ratios else None

    @property
    def is_met(self) -> bool:
        """Whether it keeps to its budgets; without one, always."""
        return not any(is_over(value, most) for value, most in self._measured())

    @property
    def verdict(self) -> str:
        """In a word or two."""
        if not any(most is not None for _, most in self._measured()):
            return ""
        if not self.is_met:
            return "MISSED"
        return "aim met" if not is_over(self.ratio, self.case.aim) else "budget met"

    def _measured(self) -> tuple[tuple[float | None, float | None], ...]:
        functions, rows = (self.work.functions, self.work.rows) if self.work else (None, None)
        case = self.case
        return (
            (self.ratio, case.budget), (self.statements, case.statements),
            (functions, case.functions), (rows, case.rows),
        )  # fmt: skip


def is_over(value: float | None, most: float | None) -> bool:
    """Whether a figure is over its budget, where there are both."""
    return value is not None and most is not None and value > most


def figures_of(
    cases: Sequence[Case], runs: Runs, statements: Mapping[str, Sequence[str]], works: Mapping[str, Work]
) -> list[Figure]:
    """A figure for each case."""
    figures = []
    for case in cases:
        spent = [run["cpu_ms"] for run in runs[case.plan]]
        base = [run["cpu_ms"] for run in runs[case.base]] if case.base else []
        ratios = [mine / floor for mine, floor in zip(spent, base, strict=True)] if base else []
        postgres = [run["postgres_ms"] for run in runs[case.plan]]
        asks, work = len(statements[case.plan]), works.get(case.plan)
        figures.append(Figure(case, spent, ratios, asks, work, postgres))
    return figures


def table(figures: Sequence[Figure]) -> str:
    """The figures under each other. Time is the processor's, of the web server, PostgreSQL and Valkey."""
    lines = [HEADINGS, *map(cells, figures)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADINGS))]
    padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    return "\n".join("  ".join(line).rstrip() for line in padded)


def counted(value: int | None, most: int | None) -> str:
    """So many, of as many as there may be."""
    return "" if value is None else f"{value}" if most is None else f"{value} of {most}"


def cells(figure: Figure) -> tuple[str, ...]:
    """One line of the table."""
    case, ratios = figure.case, figure.ratios
    return (
        case.title,
        f"{median(figure.milliseconds):.2f}",
        f"{median(figure.postgres):.2f}" if figure.postgres else "",
        f"{figure.ratio:.2f}" if figure.ratio is not None else "1",
        f"({min(ratios):.2f} to {max(ratios):.2f})" if ratios else "",
        f"{case.budget}" if case.budget else "",
        f"{case.aim}" if case.aim else "",
        counted(figure.statements, case.statements),
        counted(figure.work and figure.work.functions, case.functions),
        counted(figure.work and figure.work.rows, case.rows),
        figure.verdict,
    )
