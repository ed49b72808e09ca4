"""What every page of the portfolio begins with: who is asking, which trusts they chose, fifty to a page."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone

from accounts.access import yst_person_for
from reviews.forms.portfolio import FilterForm
from reviews.portfolio import Chosen, PortfolioRow, chosen_for

PER_PAGE = 50  # list and heat are of these alone, so that a page costs much the same for any number of trusts


def chosen_trusts(request: HttpRequest) -> tuple[Chosen, FilterForm]:
    """From the address of a page, as the acting person; 404 for anybody who is not at YST. And its form."""
    chosen = chosen_for(yst_person_for(request), request.GET, today=timezone.localdate())
    return chosen, FilterForm(chosen.filters, advisors=chosen.advisors)


def page_of(chosen: Chosen, number: str | None) -> Page[PortfolioRow]:
    """The rows of one page of the list."""
    return Paginator(chosen.rows, PER_PAGE).get_page(number)
