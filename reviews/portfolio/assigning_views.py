"""An advisor for many trusts at once: chosen by filters, looked at, confirmed."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answering import in_turn, page, status_of
from accounts.models import Trust, YstPerson
from accounts.operations import assign_many
from accounts.permissions import check_can_manage
from reviews.portfolio import Chosen, current_advisors
from reviews.portfolio.forms import AssignManyForm
from reviews.portfolio.page import chosen_trusts, filters_of


@require_http_methods(["GET", "POST"])
@partial(in_turn, over="advisors")
def assignment_create(request: HttpRequest) -> HttpResponse:
    """Choose trusts by filters and an advisor, see which trusts that concerns, confirm."""
    chosen = chosen_trusts(request)
    check_can_manage(chosen.person)
    advisors = current_advisors()
    shown = {"trusts": [row.id for row in chosen.rows], "advisors": [row.advisors for row in chosen.rows]}
    form = AssignManyForm(request.POST or None, advisors=advisors, shown=shown)
    if request.method == "POST" and form.is_valid():
        return assigned(request, chosen, form, {str(a.pk): a for a in advisors})
    return page(
        request, "portfolio/assignment_create.html", chosen.person, chosen=chosen, form=form,
        filters=filters_of(request, chosen, is_asked=True),
        advisors=advisors, status=status_of(form),
    )  # fmt: skip


def assigned(
    request: HttpRequest, chosen: Chosen, form: AssignManyForm, advisors: dict[str, YstPerson]
) -> HttpResponse:
    """Do it, and say how many assignments that made and ended."""
    advisor = advisors[form.cleaned_data["advisor_to"]]
    trusts = [Trust(pk=row.id, slug=row.slug, name=row.name) for row in chosen.rows]
    made, ended = assign_many(
        trusts=trusts, advisor=advisor, alone=form.cleaned_data["alone"], by=chosen.person, at=timezone.now()
    )
    words = f"{advisor.name} now looks after {len(trusts)} trusts, {made} of them new."
    if len(trusts) == 1:
        words = f"{advisor.name} now looks after {trusts[0].name}{'' if made else ', as before'}."
    if ended:
        words += f" {ended} other assignment{'s' if ended > 1 else ''} ended."
    messages.success(request, words)
    return redirect(f"{reverse('reviews:portfolio_detail')}?advisor={advisor.pk}")
