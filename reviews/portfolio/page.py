"""What every page of the portfolio begins with: who is asking, which trusts they chose, and the form for others."""

from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.access import yst_person_for
from accounts.answering import names_of
from reviews.design.memory import remembered
from reviews.portfolio import Chosen, Filters, chosen_for
from reviews.portfolio.forms import FilterForm


def chosen_trusts(request: HttpRequest) -> Chosen:
    """From the address of a page, as the acting person; 404 for anybody who is not at YST."""
    return chosen_for(yst_person_for(request), request.GET, today=timezone.localdate())


class FilterLook(NamedTuple):
    """All that the form is drawn of. `is_asked`: it is the page's first step, and open from the start."""

    filters: Filters
    advisors: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    path: str
    is_asked: bool


@dataclass(frozen=True)
class FiltersShown:
    """The form with what it has been told."""

    filter_form: FilterForm
    told: tuple[str, ...]
    path: str
    is_asked: bool


def filters_of(request: HttpRequest, chosen: Chosen, *, is_asked: bool = False) -> SafeString:
    """The form by which other trusts are chosen, as it was filled in."""
    advisors, told = tuple(chosen.advisors.items()), tuple(chosen.told)
    return drawn_filters(FilterLook(chosen.filters, advisors, told, request.path, is_asked))


@remembered
def drawn_filters(look: FilterLook) -> SafeString:
    """The same for whoever asks the same of the same advisors."""
    form = FilterForm(look.filters, advisors=dict(look.advisors))
    shown = FiltersShown(form, look.told, look.path, look.is_asked)
    return render_to_string("portfolio/_filters.html", names_of(shown))
