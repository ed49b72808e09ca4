"""A list with a search: what was typed, a page of what is found, and whether a script wants the list alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from accounts.addresses import as_typed, query_of

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination as Rows

Row = TypeVar("Row")
A_PAGE = 50  # rows


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """What was looked for, and one page of what was found: for `register/_search.html` and `components/pager.html`."""

    typed: str
    found: Page[Row]

    @property
    def many(self) -> int:
        """How many were found."""
        return self.found.paginator.count

    @property
    def query(self) -> str:
        """The search as part of an address, for another page of it."""
        return query_of({"q": self.typed})


def listing_of(request: HttpRequest, find: Callable[[str], "Rows[Row]"]) -> Listing[Row]:
    """The page of what `find` finds that the address asks for."""
    typed = typed_in(request)
    return Listing(typed, page_of(request, find(typed)))


def typed_in(request: HttpRequest) -> str:
    """What was typed into the search."""
    return as_typed(request.GET.get("q", ""))


def page_of(request: HttpRequest, rows: "Rows[Row]", *, name: str = "page") -> Page[Row]:
    """The page that the address asks for under this name: the first for nonsense, the last for one too far."""
    return Paginator(rows, A_PAGE).get_page(request.GET.get(name))


def wants_part(request: HttpRequest) -> bool:
    """Whether a script asks for the part of the page that changes, and not for the page."""
    return bool(request.headers.get("HX-Request"))
