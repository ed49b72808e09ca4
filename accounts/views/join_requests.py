"""Requests to join, for programme managers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import manager_for
from accounts.answering import attempt, page
from accounts.forms.joining import DeclineForm
from accounts.models import JoinRequest, RequestStatus, Trust
from accounts.operations import accept_request, decline_request
from accounts.refusals import Refused

SHOWN = 50


@require_safe
def join_request_list(request: HttpRequest) -> HttpResponse:
    """Who asked that their trust may take part: those that wait, then those that were answered lately."""
    person = manager_for(request)
    requests = JoinRequest.objects.select_related("registered")
    return page(
        request, "accounts/join_request_list.html", person,
        waiting=list(requests.filter(status=RequestStatus.WAITING).order_by("asked_at", "pk")),
        answered=list(requests.exclude(status=RequestStatus.WAITING).order_by("-decided_at", "pk")[:SHOWN]),
    )  # fmt: skip


def request_or_404(request_id: UUID) -> JoinRequest:
    found = JoinRequest.objects.select_related("registered").filter(pk=request_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def join_request_detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: who asks, what the register says of the trust, and the answer. A POST declines."""
    person = manager_for(request)
    asked = request_or_404(request_id)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decline_request(asked=asked, words=form.cleaned_data["words"], by=person, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, f"The request is declined, and {asked.name} will have an email.")
            return redirect("accounts:join_request_list")
    return page(
        request, "accounts/join_request_detail.html", person, asked=asked, registered=asked.registered, form=form,
        here=Trust.objects.filter(registered=asked.registered).first(), status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
def join_acceptance_create(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Accept: whoever asked is invited as the trust's first review lead."""
    person = manager_for(request)
    asked = request_or_404(request_id)
    words = f"{asked.name} has been invited as the first review lead of {asked.registered.name}."
    attempt(request, accept_request, success=words, asked=asked, by=person, at=timezone.now())
    return redirect("accounts:join_request_detail", request_id)
