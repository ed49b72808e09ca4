"""What every page of the portfolio begins with: who is asking, which trusts they chose, fifty to a page."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone

from accounts.access import yst_person_for
from reviews.portfolio import Chosen, chosen_for
from reviews.portfolio.forms import FilterForm

One = TypeVar("One")
PER_PAGE = 50  # trusts in the list, and trusts that share in the heat table, so that a page costs much the same for any


def chosen_trusts(request: HttpRequest) -> tuple[Chosen, FilterForm]:
    """From the address of a page, as the acting person; 404 for anybody who is not at YST. And its form."""
    chosen = chosen_for(yst_person_for(request), request.GET, today=timezone.localdate())
    return chosen, FilterForm(chosen.filters, advisors=chosen.advisors)


def page_of(rows: list[One], number: str | None) -> Page[One]:
    """One page of the trusts."""
    return Paginator(rows, PER_PAGE).get_page(number)
