"""Each domain beside the CST domain it is named after and its Well School pillar, so that one review serves several
conversations.

The names are those of the Confederation of School Trusts' "Building Strong Trusts", on which the toolkit says it
builds. Like the words for the levels they await the Youth Sport Trust's approval, and the page says so.
"""

from dataclasses import dataclass

from reviews.reports.content import ReportContent

CST_DOMAINS: dict[int, str] = {
    1: "Strategic governance",
    2: "Expert, ethical leadership",
    3: "High-quality, inclusive education",
    4: "School improvement at scale",
    5: "Workforce resilience and wellbeing",
    6: "Finance and operations",
    7: "Public benefit and civic duty",
}


@dataclass(frozen=True)
class CrosswalkRow:
    """One domain, and what it is called elsewhere."""

    domain: str
    cst: str
    pillar: str
    levels: str


def crosswalk(content: ReportContent) -> tuple[CrosswalkRow, ...]:
    """In the order of the framework; `levels` says how many statements are at each level."""
    return tuple(
        CrosswalkRow(
            domain=domain.heading,
            cst=CST_DOMAINS.get(domain.number, "None"),
            pillar=domain.pillar,
            levels=content.counted(domain.levels),
        )
        for domain in content.domains
    )
