"""Who needs help with what: statements at the first level in several trusts that share, with the trusts' names."""

from collections.abc import Sequence
from dataclasses import dataclass

from frameworks.content import Content, StatementContent
from reviews.portfolio.heat import Sharing
from reviews.portfolio.rows import PortfolioRow

SEVERAL = 2
MOST_NAMED = 20  # on a page
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Need:
    """One statement, and the trusts in which it was agreed at the first level, by name."""

    statement: StatementContent
    trusts: tuple[PortfolioRow, ...]

    @property
    def many(self) -> str:
        """How many trusts, in words up to ten."""
        number = len(self.trusts)
        return COUNTS[number].capitalize() if number < len(COUNTS) else str(number)

    @property
    def named(self) -> tuple[PortfolioRow, ...]:
        """Those that a page names."""
        return self.trusts[:MOST_NAMED]

    @property
    def more(self) -> int:
        """How many it does not."""
        return max(0, len(self.trusts) - MOST_NAMED)


def needs_of(sharing: Sequence[Sharing], content: Content, *, most: int | None = None) -> list[Need]:
    """Statements at the first level in two of these trusts or more, most trusts first.

    Statements are ranked, trusts are not: theirs is the order of their names.
    """
    where: dict[int, list[PortfolioRow]] = {}
    for one in sharing:
        for statement_id in one.agreed.get(content.scale.first.value, ()):
            where.setdefault(statement_id, []).append(one.row)
    several = [(s, where[s.id]) for s in content.statements if len(where.get(s.id, ())) >= SEVERAL]
    several.sort(key=lambda found: -len(found[1]))  # of as many, in the framework's order
    return [Need(statement, tuple(trusts)) for statement, trusts in several[:most]]
