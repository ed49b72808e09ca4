"""A trust's profile, and the log of what was done in it."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import membership_for
from accounts.answering import in_turn, page, status_of
from accounts.audit_words import words_for
from accounts.forms.trusts import ProfileForm
from accounts.listing import page_of
from accounts.models import AuditEvent, Membership
from accounts.operations import update_trust_profile
from accounts.permissions import can_change_trust, check_can_change_trust, check_can_steer
from accounts.refusals import Refused
from accounts.register.models import School, SchoolStatus


@require_http_methods(["GET", "POST"])
@in_turn
def profile_update(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """The trust's profile, changeable for lead and executives."""
    member = membership_for(request, trust_slug)
    if request.method == "POST":
        check_can_change_trust(member)
    form = ProfileForm(request.POST or None, instance=copy(member.trust))  # a form changes what it is given
    if request.method == "POST" and form.is_valid():
        try:
            update_trust_profile(trust=member.trust, by=member, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, "The trust’s profile is saved.")
            return redirect("accounts:profile_update", trust_slug)
    return page(
        request, "accounts/profile_update.html", member, form=form, can_steer=can_change_trust(member),
        registered=member.trust.registered, schools=schools_of(member), status=status_of(form),
    )  # fmt: skip


def schools_of(member: Membership) -> list[School]:
    """The schools that the register has for the trust, by name."""
    schools = School.objects.filter(registered_id=member.trust.registered_id)
    return (
        list(schools.exclude(status=SchoolStatus.LEFT).order_by("name_key", "urn"))
        if member.trust.registered_id
        else []
    )


@dataclass(frozen=True)
class Happened:
    """One line of the log."""

    at: datetime
    by: str
    words: str


@require_safe
def audit_list(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """What was done, by whom and when, newest first; for lead and executives."""
    member = membership_for(request, trust_slug)
    check_can_steer(member)
    events = AuditEvent.objects.filter(trust_id=member.trust_id).order_by("-at", "-pk")
    found = page_of(request, events)
    rows = [Happened(event.at, event.by_name, words_for(event)) for event in found]
    return page(request, "accounts/audit_list.html", member, rows=rows, found=found)
