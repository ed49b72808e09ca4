"""Accounts, trusts and who belongs to which; the audit log and the outbox."""

from accounts.models.audit import AuditEvent
from accounts.models.join_request import JoinRequest, RequestStatus
from accounts.models.logo import TrustLogo
from accounts.models.membership import Delivery, Invitation, Membership, Role, look_up_invitations
from accounts.models.terms import TermsAcceptance
from accounts.models.trust import Trust
from accounts.models.user import User
from accounts.models.yst import Assignment, YstPerson, YstRole
from accounts.outbox.models import OutboxEmail, OutboxTask
from accounts.outbox.service_models import MailService
from accounts.register.import_models import (
    Extract,
    ImportedSchool,
    ImportedTrust,
    ImportPiece,
    ImportStatus,
    Outcome,
    RefusedRow,
    RegisterImport,
)
from accounts.register.models import (
    OPEN_SCHOOLS,
    EarlierName,
    Phase,
    Region,
    RegisteredTrust,
    RegisterStatus,
    RegisterWord,
    School,
    SchoolPhase,
    SchoolStatus,
    TrustKind,
)

__all__ = [
    "OPEN_SCHOOLS",
    "Assignment",
    "AuditEvent",
    "Delivery",
    "EarlierName",
    "Extract",
    "ImportPiece",
    "ImportStatus",
    "ImportedSchool",
    "ImportedTrust",
    "Invitation",
    "JoinRequest",
    "MailService",
    "Membership",
    "OutboxEmail",
    "OutboxTask",
    "Outcome",
    "Phase",
    "RefusedRow",
    "Region",
    "RegisterImport",
    "RegisterStatus",
    "RegisterWord",
    "RegisteredTrust",
    "RequestStatus",
    "Role",
    "School",
    "SchoolPhase",
    "SchoolStatus",
    "TermsAcceptance",
    "Trust",
    "TrustKind",
    "TrustLogo",
    "User",
    "YstPerson",
    "YstRole",
    "look_up_invitations",
]
