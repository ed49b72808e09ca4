"""SMTP with short time-outs everywhere but after the text of an email, when a server may take its time to look at it.

Giving up there would be worst of all: the server may have taken the email, and the next try would send it again.
"""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangosBackend

SECONDS_FOR_THE_TEXT = 30


class Unsure(smtplib.SMTPServerDisconnected):
    """The connection ended while the text was handed over: the server may have taken it or not."""


class _PatientWithText:
    """One SMTP session."""

    sock: Any

    def data(self, msg: Any) -> tuple[int, bytes]:
        seconds = self.sock.gettimeout()
        self.sock.settimeout(max(seconds or 0, SECONDS_FOR_THE_TEXT))
        try:
            answer: tuple[int, bytes] = super().data(msg)  # type: ignore[misc]
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise Unsure from error
        finally:
            if self.sock:
                self.sock.settimeout(seconds)
        return answer


class _Plain(_PatientWithText, smtplib.SMTP):
    pass


class _Secure(_PatientWithText, smtplib.SMTP_SSL):
    pass


class EmailBackend(DjangosBackend):
    """Django's, with those sessions."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Secure if self.use_ssl else _Plain
