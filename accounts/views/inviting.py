"""Inviting people into a trust, one or several at once; correcting, sending again and withdrawing what was sent."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import membership_for
from accounts.answering import attempt, in_turn, page, status_of
from accounts.forms.inviting import CorrectionForm, InvitationForm, SeveralForm
from accounts.models import Invitation, Membership
from accounts.operations import (
    correct_invitation,
    invite_member,
    invite_several,
    resend_invitation,
    withdraw_invitation,
)
from accounts.operations.inviting import SomeAreThere
from accounts.permissions import check_can_change_trust, check_can_steer
from accounts.refusals import Refused
from accounts.views.people import executives_in


def way_back(request: HttpRequest, trust_slug: str) -> str:
    """Where somebody came from to invite: a page of the same trust, or nowhere."""
    back = request.GET.get("next", "")
    is_here = back.startswith(f"/trusts/{trust_slug}/")
    return back if is_here and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""


@require_http_methods(["GET", "POST"])
def invitation_create(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Invite somebody into the trust."""
    member = membership_for(request, trust_slug)
    check_can_change_trust(member)
    back = way_back(request, trust_slug)
    form = InvitationForm(request.POST or None, member=member, executives=executives_in(member))
    if request.method == "POST" and form.is_valid():
        try:
            invite_member(trust=member.trust, by=member, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("email", refused.words)
        else:
            messages.success(request, f"Invitation to {form.cleaned_data['email']} is on its way.")
            return redirect(back or reverse("accounts:member_list", args=[trust_slug]))
    return page(
        request, "accounts/invitation_create.html", member, form=form, back=back, status=422 if form.is_bound else 200
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def several_create(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Invite several people at once: all of them, or, while a line is wrong, nobody."""
    member = membership_for(request, trust_slug)
    check_can_change_trust(member)
    back = way_back(request, trust_slug)
    form = SeveralForm(request.POST or None, member=member, executives=executives_in(member))
    if request.method == "POST" and form.is_valid():
        people, role = form.cleaned_data["people"], form.cleaned_data["role"]
        try:
            invite_several(people=people, role=role, by=member, at=timezone.now())
        except SomeAreThere as there:
            form.name_lines(there.emails)
        except Refused as refused:
            form.add_error("people", refused.words)
        else:
            how_many = f"{len(people)} invitations are" if len(people) > 1 else "One invitation is"
            messages.success(request, f"{how_many} on the way.", extra_tags=request.get_full_path())
            return redirect(back or reverse("accounts:member_list", args=[trust_slug]))
    return page(
        request, "accounts/several_create.html", member, form=form, back=back, status=422 if form.is_bound else 200
    )  # fmt: skip


def _pending(member: Membership, invitation_id: int) -> Invitation:
    check_can_steer(member)
    found = (
        Invitation.objects.pending()
        .defer("token_hash")
        .select_related("membership")
        .filter(pk=invitation_id, trust_id=member.trust_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@in_turn
def invitation_update(request: HttpRequest, trust_slug: str, invitation_id: int) -> HttpResponse:
    """Correct a name or an address; another address gets the invitation at once."""
    member = membership_for(request, trust_slug)
    check_can_change_trust(member)
    invitation = _pending(member, invitation_id)
    invited = invitation.membership
    initial = {"name": invited.name, "email": invitation.email, "job_title": invited.job_title}
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        moves = form.cleaned_data["email"].lower() != initial["email"].lower()
        try:
            correct_invitation(invitation=invitation, by=member, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("email", refused.words)
        else:
            ended = f"The link that went to {initial['email']} has ended."
            sent = f"Invitation to {invitation.email} is on its way. {ended}"
            messages.success(request, sent if moves else "The invitation is corrected.")
            return redirect("accounts:member_list", trust_slug)
    return page(
        request, "accounts/invitation_update.html", member, form=form, invitation=invitation,
        status=status_of(form),
    )  # fmt: skip


@require_POST
def resending_create(request: HttpRequest, trust_slug: str, invitation_id: int) -> HttpResponse:
    """Send an invitation again, at most once a day."""
    member = membership_for(request, trust_slug)
    check_can_change_trust(member)
    invitation = _pending(member, invitation_id)
    attempt(
        request, resend_invitation, invitation=invitation, by=member, at=timezone.now(),
        success=f"Invitation to {invitation.email} is on its way again.",
    )  # fmt: skip
    return redirect("accounts:member_list", trust_slug)


@require_POST
def withdrawal_create(request: HttpRequest, trust_slug: str, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    member = membership_for(request, trust_slug)
    invitation = _pending(member, invitation_id)
    attempt(
        request, withdraw_invitation, invitation=invitation, by=member, at=timezone.now(),
        success=f"The invitation to {invitation.email} is withdrawn.",
    )  # fmt: skip
    return redirect("accounts:member_list", trust_slug)
