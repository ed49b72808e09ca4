"""Every write to trusts and their people: one keyword-only function each, atomic.

What others should be able to trace has an audit row.
"""

from accounts.operations.accepting import AcceptRefused, accept_invitation, create_account_for
from accounts.operations.first_leads import invite_first_lead, standing_first, withdraw_first_lead
from accounts.operations.inviting import (
    correct_invitation,
    invite_member,
    invite_several,
    renew_for_email,
    resend_invitation,
    withdraw_invitation,
)
from accounts.operations.joining import ask_to_join, asked_by, confirm_request
from accounts.operations.logo import remove_logo, save_logo
from accounts.operations.members import change_own_details, change_role, remove_member
from accounts.operations.opening import accept_request, decline_request, open_and_invite, open_trust
from accounts.operations.terms import accept_terms, has_accepted_terms
from accounts.operations.trusts import create_trust, update_trust_profile
from accounts.operations.yst import add_yst_person, assign_advisor, assign_many, end_assignment

__all__ = [
    "AcceptRefused",
    "accept_invitation",
    "accept_request",
    "accept_terms",
    "add_yst_person",
    "ask_to_join",
    "asked_by",
    "assign_advisor",
    "assign_many",
    "change_own_details",
    "change_role",
    "confirm_request",
    "correct_invitation",
    "create_account_for",
    "create_trust",
    "decline_request",
    "end_assignment",
    "has_accepted_terms",
    "invite_first_lead",
    "invite_member",
    "invite_several",
    "open_and_invite",
    "open_trust",
    "remove_logo",
    "remove_member",
    "renew_for_email",
    "resend_invitation",
    "save_logo",
    "standing_first",
    "update_trust_profile",
    "withdraw_first_lead",
    "withdraw_invitation",
]
