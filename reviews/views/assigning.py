"""An advisor for many trusts at once: chosen by filters, looked at, confirmed."""

from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import Trust
from accounts.operations import assign_many
from accounts.permissions import check_can_manage
from accounts.views.answers import page
from reviews.forms.portfolio import AssignManyForm
from reviews.portfolio import Chosen, PortfolioRow, current_advisors
from reviews.views.portfolio_page import chosen_trusts

CHANGED = "Meanwhile these are other trusts than you saw. Look at the list again, then confirm."


@require_http_methods(["GET", "POST"])
def assignment_create(request: HttpRequest) -> HttpResponse:
    """Choose trusts by filters and an advisor, see which trusts that concerns, confirm."""
    chosen, filter_form = chosen_trusts(request)
    check_can_manage(chosen.person)
    advisors = current_advisors()
    seen = mark_of(chosen.rows)
    form = AssignManyForm(request.POST or None, advisors=advisors, initial={"seen": seen})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and form.cleaned_data["seen"] != seen:
            form = AssignManyForm({**request.POST.dict(), "seen": seen}, advisors=advisors)
            form.add_error(None, CHANGED)
            status = 409
        elif form.is_valid():
            return assigned(request, chosen, form, {str(a.pk): a for a in advisors})
    return page(
        request, "portfolio/assignment_create.html", chosen.person, chosen=chosen, filter_form=filter_form, form=form,
        advisors=advisors, status=status,
    )  # fmt: skip


def mark_of(rows: list[PortfolioRow]) -> str:
    """Stands for these trusts and no others, so that nobody confirms a list that they have not seen."""
    return sha256(",".join(str(row.id) for row in rows).encode()).hexdigest()


def assigned(request: HttpRequest, chosen: Chosen, form: AssignManyForm, advisors: dict) -> HttpResponse:
    """Do it, and say how many assignments that made and ended."""
    advisor = advisors[form.cleaned_data["advisor_to"]]
    trusts = [Trust(pk=row.id, slug=row.slug, name=row.name) for row in chosen.rows]
    made, ended = assign_many(
        trusts=trusts, advisor=advisor, alone=form.cleaned_data["alone"], by=chosen.person, at=timezone.now()
    )
    words = f"{advisor.name} now looks after {len(trusts)} trust{'s' if len(trusts) != 1 else ''}, {made} of them new."
    if ended:
        words += f" {ended} other assignment{'s' if ended > 1 else ''} ended."
    messages.success(request, words)
    return redirect(f"{reverse('reviews:portfolio_detail')}?advisor={advisor.pk}")
