"""Reading the register's extracts: bytes in, good rows and reasons out. No database, and no model, is known here."""

from accounts.register.extracts.archives import Member, is_archive, members_of
from accounts.register.extracts.cells import Unfit, whole
from accounts.register.extracts.columns import EXTRACTS, Expected, Layout
from accounts.register.extracts.faults import Faulty
from accounts.register.extracts.reading import Record, records
from accounts.register.extracts.rows import LeftOut, SchoolRow, TrustRow, read_link, read_school, read_trust
from accounts.register.extracts.text import first_look

__all__ = [
    "EXTRACTS",
    "Expected",
    "Faulty",
    "Layout",
    "LeftOut",
    "Member",
    "Record",
    "SchoolRow",
    "TrustRow",
    "Unfit",
    "first_look",
    "is_archive",
    "members_of",
    "read_link",
    "read_school",
    "read_trust",
    "records",
    "whole",
]
