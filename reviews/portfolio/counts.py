"""How many of the chosen trusts stand where: each count with the filters that show just these; and all in words."""

from dataclasses import dataclass

from reviews.lifecycle import Stage
from reviews.portfolio.filters import NOT_YET, Filters
from reviews.portfolio.rows import PortfolioRow
from reviews.portfolio.starting import STARTS


@dataclass(frozen=True)
class Count:
    """So many trusts are this; `query` is the address that shows them."""

    many: int
    words: str
    query: str


def counts_of(rows: list[PortfolioRow], filters: Filters) -> tuple[list[Count], list[Count]]:
    """By stage, which add up to all; and what else may be looked for, a trust perhaps in several. None are left out."""

    def count(name: str, value: str, words: str) -> Count:
        narrowed = filters.narrowed(name, value)
        return Count(len(narrowed.keep(rows)), words, narrowed.query)

    stages = [count("stage", stage.value, stage.label.lower()) for stage in Stage]
    stages += [count("stage", value, words.lower()) for value, words in STARTS.items()]
    stages.append(count("stage", NOT_YET, "with nobody invited"))
    others = [
        count("attention", "due", "past the date"), count("attention", "stalled", "stalled"),
        count("attention", "year", "a year since the last"), count("shares", "yes", "sharing agreed results"),
    ]  # fmt: skip
    return [one for one in stages if one.many], [one for one in others if one.many]


def summary_of(rows: list[PortfolioRow]) -> str:
    """These trusts in a sentence or two: how many at each stage, past their date, stalled, sharing."""
    if not rows:
        return "No trusts."
    stages, others = counts_of(rows, Filters())
    told = [", ".join(f"{one.many} {one.words}" for one in counted) for counted in (stages, others) if counted]
    return f"{len(rows)} trust{'' if len(rows) == 1 else 's'}: {'. '.join(told)}."
