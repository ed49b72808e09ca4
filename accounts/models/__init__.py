"""Accounts, trusts and who belongs to which; the audit log and the outbox."""

from accounts.models.audit import AuditEvent
from accounts.models.membership import Delivery, Invitation, Membership, Role
from accounts.models.outbox import OutboxEmail, OutboxTask
from accounts.models.trust import Phase, Region, Trust
from accounts.models.user import User
from accounts.models.yst import Assignment, YstPerson, YstRole

__all__ = [
    "Assignment",
    "AuditEvent",
    "Delivery",
    "Invitation",
    "Membership",
    "OutboxEmail",
    "OutboxTask",
    "Phase",
    "Region",
    "Role",
    "Trust",
    "User",
    "YstPerson",
    "YstRole",
]
