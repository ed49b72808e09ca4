"""The register for YST's people: finding a trust, what the register says of it, opening it here."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import manager_for, yst_person_for
from accounts.answering import page
from accounts.forms.trusts import FirstLeadForm
from accounts.models import JoinRequest, RequestStatus, Trust, YstPerson
from accounts.operations import open_and_invite
from accounts.permissions import can_manage
from accounts.refusals import Refused
from accounts.register.models import RegisteredTrust, SchoolStatus
from accounts.register.search import find_trusts
from accounts.register.verdicts import days_of, newest_applied

A_PAGE = 50


@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """The register's trusts, by name; as somebody types, those that are found. Trusts here are marked as such."""
    person = yst_person_for(request)
    typed = request.GET.get("q", "")[:200]
    trusts = find_trusts(typed).select_related("trust").prefetch_related("earlier_names")
    found = Paginator(trusts, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"typed": typed, "found": found, "many": found.paginator.count}
    context["is_manager"] = can_manage(person)
    newest = newest_applied(person)
    if request.headers.get("HX-Request"):
        return render(request, "register/register_list.html#found", context)
    return page(
        request, "register/register_list.html", person, newest=newest, days=days_of(newest) if newest else "",
        waiting=waiting_requests(person), **context,
    )  # fmt: skip


def waiting_requests(person: YstPerson) -> int:
    """How many requests to join wait for an answer, for managers."""
    return JoinRequest.objects.filter(status=RequestStatus.WAITING).count() if can_manage(person) else 0


def registered_or_404(group_uid: int) -> RegisteredTrust:
    """A trust of the register, by its Group UID."""
    found = RegisteredTrust.objects.filter(group_uid=group_uid).first() if group_uid < 2**31 else None
    if found is None:
        raise Http404
    return found


@require_safe
def registered_trust_detail(request: HttpRequest, group_uid: int) -> HttpResponse:
    """What the register says of a trust; and, to whoever looks after it, that it takes part."""
    person = yst_person_for(request)
    registered = registered_or_404(group_uid)
    return page(
        request, "register/registered_trust_detail.html", person, registered=registered,
        schools=registered.places.exclude(status=SchoolStatus.LEFT).order_by("name_key", "urn"),
        earlier=registered.earlier_names.order_by("-until", "name_key"),
        here=Trust.objects.filter(registered=registered).first(), is_manager=can_manage(person),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def opening_create(request: HttpRequest, group_uid: int) -> HttpResponse:
    """Open a trust from the register, with its first review lead."""
    person = manager_for(request)
    registered = registered_or_404(group_uid)
    here = Trust.objects.filter(registered=registered).first()
    if here is not None:
        return redirect(settings.TRUST_PAGE_AT_YST, here.slug)
    form = FirstLeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, email = form.cleaned_data["lead_name"], form.cleaned_data["lead_email"]
        try:
            trust = open_and_invite(registered=registered, email=email, name=name, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, f"{trust.name} is open, and {name} has been invited.")
            return redirect(settings.TRUST_PAGE_AT_YST, trust.slug)
    return page(
        request, "register/opening_create.html", person, registered=registered, form=form,
        status=422 if form.is_bound else 200,
    )  # fmt: skip
