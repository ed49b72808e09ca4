"""How far work in the background has got: a page whose part asks again by itself while the work goes on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from accounts.answering import fragment, page
from accounts.listing import wants_part
from accounts.models import Membership, YstPerson

if TYPE_CHECKING:
    from _typeshed import DataclassInstance as Shown

STOP_POLLING = 286  # htmx asks no more


@dataclass(frozen=True)
class Step:
    """One step of the work, for `components/stages.html`: `state` is next, busy, done or failed."""

    name: str
    state: str
    hint: str = ""


def progress_page(
    request: HttpRequest, template: str, part: str, who: Membership | YstPerson, shown: "Shown",
    *, state: str, is_over: bool,
) -> HttpResponse:  # fmt: skip
    """The page, or, when asked for, its part: 204 while the state is what is shown already, 286 once it is over."""
    if not wants_part(request):
        return page(request, template, who, shown)
    if request.GET.get("state") == state:
        return HttpResponse(status=204)
    return fragment(request, f"{template}#{part}", shown, status=STOP_POLLING if is_over else 200)
