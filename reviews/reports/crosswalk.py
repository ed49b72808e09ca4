"""Each domain beside what another framework calls it, and its pillar, so that one review serves several conversations.

Which framework that is, and the names, are the version's own data.
"""

from dataclasses import dataclass

from reviews.reports.content import ReportContent


@dataclass(frozen=True)
class CrosswalkRow:
    """One domain, and what it is called elsewhere."""

    domain: str
    beside: str
    pillar: str
    levels: str


def crosswalk(content: ReportContent) -> tuple[CrosswalkRow, ...]:
    """In the order of the framework; `levels` says how many statements are at each level. Empty where it has none."""
    if not content.words.beside:
        return ()
    return tuple(
        CrosswalkRow(domain.heading, domain.beside or "None", domain.pillar, content.counted(domain.levels))
        for domain in content.domains
    )
