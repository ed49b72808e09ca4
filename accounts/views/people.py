"""The people of a trust: listing, changing, removing."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import membership_for
from accounts.answering import attempt, in_turn, page, status_of
from accounts.forms.people import OwnDetailsForm, RoleForm
from accounts.models import Invitation, Membership, look_up_invitations
from accounts.operations import change_own_details, change_role, remove_member
from accounts.permissions import (
    can_change_own_details,
    can_change_trust,
    can_invite,
    can_remove,
    can_steer,
    check_can_change_own_details,
    check_can_change_trust,
    check_can_remove,
    check_can_steer,
)


def member_in(member: Membership, member_id: int) -> Membership:
    """Somebody in the same trust; 404 otherwise."""
    found = Membership.objects.current().filter(pk=member_id, trust_id=member.trust_id).first()
    if found is None:
        raise Http404
    found.trust = member.trust
    return found


def executives_in(member: Membership) -> int:
    """How many executives have joined the trust."""
    return Membership.objects.executives().filter(trust_id=member.trust_id).count()


@dataclass(frozen=True)
class PersonRow:
    """Somebody in the list. `is_void`: whoever invited them no longer may."""

    person: Membership
    invitation: Invitation | None
    is_me: bool
    can_resend: bool
    is_void: bool
    can_remove: bool


@dataclass(frozen=True)
class PeoplePage:
    """Everybody in the trust, and what this member may do."""

    rows: list[PersonRow]
    can_steer: bool
    can_change: bool
    can_change_own: bool


@require_safe
def member_list(request: HttpRequest, trust_slug: str) -> HttpResponse:
    """Everybody in the trust, and, for lead and executives, how invitations stand."""
    member = membership_for(request, trust_slug)
    people = list(Membership.objects.current().filter(trust_id=member.trust_id).order_by("name_key", "pk"))
    look_up_invitations(people)
    shown = PeoplePage(
        _rows(member, people), can_steer=can_steer(member), can_change=can_change_trust(member),
        can_change_own=can_change_own_details(member),
    )  # fmt: skip
    return page(request, "accounts/member_list.html", member, shown)


def _rows(member: Membership, people: list[Membership]) -> list[PersonRow]:
    """People with their invitations: whether one can be sent again today, and whether its inviter still may invite."""
    today = timezone.localdate()
    joined = {p.user_id: p for p in people if not p.is_pending}
    executives = sum(p.is_executive for p in joined.values())
    for person in people:
        person.trust = member.trust

    def row(person: Membership) -> PersonRow:
        invitation = person.invitation
        inviter = joined.get(invitation.invited_by_id) if invitation else None
        may_invite = inviter is not None and can_invite(inviter, person.role, executives=executives)
        return PersonRow(
            person, invitation, is_me=person.pk == member.pk,
            can_resend=invitation is not None and invitation.sent_on < today,
            is_void=invitation is not None and not may_invite,
            can_remove=can_remove(member, person, executives=executives),
        )  # fmt: skip

    return [row(person) for person in people]


@dataclass(frozen=True)
class MemberPage:
    """One person: their own details, or a role to give them."""

    form: OwnDetailsForm | RoleForm
    other: Membership
    is_me: bool
    can_remove: bool
    can_change: bool


@require_http_methods(["GET", "POST"])
@in_turn
def member_update(request: HttpRequest, trust_slug: str, member_id: int) -> HttpResponse:
    """Change one's own name, or somebody else's role."""
    member = membership_for(request, trust_slug)
    other = member_in(member, member_id)
    is_me = other.pk == member.pk
    if is_me and request.method == "POST":
        check_can_change_own_details(member)
    if not is_me:
        (check_can_change_trust if request.method == "POST" else check_can_steer)(member)
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
    shown = MemberPage(
        form, other, is_me, can_remove=can_remove(member, other, executives=executives_in(member)),
        can_change=(can_change_own_details if is_me else can_change_trust)(member),
    )  # fmt: skip
    return page(request, "accounts/member_update.html", member, shown, status=status_of(form))


@require_http_methods(["GET", "POST"])
def removal_create(request: HttpRequest, trust_slug: str, member_id: int) -> HttpResponse:
    """Ask, then remove somebody, or leave oneself."""
    member = membership_for(request, trust_slug)
    other = member_in(member, member_id)
    check_can_remove(member, other, executives=executives_in(member))
    is_me = other.pk == member.pk
    if request.method == "POST":
        success = f"You have left {member.trust.name}." if is_me else f"{other.name} has been removed."
        if attempt(request, remove_member, member=other, by=member, at=timezone.now(), success=success):
            return redirect("home") if is_me else redirect("accounts:member_list", trust_slug)
        return redirect("accounts:member_update", trust_slug, member_id)
    return page(request, "accounts/removal_create.html", member, other=other, is_me=is_me)
