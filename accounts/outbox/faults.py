"""What a mail server's answer means: this address is wrong for good, this email later, or no email goes out at all.

Only a refusal of the recipient's address at `RCPT TO` is final, and only while it is about that address. What is said
of ourselves (policy, relaying, our quota, our sender's address) passes or is mended, and the email is kept. Nothing of
what a server says is ever passed on: it may quote an address.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import Enum

from accounts.outbox.backend import Unsure

ENHANCED = re.compile(rb"\b[245]\.(\d{1,3})\.(\d{1,3})\b")
ABOUT_US = re.compile(
    rb"relay|quota|limit|too many|sender|authenti|log ?in|policy|spam|block|black|reputation|denied|prohibit"
)
# RFC 3463 and the registry after it: bad destination address, mailbox that is disabled
WRONG_ADDRESS = {*((1, n) for n in (0, 1, 2, 3, 4, 6, 10)), (2, 0), (2, 1)}
OF_THE_ADDRESS = (550, 551, 553, 556)  # without an enhanced code, these are about the mailbox
RECIPIENTS_SIDE = (2, 3)  # the mailbox, its server: full, busy
FULL, CLOSING = 552, 421


class Blame(Enum):
    """Whose fault it is that an email was not taken."""

    ADDRESS = "address"  # for good
    EMAIL = "email"  # this one, for now
    REFUSAL = "refusal"  # this one or all: several in a row are an outage
    CUT = "cut"  # the same, and the connection is of no more use
    UNSURE = "unsure"  # the same, and it may have been taken
    SERVICE = "service"  # no email is to blame: none goes out


@dataclass(frozen=True)
class Fault:
    """Whose fault, and for our own people in a few words."""

    blame: Blame
    words: str


def fault_of_connecting(error: Exception) -> Fault:
    """What an error before the first email means."""
    return Fault(Blame.SERVICE, fault_of(error).words)


def fault_of(error: Exception) -> Fault:
    """What an error while sending one email means."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _of_the_recipient(*next(iter(error.recipients.values())))
        case smtplib.SMTPSenderRefused():
            return Fault(Blame.SERVICE, f"It refuses our sender’s address ({error.smtp_code}).")
        case smtplib.SMTPAuthenticationError():
            return Fault(Blame.SERVICE, f"It refuses our name or password ({error.smtp_code}).")
        case smtplib.SMTPNotSupportedError():
            return Fault(Blame.SERVICE, "It offers no encryption, or no signing in.")
        case smtplib.SMTPResponseException():
            blame = Blame.CUT if error.smtp_code == CLOSING else Blame.REFUSAL
            return Fault(blame, f"It refuses what is sent ({error.smtp_code}).")
        case Unsure():
            return Fault(Blame.UNSURE, "It cuts the connection while an email is handed over, or does not answer then.")
        case smtplib.SMTPServerDisconnected() | TimeoutError():
            return Fault(Blame.CUT, "It cuts the connection, or does not answer in time.")
        case ssl.SSLError():
            return Fault(Blame.CUT, "A secure connection to it cannot be made.")
        case OSError():
            return Fault(Blame.CUT, "It cannot be reached.")
    return Fault(Blame.EMAIL, f"An email could not be made ({type(error).__name__}).")


def _of_the_recipient(code: int, answer: bytes | str) -> Fault:
    words = answer if isinstance(answer, bytes) else answer.encode()
    if code == CLOSING:
        return Fault(Blame.CUT, "It is closing (421).")
    if not 500 <= code < 600:
        return Fault(Blame.EMAIL, f"It does not take an address for now ({code}).")
    found = ENHANCED.search(words)
    subject, detail = (int(part) for part in found.groups()) if found else (None, None)
    if (subject, detail) in WRONG_ADDRESS or (
        subject is None and code in OF_THE_ADDRESS and not ABOUT_US.search(words.lower())
    ):
        return Fault(Blame.ADDRESS, f"It refuses an address ({code}).")
    if subject in RECIPIENTS_SIDE or (subject is None and code == FULL):
        return Fault(Blame.EMAIL, f"It does not take an address for now ({code}).")
    return Fault(Blame.REFUSAL, f"It refuses what is sent ({code}).")
