"""A trust's first review lead: a programme manager invites, corrects, sends again, withdraws, until somebody joins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import manager_for, trust_for_yst
from accounts.answering import attempt, page
from accounts.forms.trusts import FirstLeadForm
from accounts.operations import invite_first_lead, standing_first, withdraw_first_lead
from accounts.refusals import Refused


@require_http_methods(["GET", "POST"])
def first_lead_create(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Invite the first lead of a trust that nobody has joined; the invitation before this one ends."""
    person = manager_for(request)
    trust = trust_for_yst(trust_slug)
    columns = ("email", "membership__name", "expires_at", "delivery", "accepted_at", "withdrawn_at")
    standing = standing_first(trust).select_related("membership").only(*columns).first()
    initial = {"lead_name": standing.membership.name, "lead_email": standing.email} if standing else {}
    form = FirstLeadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        name, email = form.cleaned_data["lead_name"], form.cleaned_data["lead_email"]
        try:
            invite_first_lead(trust=trust, email=email, name=name, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            ended = f" The invitation to {standing.email} has ended." if standing else ""
            messages.success(request, f"{name} has been invited.{ended}")
            return redirect("reviews:portfolio_trust_detail", trust_slug)
    return page(
        request, "portfolio/first_lead_create.html", person, trust=trust, form=form, standing=standing,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
def first_lead_withdrawal_create(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Take the invitation of the first lead back."""
    person = manager_for(request)
    trust = trust_for_yst(trust_slug)
    words = "The invitation is withdrawn."
    attempt(request, withdraw_first_lead, trust=trust, by=person, at=timezone.now(), success=words)
    return redirect("reviews:portfolio_trust_detail", trust_slug)
