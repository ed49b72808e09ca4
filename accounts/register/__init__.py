"""Reading the register's extracts: bytes in, good rows and reasons out. No database, and no model, is known here."""

from accounts.register.columns import EXTRACTS, Extract, first_look
from accounts.register.faults import Faulty
from accounts.register.reading import Record, records
from accounts.register.rows import LeftOut, SchoolRow, TrustRow, Unfit, read_link, read_school, read_trust

__all__ = [
    "EXTRACTS",
    "Extract",
    "Faulty",
    "LeftOut",
    "Record",
    "SchoolRow",
    "TrustRow",
    "Unfit",
    "first_look",
    "read_link",
    "read_school",
    "read_trust",
    "records",
]
