"""Every write to trusts and their people: one keyword-only function each, atomic, with who, when and an audit row."""

from accounts.operations.inviting import (
    AcceptRefused,
    accept_invitation,
    create_account_for,
    invite_first_lead,
    invite_member,
    resend_invitation,
    withdraw_invitation,
)
from accounts.operations.members import change_own_details, change_role, remove_member
from accounts.operations.trusts import create_trust, update_trust_profile
from accounts.operations.yst import add_yst_person, assign_advisor, end_assignment

__all__ = [
    "AcceptRefused",
    "accept_invitation",
    "add_yst_person",
    "assign_advisor",
    "change_own_details",
    "change_role",
    "create_account_for",
    "create_trust",
    "end_assignment",
    "invite_first_lead",
    "invite_member",
    "remove_member",
    "resend_invitation",
    "update_trust_profile",
    "withdraw_invitation",
]
