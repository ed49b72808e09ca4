"""Which trusts of the portfolio are looked at: read from an address, told in words, put back into an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.addresses import QueryFilters, any_words
from accounts.models import Assignment, Trust
from accounts.register.models import SIZES, Phase, Region
from accounts.register.search import named
from reviews.lifecycle import Stage
from reviews.portfolio.models import Support
from reviews.portfolio.rows import PortfolioRow
from reviews.portfolio.starting import NOBODY, STARTS

NONE = "none"  # not given, not set, nobody
NOT_YET = "nobody"  # invited
ATTENTION = {
    "due": "Past its date", "stalled": "Stalled", "either": "Past its date or stalled", "year": "A year since the last",
}  # fmt: skip
SHARES = {"yes": "Shares agreed results", "no": "Does not share them"}
LONGEST_NAME = 100


CHOICES: dict[str, dict[str, str]] = {
    "region": {**dict(Region.choices), NONE: "Region not given"},
    "phase": {**dict(Phase.choices), NONE: "Phase not given"},
    "size": {**{size.key: size.words for size in SIZES}, NONE: "Size not given"},
    "stage": {**{stage.value: stage.label for stage in Stage}, NONE: "No self-review yet", **STARTS, NOT_YET: NOBODY},
    "attention": ATTENTION,
    "support": {**dict(Support.choices), NONE: "Not set"},
    "shares": SHARES,
}

WORDS = {"support": "Support: {}"}  # where the choice alone does not say what it is about


@dataclass(frozen=True)
class Filters(QueryFilters):
    """What the address asks for; anything else in it is left out. Empty: any."""

    name: str = any_words(LONGEST_NAME)
    region: str = ""
    phase: str = ""
    size: str = ""
    stage: str = ""
    attention: str = ""
    support: str = ""
    shares: str = ""
    advisor: str = ""  # the number of somebody at YST, or none; for programme managers

    def words(self, advisors: Mapping[str, str]) -> list[str]:
        """What is filtered, in words; empty when nothing is."""
        told = [f"Name contains “{self.name}”"] if self.name else []
        told += [
            WORDS.get(name, "{}").format(CHOICES[name][value]) for name in CHOICES if (value := getattr(self, name))
        ]
        return told + ([f"Advisor: {advisors[self.advisor]}"] if self.advisor else [])

    def of(self, trusts: QuerySet[Trust]) -> QuerySet[Trust]:
        """Of these trusts, what their own columns decide."""
        found = trusts
        if self.name:
            found = named(found, self.name)
        if self.region:
            found = found.filter(region="" if self.region == NONE else self.region)
        if self.phase:
            found = found.filter(phase="" if self.phase == NONE else self.phase)
        if self.size == NONE:
            found = found.filter(Q(schools__isnull=True) | Q(schools=0))
        elif self.size:
            size = next(size for size in SIZES if size.key == self.size)
            found = found.filter(schools__range=(size.least, size.most))
        if self.advisor == NONE:
            found = found.exclude(assignments__in=_assigned())
        elif self.advisor:
            found = found.filter(assignments__user__yst_person=int(self.advisor), assignments__ended_at__isnull=True)
        return found

    def keep(self, rows: list[PortfolioRow]) -> list[PortfolioRow]:
        """Of those, the rows that the rest of it leaves."""
        for name, is_kept in KEEPS.items():
            if value := getattr(self, name):
                rows = [row for row in rows if is_kept(row, value)]
        return rows


def filters_in(query: Mapping[str, str], *, advisors: Mapping[str, str]) -> Filters:
    """From an address; `advisors` are the names by number that may be chosen."""
    return Filters.read(query, {**CHOICES, "advisor": advisors})


def _assigned() -> QuerySet[Assignment]:
    return Assignment.objects.filter(ended_at__isnull=True)


def _stage(row: PortfolioRow, value: str) -> bool:
    """At this stage; or, without a self-review, anyhow or as far as this."""
    if value in (NONE, NOT_YET) or value in STARTS:
        return not row.stage and (value == NONE or row.start == ("" if value == NOT_YET else value))
    return row.stage == value


def _attention(row: PortfolioRow, value: str) -> bool:
    is_so = {
        "due": row.is_due, "stalled": row.is_stalled, "either": row.is_due or row.is_stalled, "year": row.is_year,
    }  # fmt: skip
    return is_so[value]


KEEPS: dict[str, Callable[[PortfolioRow, str], bool]] = {
    "stage": _stage,
    "attention": _attention,
    "support": lambda row, value: row.support == ("" if value == NONE else value),
    "shares": lambda row, value: row.shares == (value == "yes"),
}
