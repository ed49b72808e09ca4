"""First review leads for many trusts at once: those that were chosen are offered, a line for each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.answering import page
from accounts.forms.first_leads import MOST, FirstLeadsForm
from accounts.models import Trust
from accounts.operations.inviting_many import SomeCannot, invite_first_leads
from accounts.permissions import check_can_manage
from reviews.portfolio import Chosen
from reviews.portfolio.page import chosen_trusts
from reviews.portfolio.starting import JOINED


@require_http_methods(["GET", "POST"])
def first_leads_create(request: HttpRequest) -> HttpResponse:
    """Invite the first review leads of many trusts: all of them, or, if one cannot be, nobody."""
    chosen = chosen_trusts(request)
    check_can_manage(chosen.person)
    form = FirstLeadsForm(request.POST or None, initial={"lines": offered(chosen)})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["lines"]
        try:
            opened = invite_first_leads(wanted=wanted, by=chosen.person, at=timezone.now())
        except SomeCannot as refused:
            form.add_error("lines", refused.reasons)
        else:
            messages.success(request, told(len(wanted), opened))
            return redirect(f"{reverse('reviews:portfolio_detail')}?stage=invited")
    status = 422 if form.is_bound else 200
    return page(request, "portfolio/first_leads_create.html", chosen.person, form=form, chosen=chosen, status=status)


def offered(chosen: Chosen) -> str:
    """A line to be completed for each of the chosen trusts that nobody has joined and that is open."""
    waiting = [row for row in chosen.rows if not row.stage and row.start != JOINED and not row.has_closed][:MOST]
    numbers = dict(Trust.objects.filter(pk__in=[row.id for row in waiting]).values_list("pk", "group_id"))
    return "\n".join(f"{numbers[row.id]} {row.name}".strip() + "; ; " for row in waiting)


def told(invited: int, opened: int) -> str:
    words = f"{invited} invitation{'s are' if invited > 1 else ' is'} on the way."
    return words + (f" {opened} trust{'s were' if opened > 1 else ' was'} opened from the register." if opened else "")
