"""The people of a trust: listing, inviting, changing, removing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import membership_for
from accounts.forms.people import InvitationForm, OwnDetailsForm, RoleForm
from accounts.models import Invitation, Membership, Role
from accounts.operations import (
    change_own_details,
    change_role,
    invite_member,
    remove_member,
    resend_invitation,
    withdraw_invitation,
)
from accounts.permissions import can_remove, can_steer, check_can_remove, check_can_steer
from accounts.refusals import Refused
from accounts.views.answers import attempt, in_turn, page, status_of


def member_in(member: Membership, member_id: int) -> Membership:
    """Somebody in the same trust; 404 otherwise."""
    found = Membership.objects.current().filter(pk=member_id, trust_id=member.trust_id).first()
    if found is None:
        raise Http404
    found.trust = member.trust
    return found


def executives_in(member: Membership) -> int:
    """How many executives the trust has, invited ones included."""
    return Membership.objects.current().filter(trust_id=member.trust_id, role=Role.EXECUTIVE).count()


@require_safe
def member_list(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Everybody in the trust, and, for lead and executives, how invitations stand."""
    member = membership_for(request, trust_slug)
    people = Membership.objects.current().filter(trust_id=member.trust_id).order_by("name_key", "pk")
    invitations = {
        i.membership_id: i for i in Invitation.objects.pending().filter(trust_id=member.trust_id).defer("token_hash")
    }
    now, today = timezone.now(), timezone.localdate()
    rows = [
        {
            "person": p,
            "invitation": (i := invitations.get(p.pk)),
            "is_expired": bool(i and i.is_expired(now)),
            "can_resend": bool(i and i.sent_on < today),
            "is_me": p.pk == member.pk,
        }
        for p in people
    ]
    return page(request, "accounts/member_list.html", member, rows=rows, can_steer=can_steer(member))


@require_http_methods(["GET", "POST"])
def invitation_create(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Invite somebody into the trust."""
    member = membership_for(request, trust_slug)
    check_can_steer(member)
    form = InvitationForm(request.POST or None, member=member, executives=executives_in(member))
    if request.method == "POST" and form.is_valid():
        try:
            invite_member(trust=member.trust, by=member, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("email", refused.words)
        else:
            messages.success(request, f"Invitation to {form.cleaned_data['email']} is on its way.")
            return redirect("accounts:member_list", trust_slug)
    return page(request, "accounts/invitation_create.html", member, form=form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@in_turn
def member_update(request: HttpRequest, trust_slug: str, member_id: int) -> HttpResponse:
    """Change one's own name, or somebody else's role."""
    member = membership_for(request, trust_slug)
    other = member_in(member, member_id)
    is_me = other.pk == member.pk
    if not is_me:
        check_can_steer(member)
    form: OwnDetailsForm | RoleForm = (
        OwnDetailsForm(request.POST or None, instance=other)
        if is_me
        else RoleForm(request.POST or None, member=member, other=other, executives=executives_in(member))
    )
    if request.method == "POST" and form.is_valid():
        done = (
            attempt(request, change_own_details, member=other, success="Your details are saved.", **form.cleaned_data)
            if is_me
            else attempt(
                request, change_role, member=other, by=member, at=timezone.now(),
                success=f"{other.name}’s role is changed.", **form.cleaned_data,
            )
        )  # fmt: skip
        if done:
            return redirect("accounts:member_list", trust_slug)
    return page(
        request, "accounts/member_update.html", member, form=form, other=other, is_me=is_me,
        can_remove=can_remove(member, other), status=status_of(form),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def removal_create(request: HttpRequest, trust_slug: str, member_id: int) -> HttpResponse:
    """Ask, then remove somebody, or leave oneself."""
    member = membership_for(request, trust_slug)
    other = member_in(member, member_id)
    check_can_remove(member, other)
    is_me = other.pk == member.pk
    if request.method == "POST":
        success = f"You have left {member.trust.name}." if is_me else f"{other.name} has been removed."
        if attempt(request, remove_member, member=other, by=member, at=timezone.now(), success=success):
            return redirect("home") if is_me else redirect("accounts:member_list", trust_slug)
        return redirect("accounts:member_update", trust_slug, member_id)
    return page(request, "accounts/removal_create.html", member, other=other, is_me=is_me)


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


@require_POST
def resending_create(request: HttpRequest, trust_slug: str, invitation_id: int) -> HttpResponse:
    """Send an invitation again, at most once a day."""
    member = membership_for(request, trust_slug)
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
