"""Which trusts somebody at YST has chosen of those that they look after: for a page, and the same for a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Trust, YstPerson, YstRole
from reviews.portfolio.filters import NONE, Filters, filters_in
from reviews.portfolio.rows import PortfolioRow, looked_after, portfolio_rows


@dataclass(frozen=True)
class Chosen:
    """The trusts that somebody at YST has chosen of theirs, and how; in order of names."""

    person: YstPerson
    filters: Filters
    advisors: dict[str, str]  # those who may be chosen, for programme managers
    rows: list[PortfolioRow]

    @property
    def is_manager(self) -> bool:
        return self.person.role == YstRole.MANAGER

    @property
    def heading(self) -> str:
        return "All trusts" if self.is_manager else "Your trusts"

    @property
    def told(self) -> list[str]:
        """What is filtered, in words."""
        return self.filters.words(self.advisors)


def chosen_for(person: YstPerson, query: Mapping[str, str], *, today: date) -> Chosen:
    """The trusts that this person, who is acting, chose with these filters."""
    is_manager = person.role == YstRole.MANAGER
    advisors = {str(a.pk): a.name for a in current_advisors()} | {NONE: "Nobody yet"} if is_manager else {}
    filters = filters_in(query, advisors=advisors)
    trusts = filters.of(Trust.objects.all() if is_manager else looked_after(person.user_id))
    rows = portfolio_rows(trusts, today=today, with_advisors=is_manager)
    return Chosen(person, filters, advisors, filters.keep(rows))


def current_advisors() -> list[YstPerson]:
    """Advisors who have not left, by name."""
    return list(YstPerson.objects.filter(role=YstRole.ADVISOR, left_at__isnull=True).order_by("name_key", "pk"))
