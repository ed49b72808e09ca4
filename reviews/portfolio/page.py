"""What every page of the portfolio begins with: who is asking, and which trusts they chose."""

from django.http import HttpRequest
from django.utils import timezone

from accounts.access import yst_person_for
from reviews.portfolio import Chosen, chosen_for
from reviews.portfolio.forms import FilterForm


def chosen_trusts(request: HttpRequest) -> tuple[Chosen, FilterForm]:
    """From the address of a page, as the acting person; 404 for anybody who is not at YST. And its form."""
    chosen = chosen_for(yst_person_for(request), request.GET, today=timezone.localdate())
    return chosen, FilterForm(chosen.filters, advisors=chosen.advisors)
