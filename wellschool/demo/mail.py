"""Mail that goes no further than a folder, one `.eml` each, for the outbox page. No mail leaves the demo.

An address whose local part is `refused` is refused for good, to show what the product makes of that.
"""

import secrets
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

REFUSED = "refused"
NO_SUCH_MAILBOX = 550


class EmailBackend(BaseEmailBackend):
    """Writes messages to EMAIL_FILE_PATH."""

    def __init__(self, fail_silently: bool = False, **kwargs: object) -> None:
        super().__init__(fail_silently)
        self.folder = outbox_folder()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message under a name that sorts by time; raises for addresses that are refused."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            refused = [to for to in message.recipients() if to.partition("@")[0] == REFUSED]
            if refused and not self.fail_silently:
                raise smtplib.SMTPRecipientsRefused(dict.fromkeys(refused, (NO_SUCH_MAILBOX, b"No such mailbox")))
            if not refused:
                self._write(message)
        return len(email_messages)

    def _write(self, message: EmailMessage) -> None:
        name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        part = self.folder / f"{name}.part"
        part.write_bytes(message.message().as_bytes())
        part.rename(self.folder / f"{name}.eml")  # a reader never sees half a message


@dataclass(frozen=True)
class SentEmail:
    """One message of the outbox."""

    name: str
    to: str
    subject: str
    sent_at: datetime
    text: str
    html: str


def outbox_folder() -> Path:
    """Where the messages are; only the demo's settings say it."""
    return Path(settings.EMAIL_FILE_PATH)


def sent_names() -> list[str]:
    """The names of all messages, newest first."""
    return sorted((path.stem for path in outbox_folder().glob("*.eml")), reverse=True)


def sent_email(name: str) -> SentEmail:
    """One message, by a name from `sent_names`."""
    raw = (outbox_folder() / f"{name}.eml").read_bytes()
    message = message_from_bytes(raw, ParsedMessage, policy=policy.default)
    sent_at = message["date"].datetime.replace(tzinfo=UTC)  # Django writes -0000, which says no zone
    return SentEmail(name, message["to"], message["subject"], sent_at, body(message, "plain"), body(message, "html"))


def body(message: ParsedMessage, kind: str) -> str:
    """The text of the message's part of this kind, or nothing."""
    part = message.get_body(preferencelist=(kind,))
    return "" if part is None else str(part.get_content())
