"""Changing and removing the people of a trust."""

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import Invitation, Membership, Role
from accounts.operations.holding import hold
from accounts.operations.inviting import account_id
from accounts.permissions import check_can_change_own_details, check_can_change_role, check_can_remove
from accounts.refusals import Refused, in_words


@transaction.atomic
def change_role(*, member: Membership, role: str, also_lead: bool, by: Membership, at: datetime) -> None:
    """Give somebody another role. Nobody changes their own; the last lead stays one. The same again changes nothing.

    Whoever gives somebody who is invited another role answers for the invitation from then on.
    """
    hold(by.trust_id)
    executives = Membership.objects.executives().filter(trust_id=member.trust_id).count()
    check_can_change_role(by, member, role, executives=executives)
    if (member.role, member.also_lead) == (role, also_lead):
        return
    before = member.role_words
    member.role, member.also_lead = role, also_lead and role == Role.EXECUTIVE
    with in_words():
        member.save(update_fields=["role", "also_lead"])
        if member.is_pending:
            answers = {"invited_by_id": account_id(by), "invited_by_name": by.name}
            Invitation.objects.pending().filter(membership=member).update(**answers)
    audit.record(
        "member.role_changed",
        by=by,
        at=at,
        trust_id=member.trust_id,
        target=f"membership {member.pk}",
        name=member.name,
        before=before,
        after=member.role_words,
    )


@transaction.atomic
def remove_member(*, member: Membership, by: Membership, at: datetime) -> None:
    """End a membership: from the next request this person sees nothing of the trust.

    Ratings they submitted stay; where they had not submitted, the database takes them out of the review, which
    counts as showing early. Nobody's account is touched: they may belong elsewhere.
    """
    hold(by.trust_id)
    executives = Membership.objects.executives().filter(trust_id=member.trust_id).count()
    check_can_remove(by, member, executives=executives)
    audit.record(
        "member.removed", by=by, at=at, trust_id=member.trust_id, target=f"membership {member.pk}", name=member.name
    )
    with in_words():
        if member.pk != by.pk:
            Invitation.objects.pending().filter(membership=member).update(withdrawn_at=at)
        if not Membership.objects.current().filter(pk=member.pk).update(left_at=at):
            raise Refused(f"{member.name} has already left.")


@transaction.atomic
def change_own_details(*, member: Membership, name: str, job_title: str) -> None:
    """Change one's own name and job title in a trust."""
    check_can_change_own_details(member)
    member.name, member.job_title = name, job_title
    with in_words():
        member.save(update_fields=["name", "job_title"])
