"""Charts of the national picture: of one group of trusts, of groups side by side, of a trust beside the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from frameworks.content import DomainContent, StatementContent
from reviews.design.page_charts import Chart
from reviews.design.share_charts import (
    CHANGE_KINDS,
    Kinds,
    ShareRow,
    bars_of_shares,
    in_words,
    level_kinds,
    table_of_shares,
)
from reviews.releases.reading import Figure, Group, Measure, Picture
from reviews.review.profile import ProfileDomain


def kinds_of(picture: Picture, measure: str) -> Kinds:
    """What the parts of a bar are: levels, or how they changed."""
    return level_kinds(picture.content.scale) if measure == Measure.LEVELS else CHANGE_KINDS


@dataclass(frozen=True)
class StatementShares:
    """A statement with its shares in words; empty where they are withheld."""

    statement: StatementContent
    words: str
    change_words: str


def shares_chart(rows: Sequence[ShareRow], heading: str, kinds: Kinds, name: str) -> Chart:
    """Both geometries and the table."""
    wide, slim = (bars_of_shares(rows, kinds, wide=is_wide, name=name) for is_wide in (True, False))
    return Chart(wide, slim, table_of_shares(rows, heading, kinds))


def domains_chart(picture: Picture, group: Group, measure: str) -> Chart:
    """Every domain, for one group."""
    rows = [_row(f"{d.number}. {d.short_title}", picture.figure(group, measure, d)) for d in picture.content.domains]
    return shares_chart(rows, "Domain", kinds_of(picture, measure), f"{measure}-domains")


def pillars_chart(picture: Picture, group: Group, measure: str) -> Chart:
    """Every pillar, for one group."""
    rows = [_row(p.name, picture.figure(group, measure, p)) for p in picture.content.pillars]
    return shares_chart(rows, "Pillar", kinds_of(picture, measure), f"{measure}-pillars")


def groups_chart(picture: Picture, groups: Sequence[Group], domain: DomainContent) -> Chart:
    """One domain, for groups side by side, in their fixed order."""
    rows = [_row(group.words, picture.figure(group, Measure.LEVELS, domain)) for group in groups]
    return shares_chart(rows, "Trusts", kinds_of(picture, Measure.LEVELS), f"domain-{domain.number}")


def beside_chart(picture: Picture, group: Group, mine: ProfileDomain) -> Chart:
    """One domain of a trust, counted in statements, beside the shares of all trusts."""
    counts = [mine.counts[level] for level in (*picture.content.scale.values, None)]
    nationally = picture.figure(group, Measure.LEVELS, mine.domain)
    rows = [ShareRow.of_counts("Our trust, statements", counts), _row("Trusts nationally, shares", nationally)]
    return shares_chart(rows, "Who", kinds_of(picture, Measure.LEVELS), f"beside-{mine.domain.number}")


def statements_of(picture: Picture, group: Group, domain: DomainContent) -> list[StatementShares]:
    """Each statement of a domain, for one group."""
    return [
        StatementShares(
            s,
            figure_words(picture, group, Measure.LEVELS, s),
            figure_words(picture, group, Measure.CHANGE, s),
        )
        for s in domain.statements
    ]


def figure_words(picture: Picture, group: Group, measure: str, statement: StatementContent) -> str:
    """40% of one level, 60% of another; empty where it is withheld."""
    figure = picture.figure(group, measure, statement)
    if figure.tenths is None:
        return ""
    return in_words(ShareRow.of_tenths("", figure.tenths), kinds_of(picture, measure))


def _row(name: str, figure: Figure) -> ShareRow:
    return ShareRow.of_tenths(name, figure.tenths)
