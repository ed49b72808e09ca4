"""Charts of the national picture: of one group of trusts, of groups side by side, of a trust beside the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from frameworks.content import DomainContent, StatementContent
from reviews.design.page_charts import Chart
from reviews.design.share_charts import (
    CHANGE_KINDS,
    LEVEL_KINDS,
    ShareRow,
    bars_of_shares,
    in_words,
    table_of_shares,
)
from reviews.releases.reading import Figure, Group, Measure, Picture
from reviews.review.results import ResultDomain

KINDS = {Measure.LEVELS: LEVEL_KINDS, Measure.CHANGE: CHANGE_KINDS}


@dataclass(frozen=True)
class StatementShares:
    """A statement with its shares in words; empty where they are withheld."""

    statement: StatementContent
    words: str
    change_words: str


def shares_chart(rows: Sequence[ShareRow], heading: str, measure: str, name: str) -> Chart:
    """Both geometries and the table."""
    kinds = KINDS[Measure(measure)]
    wide, slim = (bars_of_shares(rows, kinds, wide=is_wide, name=name) for is_wide in (True, False))
    return Chart(wide, slim, table_of_shares(rows, heading, kinds))


def domains_chart(picture: Picture, group: Group, measure: str) -> Chart:
    """Every domain, for one group."""
    rows = [_row(f"{d.number}. {d.short_title}", picture.figure(group, measure, d)) for d in picture.content.domains]
    return shares_chart(rows, "Domain", measure, f"{measure}-domains")


def pillars_chart(picture: Picture, group: Group, measure: str) -> Chart:
    """Every pillar, for one group."""
    rows = [_row(p.name, picture.figure(group, measure, p)) for p in picture.content.pillars]
    return shares_chart(rows, "Pillar", measure, f"{measure}-pillars")


def groups_chart(picture: Picture, groups: Sequence[Group], domain: DomainContent) -> Chart:
    """One domain, for groups side by side, in their fixed order."""
    rows = [_row(group.words, picture.figure(group, Measure.LEVELS, domain)) for group in groups]
    return shares_chart(rows, "Trusts", Measure.LEVELS, f"domain-{domain.number}")


def beside_chart(picture: Picture, group: Group, mine: ResultDomain) -> Chart:
    """One domain of a trust, counted in statements, beside the shares of all trusts."""
    counts = [mine.counts[level] for level in (1, 2, 3, None)]
    nationally = picture.figure(group, Measure.LEVELS, mine.domain)
    rows = [ShareRow.of_counts("Our trust, statements", counts), _row("Trusts nationally, shares", nationally)]
    return shares_chart(rows, "Who", Measure.LEVELS, f"beside-{mine.domain.number}")


def statements_of(picture: Picture, group: Group, domain: DomainContent) -> list[StatementShares]:
    """Each statement of a domain, for one group."""
    return [
        StatementShares(
            s,
            figure_words(picture.figure(group, Measure.LEVELS, s), Measure.LEVELS),
            figure_words(picture.figure(group, Measure.CHANGE, s), Measure.CHANGE),
        )
        for s in domain.statements
    ]


def figure_words(figure: Figure, measure: str) -> str:
    """40% Emerging, 60% Established; empty where it is withheld."""
    if figure.tenths is None:
        return ""
    return in_words(ShareRow.of_tenths("", figure.tenths), KINDS[Measure(measure)])


def _row(name: str, figure: Figure) -> ShareRow:
    return ShareRow.of_tenths(name, figure.tenths)
